"""The region's changes as a file: out, changed, back in; never over somebody else's revision."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask import current_app

import tlkit.reference
from tests.office_simulator import OfficeSimulator
from tests.site.releases.conftest import Enrolled
from tlkit.catalogue.model import Catalogue, Processing
from tlkit.errors import ConflictError, InputError
from tlkit.site.releases import live
from tlkit.site.releases.history import history, rollback
from tlkit.site.releases.overlays import Imported, exported, lint, take_in
from tlkit.site.releases.pairs import pair_in_force
from tlkit.site.releases.receive import apply_bundle, plan_bundle
from tlkit.site.releases.standing import standing
from tlkit.site.releases.stored import StoredLive
from tlkit.site.shared.database import db

FIRST = next(iter(tlkit.reference.load().permits))
OVERLAY = f"""\
revision: 0
permits:
  {FIRST}:
    processing:
      value: {{days: 99, unit: working-days}}
      reason: Perwal 1/2026
      owner: DPMPTSP
      expires: 2027-12-31
    offered: {{value: false, reason: Diurus provinsi}}
    decree:
      value: {{number: "1/2026", date: 2026-01-05}}
"""


def with_days(days: int) -> Catalogue:
    """The reference with another processing time on its first permit."""
    base = tlkit.reference.load()
    permit = replace(base.permits[FIRST], processing=Processing(days))
    return replace(base, permits={**base.permits, FIRST: permit})


@pytest.fixture
def site(enrolled: Enrolled, office: OfficeSimulator) -> Enrolled:
    """A site with a first release in force."""
    apply_bundle(enrolled.instance, office.release("2026.3.1", with_days(5)))
    return enrolled


def bring(site: Enrolled, text: str) -> Imported:
    file = site.folder / "changes.yaml"
    file.write_text(text, encoding="utf-8")
    return take_in(site.instance, file)


def days() -> int:
    db.session.rollback()
    source: StoredLive = current_app.extensions["tlkit.live"]
    source.look()
    processing = live().permits[FIRST].permit.processing
    assert processing is not None
    return processing.days


def test_an_overlay_comes_in_force_under_its_own_revision(site: Enrolled) -> None:
    done = bring(site, OVERLAY)
    assert (done.generation, done.revision, done.waiting) == (2, 1, ())
    assert {change.field for change in done.changes} == {"processing", "decree"}
    assert days() == 99
    assert not live().permits[FIRST].offered
    found = standing(site.instance)
    assert (found.overridden, found.not_offered) == ((f"{FIRST}/processing",), 1)


def test_what_is_written_out_can_be_taken_in_and_changes_nothing(site: Enrolled) -> None:
    bring(site, OVERLAY)
    text = exported()
    for kept in ("Perwal 1/2026", "DPMPTSP", "2027-12-31", "revision: 1", "Diurus provinsi"):
        assert kept in text
    done = bring(site, text)
    assert (done.generation, done.revision, done.changes) == (2, 1, ())


def test_a_file_of_another_revision_is_refused(site: Enrolled) -> None:
    bring(site, OVERLAY)
    with pytest.raises(ConflictError):
        bring(site, OVERLAY.replace("99", "98"))
    assert days() == 99


def test_a_dry_run_changes_nothing(site: Enrolled) -> None:
    file = site.folder / "changes.yaml"
    file.write_text(OVERLAY)
    assert len(take_in(site.instance, file, dry_run=True).changes) == 2
    assert len(history()) == 1


def test_a_revision_number_is_never_given_twice(site: Enrolled) -> None:
    bring(site, OVERLAY)
    rollback(site.instance)
    assert bring(site, OVERLAY.replace("99", "98")).revision == 2


def test_every_mistake_has_its_line(site: Enrolled, tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text(OVERLAY.replace("days: 99", "days: lots").replace("    offered: ", "    nope: "))
    with pytest.raises(InputError) as caught:
        lint(file)
    assert [problem.line for problem in caught.value.problems] == [5, 9]


def test_a_permit_that_is_not_there_is_named_with_the_nearest(site: Enrolled, tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text(OVERLAY.replace(FIRST, f"{FIRST}x"))
    with pytest.raises(InputError) as caught:
        lint(file)
    (problem,) = caught.value.problems
    assert problem.line == 3
    assert FIRST in problem.right.en


def test_a_rule_of_silence_that_is_not_there_is_named_with_the_nearest(
    site: Enrolled, tmp_path: Path
) -> None:
    file = tmp_path / "wrong.yaml"
    cited = "days: 99, deemed_approval: {regulation: uu-17-2032, article: Pasal 5}"
    file.write_text(OVERLAY.replace("days: 99", cited))
    with pytest.raises(InputError) as caught:
        lint(file)
    (problem,) = caught.value.problems
    assert (problem.line, problem.right.en) == (5, "Did you mean uu-17-2023?")
    file.write_text(OVERLAY.replace("days: 99", cited.replace("2032", "2023")))
    assert lint(file).permits[FIRST]["processing"].value.deemed_approval


def test_a_conflict_waits_and_the_regions_value_stays(site: Enrolled, office: OfficeSimulator) -> None:
    bring(site, OVERLAY)
    bundle = office.release("2026.3.2", with_days(7))
    answer, plan = plan_bundle(site.instance, bundle)
    assert (answer.counts["conflict"], plan.conflicts[0].local["days"]) == (1, 99)
    assert apply_bundle(site.instance, bundle).conflicts == 1
    assert days() == 99
    assert standing(site.instance).conflicts == 1
    settled = "".join(line for line in exported().splitlines(True) if not line.strip().startswith("base: "))
    assert bring(site, settled).waiting == ()
    assert standing(site.instance).conflicts == 0
    assert days() == 99


def test_a_rollback_brings_the_overlay_back_with_its_release(site: Enrolled) -> None:
    bring(site, OVERLAY)
    rollback(site.instance)
    present = pair_in_force()
    assert present is not None
    assert present.overlay.permits == {}
    assert days() == 5
