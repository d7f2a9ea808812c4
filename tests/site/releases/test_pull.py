"""The site asks the office's host by itself; whatever answers there, the site serves on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.office_simulator import NOW, OfficeSimulator, key
from tests.site.releases.conftest import Clock, Enrolled
from tests.site.releases.hosts import Host, served
from tests.site.releases.test_receive import version, whole
from tlkit.errors import UntrustedError
from tlkit.site.releases.history import rollback
from tlkit.site.releases.pull import NoAddress, Unreachable, pull
from tlkit.site.releases.schedule import ask
from tlkit.site.releases.standing import standing
from tlkit.site.shared.database import db


@pytest.fixture
def host(enrolled: Enrolled, office: OfficeSimulator) -> Iterator[Host]:
    """The office's host; the instance knows its address."""
    made = Host(office)
    with served(made) as url:
        file = enrolled.folder / "trust" / "office.json"
        file.write_text(json.dumps({"url": url, "channel": "stable"}))
        yield made


def test_a_pull_brings_the_newest_release(enrolled: Enrolled, office: OfficeSimulator, host: Host) -> None:
    office.release("2026.3.1")
    assert pull(enrolled.instance).changed
    assert whole(enrolled) == "2026.3.1"
    office.rotate("targets")
    office.release("2026.3.2")
    assert pull(enrolled.instance).changed
    assert whole(enrolled) == "2026.3.2"


def test_what_is_known_is_not_fetched_again(enrolled: Enrolled, office: OfficeSimulator, host: Host) -> None:
    office.release("2026.3.1")
    pull(enrolled.instance)
    host.asked.clear()
    office.renew()
    assert not pull(enrolled.instance).changed
    assert host.asked == ["/metadata/2.root.json", "/metadata/timestamp.json"]


def test_a_host_that_does_not_answer_or_answers_errors(
    enrolled: Enrolled, office: OfficeSimulator, host: Host
) -> None:
    office.release("2026.3.1")
    pull(enrolled.instance)
    host.status = 500
    with pytest.raises(Unreachable):
        pull(enrolled.instance)
    host.status = 200
    office.release("2026.3.2")
    assert pull(enrolled.instance).version == "2026.3.2"


def test_a_host_that_was_taken_over(enrolled: Enrolled, office: OfficeSimulator, host: Host) -> None:
    office.release("2026.3.1")
    pull(enrolled.instance)
    office.sign_with("timestamp", [key()])
    with pytest.raises(UntrustedError) as caught:
        pull(enrolled.instance)
    assert caught.value.reason == "stranger"
    assert whole(enrolled) == "2026.3.1"


def test_a_file_without_end(enrolled: Enrolled, office: OfficeSimulator, host: Host) -> None:
    host.replaced["/metadata/timestamp.json"] = b"{" * 1_000_000
    with pytest.raises((UntrustedError, Unreachable)):
        pull(enrolled.instance)
    assert version() is None


def test_when_the_timestamp_expires_the_site_serves_on_and_says_so(
    enrolled: Enrolled, office: OfficeSimulator, host: Host, clock: Clock
) -> None:
    office.release("2026.3.1")
    pull(enrolled.instance)
    assert (standing(enrolled.instance).health, standing(enrolled.instance).alarm) == ("ok", None)
    clock.now = NOW + timedelta(days=4)
    ask()
    assert whole(enrolled) == "2026.3.1"
    found = standing(enrolled.instance)
    assert found.health == "degraded"
    assert found.alarm is not None
    assert "2026-03-02" in found.alarm
    office.now = clock.now
    office.publish()
    ask()
    db.session.rollback()
    assert standing(enrolled.instance).health == "ok"


def test_the_schedule_does_not_undo_a_rollback(
    enrolled: Enrolled, office: OfficeSimulator, host: Host
) -> None:
    office.release("2026.3.1")
    ask()
    office.release("2026.3.2")
    ask()
    rollback(enrolled.instance)
    ask()
    assert whole(enrolled) == "2026.3.1"
    office.release("2026.3.3")
    ask()
    assert whole(enrolled) == "2026.3.3"


def test_a_site_that_knows_no_address_asks_nobody(enrolled: Enrolled) -> None:
    with pytest.raises(NoAddress):
        pull(enrolled.instance)
    ask()
    assert standing(enrolled.instance).alarm is None
