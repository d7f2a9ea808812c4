"""The blueprint of the catalogue's pages."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("overlays", __name__, template_folder="templates", url_prefix="/petugas/katalog")
