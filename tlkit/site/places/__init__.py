"""The places service: districts and villages, as a list and on a map.

The list is always there; the map is drawn from what the region has: its areas, else its
centre points, else not at all. It reads the region and its boundaries file, and writes nothing.
"""

from tlkit.site.places.views import SERVICE

__all__ = ["SERVICE"]
