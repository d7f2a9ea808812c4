"""Whether a file may serve as a region's boundaries: GeoJSON areas with its own codes."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

from tlkit.errors import Text
from tlkit.mistakes import Mistake, visible
from tlkit.region.values import EAST, NORTH, SOUTH, WEST

MAX_BYTES = 20_000_000
AREAS = ("Polygon", "MultiPolygon")

A_COLLECTION = Text(
    "Give a GeoJSON FeatureCollection of areas, each with its `code`.",
    "Berikan GeoJSON FeatureCollection berisi wilayah, masing-masing dengan `code`.",
)


def fault(path: Path, codes: Collection[str]) -> Mistake | None:
    """Why the file may not serve, or None. `codes` are those of the region's districts and villages."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return Mistake(
                Text("The boundaries file is larger than 20 MB.", "Berkas batas lebih besar dari 20 MB."),
                Text("Simplify its shapes.", "Sederhanakan bentuknya."),
            )
        data = json.loads(path.read_bytes())
    except OSError:
        return Mistake(
            Text("The boundaries file is not there.", "Berkas batas tidak ada."),
            Text("Put it beside the region file.", "Letakkan di folder berkas daerah."),
        )
    except (ValueError, RecursionError):
        return Mistake(Text("The boundaries file is not JSON.", "Berkas batas bukan JSON."), A_COLLECTION)
    return _content_fault(data, codes)


def _content_fault(data: Any, codes: Collection[str]) -> Mistake | None:
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list) or data.get("type") != "FeatureCollection" or not features:
        return Mistake(
            Text("The boundaries file holds no areas.", "Berkas batas tidak berisi wilayah."), A_COLLECTION
        )
    for number, feature in enumerate(features, start=1):
        mistake = _feature_fault(number, feature, codes)
        if mistake:
            return mistake
    return None


def _feature_fault(number: int, feature: Any, codes: Collection[str]) -> Mistake | None:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(geometry, dict) or geometry.get("type") not in AREAS:
        return Mistake(
            Text(f"Feature {number} is not an area.", f"Fitur ke-{number} bukan wilayah."), A_COLLECTION
        )
    properties = feature.get("properties")
    code = properties.get("code") if isinstance(properties, dict) else None
    if not isinstance(code, str) or code not in codes:
        shown = visible(str(code))
        return Mistake(
            Text(
                f"Feature {number} has the code `{shown}`, which is not in this region.",
                f"Fitur ke-{number} berkode `{shown}`, bukan bagian daerah ini.",
            ),
            A_COLLECTION,
        )
    if not _is_area(geometry):
        return Mistake(
            Text(
                f"The points of feature {number} are no rings within Indonesia.",
                f"Titik fitur ke-{number} tidak membentuk wilayah di Indonesia.",
            ),
            Text("Give [longitude, latitude], in this order.", "Tulis [bujur, lintang], dengan urutan ini."),
        )
    return None


def _is_area(geometry: dict[str, Any]) -> bool:
    parts = geometry.get("coordinates")
    polygons = parts if geometry["type"] == "MultiPolygon" else [parts]
    return isinstance(polygons, list) and bool(polygons) and all(map(_is_polygon, polygons))


def _is_polygon(rings: Any) -> bool:
    return isinstance(rings, list) and bool(rings) and all(map(_is_ring, rings))


def _is_ring(points: Any) -> bool:
    return isinstance(points, list) and len(points) >= 4 and all(map(_is_point, points))


def _is_point(point: Any) -> bool:
    if not isinstance(point, list) or not 2 <= len(point) <= 3:
        return False
    if not all(type(number) in (int, float) for number in point):
        return False
    longitude, latitude = point[:2]
    return bool(WEST <= longitude <= EAST and SOUTH <= latitude <= NORTH)
