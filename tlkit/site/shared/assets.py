"""The files that pages ask for: styles, scripts, icons. One set, one fingerprint.

A file of the instance's `theme/` comes before the site's own, and that before a file
of an installed package. The fingerprint covers the whole set, so that a style sheet
may name an image relative to itself, and an address never changes its content.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import cast

from flask import Blueprint, Response, abort, current_app

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
}
"""Content types by suffix; a file of any other kind is no asset."""

FOR_EVER = "public, max-age=31536000, immutable"


class AssetSet:
    """Name → file, with one fingerprint over names and contents."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        self.files = dict(files)

    @cached_property
    def digest(self) -> str:
        """Twelve hexadecimal digits that change when any file does."""
        whole = hashlib.sha256()
        for name, path in sorted(self.files.items()):
            stat = path.stat()
            whole.update(f"{name}\0{file_digest(path, stat.st_mtime_ns, stat.st_size)}\n".encode())
        return whole.hexdigest()[:12]

    def address(self, name: str) -> str:
        """The address of one file. Raises `LookupError` for a name that is not in the set."""
        if name not in self.files:
            raise LookupError(f"no asset named {name!r}")
        return f"/assets/{self.digest}/{name}"

    def __contains__(self, name: str) -> bool:
        return name in self.files

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)


def assets_of(instance: Path) -> AssetSet:
    """Every file that the site of an instance can serve."""
    theme = instance / "theme"
    own = {name: path for name, path in files_below(theme) if not name.startswith("templates/")}
    return AssetSet({**packaged_files(), **own})


@cache
def packaged_files() -> dict[str, Path]:
    """The files that every site shares: the site's own before those of installed packages."""
    leaflet = package_folder("xstatic.pkg.leaflet") / "data"
    files: dict[str, Path] = {}
    for name in ("leaflet.js", "leaflet.css"):
        files[f"leaflet/{name}"] = leaflet / name
    for name, path in files_below(leaflet / "images"):
        files[f"leaflet/images/{name}"] = path
    files.update(files_below(Path(__file__).parents[1] / "static"))
    return files


def files_below(folder: Path) -> Iterator[tuple[str, Path]]:
    """Files of a known kind under a folder, by their relative names."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in TYPES and path.is_file():
            yield path.relative_to(folder).as_posix(), path


def package_folder(name: str) -> Path:
    """Where an installed package stands, without importing it."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(name)
    return Path(next(iter(spec.submodule_search_locations)))


@cache
def file_digest(path: Path, changed: int, size: int) -> str:
    """The digest of a file's content; read again when its time or size has changed."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def current_assets() -> AssetSet:
    """The assets of the application that answers the present request."""
    return cast(AssetSet, current_app.extensions["tlkit.assets"])


blueprint = Blueprint("assets", __name__)


@blueprint.get("/assets/<digest>/<path:name>")
def asset(digest: str, name: str) -> Response:
    """One file of the set. Under another fingerprint, of a page from just before a change, it is not kept."""
    assets = current_assets()
    if name not in assets:
        abort(404)
    path = assets.files[name]
    cache = FOR_EVER if digest == assets.digest else "no-cache"
    return Response(path.read_bytes(), content_type=TYPES[path.suffix], headers={"Cache-Control": cache})
