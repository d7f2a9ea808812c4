"""What goes wrong between an office and running sites: nothing is lost, and the table tells the truth.

Sites are real and run in processes of their own: one as it should be, and one with an older kit and
a clock two days ahead. After every fault each site serves one
whole catalogue, and the office says which.
"""

from __future__ import annotations

import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests import servers
from tests.office import stand_in as acts
from tests.office.offices import NOW, publish
from tests.office.stand_in import StandIn
from tlkit.errors import ExitCode
from tlkit.office import landing
from tlkit.office.enrol import enrol
from tlkit.office.fleet import Member, read_fleet
from tlkit.office.folder import Office, write_catalogue
from tlkit.office.past import history
from tlkit.office.push import Manner, Pushed, push
from tlkit.office.push_call import Patience
from tlkit.office.push_region import Backoff
from tlkit.office.rows import with_member
from tlkit.office.status import standings
from tlkit.site.opened import opened
from tlkit.site.releases.history import history as activations

ROOT = Path(__file__).resolve().parents[2]
USUAL: dict[str, str] = {}
OLD = {
    "PYTHONPATH": f"{ROOT / 'tests' / 'office' / 'odd_machine'}:{ROOT}",
    "ODD_DAYS": "2",
    "ODD_KIT": "0.0.1",
}
MARKED = ("pengumpulan-uang-barang", "sip-bidan")
"""Two permits that every release marks with its number."""
QUICK: Any = {"patience": Patience(5.0, 15.0, 30.0), "backoff": Backoff(3, 0.05, 0.2)}
IMPATIENT: Any = {"patience": Patience(3.0, 3.0, 6.0), "backoff": Backoff(2, 0.05, 0.2)}
numbers = count(1)


@dataclass(frozen=True)
class Site:
    """A running site."""

    folder: Path
    server: servers.Server

    def processes(self) -> list[int]:
        """The numbers of all its processes."""
        found, left = [], [self.server.process.pid]
        while left:
            found.append(left.pop())
            try:
                children = Path(f"/proc/{found[-1]}/task/{found[-1]}/children").read_text()
            except FileNotFoundError:
                continue
            left += [int(number) for number in children.split()]
        return found

    def edition(self) -> int:
        """The number of the release that it serves, whole: one page has every permit, of one release."""
        page = self.page("/izin?x=1")
        assert len(set(re.findall(r'href="/izin/([a-z0-9.-]+)"', page))) >= 123
        marks = re.findall(r"Edisi (\d+)\.", page)
        assert len(marks) in (0, len(MARKED))
        (number,) = set(marks) or {"0"}
        return int(number)

    def page(self, path: str) -> str:
        """A page, not from the published lane."""
        with urllib.request.urlopen(self.server.url + path, timeout=30) as answer:
            return str(answer.read().decode())

    @contextmanager
    def stopped(self) -> Iterator[None]:
        """All of it stands still, and goes on afterwards."""
        for number in (running := self.processes()):
            os.kill(number, signal.SIGSTOP)
        try:
            yield
        finally:
            for number in running:
                os.kill(number, signal.SIGCONT)

    @contextmanager
    def full(self) -> Iterator[None]:
        """No file of it can grow beyond a few bytes, as on a full disk."""
        for number in (running := self.processes()):
            resource.prlimit(number, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
        try:
            yield
        finally:
            for number in running:
                resource.prlimit(
                    number, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
                )


@dataclass(frozen=True)
class World:
    """An office and its running sites: the usual one first."""

    office: Office
    sites: tuple[Site, ...]

    def release(self) -> int:
        """Release the next edition; returns its number."""
        number = next(numbers)
        with landing.alone(self.office.path):
            catalogue = self.office.catalogue()
            marked = {
                id_: replace(
                    catalogue.permits[id_],
                    summary=catalogue.permits[id_].summary._replace(id=f"Edisi {number}."),
                )
                for id_ in MARKED
            }
            write_catalogue(self.office, replace(catalogue, permits={**catalogue.permits, **marked}))
        publish(self.office, notes=f"Edisi {number}")
        return number

    def push(self, *only: str, manner: Any = QUICK, **more: Any) -> Pushed:
        members = [one for one in read_fleet(self.office) if not only or one.slug in only]
        return push(self.office, members, NOW, Manner(**manner, **more))

    def begin_push(self) -> subprocess.Popen[str]:
        """`tlkit catalogue push` in a process of its own, to the usual site."""
        command = [sys.executable, str(ROOT / "cli.py"), "catalogue", "push", "--json"]
        command += ["--office", str(self.office.path), "--only", self.sites[0].folder.name]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def tells_the_truth(self) -> list[int]:
        """Every site serves one whole catalogue, and the fleet's table says which; their editions."""
        released = (one for one in history(self.office) if one.notes.startswith("Edisi"))
        editions = {one.version: int(one.notes.split()[-1]) for one in released}
        told = standings(self.office, read_fleet(self.office), NOW, QUICK["patience"])
        found = []
        for site, one in zip(self.sites, told, strict=False):
            assert one.failed is None
            assert one.answer is not None
            found.append(editions[one.answer.version or ""])
            what = f"edition {found[-1]} of {site.folder.name}"
            servers.wait_until(partial(serves, site, found[-1]), what, deadline=5)
        return found


def serves(site: Site, edition: int) -> bool:
    """Whether a site serves this edition, whole."""
    return site.edition() == edition


def state_of(pushed: Pushed, site: Site) -> str:
    """What a push says of a site."""
    (found,) = (one.state for one in pushed.outcomes if one.slug == site.folder.name)
    return found


@pytest.fixture(scope="module")
def world(
    tlkit: Callable[..., subprocess.CompletedProcess[str]],
    released: Path,
    instance: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[World]:
    """Two generated sites, running, and enrolled as one enrols a site that stands already."""
    folder = tmp_path_factory.mktemp("faults")
    office = Office(Path(shutil.copytree(released, folder / "pusat")), "Kantor Contoh")
    made = tlkit("new", "region", "36.01", "-o", folder, "--json")
    assert made.returncode == 0, made.stderr
    others = [Path(one["path"]) for one in json.loads(made.stdout)["regions"]]
    folders = [Path(shutil.copytree(instance, folder / instance.name)), *others]

    with ExitStack() as stack:

        def begun(place: Path, env: dict[str, str]) -> Site:
            running = servers.site(place, log=place.with_suffix(".log"), env=env)
            return Site(place, stack.enter_context(running))

        with ThreadPoolExecutor() as threads:
            sites = tuple(threads.map(begun, folders, (USUAL, OLD)))
        for one in sites:
            enrol(office, one.folder, NOW, url=one.server.url)
        world = World(office, sites)
        world.release()
        pushed = world.push()
        assert {one.state for one in pushed.outcomes} == {"applied"}, pushed.as_data("en")
        yield world


def test_an_older_kit_whose_clock_is_two_days_off(world: World) -> None:
    edition = world.release()
    pushed = world.push()
    assert {one.state for one in pushed.outcomes} == {"applied"}, pushed.as_data("en")
    assert world.tells_the_truth() == [edition] * 2
    told = standings(world.office, read_fleet(world.office), NOW)
    assert [one.answer.kit_version == "0.0.1" for one in told if one.answer] == [False, True]


def test_a_site_that_hangs_beside_one_that_answers_garbage_and_one_that_recovers(
    world: World, tmp_path: Path
) -> None:
    usual, old = world.sites
    edition, before = world.release(), old.edition()
    odd, broken = StandIn("kota-aneh"), StandIn("kota-pulih")
    odd.acts["plan"], broken.acts["plan"], broken.acts["apply"] = (
        [acts.garbage] * 9,
        [acts.breaks],
        [acts.breaks],
    )
    text = (world.office.path / "fleet.yaml").read_text()
    try:
        with acts.served(odd, broken):
            for one in (odd, broken):
                token = world.office.path / "keys" / "tokens" / one.slug
                token.write_text(one.token)
                row = Member(one.slug, one.url, f"keys/tokens/{one.slug}")
                fleet = world.office.path / "fleet.yaml"
                fleet.write_text(with_member(fleet.read_text(), row))
            with old.stopped():
                pushed = world.push(manner=IMPATIENT)
    finally:
        (world.office.path / "fleet.yaml").write_text(text)
    states = {one.slug: one.state for one in pushed.outcomes}
    assert (states["kota-aneh"], states["kota-pulih"]) == ("garbage", "applied")
    assert (state_of(pushed, usual), state_of(pushed, old)) == ("applied", "hangs")
    assert pushed.exit_code == ExitCode.PARTIAL
    assert world.tells_the_truth() == [edition, before]
    assert state_of(world.push(), old) == "applied"
    assert world.tells_the_truth() == [edition] * 2


def test_a_site_that_stops_in_the_middle_of_applying(world: World) -> None:
    """It has read the request and goes on later: until then nobody can know."""
    usual = world.sites[0]
    edition = world.release()
    stopped = ExitStack()

    def stop(slug: str, state: str) -> None:
        if (slug, state) == (usual.folder.name, "applying"):
            stopped.enter_context(usual.stopped())

    with stopped:
        pushed = world.push(usual.folder.name, manner=IMPATIENT | {"backoff": Backoff(1)}, report=stop)
    assert state_of(pushed, usual) == "unknown"
    world.tells_the_truth()
    assert state_of(world.push(), usual) in ("applied", "already")
    assert world.tells_the_truth()[0] == edition


def test_a_full_disk_at_a_site(world: World) -> None:
    usual = world.sites[0]
    before = usual.edition()
    edition = world.release()
    with usual.full():
        pushed = world.push()
        assert state_of(pushed, usual) == "no-room", usual.server.said()
        assert world.tells_the_truth() == [before, edition]
    assert state_of(world.push(), usual) == "applied"
    assert world.tells_the_truth() == [edition] * 2


def test_two_pushes_at_once(world: World) -> None:
    usual = world.sites[0]
    edition = world.release()
    pushes = [world.begin_push(), world.begin_push()]
    ended = []
    for one in pushes:
        out, err = one.communicate(timeout=60)
        ended.append((one.returncode, out, err))
    codes = sorted(code for code, _, _ in ended)
    assert codes in ([ExitCode.DONE, ExitCode.DONE], [ExitCode.DONE, ExitCode.CONFLICT]), ended
    assert world.tells_the_truth()[0] == edition
    with opened(usual.folder):
        versions = [past.version for past in activations()]
    assert len(versions) == len(set(versions)), "a release was put in force twice"


def test_a_push_during_a_rollback(
    world: World, tlkit: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    usual = world.sites[0]
    world.push()
    before = usual.edition()
    edition = world.release()
    with ThreadPoolExecutor() as threads:
        back = threads.submit(tlkit, "site", usual.folder, "catalogue", "rollback")
        pushed = world.push(usual.folder.name)
        assert back.result().returncode in (ExitCode.DONE, ExitCode.CONFLICT), back.result().stderr
    assert state_of(pushed, usual) in ("applied", "stale", "busy")
    now = world.tells_the_truth()[0]
    assert now in (edition, before, before - 1)
    world.push()
    assert world.tells_the_truth() == [edition] * 2


@pytest.mark.series
def test_the_office_is_killed_at_any_moment(world: World, soak_rounds: Callable[[int], int]) -> None:
    chance = random.Random(20261124)
    usual = world.sites[0]
    for _ in range(soak_rounds(20)):
        world.push()
        before = usual.edition()
        edition = world.release()
        process = world.begin_push()
        killer = threading.Timer(chance.uniform(0.3, 3.0), process.kill)
        killer.start()
        process.communicate(timeout=60)
        killer.cancel()
        assert world.tells_the_truth()[0] in (before, edition)
        pushed = world.push(usual.folder.name)
        assert state_of(pushed, usual) in ("applied", "already"), pushed.as_data("en")
        assert world.tells_the_truth()[0] == edition
