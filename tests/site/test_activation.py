"""What is in force changes whole or not at all, and stays as it was stored."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import func, select

import tlkit.reference
from tests.servers import wait_until
from tests.site.folders import close
from tlkit.catalogue.model import Catalogue
from tlkit.catalogue.overlay import Overlay
from tlkit.site import create_app
from tlkit.site.prepare import prepare_app
from tlkit.site.releases import live
from tlkit.site.releases.activate import activate
from tlkit.site.releases.candidate import candidate
from tlkit.site.releases.models import Activation, ActivationPermit, PermitVersion, Release
from tlkit.site.releases.stored import StoredLive, in_force, read
from tlkit.site.shared.database import db

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=timezone.utc)


def changed(number: int) -> Catalogue:
    """The reference with another summary on its first permit."""
    base = tlkit.reference.load()
    first = next(iter(base.permits.values()))
    other = replace(first, summary=first.summary._replace(id=f"Ringkasan {number}."))
    return replace(base, version=str(number), permits={**base.permits, first.id: other})


def put(app: Flask, catalogue: Catalogue) -> int:
    with app.app_context():
        return activate(candidate(catalogue, Overlay(), source="kit", today=NOW.date()), NOW, "start")


def count(model: type[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_the_reference_is_in_force_after_the_first_start(app: Flask) -> None:
    with app.app_context():
        found = live()
        assert (found.generation, found.version, found.source) == (1, tlkit.reference.VERSION, "kit")
        assert list(found.permits) == list(tlkit.reference.load().permits)
        assert found.catalogue == tlkit.reference.load()


def test_a_second_start_changes_nothing(app: Flask) -> None:
    assert prepare_app(app) == 1
    with app.app_context():
        assert (count(Release), count(Activation)) == (1, 1)


def test_another_reference_is_put_in_force_and_shares_what_did_not_change(app: Flask) -> None:
    with app.app_context():
        before = count(PermitVersion)
    assert put(app, changed(7)) == 2
    with app.app_context():
        assert live().version in ("0", "7")
        assert read(app, 2, demo=False).version == "7"
        assert count(PermitVersion) == before + 1
        assert count(ActivationPermit) == 2 * len(tlkit.reference.load().permits)


def test_what_was_in_force_can_be_read_as_it_was(app: Flask) -> None:
    put(app, changed(7))
    assert read(app, 1, demo=False).catalogue == tlkit.reference.load()


def test_with_an_office_root_the_reference_is_not_accepted(folder: Path) -> None:
    (folder / "trust").mkdir()
    (folder / "trust" / "root.json").write_text("{}")
    app = create_app(folder)
    assert prepare_app(app) is None
    answer = app.test_client().get("/readyz")
    assert (answer.status_code, answer.text) == (200, "ready, waiting for the office's first release\n")
    assert app.test_client().get("/izin").status_code == 503
    close(app)


def test_permits_open_only_with_a_decree_or_in_a_demonstration(app: Flask) -> None:
    real, demo = read(app, 1, demo=False), read(app, 1, demo=True)
    here = {id_ for id_, one in demo.permits.items() if one.permit.channel == "here"}
    assert {id_ for id_, one in demo.permits.items() if one.opens_here} == here
    decreed = {id_ for id_ in here if demo.permits[id_].permit.decree is not None}
    assert {id_ for id_, one in real.permits.items() if one.opens_here} == decreed
    assert here


def test_a_process_sees_another_generation_within_a_second(app: Flask) -> None:
    with app.app_context():
        assert live().generation == 1
        put(app, changed(7))
        wait_until(lambda: live().version == "7", "the new generation", deadline=2)


def test_the_catalogue_stays_when_the_database_goes(app: Flask, lose_database: Callable[[], None]) -> None:
    source: StoredLive = app.extensions["tlkit.live"]
    seen = source()
    close(app)
    lose_database()
    source.looked = 0.0
    assert source() is seen
    assert app.test_client().get("/readyz").status_code == 503


def activate_for_ever(folder: Path, started: Any) -> None:
    app = create_app(folder)
    number = 100
    while True:
        put(app, changed(number))
        started.set()
        number += 1


def test_a_kill_at_any_moment_leaves_one_whole_catalogue(
    app: Flask, folder: Path, soak_rounds: Callable[[int], int]
) -> None:
    spawn: Any = multiprocessing.get_context("spawn")
    chance = random.Random(1)
    for _ in range(soak_rounds(30)):
        started = spawn.Event()
        process = spawn.Process(target=activate_for_ever, args=(folder, started))
        process.start()
        assert started.wait(60)
        process.join(chance.uniform(0.0, 0.4))
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        with app.app_context():
            found = in_force()
            assert found is not None
            assert found.generation == db.session.scalar(select(func.max(Activation.id)))
            db.session.remove()
        whole = read(app, found.generation, demo=False)
        assert len(whole.permits) == len(tlkit.reference.load().permits)
        first = next(iter(whole.permits.values())).permit
        assert first.summary.id == f"Ringkasan {whole.version}."
