"""The blueprint of the resident's pages, with every view that belongs to it."""

from tlkit.site.permits.applying import (
    consent_views,
    correction_views,
    page_views,
    sending_views,
    start_views,
    upload_views,
)
from tlkit.site.permits.applying.views import blueprint

__all__ = [
    "blueprint",
    "consent_views",
    "correction_views",
    "page_views",
    "sending_views",
    "start_views",
    "upload_views",
]
