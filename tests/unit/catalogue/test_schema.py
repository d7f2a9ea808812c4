"""Plain data into a catalogue and back."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from tests.unit.catalogue.catalogues import catalogue, permit
from tlkit.catalogue import canonical, digest
from tlkit.catalogue.model import (
    Decree,
    FormField,
    National,
    Requirement,
    Superseded,
)
from tlkit.catalogue.schema import catalogue_from, catalogue_to_data, permit_from_data, permit_to_data
from tlkit.errors import InputError

DROPPED = Superseded("uu-1", date(2024, 1, 12))
JAM = FormField("jam", "Jam", "text", "design")
EVERYTHING = permit(
    channel="national",
    national=National("oss", ("NIB",)),
    requirements=(
        Requirement("ktp", ("new", "renewal"), "Bila ada", DROPPED, ("kota-a",)),
    ),
    form=(
        FormField("jenis", "Jenis", "choice", "design", options=("A", "B")),
        FormField("baris", "Baris", "group", "kota-a", False, "Isi", (), ("jenis", "A"), (JAM,)),
    ),
    standard={"complaints": "Lapor ke loket."},
    decree=Decree("1/2026", date(2026, 2, 1), "Standar pelayanan"),
    local_regulation=("Perda 1/2020",),
    technical_agency="DLH",
    counter="Loket 3",
    verified=True,
)  # fmt: skip


DESIGNED = {"type": "text", "source": "design"}


def test_a_permit_survives_json() -> None:
    data = json.loads(canonical(permit_to_data(EVERYTHING)))
    assert permit_from_data(data) == EVERYTHING


def test_a_catalogue_survives_json_in_its_order() -> None:
    whole = catalogue(permit("zebra"), permit("apel"), EVERYTHING)
    back = catalogue_from(json.loads(canonical(catalogue_to_data(whole))))
    assert back == whole
    assert list(back.permits) == ["zebra", "apel", "izin-taman"]


def test_what_is_absent_is_left_out() -> None:
    data = permit_to_data(permit(fee=None, form=(), aliases=()))
    assert not {"fee", "form", "aliases", "decree", "verified"} & set(data)


def mistakes_of(data: Any) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        permit_from_data(data)
    return sorted((problem.field, problem.wrong.en) for problem in caught.value.problems)


def test_all_mistakes_are_found_at_once() -> None:
    data = permit_to_data(permit())
    data |= {"channel": "mail", "colour": "red", "verified": "yes"}
    data["requirements"] = [{"document": "KTP!"}, {"applies_to": ["new"]}]
    data["name"] = {"id": "Izin", "en": " "}
    del data["sector"]
    assert mistakes_of(data) == [
        ("channel", "`mail` is not possible here."),
        ("colour", "`colour` is not a known name."),
        ("name.en", "This is empty."),
        ("requirements[0].document", "`KTP!` cannot be an id."),
        ("requirements[1].document", "This is missing."),
        ("sector", "This is missing."),
        ("verified", "This is neither true nor false."),
    ]


@pytest.mark.parametrize(
    ("field", "value", "wrong"),
    [
        ("processing", {"days": 0}, "0 is not possible here."),
        ("processing", {"days": True}, "This is not a whole number."),
        ("fee", {"kind": "free", "amount": -5}, "-5 is not possible here."),
        ("fee", {"kind": "free", "amount": 1.5}, "This is not a whole number."),
        ("decree", {"number": "1", "date": "2026-02-30"}, "This is not a date."),
        ("decree", {"number": "1", "date": "20260201"}, "This is not a date."),
        ("decree", {"number": "1", "date": 2026}, "This is not a date."),
        ("standard", {"smile": "Ya"}, "`smile` is not possible here."),
        ("standard", [], "This is not a set of `name: value` lines."),
        ("counter", "Loket \u202e3", "`Loket \\u202e3` holds an invisible character."),
        ("counter", "x" * 4001, "This has 4001 characters."),
        ("counter", 3, "This is not text."),
        ("name", "Izin", "Both languages belong here."),
        ("form", [{"id": "a", "label": "A", **DESIGNED, "show_if": ["b"]}], "This is not a list."),
    ],
)  # fmt: skip
def test_a_wrong_value_is_refused(field: str, value: Any, wrong: str) -> None:
    assert [text for _, text in mistakes_of({**permit_to_data(permit()), field: value})] == [wrong]


def test_a_group_has_no_groups_inside() -> None:
    inner = {"id": "b", "label": "B", "type": "group", "source": "design", "fields": []}
    outer = {"id": "a", "label": "A", "type": "group", "source": "design", "fields": [inner]}
    found = mistakes_of({**permit_to_data(permit()), "form": [outer]})
    assert found == [("form[0].fields[0].fields", "`fields` is not a known name.")]


def test_an_id_occurs_once() -> None:
    data = catalogue_to_data(catalogue())
    data["sources"] *= 2
    with pytest.raises(InputError) as caught:
        catalogue_from(data)
    assert [problem.field for problem in caught.value.problems] == ["sources[1].id"]


def test_what_is_no_catalogue_at_all_is_refused() -> None:
    with pytest.raises(InputError):
        catalogue_from(["permits"])


def test_equal_data_has_equal_bytes_and_one_digest() -> None:
    one, other = canonical({"b": "é", "a": 1}), canonical({"a": 1, "b": "é"})
    assert one == other == '{"a":1,"b":"é"}'.encode()
    assert digest(one) == "09ad9fd2fb648cb2f62141215828ea00a62c299db05d20aa9ade2f527a301cc6"


def test_numbers_that_json_does_not_know_are_refused() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical(float("nan"))
