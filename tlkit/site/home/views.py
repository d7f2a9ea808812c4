"""The pages of home."""

from flask import Blueprint

from tlkit.site.shared.service import Service

blueprint = Blueprint("home", __name__)
SERVICE = Service("home", blueprint)
