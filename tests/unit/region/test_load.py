from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from tests.unit.region.files import fields_of, problems_of, small, written
from tlkit.region import load
from tlkit.region.model import Contacts, District, Holiday, ServiceSwitch, Village, Working

POINT_AGENCY = "service_points[0].agency"


def test_the_small_region(tmp_path: Path) -> None:
    region = load(written(tmp_path, small()))
    assert region.name == "Kota Uji"
    assert region.languages == ("id", "en")
    assert region.mode == "live"
    assert region.districts == (District("99.01.01", "Uji", (Village("99.01.01.1001", "Uji Baru"),)),)
    assert region.folder == tmp_path.resolve()
    assert region.contacts == Contacts()
    assert region.serves("permits")


def test_every_kind_of_value(tmp_path: Path) -> None:
    data = small(
        contacts={"phone": 112, "website": None, "email": "a@b.example"},
        agencies=[{"id": "a", "name": "Dinas A", "short": "A", "kinds": ["kesehatan"]}],
        service_points=[
            {"id": "l", "name": "Loket", "kind": "counter", "agency": "a", "location": [-5, 115.5]}
        ],
        services={
            "permits": {"on": False, "agency": "a", "settings": {"limit": 3, "note": "x", "open": True}}
        },
        replication={"evidence": "MoU", "date": 2018, "source": "x"},
        map_tiles="/peta/{z}/{x}/{y}.png",
        emergency=None,
    )
    region = load(written(tmp_path, data))
    assert region.contacts == Contacts(phone="112", email="a@b.example")
    assert region.agency_for("kesehatan") == region.agencies[0]
    assert region.service_points[0].location == (-5.0, 115.5)
    assert region.services["permits"] == ServiceSwitch(False, "a", {"limit": 3, "note": "x", "open": True})
    assert region.replication is not None
    assert region.replication.date == "2018"


def test_working_days(tmp_path: Path) -> None:
    path = written(tmp_path, small(working={"days": [5, 1], "opens": "07.30", "closes": "16:00"}))
    holidays = '"16:00", "holidays": [{date: 2026-04-01, name: X}]'
    path.write_text(path.read_text().replace('"16:00"', holidays))
    expected = Working((1, 5), time(7, 30), time(16), (Holiday(date(2026, 4, 1), "X"),))
    assert load(path).working == expected


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"schema": 2}, "schema"),
        ({"schema": True}, "schema"),
        ({"schema": None}, "schema"),
        ({"code": 36.71}, "code"),
        ({"code": "3671"}, "code"),
        ({"code": "36.99", "districts": None}, "code"),
        ({"slug": "Kota"}, "slug"),
        ({"slug": "../x"}, "slug"),
        ({"slug": "-rf"}, "slug"),
        ({"slug": "con"}, "slug"),
        ({"slug": "a" * 42}, "slug"),
        ({"slug": "kota\n"}, "slug"),
        ({"name": ""}, "name"),
        ({"name": "  "}, "name"),
        ({"name": 7}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"name": "Kota\nadmin: true"}, "name"),
        ({"zone": "WIBB"}, "zone"),
        ({"languages": ["id", "jv"]}, "languages[1]"),
        ({"languages": []}, "languages"),
        ({"languages": ["id", "id"]}, "languages"),
        ({"languages": "id"}, "languages"),
        ({"mode": "test"}, "mode"),
        ({"site": "x"}, "site"),
        ({"site": {"name": "x", "domain": "https://a.id"}}, "site.domain"),
        ({"site": {"name": "x", "domain": "a.id/x"}}, "site.domain"),
        ({"site": {"name": "x", "tagline": "x" * 301}}, "site.tagline"),
        ({"pledge": "x" * 2_001}, "pledge"),
        ({"pledge": "x\ty"}, "pledge"),
        ({"contacts": {"email": "x"}}, "contacts.email"),
        ({"contacts": {"email": "a@b.id\nBcc: c@d.id"}}, "contacts.email"),
        ({"contacts": {"phone": "x"}}, "contacts.phone"),
        ({"contacts": {"phone": "1"}}, "contacts.phone"),
        ({"contacts": {"website": "javascript:alert(1)"}}, "contacts.website"),
        ({"contacts": {"website": "https://u:p@a.id"}}, "contacts.website"),
        ({"contacts": {"website": "https://"}}, "contacts.website"),
        ({"contacts": {"website": "https://a.id:x"}}, "contacts.website"),
        ({"contacts": {"website": 'https://a.id/"x'}}, "contacts.website"),
        ({"contacts": {"fax": "1"}}, "contacts.fax"),
        ({"emergency": [{"name": "x", "number": "112"}]}, "emergency[0].source"),
        ({"agencies": {"a": 1}}, "agencies"),
        ({"agencies": [{"id": "a", "name": "A", "short": "A", "kinds": ["X"]}]}, "agencies[0].kinds[0]"),
        ({"service_points": [{"id": "l", "name": "L", "kind": "shop"}]}, "service_points[0].kind"),
        ({"service_points": [{"id": "l", "name": "L", "kind": "mall", "agency": "a"}]}, POINT_AGENCY),
        ({"services": {"permit": {"on": True}}}, "services.permit"),
        ({"services": {"permits": {"on": "yes"}}}, "services.permits.on"),
        ({"services": {"permits": {"on": True, "agency": "a"}}}, "services.permits.agency"),
        ({"services": {"permits": {"on": True, "settings": {"X": 1}}}}, "services.permits.settings.X"),
        ({"services": {"permits": {"on": True, "settings": {"x": [1]}}}}, "services.permits.settings.x"),
        ({"map_tiles": "https://t.id/{z}/{x}/{y}.png"}, "map_tiles"),
        ({"map_tiles": "//t.id/{z}/{x}/{y}.png"}, "map_tiles"),
        ({"map_tiles": "peta/{z}/{x}/{y}.png"}, "map_tiles"),
        ({"map_tiles": "/peta/{z}/{x}.png"}, "map_tiles"),
        ({"map_tiles": "/peta/{z}/{x}/{y}/{s}.png"}, "map_tiles"),
        ({"map_tiles": "/peta/../{z}/{x}/{y}.png"}, "map_tiles"),
        ({"working": {"days": [1, 1]}}, "working.days"),
        ({"working": {"days": [0]}}, "working.days[0]"),
        ({"working": {"opens": "25:00"}}, "working.opens"),
        ({"working": {"opens": "17:00", "closes": "08:00"}}, "working.closes"),
        ({"working": {"holidays": [{"date": "besok", "name": "x"}]}}, "working.holidays[0].date"),
        ({"office": {"url": "ftp://a.id"}}, "office.url"),
        ({"office": {"url": "https://a.id", "root": "../root.json"}}, "office.root"),
        ({"replication": {"evidence": "x", "date": "2018/05", "source": "x"}}, "replication.date"),
        ({"boundaries": "../b.geojson"}, "boundaries"),
        ({"boundaries": "b.geojson"}, "boundaries"),
        ({"admin": True}, "admin"),
    ],
)  # fmt: skip
def test_one_mistake_gives_one_problem(tmp_path: Path, change: dict[str, Any], field: str) -> None:
    problems = problems_of(written(tmp_path, small(**change)))
    assert [problem.field for problem in problems] == [field]
    (problem,) = problems
    assert problem.line >= 1
    assert problem.wrong.en != problem.wrong.id
    assert problem.right.en
    assert problem.right.id


@pytest.mark.parametrize(
    "logo",
    ["../logo.svg", "/etc/passwd", "-rf.svg", "a/../b.svg", "CON.svg", "a b.svg", "missing.svg", "a//b.svg"],
)
def test_a_logo_elsewhere(tmp_path: Path, logo: str) -> None:
    branding = {"logo": logo, "colour": "#0b5d66", "second_colour": "#f0a63c"}
    assert fields_of(written(tmp_path, small(branding=branding))) == ["branding.logo"]


def test_a_logo_behind_a_link(tmp_path: Path) -> None:
    outside = tmp_path / "outside.svg"
    outside.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    (tmp_path / "region").mkdir()
    (tmp_path / "region" / "link.svg").symlink_to(outside)
    branding = {"logo": "link.svg", "colour": "#0b5d66", "second_colour": "#f0a63c"}
    (problem,) = problems_of(written(tmp_path / "region", small(branding=branding)))
    assert "outside" in problem.wrong.en


def test_a_pale_colour_and_the_nearest_that_passes(tmp_path: Path) -> None:
    branding = {"logo": "logo.svg", "colour": "#ffff00", "second_colour": "#f0a63c"}
    (problem,) = problems_of(written(tmp_path, small(branding=branding)))
    assert problem.field == "branding.colour"
    suggested = problem.right.en.split('"')[1]
    branding["colour"] = suggested
    assert problems_of(written(tmp_path, small(branding=branding))) == []


def test_all_mistakes_at_once_in_file_order(tmp_path: Path) -> None:
    lines = 'schema: 1\ncode: "99.01"\nslug: X\nnama: x\nname: x\nzone: X\nlanguages: [id]\nsite: {name: x}\n'
    text = lines + 'branding: {logo: x.svg, colour: "#ffff00", second_colour: x}\n'
    problems = problems_of(written(tmp_path, text))
    assert [(problem.line, problem.field) for problem in problems] == [
        (1, "province"), (1, "government"), (1, "districts"), (3, "slug"), (4, "nama"), (6, "zone"),
        (9, "branding.logo"), (9, "branding.colour"), (9, "branding.second_colour"),
    ]  # fmt: skip
    assert problems[4].right.en == "Did you mean `name`?"


def place(code: str, name: str = "X", **more: Any) -> dict[str, Any]:
    return {"code": code, "name": name, **more}


@pytest.mark.parametrize(
    ("code", "districts", "field"),
    [
        ("36.71", [place("36.72.01")], "districts[0].code"),
        ("36.71", [place("36.71.77")], "districts[0].code"),
        ("36.71", [place("36.71.01"), place("36.71.01")], "districts[1].code"),
        ("36.71", [place("36.71.01", villages=[place("36.71.02.1001")])], "districts[0].villages[0].code"),
        ("36.71", [place("36.71.01", villages=[place("36.71.01.9999")])], "districts[0].villages[0].code"),
        ("36.71", [place("36.71.1")], "districts[0].code"),
        ("36.71", [place("36.71.01", centre=[-6.1])], "districts[0].centre"),
        ("36.71", [place("36.71.01", centre=[106.6, -6.1])], "districts[0].centre"),
        ("36.71", [place("36.71.01", centre=["a", "b"])], "districts[0].centre"),
        ("99.01", [{"code": "99.01.01"}], "districts[0].name"),
        ("99.01", [], "districts"),
    ],
)  # fmt: skip
def test_districts_of_elsewhere(tmp_path: Path, code: str, districts: list[Any], field: str) -> None:
    assert fields_of(written(tmp_path, small(code=code, districts=districts))) == [field]


def test_districts_default_to_the_official_list(tmp_path: Path) -> None:
    region = load(written(tmp_path, small(code="36.71", districts=None)))
    assert len(region.districts) == 13
    assert sum(len(district.villages) for district in region.districts) == 104


def test_a_region_may_restrict_and_rename(tmp_path: Path) -> None:
    villages = [{"code": "36.71.01.1008"}, {"code": "36.71.01.1001", "name": "Sukarasa Kota"}]
    districts = [{"code": "36.71.02"}, {"code": "36.71.01", "centre": [-6.2, 106.6], "villages": villages}]
    first, second = load(written(tmp_path, small(code="36.71", districts=districts))).districts
    assert (first.name, len(first.villages)) == ("Jatiuwung", 6)
    assert [village.name for village in second.villages] == ["Babakan", "Sukarasa Kota"]
    assert second.centre == (-6.2, 106.6)


def test_the_map_server_of_another_host_is_refused_with_where_to_read_on(tmp_path: Path) -> None:
    (problem,) = problems_of(written(tmp_path, small(map_tiles="https://t.id/{z}/{x}/{y}.png")))
    assert "/peta/{z}/{x}/{y}.png" in problem.right.en
    assert "docs/how-to/add-boundaries.md" in problem.right.id
