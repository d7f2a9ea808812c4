"""A case from receipt to outcome, on both databases, and what is written with each change."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tlkit.site.shared import audit, cases
from tlkit.site.shared.cases.actors import SYSTEM, Actor
from tlkit.site.shared.cases.models import CaseKey, CaseMessage, CaseWord
from tlkit.site.shared.cases.timeline import events_of
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.notices import Outgoing
from tlkit.site.shared.workdays import Calendar

WITA = timezone(timedelta(hours=8))
STEPS = (("counter", "Memeriksa kelengkapan"), ("verifier", "Memeriksa berkas"), ("signer", "Menandatangani"))
OFFICER = Actor("officer", None, "Budi")


def at(month: int, day: int, hour: int = 9) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=WITA)


def closing(month: int, day: int) -> datetime:
    """When the example's offices close. 1 April is a free day of its own."""
    return datetime(2026, month, day, 15, 30, tzinfo=WITA)


NOW = at(3, 13)


def new(**given: Any) -> cases.NewCase:
    values: dict[str, Any] = {
        "service": "uji", "kind": "izin-contoh", "title": "Izin Contoh",
        "applicant_name": "Siti Nur'aini",
        "contact": {"phone": "0812 3456 7890", "email": "Siti@contoh.id"}, "steps": STEPS,
        "promise": cases.Promise(10), "keys": {"nik": ["3671011504900001"]},
    }  # fmt: skip
    return cases.NewCase(**{**values, **given})


@pytest.fixture
def at_work(app: Flask) -> Iterator[Flask]:
    with app.app_context():
        yield app


def opened(**given: Any) -> int:
    with writing() as session:
        return cases.open_case(session, new(**given), NOW).id


def the(session: Session, number: int) -> cases.Case:
    case = session.get(cases.Case, number)
    assert case is not None
    return case


def kinds(session: Session, number: int) -> list[str]:
    return [event.kind for event in events_of(session, the(session, number))]


def told(session: Session) -> list[str]:
    query = select(Outgoing).where(Outgoing.channel == "email").order_by(Outgoing.id)
    return [row.template for row in session.scalars(query)]


def test_from_receipt_to_outcome(at_work: Flask) -> None:
    number = opened()
    with writing() as session:
        case = the(session, number)
        assert (case.state, case.role, case.due_at, case.check_due_at) == (
            "open",
            "counter",
            None,
            closing(3, 17),
        )
        cases.finish_step(session, case, OFFICER, 1, NOW)
        assert (case.role, case.due_at, case.check_due_at) == ("verifier", closing(4, 7), None)
        assert case.next_at == case.due_at
        cases.finish_step(session, case, OFFICER, 2, at(3, 16), note="Lengkap")
        cases.finish_step(session, case, OFFICER, 3, at(3, 17))
        assert (case.state, case.outcome, case.role, case.closed_at) == ("closed", "granted", None, at(3, 17))
    with writing() as session:
        assert kinds(session, number) == ["case.opened", *["step.finished"] * 3, "case.closed"]
        assert told(session) == ["received", "complete", "granted"]
        assert audit.verify(session).fault is None
        rows = session.scalars(select(audit.AuditEvent).where(audit.AuditEvent.case_id == number))
        assert [row.action for row in rows] == ["case.opened", *["step.finished"] * 3, "case.closed"]
        with pytest.raises(cases.OutOfOrder):
            cases.finish_step(session, the(session, number), OFFICER, None, at(3, 18))


def finish_twice(session: Session, number: int) -> None:
    """A change that goes well, and then one that cannot."""
    cases.finish_step(session, the(session, number), OFFICER, 1, NOW)
    cases.resume(session, the(session, number), OFFICER, None, NOW)


def test_a_change_that_fails_leaves_nothing(at_work: Flask) -> None:
    number = opened()
    with pytest.raises(cases.OutOfOrder), writing() as session:
        finish_twice(session, number)
    with writing() as session:
        assert the(session, number).position == 0
        assert (kinds(session, number), told(session)) == (["case.opened"], ["received"])
        assert audit.verify(session).fault is None


def test_a_return_stops_the_clock_and_opens_only_what_was_marked(at_work: Flask) -> None:
    number = opened()
    with writing() as session:
        case = the(session, number)
        cases.finish_step(session, case, OFFICER, None, NOW)
        cases.give_back(session, case, OFFICER, None, at(3, 16), ["alamat"], ["ktp"], "KTP tidak terbaca")
        assert case.state == "returned"
        given = cases.open_return(session, case)
        assert given is not None
        assert (given.fields, given.documents, given.note) == (["alamat"], ["ktp"], "KTP tidak terbaca")
        stands = cases.standing(case, Calendar.of(current_instance().region), at(3, 25), session)
        assert (stands.running, stands.days_left, stands.due) == (False, 9, None)
        with pytest.raises(cases.OutOfOrder):
            cases.finish_step(session, case, OFFICER, None, at(3, 25))
        cases.corrected(session, case, at(3, 25))
        assert (case.state, case.role, cases.open_return(session, case)) == ("open", "verifier", None)
        assert case.due_at == closing(4, 9)
    with writing() as session, pytest.raises(cases.OutOfOrder):
        cases.give_back(session, the(session, number), OFFICER, None, at(3, 26), [], [], "apa?")


def test_a_return_before_the_file_is_complete_times_the_check_anew(at_work: Flask) -> None:
    number = opened()
    with writing() as session:
        case = the(session, number)
        cases.give_back(session, case, OFFICER, 1, NOW, ["alamat"], [], "Isi RT dan RW")
        cases.corrected(session, case, at(3, 16))
        assert (case.check_due_at, case.next_at, case.due_at) == (closing(3, 25), closing(3, 25), None)


def test_a_pause_needs_a_known_ground(at_work: Flask) -> None:
    number, other = opened(steps=STEPS[1:], waits=["payment"]), opened(steps=STEPS[1:])
    with writing() as session:
        case = the(session, number)
        for ground in ("kopi", "returned"):
            with pytest.raises(cases.OutOfOrder):
                cases.pause(session, case, OFFICER, None, NOW, ground)
        cases.pause(session, case, OFFICER, 1, NOW, "payment")
        assert cases.held_on(session, case) == "payment"
        cases.resume(session, case, OFFICER, 2, at(3, 17))
        assert cases.held_on(session, case) is None
        assert case.due_at == closing(4, 9)
    with writing() as session, pytest.raises(cases.OutOfOrder):
        cases.pause(session, the(session, other), OFFICER, None, NOW, "payment")


def test_what_silence_granted_no_later_pause_takes_back(at_work: Flask) -> None:
    in_time, too_late = (opened(steps=STEPS[1:], waits=["payment"], deemed="PP 1/2030") for _ in range(2))
    with writing() as session:
        due = the(session, in_time).due_at
        assert due is not None
        cases.pause(session, the(session, in_time), OFFICER, None, due, "payment")
        after = due + timedelta(minutes=1)
        cases.give_back(session, the(session, too_late), OFFICER, None, after, ["alamat"], [], "Isi RT")

    def granted(when: datetime) -> list[int]:
        both = [
            number for number in (in_time, too_late) if cases.granted_by_silence(the(session, number), when)
        ]
        query = select(cases.Case.id).where(cases.by_silence(cases.Case, when))
        assert sorted(session.scalars(query)) == both
        return both

    with writing() as session:
        assert granted(due) == []
        assert granted(due + timedelta(days=9)) == [too_late]
        cases.corrected(session, the(session, too_late), due + timedelta(days=20))
        assert granted(due + timedelta(days=20)) == [too_late]
        assert the(session, too_late).due_at == due
        cases.resume(session, the(session, in_time), OFFICER, None, due + timedelta(days=20))
        assert granted(due + timedelta(days=20)) == [too_late]
        cases.close(session, the(session, too_late), OFFICER, None, due + timedelta(days=21), "granted")
        assert granted(due + timedelta(days=21)) == []


def test_what_was_closed_last_is_found_first(at_work: Flask) -> None:
    numbers = [opened(promise=promise) for promise in (None, cases.Promise(10), cases.Promise(5))]
    with writing() as session:
        for number in numbers:
            cases.give_back(session, the(session, number), OFFICER, None, NOW, ["alamat"], [], "Isi RT")
            cases.close(session, the(session, number), OFFICER, None, at(3, 16, 9 + number), "withdrawn")
        query = select(cases.Case.id).order_by(cases.Case.next_at.desc())
        assert list(session.scalars(query)) == numbers[::-1]


def test_a_check_that_nobody_handles_is_late(at_work: Flask) -> None:
    number = opened()
    calendar = Calendar.of(current_instance().region)
    with writing() as session:
        case = the(session, number)
        assert not cases.standing(case, calendar, closing(3, 17), session).late
        assert cases.standing(case, calendar, at(3, 17, 17), session).late


def test_the_second_of_two_officers_is_told(at_work: Flask) -> None:
    number = opened()
    with writing() as session:
        cases.assign(session, the(session, number), None, OFFICER, 1, NOW)
    with pytest.raises(cases.Stale), writing() as session:
        cases.finish_step(session, the(session, number), OFFICER, 1, NOW)
    with writing() as session:
        assert (the(session, number).position, the(session, number).revision) == (0, 2)


def test_two_officers_at_once_never_overwrite_each_other(at_work: Flask) -> None:
    number = opened()
    meet, ended = threading.Barrier(4), []

    def finish() -> None:
        with at_work.app_context():
            meet.wait(30)
            try:
                with writing() as session:
                    cases.finish_step(session, the(session, number), OFFICER, 1, NOW)
                ended.append("done")
            except cases.Stale:
                ended.append("stale")

    officers = [threading.Thread(target=finish) for _ in range(4)]
    for officer in officers:
        officer.start()
    for officer in officers:
        officer.join()
    assert sorted(ended) == ["done", "stale", "stale", "stale"]
    with writing() as session:
        assert the(session, number).position == 1
        assert kinds(session, number).count("step.finished") == 1
        assert audit.verify(session).fault is None


def test_what_was_written_is_sealed(at_work: Flask) -> None:
    number = opened()
    secret = "NIK saya 3671011504900001"
    with writing() as session:
        case = the(session, number)
        cases.say_to(session, case, cases.RESIDENT, secret, NOW)
        cases.give_back(session, case, OFFICER, None, NOW, ["nik"], [], secret)
    with db.engine.connect() as connection:
        for table in (
            "case_file",
            "case_event",
            "case_message",
            "case_return",
            "case_key",
            "outbox",
            "audit_event",
        ):
            rows = connection.execute(text(f"SELECT * FROM {table}")).all()
            assert rows
            stored = b"".join(
                part if isinstance(part, bytes) else str(part).encode() for row in rows for part in row
            )
            for plain in (b"3671011504900001", b"81234567890", b"siti@contoh.id"):
                assert plain not in stored


def test_a_case_is_found(at_work: Flask) -> None:
    number = opened()
    other = opened(applicant_name="Sitorus", contact={"phone": "081111111111"}, keys={})
    with writing() as session:
        find = session.scalars
        receipt = the(session, number).receipt
        assert cases.by_receipt(session, receipt) is the(session, number)
        assert list(find(cases.by_key("nik", "3671011504900001"))) == [number]
        assert list(find(cases.by_key("phone", "+6281234567890"))) == [number]
        for query, found in (
            ("sit", {number, other}),
            ("SITI nur", {number}),
            ("nuraini", {number}),
            ("ti", set()),
        ):
            named = cases.by_name(query)
            assert named is not None
            assert set(find(named)) == found
        assert cases.by_name(" - ") is None


def test_messages_are_read_once(at_work: Flask) -> None:
    number = opened()
    with writing() as session:
        case = the(session, number)
        cases.say_to(session, case, OFFICER, "  Mohon bawa KTP asli ", NOW)
        assert told(session) == ["received", "message"]
        for bad in (" ", "x" * 2001):
            with pytest.raises(cases.OutOfOrder):
                cases.say_to(session, case, cases.RESIDENT, bad, NOW)
        assert cases.read_messages(session, case, OFFICER, NOW) == 0
        assert cases.read_messages(session, case, cases.RESIDENT, NOW) == 1
        assert cases.read_messages(session, case, cases.RESIDENT, NOW) == 0


def test_a_case_forgets_its_person(at_work: Flask) -> None:
    number = opened()
    with writing() as session:
        case = the(session, number)
        cases.say_to(session, case, cases.RESIDENT, "Terima kasih", NOW)
        cases.close(session, case, SYSTEM, None, NOW, "withdrawn")
        assert cases.closed_before(session, NOW) == []
        assert cases.closed_before(session, NOW + timedelta(days=1)) == [case]
        cases.erase_person(session, case, at(3, 17))
    with writing() as session:
        case = the(session, number)
        assert (case.applicant_name, case.contact) == ("—", {})
        assert session.scalars(select(CaseWord)).all() == session.scalars(select(CaseKey)).all() == []
        assert [message.text for message in session.scalars(select(CaseMessage))] == ["—"]
        assert {row.body for row in session.scalars(select(Outgoing))} == {None}
        assert cases.closed_before(session, at(3, 18)) == []
        assert kinds(session, number)[-1] == "person.erased"
