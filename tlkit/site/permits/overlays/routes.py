"""The catalogue's pages, gathered: their blueprint and their place in the menu."""

from __future__ import annotations

from tlkit.errors import Text
from tlkit.site.permits.overlays import edit_views, history_views, own_views, views
from tlkit.site.permits.overlays.blueprint import blueprint
from tlkit.site.permits.overlays.views import READERS
from tlkit.site.shared.service import Desk

__all__ = ["DESKS", "blueprint", "edit_views", "history_views", "own_views", "views"]

DESKS = (Desk("permits.overlays.catalogue", "law", Text("Catalogue", "Katalog"), 60, frozenset(READERS)),)
