"""What happens to applications: sent, filed at the counter, corrected. The one place that writes them.

A permit whose version has no steps of its own goes the shortest way that the law of service
standards leaves: the counter checks the file, an officer verifies it, one signs, and it is
handed over. Which steps a case takes is fixed when it is opened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tlkit.catalogue.model import Permit, Step
from tlkit.region.model import Region
from tlkit.site.permits.applying.applicant import Applicant, applicant_of
from tlkit.site.permits.applying.drafts import KEPT, uploads_of
from tlkit.site.permits.applying.flow import Form
from tlkit.site.permits.applying.models import Application, Draft
from tlkit.site.permits.applying.pinned import permit_at
from tlkit.site.permits.applying.sections import REMIND, questions_of
from tlkit.site.permits.silence import rule_of
from tlkit.site.releases import live
from tlkit.site.shared import cases, privacy, uploads
from tlkit.site.shared.vault import Kind

SERVICE = "permits"
NOTICE = "permohonan"
"""The privacy notice that applicants are shown."""

FALLBACK = (
    Step("counter", "Loket memeriksa kelengkapan berkas."),
    Step("verifier", "Petugas memeriksa isi berkas."),
    Step("signer", "Pejabat menandatangani izin."),
    Step("handover", "Izin diserahkan kepada Anda."),
)


@dataclass(frozen=True)
class NewApplication:
    """What is filed: a whole, checked form. `answers` holds what was answered about the applicant too.

    `documents` are uploads by document id; a paper without one was shown and not scanned. `steps`
    take the place of the permit's own, role and action of each; then nothing is promised. `notice` is
    the version of the privacy notice that was on the page of the declarations; the present one without.
    """

    permit_digest: str
    type: str
    answers: Mapping[str, Any]
    documents: Mapping[str, Sequence[int]]
    language: str
    consents: Mapping[str, bool] = field(default_factory=dict)
    steps: Sequence[tuple[str, str]] = ()
    notice: str = ""


def application_of(session: Session, case: cases.Case) -> Application:
    """The application behind a case. Raises `NoResultFound` for a case of another service."""
    return session.scalars(select(Application).where(Application.case_id == case.id)).one()


def permit_of(session: Session, application: Application | Draft) -> Permit:
    """The permit as it was when the application was begun."""
    return permit_at(session, application.permit_digest)


def note_notice(session: Session, draft: Draft, now: datetime) -> None:
    """Keep which privacy notice stands beside the declarations of a draft: they were made under it."""
    draft.content = {**draft.content, "notice": privacy.shown(session, NOTICE, SERVICE, now)}


def submit(session: Session, form: Form, region: Region, now: datetime, language: str) -> str:
    """Send a form that is complete and was not sent yet; its receipt.

    The draft keeps the receipt and no answer. The caller holds its row locked.
    """
    declared = {key: value for key, value in form.answers.items() if isinstance(value, bool)}
    new = NewApplication(
        form.draft.permit_digest,
        form.draft.type,
        {key: value for key, value in form.answers.items() if key not in declared},
        form.documents,
        language,
        {REMIND.id: False, **declared},
        notice=str(form.draft.content.get("notice", "")),
    )
    case = file_application(session, new, cases.RESIDENT, region, now)
    spend(session, form, case, now)
    return case.receipt


def spend(session: Session, form: Form, case: cases.Case, now: datetime) -> None:
    """What was uploaded for a form is the case's; its draft keeps the receipt and no answer."""
    draft, kept = form.draft, {number for ids in form.documents.values() for number in ids}
    for number, upload in uploads_of(session, draft).items():
        if number in kept:
            upload.owner = f"case:{case.id}"
        else:
            uploads.discard(session, upload)
    draft.content, draft.receipt, draft.expires_at = {}, case.receipt, now + KEPT


def file_application(
    session: Session, new: NewApplication, by: cases.Actor, region: Region, now: datetime
) -> cases.Case:
    """Open the case of an application, and keep the application with it.

    The uploads stay whose they are: the caller hands them to `case:<id>`. Raises KeyError where
    the answers do not say who applies.
    """
    permit = permit_at(session, new.permit_digest)
    applicant = applicant_of(new.answers)
    case = cases.open_case(session, case_for(permit, new, applicant, region, by), now)
    session.add(
        Application(
            case_id=case.id,
            permit_digest=new.permit_digest,
            type=new.type,
            applicant=applicant.plain(),
            answers=dict(new.answers),
            documents={key: list(ids) for key, ids in new.documents.items()},
            notice_version=new.notice or privacy.shown(session, NOTICE, SERVICE, now),
            consents=dict(new.consents),
            submitted_at=now,
        )
    )
    session.flush()
    return case


def case_for(
    permit: Permit, new: NewApplication, applicant: Applicant, region: Region, by: cases.Actor
) -> cases.NewCase:
    """The case that an application opens."""
    agency = region.agency_for(permit.agency)
    technical = region.agency_for(permit.technical_agency or "")
    village = village_of(permit, new.answers)
    time = None if new.steps else permit.processing
    return cases.NewCase(
        service=SERVICE,
        kind=permit.id,
        title=permit.name.in_(new.language),
        applicant_name=applicant.name,
        contact=contact_of(applicant),
        steps=new.steps or [(step.role, step.action) for step in permit.steps or FALLBACK],
        promise=cases.Promise(time.days, time.unit) if time else None,
        waits=("payment",) if time and time.waits_for_payment else (),
        deemed=rule_of(permit, live().regulations) if time else None,
        language=new.language,
        agency=agency.id if agency else None,
        technical_agency=technical.id if technical else None,
        district=village[:8] if village else None,
        village=village,
        keys=keys_of(applicant, new.answers),
        by=by,
    )


def contact_of(applicant: Applicant) -> dict[str, str]:
    """How the applicant is reached, and who acts for them: both are told."""
    person, proxy = applicant.person, applicant.proxy
    found = {"phone": person.phone, "email": person.email}
    if proxy:
        found |= {"proxy_phone": proxy.phone, "proxy_email": proxy.email}
    return {name: value for name, value in found.items() if value}


def keys_of(applicant: Applicant, answers: Mapping[str, Any]) -> dict[Kind, list[str]]:
    """Exact numbers by which officers find the case: the applicant's, the body's and the proxy's."""
    people = [applicant.person, *([applicant.proxy] if applicant.proxy else [])]
    body = applicant.organisation
    found: dict[Kind, list[str | None]] = {
        "nik": [person.nik for person in people],
        "phone": [person.phone for person in people],
        "email": [person.email for person in people],
        "npwp": [answers.get("npwp"), body.npwp if body else None],
        "nib": [answers.get("nib"), body.nib if body else None],
    }
    return {kind: list(dict.fromkeys(value for value in values if value)) for kind, values in found.items()}


def village_of(permit: Permit, answers: Mapping[str, Any]) -> str | None:
    """The village of the place that the permit is for; None where it is for no place."""
    places = (answers.get(question.id) for question in questions_of(permit) if question.place)
    return next((str(place["village"]) for place in places if place), None)
