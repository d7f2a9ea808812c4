"""What a permit catalogue is: its model, its schema, its rules, and a region's changes over it.

Everything here is a pure function of its arguments. No file, database, network or
clock is touched: callers bring data and today's date, and store what comes back.
"""

from __future__ import annotations

from tlkit.catalogue.wire import canonical, digest

__all__ = ["canonical", "digest"]
