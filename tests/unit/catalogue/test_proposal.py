"""What becomes of the base when a region's proposal is accepted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import tlkit.reference
from tlkit.catalogue.lint import errors
from tlkit.catalogue.model import Decree, Processing
from tlkit.catalogue.overlay import Overlay, Patch
from tlkit.catalogue.patches import value_digest
from tlkit.catalogue.proposal import accepted, fields_of, permit_of
from tlkit.errors import ConflictError

BASE = tlkit.reference.load()
ID, PERMIT = next(iter(BASE.permits.items()))
DAYS = Processing(99)
SOME_DAY = date(2026, 1, 5)


def patched(**patches: Patch) -> Overlay:
    return Overlay(3, {ID: patches})


def test_a_value_becomes_everybodys() -> None:
    overlay = patched(processing=Patch(DAYS, "Perwal", base=value_digest(PERMIT.processing)))
    after = accepted(BASE, overlay)
    assert after == replace(BASE, permits={**BASE.permits, ID: replace(PERMIT, processing=DAYS)})
    assert list(after.permits) == list(BASE.permits)
    assert (permit_of(overlay), fields_of(overlay)) == (ID, ("processing",))


def test_accepting_again_changes_nothing() -> None:
    overlay = patched(processing=Patch(DAYS, "Perwal", base=value_digest(PERMIT.processing)))
    after = accepted(BASE, overlay)
    assert accepted(after, overlay) is after


def test_where_the_base_has_moved_on_nobody_overwrites_it() -> None:
    overlay = patched(processing=Patch(DAYS, "Perwal", base=value_digest(Processing(1))))
    with pytest.raises(ConflictError):
        accepted(BASE, overlay)


def test_what_is_added_joins_the_bases() -> None:
    after = accepted(BASE, patched(aliases=Patch(("nama lain",), "Disebut begitu")))
    assert after.permits[ID].aliases == (*PERMIT.aliases, "nama lain")


def test_a_regions_own_facts_do_not_become_everybodys() -> None:
    decree = Decree("1/2026", SOME_DAY)
    assert accepted(BASE, patched(decree=Patch(decree), offered=Patch(False, "Diurus provinsi"))) is BASE


def test_a_permit_that_is_gone() -> None:
    rest = {id_: permit for id_, permit in BASE.permits.items() if id_ != ID}
    with pytest.raises(ConflictError):
        accepted(replace(BASE, permits=rest), patched(processing=Patch(DAYS, "Perwal")))


def test_a_regions_permit_is_adopted_under_an_id_of_the_bases() -> None:
    own = replace(PERMIT, id="local-keramaian", decree=Decree("1/2026", SOME_DAY), verified=True)
    overlay = Overlay(1, added=(own,))
    after = accepted(BASE, overlay)
    adopted = after.permits["keramaian"]
    assert (adopted.decree, adopted.fee, adopted.verified, adopted.sector) == (
        None,
        None,
        False,
        PERMIT.sector,
    )
    assert not errors(after)
    sectors = [permit.sector for permit in after.permits.values()]
    assert sectors == sorted(sectors, key=list(BASE.sectors).index)
    assert accepted(after, overlay) is after
    assert (permit_of(overlay), fields_of(overlay)) == ("local-keramaian", ())


def test_a_regions_permit_takes_nobodys_place() -> None:
    own = replace(PERMIT, id=f"local-{ID}", summary=PERMIT.summary._replace(id="Lain."))
    with pytest.raises(ConflictError):
        accepted(BASE, Overlay(1, added=(own,)))
