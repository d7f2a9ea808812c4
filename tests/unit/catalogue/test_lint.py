"""Each rule finds what it is for, and nothing in a whole catalogue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.unit.catalogue.catalogues import catalogue, permit
from tlkit.catalogue import lint
from tlkit.catalogue.model import (
    Catalogue,
    Citation,
    Fee,
    FormField,
    National,
    Output,
    Processing,
    Regulation,
    Requirement,
    Step,
    Superseded,
)


def found(whole: Catalogue) -> list[tuple[str, str, str]]:
    return [(finding.level, finding.rule, finding.about) for finding in lint.findings(whole)]


def test_nothing_is_found_in_a_whole_catalogue() -> None:
    assert found(catalogue()) == []


LONG_AGO = date(2024, 1, 1)


def asked(**changes: Any) -> FormField:
    return replace(FormField("nama", "Nama", "text", "design"), **changes)


WRONG: list[tuple[str, dict[str, Any]]] = [
    ("dead-reference", {"sector": "kebun"}),
    ("dead-reference", {"agency": "kebun"}),
    ("dead-reference", {"requirements": (Requirement("sim"),)}),
    ("dead-reference", {"requirements": (Requirement("ktp", sources=("kota-b",)),)}),
    ("steps", {"steps": (Step("counter", "Loket memeriksa."),)}),
    ("steps", {"steps": (Step("verifier", "Diperiksa."), Step("signer", "Ditandatangani."))}),
    ("dead-reference", {"requirements": (Requirement("ktp", superseded=Superseded("uu-9", LONG_AGO)),)}),
    ("dead-reference", {"form": (asked(source="kota-b"),)}),
    ("dead-reference", {"form": (asked(type="group", fields=(asked(id="jam", source="kota-b"),)),)}),
    ("dead-reference", {"legal_basis": (Citation("uu-9"),)}),
    ("dead-reference", {"fee": Fee("free", legal_basis=("uu-9",))}),
    ("dead-reference", {"fee": Fee("free", sources=("kota-b",))}),
    ("dead-reference", {"processing": Processing(3, sources=("kota-b",))}),
    ("dead-reference", {"processing": Processing(3, deemed_approval=Citation("uu-9", "Pasal 5"))}),
    ("dead-reference", {"output": Output("Surat", sources=("kota-b",))}),
    ("dead-reference", {"channel": "national", "national": National("osss")}),
    ("dead-reference", {"observed_in": ("kota-b",)}),
    ("dead-reference", {"sources": ("kota-b",)}),
    ("national-without-system", {"channel": "national"}),
    ("here-without-form", {"form": ()}),
    ("form", {"form": (asked(), asked())}),
    ("form", {"form": (asked(type="choice"),)}),
    ("form", {"form": (asked(options=("A",)),)}),
    ("form", {"form": (asked(type="group"),)}),
    ("form", {"form": (asked(fields=(asked(id="b"),)),)}),
    ("form", {"form": (asked(show_if=("usia", "5")),)}),
    ("form", {"form": (asked(show_if=("nama", "5")),)}),
    ("form", {"form": (asked(type="choice", options=("A",)), asked(id="b", show_if=("nama", "B")))}),
    ("form", {"form": (asked(type="yes-no"), asked(id="b", show_if=("nama", "ya")))}),
    ("form", {"form": (asked(type="group", fields=(asked(id="b"), asked(id="b"))),)}),
    ("repeated-requirement", {"requirements": (Requirement("ktp", ("new", "renewal")), Requirement("ktp"))}),
    ("repealed", {"legal_basis": (Citation("uu-0"),)}),
    ("repealed", {"fee": Fee("retribusi", legal_basis=("uu-0",))}),
    ("repealed", {"processing": Processing(3, deemed_approval=Citation("uu-0", "Pasal 5"))}),
    ("waits-without-payment", {"processing": Processing(3, waits_for_payment=True)}),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "change"), WRONG)
def test_an_error_is_found(rule: str, change: dict[str, Any]) -> None:
    wrong = permit(**change)
    assert found(catalogue(wrong)) == [("error", rule, wrong.id)]


def test_the_ids_of_regions_are_left_to_them() -> None:
    assert found(catalogue(permit(), permit("local-taman"))) == [("error", "reserved-id", "local-taman")]


LOKET, HEAD = Step("counter", "Loket memeriksa."), Step("signer", "Kepala menandatangani.")
RIGHT: list[dict[str, Any]] = [
    {"channel": "national", "national": National("oss"), "form": ()},
    {"channel": "counter", "form": ()},
    {"form": (asked(type="yes-no"), asked(id="b", show_if=("nama", "yes")))},
    {"form": (asked(type="choice", options=("A",)), asked(id="b", show_if=("nama", "A")))},
    {"requirements": (Requirement("ktp", ("renewal",)), Requirement("ktp"))},
    {"requirements": (Requirement("ktp"), Requirement("ktp", condition="Bila diwakilkan"))},
    {"fee": Fee("retribusi", legal_basis=("uu-1",))},
    {"processing": Processing(3, deemed_approval=Citation("uu-1", "Pasal 5"))},
    {"processing": Processing(3, waits_for_payment=True), "steps": (LOKET, Step("payment", "Bayar."), HEAD)},
    {"steps": (LOKET, Step("review", "Diparaf."), HEAD, Step("handover", "Diserahkan."))},
    {"steps": (Step("verifier", "Diperiksa."),), "channel": "unsure"},
    {"requirements": (Requirement("daerah-domisili", name="Surat domisili"),)},
]


@pytest.mark.parametrize("change", RIGHT)
def test_what_is_right_is_let_be(change: dict[str, Any]) -> None:
    assert found(catalogue(permit(**change))) == []


def test_what_the_office_has_yet_to_supply_is_a_warning() -> None:
    poor = permit(requirements=(), fee=Fee("pnbp"), processing=None)
    assert found(catalogue(poor)) == [
        ("warning", "fee-without-basis", "izin-taman"),
        ("warning", "missing", "izin-taman"),
    ]
    unsaid = permit(processing=Processing(3, deemed_approval=Citation("uu-1")))
    assert found(catalogue(unsaid)) == [("warning", "deemed-without-article", "izin-taman")]
    assert lint.missing_parts(poor) == ["requirements", "processing"]
    assert lint.errors(catalogue(poor)) == []


def test_regulations_and_tombstones_lead_somewhere() -> None:
    whole = catalogue()
    grave = replace(whole.tombstones["ho"], replaced_by=("izin-tamam",), by="uu-9")
    law = Regulation("uu-2", "UU 2", "Taman", "amended", replaced_by="uu-9", sources=("kota-b",))
    broken = replace(whole, tombstones={"ho": grave}, regulations={**whole.regulations, "uu-2": law})
    assert [(finding.about, finding.text.en) for finding in lint.findings(broken)] == [
        ("uu-2", "uu-9 is not among the regulations. Did you mean uu-2?"),
        ("uu-2", "kota-b is not among the sources. Did you mean kota-a?"),
        ("ho", "izin-tamam is not among the permits. Did you mean izin-taman?"),
        ("ho", "uu-9 is not among the regulations. Did you mean uu-2?"),
    ]
