"""The packaged reference is whole, and people find in it what they look for."""

from __future__ import annotations

import json

import pytest

from tlkit import reference
from tlkit.catalogue import canonical, lint
from tlkit.catalogue.schema import catalogue_from, catalogue_to_data
from tlkit.catalogue.search import Search
from tlkit.errors import Text

CIRCULAR = "se-menkes-6-2024"


def test_the_reference_has_no_errors() -> None:
    assert lint.errors(reference.load()) == []


def test_the_reference_is_release_0_and_read_once() -> None:
    assert reference.load().version == "0"
    assert reference.load() is reference.load()


def test_the_reference_survives_json() -> None:
    whole = reference.load()
    back = catalogue_from(json.loads(canonical(catalogue_to_data(whole))))
    assert back == whole
    assert list(back.permits) == list(whole.permits)


def test_a_professional_body_recommends_no_health_practitioner_any_more() -> None:
    practitioners = [p for p in reference.load().permits.values() if p.sector == "tenaga-kesehatan"]
    asked = [need for p in practitioners for need in p.requirements if need.document == "rekom-op"]
    assert asked
    assert {need.superseded.by if need.superseded else None for need in asked} == {CIRCULAR}


def test_practitioners_bring_what_the_circular_names() -> None:
    for permit in reference.load().permits.values():
        if permit.id.startswith("sip-") and permit.sector == "tenaga-kesehatan" and permit.requirements:
            new = {need.document for need in permit.requirements if "new" in need.applies_to}
            renewal = {need.document for need in permit.requirements if "renewal" in need.applies_to}
            assert {"str", "tempat"} <= new, permit.id
            assert not renewal or {"str", "tempat", "skp"} <= renewal, permit.id


@pytest.mark.parametrize(
    ("query", "stone", "instead"),
    [
        ("IMB", "imb", "pbg-rumah-tinggal"),
        ("izin mendirikan bangunan", "imb", "pbg-rumah-tinggal"),
        ("siup", "siup", "nib"),
        ("TDP", "tdp", "nib"),
        ("HO", "ho", "nib"),
        ("izin gangguan", "ho", "nib"),
        ("situ", "situ", "nib"),
    ],
)
def test_the_abolished_leads_to_what_came_instead(query: str, stone: str, instead: str) -> None:
    hits = Search(reference.load()).find(query, "id")
    assert [each.id for each in hits.tombstones] == [stone]
    assert hits.permits[0].id == instead


@pytest.mark.parametrize(
    ("query", "lang", "first"),
    [
        ("bidan", "id", "sip-bidan"),
        ("surat izin praktik bidan", "id", "sip-bidan"),
        ("SIPA", "id", "sip-apoteker"),
        ("nurse", "en", "sip-perawat"),
        ("analis kesehatan", "id", "sip-teknologi-laboratorium-medik"),
        ("izin reklame", "id", "reklame-insidentil"),
        ("reklame", "id", "reklame-insidentil"),
        ("tanda daftar gudang", "id", "tanda-daftar-gudang"),
    ],
)
def test_the_permit_that_is_meant_comes_first(query: str, lang: str, first: str) -> None:
    assert Search(reference.load()).find(query, lang).permits[0].id == first


def test_permits_stand_in_the_order_of_their_sectors() -> None:
    whole = reference.load()
    assert list(dict.fromkeys(permit.sector for permit in whole.permits.values())) == list(whole.sectors)


def test_every_permit_speaks_both_languages() -> None:
    for permit in reference.load().permits.values():
        for text in (permit.name, permit.summary):
            assert isinstance(text, Text)
        assert permit.summary.id != permit.summary.en, permit.id
