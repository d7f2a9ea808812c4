from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.region.files import fields_of, small, written

SQUARE = {"type": "Polygon", "coordinates": [[[106, -6], [107, -6], [107, -7], [106, -6]]]}


def area(code: str = "99.01.01", geometry: Any = SQUARE) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"code": code}, "geometry": geometry}


def collection(*features: Any) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def fields(folder: Path, content: Any) -> list[str]:
    text = content if isinstance(content, str) else json.dumps(content)
    (folder / "areas.geojson").write_text(text)
    return fields_of(written(folder, small(boundaries="areas.geojson")))


def test_areas_of_the_region(tmp_path: Path) -> None:
    assert fields(tmp_path, collection(area(), area("99.01.01.1001"))) == []


@pytest.mark.parametrize(
    "content",
    [
        collection(),
        collection(area("99.02.01")),
        collection(area(), 5),
        collection(area(geometry={"type": "Point", "coordinates": [1, 2]})),
        collection(area(geometry=None)),
        collection(area(geometry={"type": "Polygon", "coordinates": []})),
        collection(area(geometry={"type": "Polygon", "coordinates": [[[-6, 106]] * 4]})),
        collection(area(geometry={"type": "Polygon", "coordinates": [[["x", 1]] * 4]})),
        collection(area(geometry={"type": "MultiPolygon", "coordinates": [[[[106, -6]] * 3]]})),
        collection({"type": "Feature", "geometry": SQUARE, "properties": None}),
        collection(area(code={})),  # type: ignore[arg-type]
        {"type": "Topology"},
        [],
        "not json",
        "[" * 100_000,
    ],
)
def test_what_is_no_boundaries_file(tmp_path: Path, content: Any) -> None:
    assert fields(tmp_path, content) == ["boundaries"]
