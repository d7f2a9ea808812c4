"""The office's machine stops in the middle of a release: sites see the old one or the new one, whole."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.office.offices import NOW, Site, edit, make_office, publish, ring_of, served
from tests.servers.process import wait_until
from tlkit.office import landing
from tlkit.office.folder import Office, open_office
from tlkit.office.past import history
from tlkit.office.rotate import rotate

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 0.03
"""Seconds between the first written file and the kill, at most: longer than all of them take."""
CHILD = """
import sys
from pathlib import Path
from tests.office.offices import publish
from tlkit.office import landing
from tlkit.office.folder import open_office
land = landing.land
def told(folder, files):
    print("begins", flush=True)
    land(folder, files)
landing.land = told
publish(open_office(Path(sys.argv[1])), notes="Rilis kedua.")
"""


class Cut(Exception):
    """The power is cut."""


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with a release, and something new to release."""
    folder = tmp_path_factory.mktemp("offices") / "pusat"
    office = make_office(folder)
    publish(office, notes="Rilis pertama.")
    edit(office, "galang dana", "menggalang dana")
    return folder


def copy_of(pristine: Path, folder: Path) -> Office:
    shutil.copytree(pristine, folder)
    return open_office(folder)


def seen(office: Office, site: Site) -> str:
    """The notes of the release that a site takes."""
    with served(office.repository) as url:
        body = site.pull(url)
    assert body is not None
    return body.notes


def cut_at(moment: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the system calls that change the folder fail from the given one on, as after a power cut."""
    calls = iter(range(10_000))
    for where, name in ((os, "fsync"), (Path, "replace"), (Path, "unlink"), (shutil, "rmtree")):
        known = getattr(where, name)

        def failing(*args: object, _known: Callable[..., object] = known, **kwargs: object) -> object:
            if next(calls) >= moment:
                raise Cut
            return _known(*args, **kwargs)

        monkeypatch.setattr(where, name, failing)


def after_every_cut(
    pristine: Path, folder: Path, act: Callable[[Office], object], check: Callable[[Office, Site], bool]
) -> list[bool]:
    """Cut at the first call, the second and so on until `act` comes through; what `check` says of each."""
    outcomes = []
    for moment in range(200):
        office = copy_of(pristine, folder / f"{moment}")
        site = Site(office, folder / f"site-{moment}")
        with pytest.MonkeyPatch.context() as patched:
            cut_at(moment, patched)
            try:
                act(office)
            except Cut:
                pass
            else:
                return outcomes
        outcomes.append(check(office, site))
    raise AssertionError("it never came through")


def test_at_every_moment_the_repository_verifies_and_the_next_command_goes_on(
    pristine: Path, tmp_path: Path
) -> None:
    def check(office: Office, site: Site) -> bool:
        before = seen(office, site)
        assert before in ("Rilis pertama.", "Rilis kedua.")
        with landing.alone(office.path):
            assert not (office.path / landing.STAGE).exists()
        after = seen(office, site)
        assert (before, after) != ("Rilis kedua.", "Rilis pertama.")
        listed = [one.notes for one in history(office)]
        assert listed[-1] == after
        bundles = {path.name for path in (office.path / "releases").iterdir()}
        assert len(bundles) == len(listed)
        return after == "Rilis kedua."

    outcomes = after_every_cut(
        pristine, tmp_path, lambda office: publish(office, notes="Rilis kedua."), check
    )
    assert len(outcomes) > 20
    assert outcomes == sorted(outcomes)
    assert {False, True} == set(outcomes)


@pytest.mark.parametrize("what", ["timestamp", "targets"])
def test_at_every_moment_of_a_rotation_old_and_new_sites_verify(
    pristine: Path, tmp_path: Path, what: str
) -> None:
    def check(office: Office, site: Site) -> bool:
        assert seen(office, site) == "Rilis pertama."
        renewed = rotate(office, ring_of(office.path), "timestamp", NOW)
        assert seen(office, site) == "Rilis pertama."
        return bool(renewed)

    assert after_every_cut(
        pristine, tmp_path, lambda office: rotate(office, ring_of(office.path), what, NOW), check
    )


@pytest.mark.series
def test_killed_at_a_random_moment(pristine: Path, tmp_path: Path, soak_rounds: Callable[[int], int]) -> None:
    chance = random.Random(20260817)
    for number in range(soak_rounds(20)):
        office = copy_of(pristine, tmp_path / f"{number}")
        site = Site(office, tmp_path / f"site-{number}")
        command = [sys.executable, "-c", CHILD, str(office.path)]
        with subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": "."}
        ) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == b"begins\n"
            pause = chance.uniform(0, LONGEST)
            try:
                child.wait(pause)
            except subprocess.TimeoutExpired:
                child.kill()
        wait_until(lambda child=child: child.poll() is not None, "the end of the office's process")
        assert seen(office, site) in ("Rilis pertama.", "Rilis kedua.")
        edit(office, "donasi", "sumbangan sukarela")
        publish(office, notes="Sesudahnya.")
        assert seen(office, site) == "Sesudahnya."
