"""What places are called, and their postal codes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from tests.site.pages.reading import read
from tests.site.pages.sites import region_of, with_region
from tlkit.region import codes
from tlkit.region.model import District, Region, Village
from tlkit.site.places import words


def of_code(region: Region, code: str) -> Region:
    """A region of that code with its official districts."""
    return replace(region, code=code, districts=codes.districts_of(code))


@pytest.mark.parametrize(
    ("code", "heading", "villages"),
    [
        ("36.71", "Kecamatan dan kelurahan", "104 kelurahan"),
        ("36.03", "Kecamatan, kelurahan, dan desa", "28 kelurahan dan 246 desa"),
        ("11.01", "Kecamatan dan gampong/desa", "260 gampong/desa"),
        ("91.71", "Distrik, kelurahan, dan kampung", "25 kelurahan dan 14 kampung"),
    ],
)
def test_a_region_hears_its_own_words(site: Flask, code: str, heading: str, villages: str) -> None:
    with_region(site, lambda region: of_code(region, code))
    page = read(site.test_client(), "/wilayah")
    assert heading in page.text
    assert f", {villages}." in page.text
    assert "Districts and villages" in read(site.test_client(), "/en/wilayah").text


def test_a_district_tells_the_kinds_apart_only_where_both_are(site: Flask) -> None:
    reader = site.test_client()
    assert "Kelurahan" not in read(reader, "/wilayah/99.99.01").text
    page = read(reader, "/wilayah/99.99.02")
    assert "1 kelurahan dan 1 desa" in page.text
    assert "Contoh Indah Desa 99.99.02.2002" in page.text


def test_postal_codes_help_where_they_are_known(site: Flask) -> None:
    assert "Kode pos" not in read(site.test_client(), "/wilayah/99.99.01").text
    with_region(site, lambda region: of_code(region, "36.71"))
    assert "Sukarasa Kode pos 15111 36.71.01.1001" in read(site.test_client(), "/wilayah/36.71.01").text


def test_a_papuan_district_is_a_distrik() -> None:
    assert words.district_called(District("91.71.01", "Jayapura Utara", ())).id == "Distrik Jayapura Utara"


def test_one_of_each_in_english() -> None:
    village = Village("99.99.01.1001", "Satu")
    assert words.villages_counted([village]).en == "1 village"


def test_a_region_without_villages_still_has_a_heading(site: Flask) -> None:
    region = replace(region_of(site), districts=(District("99.99.01", "Satu", ()),))
    assert words.heading(region).id == "Kecamatan"
    assert words.districts_counted(region).en == "1 district"
