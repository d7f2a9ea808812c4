"""The office dies while it pushes, or its disk is full: the next push goes on, each region exactly once."""

import json
import random
import resource
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.office import stand_in as acts
from tlkit.office.journal import lines_of, past_of
from tlkit.office.past import history

SLUGS = ("kota-a", "kota-b", "kota-c", "kota-d", "kota-e")
CLI = Path(__file__).resolve().parents[2] / "cli.py"


@pytest.fixture
def stand_ins(fleet):
    return fleet(*SLUGS, canaries=1)


@pytest.fixture
def version(office):
    return history(office)[-1].version


def pushing(office, largest=None):
    """`tlkit catalogue push` in a process of its own; `largest` bounds the bytes of any file it writes."""
    command = [sys.executable, str(CLI), "catalogue", "push", "--office", str(office.path), "--json"]

    def limit():
        if largest is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=limit
    )


def finished(office):
    """The outcomes of a push that nobody disturbs, by slug."""
    process = pushing(office)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return {one["slug"]: one for one in json.loads(out)["regions"]}


def noted(office):
    """What the newest journal says, as the next push will read it."""
    journals = sorted((office.path / "journal").glob("*.jsonl"))
    return past_of(lines_of(journals[-1])) if journals else past_of([])


class Killer:
    """Ends a process at a moment of the requests that it makes."""

    def __init__(self, chance):
        self.left = chance.randrange(20)
        self.delay = chance.choice([0, chance.uniform(0, 0.03)])
        self.process = None
        self.lock = threading.Lock()

    def __call__(self, verb, moment):
        with self.lock:
            self.left -= 1
            if self.left == -1:
                threading.Event().wait(self.delay)
                self.process.kill()


@pytest.mark.series
def test_killed_at_any_moment(office, stand_ins, version, soak_rounds):
    for seed in range(soak_rounds(20)):
        shutil.rmtree(office.path / "journal", ignore_errors=True)
        killer = Killer(random.Random(seed))
        for one in stand_ins:
            one.version, one.changed, one.watch = None, [], killer
        killer.process = pushing(office)
        killer.process.communicate(timeout=60)
        past = noted(office)
        told = {slug for slug, record in past.outcomes.items() if record["state"] == "applied"}
        there = {one.slug for one in stand_ins if one.version == version}
        assert told <= there <= told | past.open, f"seed {seed}: the journal tells of other regions"
        before = {one.slug: one.asked.copy() for one in stand_ins}
        for one in stand_ins:
            one.watch = lambda verb, moment: None
        outcomes = finished(office)
        assert {one["state"] for one in outcomes.values()} == {"applied"}, f"seed {seed}"
        for one in stand_ins:
            assert one.changed == [version], f"seed {seed}: {one.slug}"
            since = one.asked - before[one.slug]
            if one.slug in told:
                assert not since, f"seed {seed}: {one.slug} was asked again"
            if one.slug in there:
                assert not since["apply"], f"seed {seed}: {one.slug} was sent it again"


def test_a_region_that_only_the_site_knows_of_is_asked(office, stand_ins, version):
    """Killed after the site applied it, before the office heard."""
    victim = stand_ins[0]
    killer = Killer(random.Random(0))
    killer.left, killer.delay = 0, 0

    def watch(verb, moment):
        if (verb, moment) == ("apply", "decided"):
            killer(verb, moment)

    victim.watch, killer.process = watch, pushing(office)
    killer.process.communicate(timeout=60)
    assert victim.changed == [version]
    assert noted(office).open == {"kota-a"}
    victim.watch = lambda verb, moment: None
    outcomes = finished(office)
    assert outcomes["kota-a"]["recovered"]
    assert outcomes["kota-a"]["state"] == "applied"
    assert victim.asked["apply"] == 1


def test_what_only_a_silent_site_knows_is_said_to_be_unknown(office, stand_ins):
    victim = stand_ins[0]
    killer = Killer(random.Random(0))
    killer.left, killer.delay = 0, 0
    victim.watch = lambda verb, moment: killer(verb, moment) if verb == "apply" else None
    killer.process = pushing(office)
    killer.process.communicate(timeout=60)
    victim.watch = lambda verb, moment: None
    victim.acts["status"] = [acts.gone_404]
    process = pushing(office)
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 5
    states = {one["slug"]: one["state"] for one in json.loads(out)["regions"]}
    assert states == {"kota-a": "unknown"} | dict.fromkeys(SLUGS[1:], "held")


@pytest.mark.parametrize("largest", [0, 150, 400, 900])
def test_a_full_disk_stops_the_push_and_loses_nothing(office, stand_ins, version, largest):
    process = pushing(office, largest)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 5
    assert "Jurnal tidak dapat ditulis" in err
    past = noted(office)
    there = {one.slug for one in stand_ins if one.version == version}
    assert there <= past.open | set(past.outcomes)
    outcomes = finished(office)
    assert {one["state"] for one in outcomes.values()} == {"applied"}
    assert all(one.changed == [version] for one in stand_ins)


def test_a_report_that_cannot_be_written_hides_no_outcome(office, stand_ins):
    (office.path / "reports").write_text("a file where the folder should be")
    process = pushing(office)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert json.loads(out)["report"] is None
    assert "Laporan tidak dapat ditulis" in err
