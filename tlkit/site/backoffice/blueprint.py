"""The blueprint that the officers' own pages stand in."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("backoffice", __name__, url_prefix="/petugas")
