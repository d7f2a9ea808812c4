"""What an officer decides about a conflict holds from then on, and is asked once."""

from __future__ import annotations

from dataclasses import replace

import pytest

import tlkit.reference
from tests.office_simulator import OfficeSimulator
from tests.site.releases.conftest import Enrolled
from tests.site.releases.test_overlays import FIRST, OVERLAY, bring, days, with_days
from tlkit.errors import ConflictError, InputError
from tlkit.site.releases.history import history
from tlkit.site.releases.pairs import pair_in_force
from tlkit.site.releases.receive import apply_bundle
from tlkit.site.releases.settling import Choice, settle, waiting


@pytest.fixture
def site(enrolled: Enrolled, office: OfficeSimulator) -> Enrolled:
    """A site whose 99 days stand against what the office says since: 7."""
    apply_bundle(enrolled.instance, office.release("2026.3.1", with_days(5)))
    bring(enrolled, OVERLAY)
    apply_bundle(enrolled.instance, office.release("2026.3.2", with_days(7)))
    return enrolled


def test_a_value_that_is_kept_stands_until_the_office_changes_its_own_again(
    site: Enrolled, office: OfficeSimulator
) -> None:
    (item,) = waiting(site.instance)
    assert (item.permit_id, item.field, item.after["days"], item.local["days"]) == (
        FIRST,
        "processing",
        7,
        99,
    )
    with pytest.raises(InputError):
        settle(site.instance, FIRST, "processing", "keep", " ")
    done = settle(site.instance, FIRST, "processing", "keep", "Perwal 1/2026 tetap berlaku")
    assert (done.revision, done.changes, done.waiting) == (2, (), ())
    assert days() == 99
    present = pair_in_force()
    assert present is not None
    assert present.overlay.permits[FIRST]["processing"].reason == "Perwal 1/2026 tetap berlaku"
    apply_bundle(site.instance, office.release("2026.3.3", with_days(7)))
    assert not waiting(site.instance)
    apply_bundle(site.instance, office.release("2026.3.4", with_days(8)))
    assert len(waiting(site.instance)) == 1


def test_the_offices_value_is_taken_and_the_rest_stays(site: Enrolled) -> None:
    done = settle(site.instance, FIRST, "processing", "take")
    assert [change.field for change in done.changes] == ["processing"]
    assert days() == 7
    present = pair_in_force()
    assert present is not None
    assert set(present.overlay.permits[FIRST]) == {"offered", "decree"}


def test_what_a_colleague_settled_is_not_settled_again(site: Enrolled) -> None:
    settle(site.instance, FIRST, "processing", "keep")
    before = len(history())
    choices: tuple[Choice, ...] = ("keep", "take")
    for choice in choices:
        with pytest.raises(ConflictError):
            settle(site.instance, FIRST, "processing", choice)
    with pytest.raises(ConflictError):
        settle(site.instance, FIRST, "decree", "take")
    assert len(history()) == before
    assert days() == 99


def test_a_change_without_a_place_can_only_be_given_up(site: Enrolled, office: OfficeSimulator) -> None:
    base = tlkit.reference.load()
    retired = replace(base.permits[FIRST], status="retired")
    apply_bundle(
        site.instance, office.release("2026.3.3", replace(base, permits={**base.permits, FIRST: retired}))
    )
    rest = {id_: permit for id_, permit in base.permits.items() if id_ != FIRST}
    apply_bundle(site.instance, office.release("2026.3.4", replace(base, permits=rest)))
    orphans = [(item.field, item.verdict) for item in waiting(site.instance)]
    assert ("processing", "orphaned_override") in orphans
    with pytest.raises(ConflictError):
        settle(site.instance, FIRST, "processing", "keep")
    settle(site.instance, FIRST, "processing", "take")
    assert ("processing", "orphaned_override") not in [
        (one.field, one.verdict) for one in waiting(site.instance)
    ]
