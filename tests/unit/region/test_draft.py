from __future__ import annotations

from pathlib import Path

import pytest

from tlkit.errors import TlkitError
from tlkit.region import codes, colours, draft, load, logo, mark


def test_every_code_drafts_and_loads(tmp_path: Path) -> None:
    slugs = set()
    for regency in codes.regencies():
        path = tmp_path / regency.code / "region.yaml"
        draft.write(regency.code, path)
        region = load(path)
        assert (region.code, region.name, region.province) == (regency.code, regency.name, regency.province)
        assert region.government == f"Pemerintah {regency.name}"
        assert region.zone == regency.zone
        assert region.districts == codes.districts_of(regency.code)
        assert all(district.villages for district in region.districts)
        slugs.add(region.slug)
    assert len(slugs) == 514


def test_a_draft_invents_nothing(tmp_path: Path) -> None:
    path = tmp_path / "region.yaml"
    draft.write("91.71", path)
    region = load(path)
    assert region.mode == "demo"
    assert not any(getattr(region.contacts, name) for name in region.contacts.__dataclass_fields__)
    assert region.emergency == ()
    assert region.service_points == ()
    assert not any(agency.address or agency.phone or agency.source for agency in region.agencies)


def test_what_is_missing_is_marked(tmp_path: Path) -> None:
    path = tmp_path / "region.yaml"
    draft.write("91.71", path)
    lines = path.read_text(encoding="utf-8").splitlines()
    marked = {line.split(":")[0].strip() for line in lines if "# isi:" in line and not line.startswith("#")}
    assert {"domain", "address", "phone", "email", "website", "emergency", "service_points"} <= marked
    assert any("# periksa" in line for line in lines)


def test_the_same_code_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        draft.write("32.71", tmp_path / name / "region.yaml")
    for name in ("region.yaml", "logo.svg"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    assert sorted(path.name for path in (tmp_path / "one").iterdir()) == ["logo.svg", "region.yaml"]


def test_an_existing_logo_is_kept(tmp_path: Path) -> None:
    own = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    (tmp_path / "logo.svg").write_text(own)
    draft.write("32.71", tmp_path / "region.yaml")
    assert (tmp_path / "logo.svg").read_text() == own


def test_marks_differ_and_may_be_logos(tmp_path: Path) -> None:
    drawn = {mark.draw(regency.code, regency.name) for regency in codes.regencies()}
    assert len(drawn) == 514
    for number, svg in enumerate(sorted(drawn)[::50]):
        path = tmp_path / f"{number}.svg"
        path.write_text(svg)
        assert logo.check(path) == "svg"


def test_colours_of_every_code_carry_text() -> None:
    for regency in codes.regencies():
        colour, second = mark.colours_of(regency.code)
        assert colours.contrast(colour, "#ffffff") >= 4.5
        assert colour != second


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Kota Tangerang Selatan", "TS"), ("Kabupaten Poso", "P"), ("Kota Administrasi Jakarta Pusat", "JP"),
     ("Kabupaten Toli-Toli", "TT")],
)  # fmt: skip
def test_initials(name: str, letters: str) -> None:
    assert mark.initials(name) == letters


def test_a_folder_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(TlkitError) as caught:
        draft.write("32.71", tmp_path / "file" / "region.yaml")
    assert caught.value.hint
