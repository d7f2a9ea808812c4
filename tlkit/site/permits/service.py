"""The permits service put together: each folder's pages under one blueprint, its jobs, its places."""

from __future__ import annotations

from tlkit.errors import Text
from tlkit.site.permits.applying.jobs import FORGET
from tlkit.site.permits.applying.kind import correction, named
from tlkit.site.permits.applying.routes import blueprint as applying
from tlkit.site.permits.casework.routes import DESKS, waiting
from tlkit.site.permits.casework.routes import blueprint as casework
from tlkit.site.permits.certificates.kind import demand, panels
from tlkit.site.permits.certificates.reminders import REMIND_HOLDERS
from tlkit.site.permits.certificates.views import blueprint as certificates
from tlkit.site.permits.fees.views import blueprint as fees
from tlkit.site.permits.holds import with_open_cases
from tlkit.site.permits.processing import PROCESSING
from tlkit.site.permits.views import blueprint, published
from tlkit.site.shared.cases import CaseKind
from tlkit.site.shared.service import NavItem, Service, Tile

for part in (applying, certificates, fees, casework):
    blueprint.register_blueprint(part)

CASES = CaseKind("permits", panels=panels, demand=demand, named=named, correction=correction)

SERVICE = Service(
    "permits",
    blueprint,
    tiles=(
        Tile(
            "permits.catalogue",
            "permit",
            Text("Permits", "Izin"),
            Text("Find out what you need", "Cari dan siapkan berkasnya"),
        ),
        Tile(
            "permits.standards",
            "standard",
            Text("Service standards", "Standar pelayanan"),
            Text("Terms, time and fees", "Syarat, waktu, dan biaya"),
        ),
    ),
    nav=(NavItem("permits.catalogue", "permit", Text("Permits", "Izin"), 20),),
    published=published,
    desks=DESKS,
    waiting=waiting,
    jobs=(FORGET, REMIND_HOLDERS),
    cases=CASES,
    holds=(with_open_cases,),
    processing=PROCESSING,
)
