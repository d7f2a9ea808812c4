"""Districts and villages: the list always, a map from what the region has."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.site.pages.reading import Reading, read
from tests.site.pages.sites import region_of, with_region
from tlkit.region.model import District, Village
from tlkit.site.places.maps import areas_of, collection, rounded
from tlkit.site.shared.instance import Instance

SQUARE = {"type": "Polygon", "coordinates": [[[115.1, -5.1], [115.2, -5.1], [115.2, -5.0], [115.1, -5.1]]]}


def has_map(page: Reading) -> bool:
    return any(each.get("id") == "peta" for each in page.all("div"))


def test_every_district_and_village_is_listed(shared_site: Flask) -> None:
    reader = shared_site.test_client()
    page = read(reader, "/wilayah")
    assert "2 kecamatan, 3 kelurahan dan 1 desa." in page.text
    for district in region_of(shared_site).districts:
        assert f"/wilayah/{district.code}" in page.links()
        text = read(reader, f"/wilayah/{district.code}").text
        assert district.name in text
        assert all(village.name in text and village.code in text for village in district.villages)


def test_points_are_drawn_where_there_are_no_areas(reader: FlaskClient) -> None:
    answer = reader.get("/en/wilayah/peta.json")
    assert answer.mimetype == "application/geo+json"
    first = answer.get_json()["features"][0]
    assert first["geometry"] == {"type": "Point", "coordinates": [115.2, -5.08]}
    assert first["properties"] == {"code": "99.99.01", "name": "Contoh Utara", "url": "/en/wilayah/99.99.01"}


def test_a_district_draws_its_villages_that_have_a_place(reader: FlaskClient) -> None:
    features = reader.get("/wilayah/99.99.01/peta.json").get_json()["features"]
    assert [each["properties"] for each in features] == [{"code": "99.99.01.1002", "name": "Contoh Baru"}]
    assert has_map(read(reader, "/wilayah/99.99.01"))
    assert not has_map(read(reader, "/wilayah/99.99.02"))


def test_areas_come_before_points(site: Flask) -> None:
    instance: Instance = site.extensions["tlkit"]
    feature = {"type": "Feature", "properties": {"code": "99.99.02", "secret": "x"}, "geometry": SQUARE}
    (instance.path / "batas.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": [feature]})
    )
    with_region(site, lambda region: replace(region, boundaries="batas.geojson"))
    answer = site.test_client().get("/wilayah/peta.json")
    assert [each["geometry"]["type"] for each in answer.get_json()["features"]] == ["Point", "Polygon"]
    assert "secret" not in answer.get_data(as_text=True)
    assert has_map(read(site.test_client(), "/wilayah/99.99.02"))


@pytest.mark.parametrize("content", [None, "no json", '{"features": []}'])
def test_a_broken_boundaries_file_leaves_the_points(site: Flask, content: str | None) -> None:
    instance: Instance = site.extensions["tlkit"]
    if content is not None:
        (instance.path / "batas.geojson").write_text(content)
    with_region(site, lambda region: replace(region, boundaries="batas.geojson"))
    assert has_map(read(site.test_client(), "/wilayah"))


def test_without_any_place_there_is_only_the_list(site: Flask) -> None:
    bare = tuple(
        District(each.code, each.name, tuple(Village(v.code, v.name) for v in each.villages))
        for each in region_of(site).districts
    )
    with_region(site, lambda region: replace(region, districts=bare))
    page = read(site.test_client(), "/wilayah")
    assert not has_map(page)
    assert not [each for each in page.all("script") if "map.js" in (each.get("src") or "")]
    assert "Contoh Utara" in page.text


def test_tiles_only_where_the_region_names_a_server(site: Flask) -> None:
    def tiles() -> str | None:
        return next(
            each for each in read(site.test_client(), "/wilayah").all("div") if "data-map" in each
        ).get("data-tiles")

    assert tiles() is None
    with_region(site, lambda region: replace(region, map_tiles="/peta/{z}/{x}/{y}.png"))
    assert tiles() == "/peta/{z}/{x}/{y}.png"


def test_coordinates_are_no_finer_than_a_screen() -> None:
    assert rounded([[1.123456789, 2], [3.0000001, 4]]) == [[1.12346, 2], [3.0, 4]]


def test_no_areas_without_a_file(shared_site: Flask, tmp_path: Path) -> None:
    assert areas_of(region_of(shared_site), tmp_path) == {}
    assert collection((), {}, lambda place: None) == {"type": "FeatureCollection", "features": []}
