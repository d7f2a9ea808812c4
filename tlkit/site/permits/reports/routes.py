"""The reports, gathered: their blueprint and their place in the menu."""

from __future__ import annotations

from tlkit.errors import Text
from tlkit.site.permits.casework.turns import WORKING
from tlkit.site.permits.reports import views
from tlkit.site.permits.reports.blueprint import blueprint
from tlkit.site.shared.service import Desk

__all__ = ["DESKS", "blueprint", "views"]

DESKS = (Desk("permits.reports.dashboard", "standard", Text("Reports", "Laporan"), 50, frozenset(WORKING)),)
