"""An office and five generated instances in processes of their own; one has PostgreSQL and three workers."""

import json
import shutil
from contextlib import ExitStack

import pytest

from tests import servers
from tests.office.offices import NOW, edit, publish
from tlkit.errors import ExitCode
from tlkit.office.enrol import enrol
from tlkit.office.fleet import read_fleet
from tlkit.office.push import Manner, push
from tlkit.office.push_region import Backoff
from tlkit.office.status import standings

NAMES = ("kota-tangerang", "36.01", "36.02", "36.03", "36.04")
MARK = "sumbangan sukarela"


@pytest.fixture(scope="module")
def folders(tlkit, tmp_path_factory):
    out = tmp_path_factory.mktemp("five")
    made = tlkit("new", "region", *NAMES, "-o", out, "--json")
    assert made.returncode == 0, made.stderr
    return [out / one["path"].rpartition("/")[2] for one in json.loads(made.stdout)["regions"]]


@pytest.fixture
def fleet(office, folders, tmp_path):
    """All instances running, then enrolled, as one enrols a site that stands already."""
    with ExitStack() as stack:
        cluster = stack.enter_context(servers.postgres())
        for number, folder in enumerate(folders):
            copy = shutil.copytree(folder, tmp_path / "sites" / folder.name)
            last = number == len(folders) - 1
            env = {"DATABASE_URL": cluster.database()} if last else {}
            log = tmp_path / f"{folder.name}.log"
            site = servers.site(copy, log=log, env=env, workers=3 if last else 1)
            url = stack.enter_context(site).url
            enrol(office, copy, NOW, url=url, cohort="canary" if number == 0 else "general")
        yield


def test_every_instance_gets_a_release_and_says_so(office, fleet, now):
    manner = Manner(backoff=Backoff(3, 0.1, 1.0))
    first = push(office, read_fleet(office), now, manner)
    assert {one.state for one in first.outcomes} == {"applied"}, [one.as_data("en") for one in first.outcomes]
    edit(office, "donasi", MARK)
    version = publish(office).version
    rehearsed = push(office, read_fleet(office), now, Manner(dry_run=True))
    assert all(one.changes for one in rehearsed.outcomes)
    second = push(office, read_fleet(office), now, manner)
    assert second.exit_code == ExitCode.DONE
    assert {one.state for one in second.outcomes} == {"applied"}
    again = push(office, read_fleet(office), now, manner)
    assert {one.state for one in again.outcomes} == {"already"}
    found = standings(office, read_fleet(office), now)
    assert [(one.failed, one.behind, one.answer.version) for one in found] == [(None, 0, version)] * 5
