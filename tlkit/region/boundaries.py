"""Whether a file may serve as a region's boundaries: GeoJSON areas with its own codes."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

from tlkit.errors import Text
from tlkit.mistakes import Mistake, visible

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
    if code not in codes:
        shown = visible(str(code))
        return Mistake(
            Text(
                f"Feature {number} has the code `{shown}`, which is not in this region.",
                f"Fitur ke-{number} berkode `{shown}`, bukan bagian daerah ini.",
            ),
            A_COLLECTION,
        )
    return None
