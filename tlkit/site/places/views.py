"""The pages of the places service."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flask import Blueprint, Response, abort, current_app, json, render_template

from tlkit.errors import Text
from tlkit.region import codes
from tlkit.region.model import District
from tlkit.site.places import words
from tlkit.site.places.maps import Place, areas_of, collection, mappable
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.service import NavItem, Page, Service, Tile

blueprint = Blueprint("places", __name__, template_folder="templates")


@blueprint.get("/wilayah")
def districts() -> str:
    """All districts, with a map where one can be drawn."""
    region = current_instance().region
    return render_template("places/districts.html", words=words, has_map=drawable(region.districts))


@blueprint.get("/wilayah/<code>")
def district(code: str) -> str:
    """One district with its villages."""
    found = district_of(code)
    return render_template(
        "places/district.html",
        district=found,
        words=words,
        postal_code=codes.postal_code,
        has_map=drawable(found.villages) or has_area(found),
    )


@blueprint.get("/wilayah/peta.json")
def region_map() -> Response:
    """The districts as GeoJSON, each with the address of its page."""
    return as_geojson(current_instance().region.districts)


@blueprint.get("/wilayah/<code>/peta.json")
def district_map(code: str) -> Response:
    """The villages of a district as GeoJSON; the district itself where none of them can be drawn."""
    found = district_of(code)
    return as_geojson(found.villages if drawable(found.villages) else (found,))


def district_of(code: str) -> District:
    """The district of that code; a page that does not exist otherwise."""
    found = (each for each in current_instance().region.districts if each.code == code)
    return next(found, None) or abort(404)


def drawable(places: Iterable[Place]) -> bool:
    """Whether the region has said where any of these places lies."""
    instance = current_instance()
    return mappable(places, areas_of(instance.region, instance.path))


def has_area(district: District) -> bool:
    """Whether the shape of a district is known; its centre alone makes no map."""
    instance = current_instance()
    return district.code in areas_of(instance.region, instance.path)


def as_geojson(places: Iterable[Place]) -> Response:
    """Places as an answer that a map reads."""
    instance, page_url = current_instance(), current_app.jinja_env.globals["page_url"]

    def address(place: Place) -> str | None:
        if not isinstance(place, District):
            return None
        return str(page_url("places.district", code=place.code))  # type: ignore[operator]

    found = collection(places, areas_of(instance.region, instance.path), address)
    return Response(json.dumps(found, separators=(",", ":")), content_type="application/geo+json")


def published() -> Iterator[Page]:
    """The list, the map's data, and a page for each district."""
    yield "places.districts", {}
    yield "places.region_map", {}
    for each in current_instance().region.districts:
        yield "places.district", {"code": each.code}
        yield "places.district_map", {"code": each.code}


SERVICE = Service(
    "places",
    blueprint,
    tiles=(
        Tile(
            "places.districts",
            "place",
            Text("Districts", "Wilayah"),
            Text("Places and postal codes", "Daftar dan kode pos"),
        ),
    ),
    nav=(NavItem("places.districts", "place", Text("Districts", "Wilayah"), 30),),
    published=published,
)
