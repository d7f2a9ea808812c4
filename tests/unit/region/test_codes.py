from __future__ import annotations

import pytest

from tlkit.region import codes


def test_all_regencies() -> None:
    found = codes.regencies()
    assert len(found) == 514
    assert len({regency.code[:2] for regency in found}) == 38
    assert [regency.code for regency in found] == sorted(regency.code for regency in found)


def test_kota_tangerang() -> None:
    regency = codes.known("36.71")
    assert (regency.name, regency.province, regency.zone) == ("Kota Tangerang", "Banten", "WIB")
    counts = [len(district.villages) for district in codes.districts_of("36.71")]
    assert counts == [8, 6, 7, 5, 10, 8, 16, 5, 6, 7, 11, 7, 8]


@pytest.mark.parametrize("code", ["36.99", "36", "36.71.01", "99.01", "", "x"])
def test_codes_of_no_regency(code: str) -> None:
    assert codes.regency(code) is None
    with pytest.raises(codes.NotFound):
        codes.known(code)


@pytest.mark.parametrize(
    ("province", "zone"),
    [
        ("11", "WIB"), ("35", "WIB"), ("61", "WIB"), ("62", "WIB"), ("51", "WITA"), ("53", "WITA"),
        ("63", "WITA"), ("64", "WITA"), ("65", "WITA"), ("75", "WITA"), ("81", "WIT"), ("82", "WIT"),
        ("91", "WIT"), ("96", "WIT"),
    ],
)  # fmt: skip
def test_time_zones(province: str, zone: str) -> None:
    zones = {regency.zone for regency in codes.regencies() if regency.code.startswith(f"{province}.")}
    assert zones == {zone}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tangerang", ["36.03", "36.71", "36.74"]),
        ("36.71", ["36.71"]),
        ("KOTA  BOGOR", ["32.71"]),
        ("zzz", []),
        ("toli-toli", ["72.04"]),
    ],
)
def test_find(query: str, found: list[str]) -> None:
    assert [regency.code for regency in codes.find(query)] == found


def test_find_by_province_and_all() -> None:
    assert len(codes.find("banten")) == 8
    assert len(codes.find("")) == 514


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("kota tangerang", ["36.71"]),
        ("Tangerang", ["36.03", "36.71"]),
        ("Tangerang Selatan", ["36.74"]),
        ("Poso", ["72.02"]),
        ("Jakarta Pusat", ["31.71"]),
        ("", []),
    ],
)
def test_named(name: str, found: list[str]) -> None:
    assert [regency.code for regency in codes.named(name)] == found


def test_near() -> None:
    near = codes.near("kota tanggerang")
    assert near is not None
    assert near.code == "36.71"
    assert codes.near("qqqqqqqq") is None


def test_postal_codes_of_villages() -> None:
    assert codes.postal_code("36.71.01.1001") == "15111"
    assert codes.postal_code("99.99.01.1001") is None


@pytest.mark.parametrize(("code", "kelurahan"), [("36.71.01.1001", True), ("36.03.01.2001", False)])
def test_a_kelurahan_by_its_code(code: str, kelurahan: bool) -> None:
    assert codes.is_kelurahan(code) is kelurahan
