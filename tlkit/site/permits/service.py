"""The permits service put together: each folder's pages under one blueprint, its jobs, its places."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.orm import Session

from tlkit.errors import Text
from tlkit.site.permits.applying import consents
from tlkit.site.permits.applying.jobs import FORGET
from tlkit.site.permits.applying.kind import correction, named
from tlkit.site.permits.applying.routes import blueprint as applying
from tlkit.site.permits.applying.services import NOTICE
from tlkit.site.permits.applying.services import SERVICE as APPLICATIONS
from tlkit.site.permits.audited import AUDITED
from tlkit.site.permits.casework import national
from tlkit.site.permits.casework.counter_lost_views import opens
from tlkit.site.permits.casework.routes import DESKS, waiting
from tlkit.site.permits.casework.routes import blueprint as casework
from tlkit.site.permits.certificates import kind as certificates_kind
from tlkit.site.permits.certificates.reminders import REMIND_HOLDERS
from tlkit.site.permits.certificates.views import blueprint as certificates
from tlkit.site.permits.copying import copy
from tlkit.site.permits.erasing import erase
from tlkit.site.permits.fees.paying import awaited
from tlkit.site.permits.fees.views import blueprint as fees
from tlkit.site.permits.holds import with_open_cases
from tlkit.site.permits.overlays.routes import DESKS as OVERLAY_DESKS
from tlkit.site.permits.overlays.routes import blueprint as overlays
from tlkit.site.permits.processing import PROCESSING
from tlkit.site.permits.reports.routes import DESKS as REPORT_DESKS
from tlkit.site.permits.reports.routes import blueprint as reports
from tlkit.site.permits.views import blueprint, published
from tlkit.site.shared.cases import Case, CaseKind, Panel
from tlkit.site.shared.cases.kinds import Beside
from tlkit.site.shared.languages import current_language
from tlkit.site.shared.privacy import notice
from tlkit.site.shared.prose import clean
from tlkit.site.shared.service import NavItem, Service, Tile

for part in (applying, certificates, fees, casework, reports, overlays):
    blueprint.register_blueprint(part)


def data_notice() -> str:
    """What applicants are told of their data, in the words whose version is kept with an application."""
    return clean(notice(NOTICE, APPLICATIONS).text.in_(current_language()))


blueprint.add_app_template_global(data_notice)


def panels(case: Case) -> Iterator[Panel]:
    """The parts of the applicant's page that permits have."""
    elsewhere = list(national.panels(case))
    yield from elsewhere
    yield from certificates_kind.panels(case)
    if not elsewhere:
        yield from consents.panels(case)


def demand(session: Session, case: Case) -> Text | None:
    """Why the open step of a permit cannot be finished yet."""
    return national.demand(session, case) or certificates_kind.demand(session, case)


CASES = CaseKind(
    "permits",
    panels=panels,
    officer_panels=national.panels,
    demand=demand,
    waits=awaited,
    rests=certificates_kind.rests,
    named=named,
    correction=correction,
    copy=copy,
    erase=erase,
)

SERVICE = Service(
    "permits",
    blueprint,
    tiles=(
        Tile(
            "permits.catalogue",
            "permit",
            Text("Permits", "Izin"),
            Text("Find one, and how to apply", "Cari, lalu lihat cara mengajukannya"),
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
    desks=(*DESKS, *REPORT_DESKS, *OVERLAY_DESKS),
    waiting=waiting,
    jobs=(FORGET, REMIND_HOLDERS),
    cases=CASES,
    beside_cases=Beside(opens=opens),
    holds=(with_open_cases,),
    processing=PROCESSING,
    audited=AUDITED,
)
