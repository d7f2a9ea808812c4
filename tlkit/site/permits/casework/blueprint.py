"""The blueprint of the officers' pages of applications."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("casework", __name__, template_folder="templates", url_prefix="/petugas")
