"""The region files that come with the kit."""

from __future__ import annotations

import pytest

from tlkit.region import codes, load, packaged, to_fill
from tlkit.region.resolve import packaged_names

KINDS = {
    "kesehatan", "pertanian", "perikanan", "pupr", "perumahan", "damkar", "bapenda", "perhubungan",
    "pendidikan", "lingkungan", "pemakaman", "sosial", "tenaga-kerja", "dpmptsp", "perdagangan", "kesbangpol",
    "perpustakaan", "kebudayaan", "aset",
}  # fmt: skip


@pytest.mark.parametrize("name", packaged_names())
def test_each_loads_as_a_demonstration(name: str) -> None:
    assert load(packaged() / name / "region.yaml").mode == "demo"


def test_kota_tangerang_is_whole() -> None:
    region = load(packaged() / "kota-tangerang" / "region.yaml")
    official = codes.districts_of("36.71")
    assert [(one.code, one.name, one.villages) for one in region.districts] == [
        (one.code, one.name, one.villages) for one in official
    ]
    assert all(district.centre for district in region.districts)
    assert {kind for agency in region.agencies for kind in agency.kinds} == KINDS


def test_every_fact_about_kota_tangerang_has_a_source() -> None:
    region = load(packaged() / "kota-tangerang" / "region.yaml")
    for entry in (*region.agencies, *region.service_points, *region.emergency):
        assert entry.source
        assert entry.source.startswith("https://")


def test_the_example_shows_everything() -> None:
    region = load(packaged() / "example" / "region.yaml")
    assert codes.is_fictional(region.code)
    assert to_fill(region) == ()
