"""The permits service."""

from tlkit.site.permits.views import SERVICE

__all__ = ["SERVICE"]
