"""A release taken in: how long it takes, at 123 permits and at 10,000, and what pages notice of it.

The peer of the first figure is what nobody can do without: the release's JSON parsed twice, one load of the
schema, the signatures checked, and one bulk insert of the permits, committed with `synchronous=FULL`. Every
permit changes in every release, so that both sides write all of them, and 40 overrides lie over them. The
larger catalogue is the same permits under other ids; it leaves out the standard's components, so that the
bundle stays below the limit of 32 MiB.
"""

from __future__ import annotations

import gc
import json
import sqlite3
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from flask import Flask
from tuf.api.metadata import Metadata, Root

import tlkit.reference
from tests.bench.figure import Figure, in_turn
from tests.office_simulator import OfficeSimulator
from tests.servers import site, wait_until
from tests.site.folders import close, make_instance
from tests.site.load import requests_per_second
from tests.site.steady import Steady, at_rate
from tlkit.catalogue import canonical, digest
from tlkit.catalogue.bundle import Bundle, bundle_from_bytes, bundle_to_bytes
from tlkit.catalogue.model import Catalogue, Permit
from tlkit.catalogue.schema import catalogue_from
from tlkit.site import create_app
from tlkit.site.prepare import prepare_app
from tlkit.site.published.folder import current_generation
from tlkit.site.releases.pairs import pair_in_force
from tlkit.site.releases.receive import apply_bundle
from tlkit.site.shared.instance import Instance

FEW, MANY = 123, 10_000
OVERRIDES = 40
TOKEN = "token-of-the-bench"
SEARCH = "/izin?q=bidan"
"""A page that nobody has rendered beforehand."""
WORKERS = 2
SHARE = 0.2
"""The part of the site's capacity that residents ask for."""
SECONDS = 4.0
SETTLED = 5.0
"""Seconds without another set of pages after which a site has nothing left to do."""
LEAST = 20.0
"""Milliseconds below which nobody minds a page's wait."""
AHEAD = 40
"""Releases made ready for each round; no site takes in so many in the time."""


def figures() -> Iterator[Figure]:
    """One release against the work nobody can leave out, then per permit as the catalogue grows."""
    with TemporaryDirectory() as place, enrolled(Path(place)) as here:
        peer = Peer(Path(place) / "peer.db", here.office)
        full = tlkit.reference.load()
        bundles = (here.bundle(full) for _ in count())
        ours, floor = in_turn(
            lambda: here.taken_in(next(bundles)), lambda: peer.work(next(bundles)), rounds=9
        )
        yield Figure("release of 123 permits taken in", ours, floor, "ms", bar=2.0, worse="higher")
    yield growth()
    yield from residents()


def growth() -> Figure:
    """The time per permit of 10,000 against that of 123, of the same make."""
    with TemporaryDirectory() as place, enrolled(Path(place)) as few, enrolled(Path(place), "banyak") as many:
        small, large = grown(FEW), grown(MANY)
        per_many, per_few = in_turn(
            lambda: many.taken_in(many.bundle(large)) / MANY,
            lambda: median(few.taken_in(few.bundle(small)) for _ in range(5)) / FEW,
        )
    return Figure("release of 10,000, per permit", per_many, per_few, "ms", bar=1.5, worse="higher")


def residents() -> Iterator[Figure]:
    """What residents who search the catalogue notice while one release after another is applied."""
    with TemporaryDirectory() as place:
        with enrolled(Path(place), office=OfficeSimulator(now=datetime.now(timezone.utc))) as here:
            here.taken_in(here.bundle(tlkit.reference.load()))
        with site(Path(place) / "contoh", log=Path(place) / "site.log", workers=WORKERS) as server:
            url = server.url + SEARCH
            rate = SHARE * requests_per_second(url, "gzip", seconds=5)
            published = Path(place) / "contoh" / "var" / "published"
            rounds = [(quietly(published, url, rate), beside(here, server.url, rate)) for _ in range(5)]
    failed = sum(quiet.failed + during.failed for quiet, during in rounds)
    yield Figure("pages that failed while releases were applied", failed, None, "requests", 0, "higher")
    quiet, during = (median(one.p99 for one in side) for side in zip(*rounds, strict=True))
    bar = max(2 * quiet, LEAST)
    yield Figure(f"p99 while releases are applied, {quiet:.0f} ms else", during, None, "ms", bar, "higher")


def quietly(published: Path, url: str, rate: float) -> Steady:
    """The waits once the site has rendered what the round before left to it."""
    seen, since = None, perf_counter()

    def settled() -> bool:
        nonlocal seen, since
        now = current_generation(published)
        if now is None or now != seen:
            seen, since = now, perf_counter()
        return perf_counter() - since > SETTLED

    wait_until(settled, "a site with nothing left to render")
    return at_rate(url, rate, SECONDS)


def beside(here: Enrolled, url: str, rate: float) -> Steady:
    """The same requests while releases are sent, each as soon as the one before is in force."""
    bundles = iter([here.bundle(tlkit.reference.load()) for _ in range(AHEAD)])
    with ThreadPoolExecutor(1) as beside:
        found = beside.submit(at_rate, url + SEARCH, rate, SECONDS)
        sent = 0
        while not found.done():
            send(url, next(bundles))
            sent += 1
    assert sent > 1
    return found.result()


def send(url: str, content: bytes) -> None:
    """Push a release to a site. Raises unless it is in force afterwards."""
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/octet-stream"}
    request = urllib.request.Request(f"{url}/office/v1/apply", content, headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        assert json.load(answer)["changed"]


@dataclass(frozen=True)
class Enrolled:
    """A site in this process that follows an office in memory."""

    app: Flask
    office: OfficeSimulator
    numbers: Iterator[int]

    def bundle(self, catalogue: Catalogue) -> bytes:
        """The next release, in which every permit says something new."""
        version = f"2026.3.{next(self.numbers)}"
        permits = {
            permit.id: replace(permit, summary=permit.summary._replace(id=f"Ringkasan {version}."))
            for permit in catalogue.permits.values()
        }
        return bundle_to_bytes(self.office.release(version, replace(catalogue, permits=permits)))

    def taken_in(self, content: bytes) -> float:
        """The milliseconds from a bundle's bytes to the release in force, the one before at hand."""
        instance: Instance = self.app.extensions["tlkit"]
        with self.app.app_context():
            present = pair_in_force()
            assert present is None or present.base.permits
            gc.collect()
            start = perf_counter()
            answer = apply_bundle(instance, bundle_from_bytes(content))
            spent = perf_counter() - start
        assert answer.changed
        assert answer.waiting_until is None
        return spent * 1000


@contextmanager
def enrolled(place: Path, name: str = "contoh", office: OfficeSimulator | None = None) -> Iterator[Enrolled]:
    """A new site in this process that trusts the office, of a region with 40 overrides."""
    office = office or OfficeSimulator()
    folder = followed(place, name, office)
    app = create_app(folder, clock=lambda: office.now)
    prepare_app(app)
    yield Enrolled(app, office, count(1))
    close(app)


def followed(place: Path, name: str, office: OfficeSimulator) -> Path:
    """An instance that trusts the office, its region overriding the working days of 40 permits."""
    folder = make_instance(place, name)
    for inside in ("trust", "catalogue"):
        (folder / inside).mkdir(exist_ok=True)
    (folder / "trust" / "root.json").write_bytes(office.first_root)
    (folder / "trust" / "push-token.sha256").write_text(digest(TOKEN.encode()) + "\n")
    (folder / "catalogue" / "overlay.yaml").write_text(json.dumps(overrides()), encoding="utf-8")
    return folder


def overrides() -> dict[str, Any]:
    """The region's own working days for the first 40 permits."""
    ids = list(tlkit.reference.load().permits)[:OVERRIDES]
    own = {"value": {"days": 3}, "reason": "Peraturan daerah menetapkan tiga hari", "owner": "DPMPTSP"}
    return {"schema": 1, "revision": 0, "permits": {id_: {"processing": own} for id_ in ids}}


def grown(size: int) -> Catalogue:
    """The reference's permits, leaner, again and again under other ids."""
    base = tlkit.reference.load()
    pattern = list(base.permits.values())
    permits: dict[str, Permit] = {}
    for number in range(size):
        permit = pattern[number % len(pattern)]
        id_ = permit.id if number < len(pattern) else f"{permit.id}-{number}"
        permits[id_] = replace(permit, id=id_, standard={})
    return replace(base, permits=permits)


class Peer:
    """The bare work: the same bytes, no rules."""

    def __init__(self, file: Path, office: OfficeSimulator) -> None:
        self.root = Metadata[Root].from_bytes(office.first_root)
        self.database = sqlite3.connect(file, isolation_level=None)
        self.database.execute("PRAGMA journal_mode = WAL")
        self.database.execute("PRAGMA synchronous = FULL")
        self.database.execute("CREATE TABLE permit (digest TEXT PRIMARY KEY, id TEXT, body TEXT)")

    def work(self, content: bytes) -> float:
        """The milliseconds of one round, its inputs made ready before."""
        bundle = bundle_from_bytes(content)
        (body,) = bundle.targets.values()
        data = json.loads(body)["catalogue"]
        rows = [(digest(canonical(permit)), permit["id"], permit) for permit in data["permits"]]
        gc.collect()
        start = perf_counter()
        self.signatures(bundle)
        json.loads(body)
        catalogue_from(json.loads(body)["catalogue"])
        self.insert(rows)
        return (perf_counter() - start) * 1000

    def signatures(self, bundle: Bundle) -> None:
        """Check each role's word by the keys of the root."""
        for name, content in bundle.metadata.items():
            role = name.removesuffix(".json").rpartition(".")[2]
            metadata = Metadata[Any].from_bytes(content)
            self.root.signed.verify_delegate(role, metadata.signed_bytes, metadata.signatures)

    def insert(self, rows: list[tuple[str, str, dict[str, Any]]]) -> None:
        """One bulk insert in one transaction."""
        self.database.execute("BEGIN IMMEDIATE")
        self.database.executemany(
            "INSERT INTO permit VALUES (?, ?, ?)",
            [(key, id_, json.dumps(permit)) for key, id_, permit in rows],
        )
        self.database.execute("COMMIT")
