"""The places service."""

from tlkit.site.places.views import SERVICE

__all__ = ["SERVICE"]
