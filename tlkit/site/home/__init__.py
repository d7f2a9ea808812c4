"""The home service."""

from tlkit.site.home.views import SERVICE

__all__ = ["SERVICE"]
