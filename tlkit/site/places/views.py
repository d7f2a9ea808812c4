"""The pages of places."""

from flask import Blueprint

from tlkit.site.shared.service import Service

blueprint = Blueprint("places", __name__)
SERVICE = Service("places", blueprint)
