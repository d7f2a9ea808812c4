"""What a new base would do to a region, verdict by verdict."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.catalogue.catalogues import catalogue, permit
from tlkit.catalogue import canonical
from tlkit.catalogue.diff import FIELDS
from tlkit.catalogue.model import Catalogue, Citation, Fee, Permit, Processing, Step
from tlkit.catalogue.overlay import Overlay, Patch, effective
from tlkit.catalogue.patches import OFFERED, value_digest
from tlkit.catalogue.plan import Item, catalogue_digest, pending, plan
from tlkit.catalogue.policy import POLICIES, combined
from tlkit.catalogue.settle import keep, stamped, take
from tlkit.catalogue.verdicts import VERDICTS
from tlkit.errors import ConflictError, Text

TODAY = date(2026, 3, 1)
OURS = (Step("counter", "Loket kota menerima."),)
THEIRS = (Step("counter", "Loket menerima lewat antrean."),)
NEWER = (Step("verifier", "Petugas memeriksa."),)
OLD = permit()


def patched(name: str, value: Any, **rest: Any) -> Overlay:
    return Overlay(permits={"izin-taman": {name: Patch(value, "SOP", **rest)}})


def verdicts(old: Catalogue | None, new: Catalogue, overlay: Overlay | None = None) -> list[tuple[str, str]]:
    items = plan(old, new, overlay or Overlay(), TODAY).items
    assert all(item.verdict in VERDICTS for item in items)
    return [(item.field, item.verdict) for item in items]


def with_steps(steps: tuple[Step, ...]) -> Catalogue:
    return catalogue(permit(steps=steps))


def test_the_same_base_changes_nothing() -> None:
    made = plan(catalogue(), catalogue(), Overlay(), TODAY)
    assert made.items == ()
    assert made.counts == {**dict.fromkeys(VERDICTS, 0), "unchanged": len(FIELDS)}


def test_a_field_of_which_the_region_has_no_value_follows_the_base() -> None:
    made = plan(catalogue(), with_steps(THEIRS), Overlay(), TODAY)
    assert made.items == (
        Item(
            "izin-taman", "steps", "take_base",
            [
                {"role": "counter", "action": "Loket memeriksa berkas."},
                {"role": "signer", "action": "Kepala dinas menandatangani."},
            ],
            [{"role": "counter", "action": "Loket menerima lewat antrean."}],
        ),
    )  # fmt: skip
    assert (made.counts["take_base"], made.counts["unchanged"]) == (1, len(FIELDS) - 1)


def test_a_base_that_moves_below_the_region_s_value_is_a_conflict() -> None:
    made = plan(catalogue(), with_steps(THEIRS), patched("steps", OURS, base=value_digest(OLD.steps)), TODAY)
    assert [item.verdict for item in made.items] == ["conflict"]
    assert made.conflicts == made.items
    assert made.items[0].local == [{"role": "counter", "action": "Loket kota menerima."}]


def test_a_value_that_does_not_tell_was_written_against_the_installed_base() -> None:
    assert verdicts(catalogue(), with_steps(THEIRS), patched("steps", OURS)) == [("steps", "conflict")]
    assert verdicts(catalogue(), catalogue(), patched("steps", OURS)) == []


def test_a_conflict_waits_until_it_is_settled() -> None:
    overlay = stamped(patched("steps", OURS), catalogue())
    for later in (with_steps(THEIRS), catalogue(permit(steps=THEIRS, agency="taman"))):
        assert [(item.field, item.verdict) for item in pending(later, overlay, TODAY)] == [
            ("steps", "conflict")
        ]
    kept = keep(overlay, with_steps(THEIRS), "izin-taman", "steps")
    assert pending(with_steps(THEIRS), kept, TODAY) == ()
    assert effective(with_steps(THEIRS), kept, TODAY).permits["izin-taman"].permit.steps == OURS
    assert verdicts(with_steps(THEIRS), with_steps(NEWER), kept) == [("steps", "conflict")]
    taken = take(overlay, "izin-taman", "steps")
    assert pending(with_steps(THEIRS), taken, TODAY) == ()
    assert taken.permits == {}
    assert kept.revision == taken.revision == overlay.revision + 1


def test_a_value_settled_against_the_new_base_is_kept() -> None:
    overlay = patched("steps", OURS, base=value_digest(THEIRS))
    assert verdicts(catalogue(), with_steps(THEIRS), overlay) == [("steps", "keep_local")]


def test_a_base_that_comes_to_say_what_the_region_says_is_no_conflict() -> None:
    overlay = patched("steps", OURS, base=value_digest(OLD.steps))
    assert verdicts(catalogue(), with_steps(OURS), overlay) == [("steps", "keep_local")]


def test_a_regional_field_never_conflicts() -> None:
    overlay = patched("fee", Fee("retribusi", 5), base=value_digest(Fee("tax")))
    assert verdicts(catalogue(), catalogue(permit(fee=Fee("pnbp"))), overlay) == [("fee", "keep_local")]
    assert verdicts(catalogue(), catalogue(), overlay) == []


def test_what_a_region_adds_to_the_base_never_conflicts() -> None:
    overlay = patched("legal_basis", (Citation("perda-1"),), base=value_digest(()))
    new = catalogue(permit(legal_basis=(Citation("uu-2"),)))
    assert verdicts(catalogue(), new, overlay) == [("legal_basis", "take_base")]


def test_an_expired_value_does_not_count() -> None:
    ended = patched("steps", OURS, expires=TODAY - timedelta(days=1))
    last_day = patched("steps", OURS, expires=TODAY)
    assert verdicts(catalogue(), with_steps(THEIRS), ended) == [("steps", "take_base")]
    assert verdicts(catalogue(), with_steps(THEIRS), last_day) == [("steps", "conflict")]
    assert verdicts(catalogue(), replace(catalogue(), permits={}), ended) == [("", "removed")]


def test_a_locked_field_is_the_base_s() -> None:
    overlay = patched("name", Text("Ours", "Milik kami"))
    assert verdicts(catalogue(), catalogue(), overlay) == [("name", "orphaned_override")]
    assert effective(catalogue(), overlay, TODAY).permits["izin-taman"].permit == OLD


def test_a_permit_appears() -> None:
    new = catalogue(OLD, permit("izin-pohon"))
    made = plan(catalogue(), new, Overlay(), TODAY)
    outline = {"name": {"id": "Izin Taman", "en": "Park permit"}, "status": "active"}
    assert made.items == (Item("izin-pohon", "", "added", None, outline),)


def test_before_the_first_base_everything_is_added() -> None:
    made = plan(None, catalogue(), stamped(patched("steps", OURS), catalogue()), TODAY)
    assert [item.verdict for item in made.items] == ["added"]
    assert (made.installed, made.version) == (None, "7")


def test_a_permit_runs_out_and_disappears() -> None:
    running_out, over = catalogue(permit(status="deprecated")), catalogue(permit(status="retired"))
    empty = replace(catalogue(), permits={})
    assert verdicts(catalogue(), running_out) == [("status", "deprecated")]
    assert verdicts(running_out, over) == [("status", "take_base")]
    assert verdicts(over, empty) == [("", "removed")]


def test_values_for_a_permit_that_is_gone_are_orphans() -> None:
    overlay = Overlay(
        permits={
            "izin-taman": {
                "steps": Patch(OURS, "SOP"),
                OFFERED: Patch(False, "Diurus provinsi"),
                "fee": Patch(Fee("tax")),
            }
        }
    )
    empty = replace(catalogue(), permits={})
    orphans = [("steps", "orphaned_override"), (OFFERED, "orphaned_override")]
    assert verdicts(catalogue(), empty, overlay) == [("", "removed"), *orphans]
    assert verdicts(empty, empty, overlay) == orphans


def test_a_permit_that_is_not_offered_follows_the_base() -> None:
    overlay = patched(OFFERED, False, base=value_digest("anything"))
    assert verdicts(catalogue(), with_steps(THEIRS), overlay) == [("steps", "take_base")]


def test_the_region_s_own_permits_do_not_occur() -> None:
    overlay = Overlay(
        permits={"local-parade": {"steps": Patch(OURS, "SOP")}}, added=(permit("local-parade"),)
    )
    assert verdicts(catalogue(), catalogue(), overlay) == []


def test_the_digest_names_both_bases_the_overlay_and_the_items() -> None:
    base, new, overlay = catalogue(), with_steps(THEIRS), patched("steps", OURS, expires=TODAY)
    plans = [
        plan(base, new, overlay, TODAY),
        plan(None, new, overlay, TODAY),
        plan(replace(base, version="8"), new, overlay, TODAY),
        plan(base, replace(new, version="8"), overlay, TODAY),
        plan(base, new, replace(overlay, revision=1), TODAY),
        plan(base, new, overlay, TODAY + timedelta(days=1)),
        plan(base, replace(new, sources={}), overlay, TODAY),
    ]
    assert len({made.digest for made in plans}) == len(plans)
    assert plan(base, new, overlay, TODAY - timedelta(days=9)).digest == plans[0].digest


def test_known_digests_are_not_made_again() -> None:
    base, new = catalogue(), with_steps(THEIRS)
    known = plan(
        base, new, Overlay(), TODAY,
        installed_digest=catalogue_digest(base), new_digest=catalogue_digest(new),
    )  # fmt: skip
    assert known == plan(base, new, Overlay(), TODAY)
    assert plan(base, new, Overlay(), TODAY, new_digest="other").digest != known.digest


def test_a_plan_is_plain_data() -> None:
    made = plan(catalogue(), with_steps(THEIRS), patched("steps", OURS), TODAY)
    data = json.loads(canonical(made.as_data()))
    assert data == made.as_data()
    assert data["items"][0]["verdict"] == "conflict"
    assert set(data["counts"]) == set(VERDICTS)


@pytest.mark.parametrize(("permit_id", "field"), [("izin-taman", "form"), ("izin-x", "steps")])
def test_what_is_gone_cannot_be_settled(permit_id: str, field: str) -> None:
    overlay = patched("steps", OURS)
    with pytest.raises(ConflictError):
        keep(overlay, catalogue(), permit_id, field)
    with pytest.raises(ConflictError):
        take(overlay, permit_id, field)


def test_a_value_for_a_permit_that_is_gone_can_only_be_taken_out() -> None:
    overlay = patched("steps", OURS)
    with pytest.raises(ConflictError):
        keep(overlay, replace(catalogue(), permits={}), "izin-taman", "steps")
    assert take(overlay, "izin-taman", "steps").permits == {}


def test_a_stamp_is_given_once_and_only_where_a_conflict_is_possible() -> None:
    patches = {"steps": Patch(OURS), "fee": Patch(None), OFFERED: Patch(False), "form": Patch((), base="ab")}
    overlay = stamped(Overlay(permits={"izin-taman": patches, "izin-x": {"steps": Patch(OURS)}}), catalogue())
    bases = {name: patch.base for name, patch in overlay.permits["izin-taman"].items()}
    assert bases == {"steps": value_digest(OLD.steps), "fee": None, OFFERED: None, "form": "ab"}
    assert overlay.permits["izin-x"]["steps"].base is None
    assert stamped(overlay, with_steps(THEIRS)) == overlay


VALUES: dict[str, list[Any]] = {
    "name": [Text("A", "A"), Text("B", "B")],
    "steps": [(), OURS, THEIRS],
    "processing": [None, Processing(3), Processing(5)],
    "aliases": [(), ("RTH",), ("taman", "RTH")],
    "fee": [None, Fee("free"), Fee("tax", 5)],
    "standard": [{}, {"time": "Tiga hari"}],
    "status": ["active", "deprecated", "retired"],
}
IDS = ["izin-a", "izin-b", "izin-c"]
PERMITS = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in VALUES.items()})


@st.composite
def bases(draw: st.DrawFn) -> Catalogue:
    drawn = draw(st.dictionaries(st.sampled_from(IDS), PERMITS))
    return replace(catalogue(), permits={id_: permit(id_, **values) for id_, values in drawn.items()})


@st.composite
def overlays(draw: st.DrawFn) -> Overlay:
    ends = st.sampled_from([None, TODAY - timedelta(days=1), TODAY])
    permits: dict[str, dict[str, Patch]] = {}
    for id_ in draw(st.sets(st.sampled_from(IDS))):
        for name in draw(st.sets(st.sampled_from(sorted({*VALUES, OFFERED} - {"name", "status"})))):
            value = draw(st.sampled_from(VALUES.get(name, [False])))
            permits.setdefault(id_, {})[name] = Patch(value, "SOP", expires=draw(ends))
    return Overlay(permits=permits)


def both(old: Catalogue, new: Catalogue) -> list[tuple[Permit, Permit]]:
    return [(old.permits[id_], each) for id_, each in new.permits.items() if id_ in old.permits]


@settings(deadline=None)
@given(bases(), overlays())
def test_the_same_base_is_an_empty_plan_but_for_orphans(base: Catalogue, drawn: Overlay) -> None:
    overlay = stamped(drawn, base)
    assert {item.permit_id for item in plan(base, base, overlay, TODAY).items}.isdisjoint(base.permits)


@settings(deadline=None)
@given(bases(), bases(), overlays())
def test_after_applying_each_field_is_the_region_s_or_the_new_base_s(
    old: Catalogue, new: Catalogue, drawn: Overlay
) -> None:
    overlay = stamped(drawn, old)
    result = effective(new, overlay, TODAY)
    assert list(result.permits) == list(new.permits)
    for id_, each in result.permits.items():
        patches = {n: p for n, p in overlay.permits.get(id_, {}).items() if p.holds(TODAY)}
        for name in FIELDS:
            base, value = getattr(new.permits[id_], name), getattr(each.permit, name)
            assert value == (combined(name, base, patches[name].value) if name in patches else base)


@settings(deadline=None)
@given(bases(), bases(), overlays())
def test_a_conflict_is_a_base_that_moved_below_another_value(
    old: Catalogue, new: Catalogue, drawn: Overlay
) -> None:
    overlay = stamped(drawn, old)
    expected = {
        (after.id, name)
        for before, after in both(old, new)
        for name, patch in overlay.permits.get(after.id, {}).items()
        if POLICIES.get(name) == "overridable"
        and patch.holds(TODAY)
        and getattr(before, name) != getattr(after, name) != patch.value
    }
    made = plan(old, new, overlay, TODAY)
    assert {(item.permit_id, item.field) for item in made.conflicts} == expected
    waiting = {(i.permit_id, i.field) for i in pending(new, overlay, TODAY) if i.verdict == "conflict"}
    assert waiting == expected


@settings(deadline=None)
@given(bases(), bases(), overlays())
def test_every_field_gets_one_verdict(old: Catalogue, new: Catalogue, overlay: Overlay) -> None:
    made = plan(old, new, overlay, TODAY)
    places = [(item.permit_id, item.field) for item in made.items]
    assert len(places) == len(set(places))
    of_both = {each.id for _, each in both(old, new)}
    of_fields = [item for item in made.items if item.permit_id in of_both and item.field in FIELDS]
    assert made.counts["unchanged"] + len(of_fields) == len(of_both) * len(FIELDS)
    assert sum(made.counts.values()) == made.counts["unchanged"] + len(made.items)
    for verdict, gone in (("added", old), ("removed", new)):
        whole = {item.permit_id for item in made.items if item.verdict == verdict}
        assert whole == {*old.permits, *new.permits} - set(gone.permits)


@settings(deadline=None)
@given(bases(), bases(), overlays())
def test_settling_every_conflict_leaves_none(old: Catalogue, new: Catalogue, drawn: Overlay) -> None:
    overlay = stamped(drawn, old)
    for number, item in enumerate(plan(old, new, overlay, TODAY).conflicts):
        if number % 2:
            overlay = keep(overlay, new, item.permit_id, item.field)
        else:
            overlay = take(overlay, item.permit_id, item.field)
    assert [item for item in pending(new, overlay, TODAY) if item.verdict == "conflict"] == []
