"""What a map of places shows: the region's areas, else its centre points, as GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from tlkit.region.model import District, Region, Village

Place = District | Village
Feature = dict[str, Any]
Address = Callable[[Place], str | None]
"""The address of a place's own page, or None where it has none."""

DECIMALS = 5
"""Of a degree: about a metre, finer than any screen."""


def collection(places: Iterable[Place], areas: Mapping[str, Any], address: Address) -> Feature:
    """A FeatureCollection of those places that have an area or a centre."""
    features = (feature(place, areas.get(place.code), address(place)) for place in places)
    return {"type": "FeatureCollection", "features": [each for each in features if each is not None]}


def feature(place: Place, area: Any, address: str | None) -> Feature | None:
    """One place as a feature; None where nobody has said where it lies."""
    if area is not None:
        geometry = area
    elif place.centre is not None:
        latitude, longitude = place.centre
        geometry = {"type": "Point", "coordinates": [rounded(longitude), rounded(latitude)]}
    else:
        return None
    properties = {"code": place.code, "name": place.name, **({"url": address} if address else {})}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def areas_of(region: Region, folder: Path) -> Mapping[str, Any]:
    """Code → geometry from the boundaries file of the region; empty where it has none."""
    if region.boundaries is None:
        return {}
    path = folder / region.boundaries
    try:
        return read_areas(path, path.stat().st_mtime_ns)
    except (OSError, ValueError):
        return {}


@lru_cache(maxsize=64)
def read_areas(path: Path, changed: int) -> Mapping[str, Any]:
    """The areas of a GeoJSON file by their `code`; `changed` is the file's time of change."""
    features = json.loads(path.read_bytes())["features"]
    return {
        each["properties"]["code"]: {
            **each["geometry"],
            "coordinates": rounded(each["geometry"]["coordinates"]),
        }
        for each in features
    }


def rounded(coordinates: Any) -> Any:
    """Coordinates however deep, to five decimals."""
    if isinstance(coordinates, Sequence):
        return [rounded(each) for each in coordinates]
    return round(coordinates, DECIMALS)


def mappable(places: Iterable[Place], areas: Mapping[str, Any]) -> bool:
    """Whether there is anything to draw."""
    return any(place.code in areas or place.centre is not None for place in places)
