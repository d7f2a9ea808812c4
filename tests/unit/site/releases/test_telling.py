"""What a change of the overlay is told as, for the audit and the history."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.catalogue.catalogues import catalogue, permit
from tlkit.catalogue.model import FormField, Processing, Requirement
from tlkit.catalogue.overlay import Overlay, Patch
from tlkit.site.releases.proposals import part
from tlkit.site.releases.telling import MORE, MOST, Told, detail_of, told, told_in

BASE = catalogue()
OLD = BASE.permits["izin-taman"]
DOMISILI = Requirement("daerah-domisili", name="Surat domisili")


def overlay(**values: object) -> Overlay:
    return Overlay(1, {"izin-taman": {name: Patch(value, "Perda") for name, value in values.items()}})


def test_rows_that_came_went_and_changed_are_named() -> None:
    first, second = overlay(requirements=(*OLD.requirements, DOMISILI)), overlay(requirements=(DOMISILI,))
    noted = replace(DOMISILI, note="Asli")
    assert list(told(Overlay(), first, BASE)) == [
        Told("izin-taman", "requirements", "set", "+ Surat domisili")
    ]
    assert [one.rows for one in told(first, second, BASE)] == ["- KTP"]
    assert [one.rows for one in told(second, overlay(requirements=(noted,)), BASE)] == ["~ Surat domisili"]
    assert list(told(first, Overlay(), BASE)) == [
        Told("izin-taman", "requirements", "withdrawn", "- Surat domisili")
    ]


def test_what_is_no_list_is_told_without_rows_and_a_new_reason_too() -> None:
    before, after = overlay(processing=Processing(5)), overlay(processing=Processing(9))
    assert list(told(before, after, BASE)) == [Told("izin-taman", "processing", "changed")]
    patch = replace(before.permits["izin-taman"]["processing"], reason="Lain")
    again = Overlay(2, {"izin-taman": {"processing": patch}})
    assert list(told(before, again, BASE)) == [Told("izin-taman", "processing", "changed")]


def test_permits_of_the_region_s_own_are_told() -> None:
    own = permit("local-taman")
    added = Overlay(1, added=(own,))
    assert list(told(Overlay(), added, BASE)) == [Told("local-taman", "", "added")]
    renamed = Overlay(2, added=(replace(own, sector="lain"),))
    assert list(told(added, renamed, BASE)) == [Told("local-taman", "", "changed")]
    assert list(told(added, Overlay(), BASE)) == [Told("local-taman", "", "withdrawn")]


def test_the_audit_keeps_no_personal_data_and_not_without_end() -> None:
    asked = FormField("a", "Kirim ke budi@desa.example, NIK 3671014911900001", "text", "design")
    detail = detail_of(told(Overlay(), overlay(form=(*OLD.form, asked)), BASE))
    assert "budi…desa.example, NIK …" in str(detail["1"])
    assert told_in(detail)[0].field == "form"
    many = detail_of(Told(f"izin-{number}", "fee", "set") for number in range(MOST + 3))
    assert (len(told_in(many)), many[MORE]) == (MOST, 3)


def test_a_permit_of_the_region_s_own_is_proposed_as_it_is_now() -> None:
    own = permit("local-taman")
    patches = {"requirements": Patch((DOMISILI,), "Perda"), "counter": Patch("mpp")}
    proposed = part(Overlay(1, {"local-taman": patches}, (own,)), "local-taman", None)
    assert proposed.added == (replace(own, requirements=(DOMISILI,)),)
    assert proposed.permits == {}
