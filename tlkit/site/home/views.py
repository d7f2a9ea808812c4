"""The pages of the home service."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from flask import Blueprint, Response, current_app, json, render_template
from markupsafe import Markup

from tlkit.errors import Text
from tlkit.site.home.install import Shade, kept_version, manifest, shades
from tlkit.site.home.writing import writing
from tlkit.site.releases import live
from tlkit.site.shared.assets import current_assets
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.languages import current_language
from tlkit.site.shared.service import NavItem, Page, Service, Tile

KEPT_ASSETS = (
    "tokens.css",
    "app.css",
    "app.js",
    "catalogue.js",
    "icons.svg",
    "ornament.svg",
    "logo.svg",
    "logo.png",
)

blueprint = Blueprint("home", __name__, template_folder="templates")


@blueprint.app_template_global()
def header_colours() -> list[Shade]:
    """The header's colour in either colour scheme."""
    return shades(current_instance().path / "theme")


@blueprint.get("/")
def home() -> str:
    """The front door."""
    now = live()
    counts = Counter(entry.permit.sector for entry in now.permits.values() if entry.offered)
    return render_template("home/home.html", tiles=tiles(), sectors=now.sectors, counts=counts)


def tiles() -> list[Tile]:
    """The touch targets of all services that are on; help comes last."""
    services = sorted(current_instance().services, key=lambda service: service.blueprint is blueprint)
    return [tile for service in services for tile in service.tiles]


@blueprint.get("/tentang")
def about() -> str:
    """Who answers for the site: pledge, information officer, ombudsman."""
    return render_template("home/about.html", text=own_words("tentang"))


@blueprint.get("/privasi")
def privacy() -> str:
    """What the site knows of its readers."""
    return render_template("home/privacy.html", text=own_words("privasi"))


@blueprint.get("/bantuan")
def help_() -> str:
    """Whom to ask, and answers to what people ask most."""
    return render_template("home/help.html", text=own_words("bantuan"))


@blueprint.get("/luring")
def offline() -> str:
    """What a phone shows without a network when it has not kept the page."""
    return render_template("home/offline.html")


@blueprint.get("/manifest.webmanifest", endpoint="manifest")
def manifest_() -> Response:
    """The web app manifest."""
    instance, assets, lang = current_instance(), current_assets(), current_language()
    start = current_app.jinja_env.globals["page_url"]("home.home")  # type: ignore[operator]
    made = manifest(
        instance.region,
        lang,
        start,
        instance.path / "theme",
        lambda name: assets.address(name) if name in assets else None,
    )
    return Response(json.dumps(made, ensure_ascii=False), content_type="application/manifest+json")


@blueprint.get("/sw.js")
def service_worker() -> Response:
    """The service worker, with the list of what it keeps."""
    assets, services = current_assets(), {service.name for service in current_instance().services}
    kept = [assets.address(name) for name in KEPT_ASSETS if name in assets]
    pages = ["/", "/luring", *(["/izin"] if "permits" in services else [])]
    body = render_template(
        "home/sw.js",
        version=kept_version(kept, f"{live().source} {live().version}"),
        kept=[*kept, *pages],
        prefixes=["", *(f"/{language}" for language in current_instance().region.languages[1:])],
    )
    return Response(body, content_type="text/javascript; charset=utf-8")


def own_words(name: str) -> Markup:
    """A text of the region or the kit, marked with its language where that is not the reader's."""
    found = writing(current_instance().path / "content", name, current_language())
    if found.lang == current_language():
        return found.html
    return Markup('<div lang="{}" class="prose">{}</div>').format(found.lang, found.html)


def published() -> Iterator[Page]:
    """Everything here is the same for everybody."""
    for endpoint in ("home", "about", "privacy", "help_", "offline", "manifest", "service_worker"):
        yield f"home.{endpoint}", {}


SERVICE = Service(
    "home",
    blueprint,
    tiles=(
        Tile(
            "home.help_",
            "help",
            Text("Help", "Bantuan"),
            Text("Ask or contact us", "Tanya atau hubungi kami"),
        ),
    ),
    nav=(
        NavItem("home.home", "home", Text("Home", "Beranda"), 10),
        NavItem("home.help_", "help", Text("Help", "Bantuan"), 90),
    ),
    published=published,
)
