"""A bundle is planned, applied, waited with or refused; whatever happens, one whole catalogue is in force."""

from __future__ import annotations

import multiprocessing
import random
import resource
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

import tlkit.reference
from tests.office_simulator import NOW, OfficeSimulator, changed
from tests.servers import wait_until
from tests.site.folders import close
from tests.site.releases.conftest import Clock, Enrolled
from tlkit.catalogue.bundle import bundle_from_bytes, bundle_to_bytes
from tlkit.errors import FrozenError, StalePlan, UntrustedError
from tlkit.region.model import Freeze
from tlkit.site import create_app
from tlkit.site.prepare import FIRST_RELEASE, prepare_app
from tlkit.site.releases import live
from tlkit.site.releases.first import bring_up_to_date, is_due
from tlkit.site.releases.history import NoSuchPast, history, rollback
from tlkit.site.releases.models import Activation, Contact, Release, Waiting
from tlkit.site.releases.pairs import pair_in_force
from tlkit.site.releases.receive import apply_bundle, plan_bundle
from tlkit.site.releases.room import NoRoom
from tlkit.site.releases.stored import in_force, read
from tlkit.site.shared.database import db
from tlkit.site.shared.instance import Instance

ADMISSIONS = Freeze(NOW.date(), NOW.date() + timedelta(days=9), "Penerimaan murid baru")


def version() -> str | None:
    """The version in force, read anew."""
    db.session.rollback()
    found = pair_in_force()
    return None if found is None else found.version


def whole(site: Enrolled) -> str:
    """The version in force, its catalogue read whole and found to be that version's."""
    db.session.rollback()
    found = in_force()
    assert found is not None
    catalogue = read(site.app, found.generation, demo=False)
    assert len(catalogue.permits) == len(tlkit.reference.load().permits)
    assert next(iter(catalogue.permits.values())).permit.summary.id == f"Ringkasan {catalogue.version}."
    return catalogue.version


def frozen(site: Enrolled, *freezes: Freeze) -> Instance:
    return replace(site.instance, region=replace(site.instance.region, freeze=freezes))


def test_the_first_release_comes_in_force(enrolled: Enrolled, office: OfficeSimulator) -> None:
    bundle = office.release("2026.3.1")
    answer, plan = plan_bundle(enrolled.instance, bundle)
    assert (answer.installed, answer.version, answer.frozen) == (None, "2026.3.1", None)
    assert answer.counts["added"] == len(tlkit.reference.load().permits)
    assert answer.digest == plan.digest
    assert version() is None
    done = apply_bundle(enrolled.instance, bundle, answer.digest)
    assert (done.version, done.generation, done.changed) == ("2026.3.1", 1, True)
    assert live().version == "2026.3.1"
    assert live().source == "office"


def test_the_release_that_came_along_counts_at_the_first_start_and_only_while_fresh(
    enrolled: Enrolled, office: OfficeSimulator, clock: Clock
) -> None:
    bundle = office.release("2026.11.1")
    (enrolled.folder / FIRST_RELEASE).write_bytes(bundle_to_bytes(bundle))
    clock.now = NOW + timedelta(days=400)
    assert prepare_app(enrolled.app) is None
    clock.now = NOW
    assert prepare_app(enrolled.app) == 1
    assert version() == "2026.11.1"


def test_a_plan_says_what_changes_and_nothing_else(enrolled: Enrolled, office: OfficeSimulator) -> None:
    apply_bundle(enrolled.instance, office.release("2026.3.1"))
    answer, plan = plan_bundle(enrolled.instance, office.release("2026.3.2"))
    assert [(item.verdict, item.field) for item in plan.items] == [("take_base", "summary")]
    assert [(line.verdict, line.field) for line in answer.lines] == [("take_base", "summary")]
    assert version() == "2026.3.1"


def test_the_same_bundle_again_changes_nothing(enrolled: Enrolled, office: OfficeSimulator) -> None:
    bundle = office.release("2026.3.1")
    digest = plan_bundle(enrolled.instance, bundle)[0].digest
    apply_bundle(enrolled.instance, bundle, digest)
    again = apply_bundle(enrolled.instance, bundle, digest)
    assert (again.generation, again.changed) == (1, False)
    assert db.session.scalar(select(func.count()).select_from(Activation)) == 1


def test_a_stale_plan_is_refused(enrolled: Enrolled, office: OfficeSimulator) -> None:
    apply_bundle(enrolled.instance, office.release("2026.3.1"))
    digest = plan_bundle(enrolled.instance, office.release("2026.3.2"))[0].digest
    apply_bundle(enrolled.instance, office.release("2026.3.3"))
    with pytest.raises(StalePlan):
        apply_bundle(enrolled.instance, office.release("2026.3.4"), digest)
    assert whole(enrolled) == "2026.3.3"


def test_an_older_release_is_refused_even_when_what_was_seen_is_lost(
    enrolled: Enrolled, office: OfficeSimulator
) -> None:
    older = office.release("2026.3.1")
    apply_bundle(enrolled.instance, office.release("2026.3.2"))
    (enrolled.instance.var / "trust" / "current").unlink()
    with pytest.raises(UntrustedError) as caught:
        apply_bundle(enrolled.instance, older)
    assert caught.value.reason == "rollback"
    assert whole(enrolled) == "2026.3.2"


def test_a_refused_bundle_leaves_what_was_in_force(enrolled: Enrolled, office: OfficeSimulator) -> None:
    apply_bundle(enrolled.instance, office.release("2026.3.1"))
    with pytest.raises(UntrustedError):
        apply_bundle(enrolled.instance, OfficeSimulator().release("2026.3.2"))
    assert whole(enrolled) == "2026.3.1"
    assert db.session.scalar(select(func.count()).select_from(Release)) == 1


def test_a_release_waits_for_its_day(enrolled: Enrolled, office: OfficeSimulator, clock: Clock) -> None:
    apply_bundle(enrolled.instance, office.release("2026.3.1"))
    answer = apply_bundle(enrolled.instance, office.release("2026.3.2", effective_from=date(2026, 3, 10)))
    assert (answer.changed, answer.waiting_until, answer.generation) == (True, date(2026, 3, 10), 1)
    bring_up_to_date(enrolled.instance)
    assert whole(enrolled) == "2026.3.1"
    assert not is_due(enrolled.instance, until_passed=False)
    clock.now = NOW + timedelta(days=8)
    assert is_due(enrolled.instance, until_passed=False)
    bring_up_to_date(enrolled.instance)
    assert whole(enrolled) == "2026.3.2"
    assert history()[0].cause == "day"
    assert db.session.scalar(select(func.count()).select_from(Waiting)) == 0


def test_a_newer_release_ends_the_waiting_of_an_older_one(
    enrolled: Enrolled, office: OfficeSimulator, clock: Clock
) -> None:
    apply_bundle(enrolled.instance, office.release("2026.3.1", effective_from=date(2026, 3, 10)))
    assert version() is None
    apply_bundle(enrolled.instance, office.release("2026.3.2"))
    clock.now = NOW + timedelta(days=8)
    assert not is_due(enrolled.instance, until_passed=False)
    assert whole(enrolled) == "2026.3.2"


def test_in_a_freeze_only_urgent_releases_come_in_force(enrolled: Enrolled, office: OfficeSimulator) -> None:
    apply_bundle(enrolled.instance, office.release("2026.3.1"))
    site = frozen(enrolled, ADMISSIONS)
    bundle = office.release("2026.3.2")
    assert plan_bundle(site, bundle)[0].frozen == "Penerimaan murid baru"
    with pytest.raises(FrozenError):
        apply_bundle(site, bundle)
    assert whole(enrolled) == "2026.3.1"
    assert apply_bundle(site, office.release("2026.3.3", urgent=True)).changed
    assert whole(enrolled) == "2026.3.3"


def test_a_release_whose_day_falls_into_a_freeze_waits_for_its_end(
    enrolled: Enrolled, office: OfficeSimulator, clock: Clock
) -> None:
    later = Freeze(date(2026, 3, 8), date(2026, 3, 12), "Rapat kerja")
    site = frozen(enrolled, later, Freeze(date(2026, 3, 13), date(2026, 3, 13), "Hari jadi"))
    answer = apply_bundle(site, office.release("2026.3.1", effective_from=date(2026, 3, 10)))
    assert answer.waiting_until == date(2026, 3, 14)
    clock.now = NOW + timedelta(days=11)
    assert not is_due(site, until_passed=False)
    clock.now = NOW + timedelta(days=12)
    bring_up_to_date(site)
    assert whole(enrolled) == "2026.3.1"


def test_rollback_brings_the_former_pair_back_and_says_so(
    enrolled: Enrolled, office: OfficeSimulator
) -> None:
    with pytest.raises(NoSuchPast):
        rollback(enrolled.instance)
    for number in (1, 2, 3):
        apply_bundle(enrolled.instance, office.release(f"2026.3.{number}"))
    assert rollback(enrolled.instance) == 4
    assert whole(enrolled) == "2026.3.2"
    assert rollback(enrolled.instance) == 5
    assert whole(enrolled) == "2026.3.1"
    rollback(enrolled.instance, to=3)
    assert whole(enrolled) == "2026.3.3"
    found = [f"{past.version[-1]} {past.cause}" for past in history()]
    assert found == ["3 rollback", "1 rollback", "2 rollback", "3 release", "2 release", "1 release"]
    assert [past.generation for past in history() if past.in_force] == [6]
    with pytest.raises(NoSuchPast):
        rollback(enrolled.instance, to=77)


def test_what_was_rolled_back_comes_again_only_when_asked_for(
    enrolled: Enrolled, office: OfficeSimulator
) -> None:
    apply_bundle(enrolled.instance, office.release("2026.3.1"))
    apply_bundle(enrolled.instance, office.release("2026.3.2"))
    rollback(enrolled.instance)
    bring_up_to_date(enrolled.instance)
    assert not apply_bundle(enrolled.instance, office.renew(), again=False).changed
    assert whole(enrolled) == "2026.3.1"
    assert apply_bundle(enrolled.instance, office.renew()).changed
    assert whole(enrolled) == "2026.3.2"


def test_the_kits_reference_comes_back_after_a_rollback_and_stays(folder: Path) -> None:
    app = create_app(folder)
    prepare_app(app)
    with app.app_context():
        site: Instance = app.extensions["tlkit"]
        assert version() == "0"
        from tests.site.test_activation import put

        put(app, changed("Lain.", "7"))
        rollback(site)
        assert bring_up_to_date(site) == 3
        assert version() == "0"
    close(app)


def test_every_contact_is_noted(enrolled: Enrolled, office: OfficeSimulator, clock: Clock) -> None:
    bundle = office.release("2026.3.1")
    apply_bundle(enrolled.instance, bundle)
    clock.now = office.now = NOW + timedelta(days=2)
    apply_bundle(enrolled.instance, office.renew())
    contact = db.session.get_one(Contact, 1, populate_existing=True)
    assert (contact.heard_at, contact.fresh_until) == (clock.now, clock.now + timedelta(days=3))


def test_two_pushes_at_once_end_in_one_whole_catalogue(enrolled: Enrolled, office: OfficeSimulator) -> None:
    apply_bundle(enrolled.instance, office.release("2026.3.1"))
    bundle = office.release("2026.3.2")
    changes: list[bool] = []

    def push() -> None:
        with enrolled.app.app_context():
            changes.append(apply_bundle(enrolled.instance, bundle).changed)

    together(push, push)
    assert sorted(changes) == [False, True]
    assert whole(enrolled) == "2026.3.2"


def test_a_push_during_a_rollback_leaves_one_of_both(enrolled: Enrolled, office: OfficeSimulator) -> None:
    apply_bundle(enrolled.instance, office.release("2026.3.1"))
    apply_bundle(enrolled.instance, office.release("2026.3.2"))
    bundle = office.release("2026.3.3")

    def push() -> None:
        with enrolled.app.app_context():
            apply_bundle(enrolled.instance, bundle)

    def back() -> None:
        with enrolled.app.app_context():
            rollback(enrolled.instance)

    together(push, back)
    assert whole(enrolled) in ("2026.3.3", "2026.3.2", "2026.3.1")
    assert {past.version for past in history()} == {"2026.3.1", "2026.3.2", "2026.3.3"}
    assert history()[0].generation == 4


def together(*works: Callable[[], None]) -> None:
    failures: list[BaseException] = []

    def guarded(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=guarded, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not failures


def apply_with_little_room(folder: Path, packed: bytes, limit: int, said: Any) -> None:
    app = create_app(folder, clock=Clock())
    with app.app_context():
        site: Instance = app.extensions["tlkit"]
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        try:
            apply_bundle(site, bundle_from_bytes(packed))
        except NoRoom:
            said.put("no room")
        else:
            said.put("applied")


@pytest.mark.parametrize("limit", [0, 4_000, 60_000, 700_000])
def test_a_full_disk_leaves_the_old_catalogue_in_force(
    enrolled: Enrolled, office: OfficeSimulator, limit: int
) -> None:
    apply_bundle(enrolled.instance, office.release("2026.3.1"))
    spawn: Any = multiprocessing.get_context("spawn")
    said = spawn.Queue()
    packed = bundle_to_bytes(office.release("2026.3.2"))
    process = spawn.Process(target=apply_with_little_room, args=(enrolled.folder, packed, limit, said))
    process.start()
    outcome = said.get(timeout=60)
    process.join()
    # A server's database lies on another disk than what the site remembers of the office.
    assert outcome == "no room" or limit == 700_000
    assert whole(enrolled) == ("2026.3.1" if outcome == "no room" else "2026.3.2")
    apply_bundle(enrolled.instance, office.release("2026.3.3"))
    assert whole(enrolled) == "2026.3.3"


def apply_all(folder: Path, packed: list[bytes], started: Any) -> None:
    app = create_app(folder, clock=Clock())
    with app.app_context():
        site: Instance = app.extensions["tlkit"]
        started.set()
        for one in packed:
            apply_bundle(site, bundle_from_bytes(one))


@pytest.mark.series
def test_a_kill_at_any_moment_of_an_apply(
    enrolled: Enrolled, office: OfficeSimulator, soak_rounds: Callable[[int], int]
) -> None:
    spawn: Any = multiprocessing.get_context("spawn")
    chance = random.Random(7)
    apply_bundle(enrolled.instance, office.release("2026.3.1"))
    last, number = 1, 1
    for _ in range(soak_rounds(50)):
        packed = []
        for _ in range(4):
            number += 1
            packed.append(bundle_to_bytes(office.release(f"2026.3.{number}")))
        started = spawn.Event()
        process = spawn.Process(target=apply_all, args=(enrolled.folder, packed, started))
        process.start()
        assert started.wait(60)
        process.join(chance.uniform(0.0, 1.5))
        process.kill()
        process.join()
        now = int(whole(enrolled).rpartition(".")[2])
        assert last <= now <= number
        last = now
    apply_bundle(enrolled.instance, office.release(f"2026.3.{number + 1}"))
    assert whole(enrolled) == f"2026.3.{number + 1}"


def test_every_process_sees_a_new_release_within_two_seconds(
    enrolled: Enrolled, office: OfficeSimulator
) -> None:
    apply_bundle(enrolled.instance, office.release("2026.3.1"))
    assert live().version == "2026.3.1"
    apply_bundle(enrolled.instance, office.release("2026.3.2"))
    wait_until(lambda: live().version == "2026.3.2", "the new release", deadline=2)
