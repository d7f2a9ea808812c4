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

AUDITED = {
    "destruction.proposed": Text("Destruction proposed", "Pemusnahan diusulkan"),
    "destruction.approved": Text("Destruction approved", "Pemusnahan disetujui"),
    "destruction.destroyed": Text("Personal data destroyed", "Data pribadi dimusnahkan"),
    "destruction.kept": Text("Destruction declined", "Pemusnahan ditolak"),
    "destruction.finished": Text("Destruction finished", "Pemusnahan selesai"),
    "privacy.requested": Text("Request about own data", "Permintaan data pribadi"),
    "privacy.answered": Text(
        "Request about one's own data answered", "Permintaan tentang data pribadi dijawab"
    ),
    "privacy.seen": Text("Request about own data read", "Permintaan data pribadi dibaca"),
    "privacy.copied": Text("Copy of own data taken", "Salinan data pribadi diambil"),
}
"""What is done with requests and destructions, as the audit's readers see it."""

SERVICE = Service(
    "privacy",
    blueprint,
    published=published,
    desks=(DESK,),
    jobs=(PROPOSE, FORGET),
    waiting=desk.waiting,
    audited=AUDITED,
)
