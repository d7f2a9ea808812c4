"""The home service: the front door, the pages about the site, and what makes it an app.

It reads the region and the live catalogue's sectors; it knows no other service,
only whether the region has it on.
"""

from tlkit.site.home.views import SERVICE

__all__ = ["SERVICE"]
