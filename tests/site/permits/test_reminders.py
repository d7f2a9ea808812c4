"""Reminders before a certificate ends: each stage once, only to who asked for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.site.folders import close, make_instance
from tests.site.permits.filed import case_of, file
from tlkit.region.number_scheme import folded
from tlkit.site import create_app
from tlkit.site.permits.applying.models import Application
from tlkit.site.permits.certificates import drafting, finding, services
from tlkit.site.permits.certificates.models import Certificate
from tlkit.site.permits.certificates.reminders import remind
from tlkit.site.prepare import prepare_app
from tlkit.site.shared.cases import SYSTEM
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.notices.models import Outgoing


class Hands:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 24, 3, tzinfo=timezone.utc)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Hands:
    return Hands()


@pytest.fixture
def app(tmp_path: Path, clock: Hands) -> Iterator[Flask]:
    made = create_app(make_instance(tmp_path), clock=clock)
    prepare_app(made)
    with made.app_context():
        yield made
    close(made)


def in_force(app: Flask, clock: Hands, days: int, *, wanted: bool) -> Certificate:
    """A certificate that ends in so many days."""
    case_id = file(app)
    with writing() as session:
        case = case_of(case_id)
        application = session.scalars(select(Application).where(Application.case_id == case_id)).one()
        application.consents = {"pengingat": wanted}
        made = drafting.draft(session, case, SYSTEM, clock())
        made.number, made.issued_on, made.issued_at = f"{case_id}/2026", clock().date(), clock()
        made.number_key, made.valid_until = (
            folded(made.number),
            clock().date() + timedelta(days=days),
        )
    return made


def sent() -> list[str]:
    """The channels and subjects of reminders written so far."""
    db.session.rollback()
    rows = db.session.scalars(select(Outgoing).where(Outgoing.template == "expiring").order_by(Outgoing.id))
    return [str(each.subject or each.body) for each in rows if each.channel == "email"]


def test_each_stage_is_told_once(app: Flask, clock: Hands) -> None:
    made = in_force(app, clock, 365, wanted=True)
    counts = []
    for left in (91, 90, 89, 31, 30, 30, 8, 7, 6, 0, -1):
        clock.at = datetime.combine(made_until(made), clock.at.time(), timezone.utc) - timedelta(days=left)
        remind()
        remind()
        counts.append(len(sent()))
    assert counts == [0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3]
    assert "24 November 2027" in sent()[0]


def made_until(made: Certificate) -> date:
    db.session.add(made)
    assert made.valid_until is not None
    return made.valid_until


@pytest.mark.parametrize("domain", ["layanan.contoh.example", None])
def test_it_leads_to_the_permit_or_names_a_site_without_a_domain(
    app: Flask, clock: Hands, domain: str | None
) -> None:
    instance = app.extensions["tlkit"]
    region = replace(instance.region, site=replace(instance.region.site, domain=domain))
    app.extensions["tlkit"] = replace(instance, region=region)
    in_force(app, clock, 365, wanted=True)
    clock.at += timedelta(days=360)
    remind()
    db.session.rollback()
    [text] = db.session.scalars(
        select(Outgoing.body).where(Outgoing.template == "expiring", Outgoing.channel == "email")
    )
    where = f"https://{domain}/izin/sip-bidan" if domain else instance.region.site.name
    assert f"ajukan perpanjangan di {where}." in text


def test_a_worker_that_slept_tells_the_last_stage_alone(app: Flask, clock: Hands) -> None:
    in_force(app, clock, 365, wanted=True)
    clock.at += timedelta(days=360)
    remind()
    assert len(sent()) == 1


def test_nobody_is_told_who_did_not_ask_and_no_short_permit_at_once(app: Flask, clock: Hands) -> None:
    in_force(app, clock, 120, wanted=False)
    in_force(app, clock, 20, wanted=True)
    clock.at += timedelta(days=10)
    remind()
    assert sent() == []
    clock.at += timedelta(days=4)
    remind()
    assert len(sent()) == 1


def test_a_revoked_one_is_left_alone(app: Flask, clock: Hands) -> None:
    made = in_force(app, clock, 95, wanted=True)
    with writing() as session:
        services.revoke(session, session.get_one(Certificate, made.id), "Pindah", SYSTEM, clock())
    clock.at += timedelta(days=60)
    remind()
    assert sent() == []


def test_a_number_alone_shows_nobody_anything(app: Flask, clock: Hands) -> None:
    made = in_force(app, clock, 95, wanted=True)
    db.session.add(made)
    number = made.number or ""
    assert finding.find_certificate(db.session(), f" {number.lower()} ") is not None
    assert finding.certificate_of_holder(db.session(), number, "0812 0000 0000") is None
    assert finding.certificate_of_holder(db.session(), "tidak ada", "0812 3456 7890") is None
    found = finding.certificate_of_holder(db.session(), number, "0812 3456 7890")
    assert found is not None
    assert found.id == made.id
