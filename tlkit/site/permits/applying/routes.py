"""The blueprint of the resident's pages, with every view that belongs to it."""

from tlkit.site.permits.applying import upload_views
from tlkit.site.permits.applying.views import blueprint

__all__ = ["blueprint", "upload_views"]
