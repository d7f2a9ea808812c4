"""What one release may change after another."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.unit.catalogue.catalogues import catalogue, permit
from tlkit.catalogue.lifecycle import faults
from tlkit.catalogue.model import Catalogue, Status
from tlkit.catalogue.overlay import overlay_from
from tlkit.catalogue.schema import permit_from_data, permit_to_data
from tlkit.errors import InputError, Text

FORMER = "2026.3.1"
NEXT = "2026.3.2"


def release(*changes: dict[str, Any], version: str = NEXT) -> Catalogue:
    permits = {f"izin-{n}": permit(f"izin-{n}", **change) for n, change in enumerate(changes)}
    return replace(catalogue(), version=version, permits=permits)


def found(before: dict[str, Any], *after: dict[str, Any]) -> list[tuple[str, str]]:
    findings = faults(release(before, version=FORMER), release(*after))
    assert all(finding.level == "error" for finding in findings)
    return [(finding.rule, finding.about) for finding in findings]


STEPS: list[tuple[Status, Status, bool]] = [
    ("active", "active", True),
    ("active", "deprecated", True),
    ("active", "retired", False),
    ("deprecated", "retired", True),
    ("deprecated", "active", True),
    ("retired", "active", True),
]


@pytest.mark.parametrize(("before", "after", "allowed"), STEPS)
def test_a_permit_runs_out_one_step_at_a_time(before: Status, after: Status, allowed: bool) -> None:
    expected = [] if allowed else [("status", "izin-0")]
    assert found({"status": before}, {"status": after}) == expected


@pytest.mark.parametrize(("status", "allowed"), [("active", False), ("deprecated", False), ("retired", True)])
def test_only_a_retired_permit_may_vanish(status: Status, allowed: bool) -> None:
    assert found({"status": status}) == ([] if allowed else [("vanished", "izin-0")])


def test_the_finding_says_what_to_write() -> None:
    (finding,) = faults(release({}, version=FORMER), release())
    assert "status: deprecated" in finding.text.id
    assert "status: deprecated" in finding.text.en


OTHER = Text(id="Izin Pohon", en="Tree permit")
MEANINGS: list[tuple[dict[str, Any], bool]] = [
    ({"name": OTHER}, True),
    ({"sector": "pohon"}, True),
    ({"agency": "pu", "sector": "pohon"}, True),
    ({"sector": "pohon", "name": OTHER}, False),
    ({"agency": "pu", "name": OTHER}, False),
]


@pytest.mark.parametrize(("change", "same"), MEANINGS)
def test_an_id_keeps_its_meaning(change: dict[str, Any], same: bool) -> None:
    assert found({}, change) == ([] if same else [("changed-meaning", "izin-0")])


def test_new_permits_are_welcome() -> None:
    assert found({}, {}, {}) == []


@pytest.mark.parametrize("version", ["2026.3.1", "2026.2.9", "0"])
def test_a_release_comes_after_the_former(version: str) -> None:
    findings = faults(release({}, version=FORMER), release({}, version=version))
    assert [finding.rule for finding in findings] == ["version"]


def test_any_release_comes_after_the_packaged_reference() -> None:
    assert faults(release({}, version="0"), release({})) == []


def test_a_permit_runs_out_for_all_regions_alike() -> None:
    with pytest.raises(InputError) as caught:
        overlay_from({"permits": {"izin-0": {"status": {"value": "retired", "reason": "x"}}}})
    assert [problem.field for problem in caught.value.problems] == ["permits.izin-0.status"]


def test_the_status_survives_plain_data_and_is_left_out_while_active() -> None:
    for status in ("deprecated", "retired"):
        over = permit(status=status)
        assert permit_from_data(permit_to_data(over)) == over
    assert "status" not in permit_to_data(permit())
