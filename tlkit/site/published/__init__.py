"""The published lane: pages that are the same for everybody, rendered once and answered before Flask.

The job process renders (`render`) and writes a generation (`folder`); web processes
load it whole (`pages`) and answer from memory (`lane`). Web processes never render for
the lane and never write; nothing here reads the database.
"""

from __future__ import annotations

from tlkit.site.published.lane import Lane
from tlkit.site.published.render import publish

__all__ = ["Lane", "publish"]
