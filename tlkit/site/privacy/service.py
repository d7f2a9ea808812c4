"""The service put together."""

from __future__ import annotations

from tlkit.errors import Text
from tlkit.site.privacy import desk
from tlkit.site.privacy.blueprint import blueprint
from tlkit.site.privacy.views import published
from tlkit.site.shared.privacy.deciding import FORGET
from tlkit.site.shared.privacy.destruction import PROPOSE
from tlkit.site.shared.service import Desk, Service

DESK = Desk(
    "privacy.desk", "info", Text("Privacy", "Privasi"), 800, frozenset({"administrator", "auditor", "signer"})
)

SERVICE = Service(
    "privacy", blueprint, published=published, desks=(DESK,), jobs=(PROPOSE, FORGET), waiting=desk.waiting
)
