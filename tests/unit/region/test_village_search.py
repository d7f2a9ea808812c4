"""Looking a village up among all of the country's by a few words."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tlkit.region import codes, load
from tlkit.region.villages import FOUND_AT_MOST, country, found_villages

REGIONS = Path(__file__).resolve().parents[3] / "regions"
EXAMPLE = load(REGIONS / "example" / "region.yaml")
TANGERANG = load(REGIONS / "kota-tangerang" / "region.yaml")
BARU = ("36.71.07.1003", "Karawaci Baru, Karawaci, Kota Tangerang, Banten")


def names(words: str) -> list[str]:
    return [each.path for each in found_villages(EXAMPLE, words)]


def test_a_whole_name_comes_first_then_beginnings() -> None:
    found = [path.partition(",")[0] for path in names("ciawi")]
    assert found[0] == "Ciawi"
    begin = [name.startswith("Ciawi") for name in found]
    assert begin == sorted(begin, reverse=True)


@pytest.mark.parametrize(
    "words",
    ["karawaci baru", "Baru, Karawaci", "  KARAWACI   baru kota tangerang ", "karawacibaru",
     "Kel. Karawaci Baru", "Kel/Desa KARAWACI BARU Kecamatan KARAWACI", "desa karawaci baru, prov. banten"],
)  # fmt: skip
def test_words_may_name_what_it_lies_in_as_a_card_prints_it(words: str) -> None:
    assert BARU in found_villages(EXAMPLE, words)


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("karangtengah kota tangerang", "Karang Tengah, Karang Tengah, Kota Tangerang, Banten"),
        ("suka maju cibeber cianjur", "Sukamaju, Cibeber, Kabupaten Cianjur, Jawa Barat"),
        ("bencongan kab. tangerang", "Bencongan, Kelapa Dua, Kabupaten Tangerang, Banten"),
        ("Oo Dompu", "O'o, Dompu, Kabupaten Dompu, Nusa Tenggara Barat"),
        ("Ma`rang pangkajene", "Ma'rang, Marang, Kabupaten Pangkajene dan Kepulauan, Sulawesi Selatan"),
    ],
)
def test_signs_and_spaces_within_a_name_do_not_count(words: str, path: str) -> None:
    assert names(words)[0] == path


def test_every_word_must_fit() -> None:
    assert names("karawaci bogor") == []
    assert names("zzzz") == []
    assert names(" ,. ") == []


def test_a_short_word_is_a_beginning() -> None:
    found = names("ba")
    assert len(found) == FOUND_AT_MOST
    assert all(path.lower().startswith("ba") for path in found)


def test_who_names_the_district_sees_every_village_of_it() -> None:
    own = [each.path for each in found_villages(TANGERANG, "kec. karawaci")]
    assert len(own) == 16
    assert all(", Karawaci, Kota Tangerang" in path for path in own)
    elsewhere = names("kecamatan menteng jakarta pusat")
    assert sorted(elsewhere) == sorted(
        f"{each.name}, Menteng, Kota Administrasi Jakarta Pusat, Daerah Khusus Ibukota Jakarta"
        for each in codes.villages_of("31.71.06")
    )


def test_many_of_one_name_leave_no_room_for_a_district() -> None:
    assert len(names("sukamaju")) == FOUND_AT_MOST


def test_a_regions_own_names_are_known_and_come_before_others_of_the_same() -> None:
    village = EXAMPLE.districts[0].villages[0]
    assert found_villages(EXAMPLE, village.name)[0].code == village.code
    assert found_villages(TANGERANG, "pasar baru")[0].path == "Pasar Baru, Karawaci, Kota Tangerang"


def test_all_of_the_country_is_known() -> None:
    assert len(country().villages.codes) == 83_762
    assert len(country().districts) == 7_285
    assert all(codes.path_of(code) == path for code, path in country().districts)


def test_any_village_is_found_by_what_its_holders_card_says() -> None:
    every = country().villages.codes
    drawn = [every[0], every[-1], *random.Random(2026).sample(every, 60)]
    for code in drawn:
        path = codes.path_of(code) or ""
        assert (code, path) in found_villages(EXAMPLE, path.rpartition(",")[0]), path
