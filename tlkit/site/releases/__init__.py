"""Which catalogue is live on this site: releases, the region's overlay, and the pair in force.

Releases and overlay revisions never change once stored; one pointer row names the
live pair, and one function, `activate`, moves it. Pages read through `live()`.
"""

from __future__ import annotations

from tlkit.site.releases.current import live
from tlkit.site.releases.live import Live, LivePermit

__all__ = ["Live", "LivePermit", "live"]
