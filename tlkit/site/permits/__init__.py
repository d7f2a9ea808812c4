"""The permits service: the catalogue, a page for each permit, and the service standards.

It reads the live catalogue and the region, writes nothing, and invents nothing: what
has no source is shown as not yet supplied by the agency that must supply it.
"""

from tlkit.site.permits.views import SERVICE

__all__ = ["SERVICE"]
