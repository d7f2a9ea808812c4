"""The officers' queue with 100,000 applications beside the same page with 1,000, on both databases."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from tests.bench.figure import Figure, in_turn
from tests.servers import postgres
from tests.site.asked import asked
from tests.site.folders import close, make_instance
from tests.site.officers import browser, make_officer
from tests.site.permits.case_rows import NOW, put, row
from tlkit.site import create_app
from tlkit.site.prepare import prepare_app
from tlkit.site.releases import live
from tlkit.site.shared.database import db

FEW, MANY = 1_000, 100_000
BATCH = 5_000
PAGES = 10
NAMES = ("Siti", "Aminah", "Budi", "Ratna", "Dewi", "Agus", "Salim", "Nur", "Rina", "Made", "Joko", "Putri")
ROLES = ("counter", "verifier", "field-visit", "technical", "review", "signer", "handover")
PATHS = {
    "my cases": "/petugas/permohonan",
    "all of a permit": "/petugas/permohonan?lihat=all&izin=sip-bidan",
    "granted by silence": "/petugas/permohonan?lihat=all&waktu=silent",
    "closed in a district": "/petugas/permohonan?lihat=all&keadaan=closed&kecamatan={district}",
}


def figures() -> Iterator[Figure]:
    """Each list's time with many over its time with few, then that it asks the same number of questions."""
    with TemporaryDirectory() as place, postgres() as cluster, ExitStack() as sites:
        folder = Path(place)
        for database in ("SQLite", "PostgreSQL"):
            url = (lambda: None) if database == "SQLite" else cluster.database
            few = sites.enter_context(queue_of(folder / f"{database}-few", FEW, url()))
            many = sites.enter_context(queue_of(folder / f"{database}-many", MANY, url()))
            yield from compared(database, few, many)


def compared(database: str, few: FlaskClient, many: FlaskClient) -> Iterator[Figure]:
    """The figures of one database."""
    for name, path in PATHS.items():
        address = path.format(district=districts(few)[0])
        ours, peer = in_turn(times(many, address), times(few, address), rounds=9)
        yield Figure(f"queue, {name}, {database}", ours * 1000, peer * 1000, "ms", bar=1.5, worse="higher")
        counts = questions(many, address), questions(few, address)
        yield Figure(f"queries of it, {database}", *map(float, counts), "queries", bar=1.0, worse="higher")


def times(client: FlaskClient, path: str) -> Callable[[], float]:
    """Seconds of one page, as the mean of several."""

    def spent() -> float:
        begin = perf_counter()
        for _ in range(PAGES):
            answer = client.get(path)
            assert answer.status_code == 200, answer.status
        return (perf_counter() - begin) / PAGES

    return spent


def questions(client: FlaskClient, path: str) -> int:
    """How many queries a page asks."""
    return min(queries(client, path) for _ in range(3))  # once a minute a sign-in is touched too


def queries(client: FlaskClient, path: str) -> int:
    """How many queries one request asks."""
    with client.application.app_context():
        engine = db.engine
    with asked(engine) as found:
        client.get(path)
    return len(found)


@contextmanager
def queue_of(folder: Path, count: int, url: str | None) -> Iterator[FlaskClient]:
    """A site with so many applications, in a browser of an officer who verifies and signs."""
    folder.mkdir()
    instance = make_instance(folder)
    if url:
        (instance / ".env").write_text(f"DATABASE_URL={url}\n")
    app = create_app(instance)
    prepare_app(app)
    officer = make_officer(app, "verifier", "signer")
    with app.app_context():
        fill(count, officer, districts_of(app))
    yield browser(app, officer)
    close(app)


def fill(count: int, officer: int, codes: list[str]) -> None:
    """Applications as an office has them: most closed, the others at every step, some another's."""
    chance = random.Random(7)
    kinds = list(live().permits)
    for first in range(1, count + 1, BATCH):
        last = min(first + BATCH, count + 1)
        put([application(number, chance, officer, kinds, codes) for number in range(first, last)])
    with db.engine.begin() as connection:
        connection.execute(text("ANALYZE"))


def application(
    number: int, chance: random.Random, officer: int, kinds: list[str], codes: list[str]
) -> dict[str, Any]:
    state = chance.choices(("open", "returned", "paused", "closed"), (30, 8, 2, 60))[0]
    due = NOW + timedelta(minutes=chance.randrange(-200_000, 60_000))
    return row(
        number,
        kind="sip-bidan" if chance.random() < 0.1 else chance.choice(kinds),
        applicant_name=" ".join(chance.sample(NAMES, 2)),
        district=chance.choice(codes),
        state=state,
        role=None if state == "closed" else chance.choice(ROLES),
        outcome="granted" if state == "closed" else None,
        assignee_id=officer if chance.random() < 0.05 else None,
        due_at=due,
        next_at=due,
        deemed="PP 1/2030, Pasal 5" if number % 4 == 0 else None,
    )


def districts_of(app: Flask) -> list[str]:
    return [district.code for district in app.extensions["tlkit"].region.districts]


def districts(client: FlaskClient) -> list[str]:
    return districts_of(client.application)
