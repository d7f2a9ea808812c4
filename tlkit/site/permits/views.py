"""The pages of permits."""

from flask import Blueprint

from tlkit.site.shared.service import Service

blueprint = Blueprint("permits", __name__)
SERVICE = Service("permits", blueprint)
