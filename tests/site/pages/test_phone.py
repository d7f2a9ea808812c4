"""What a phone keeps: the manifest, and a service worker that keeps nothing personal."""

from __future__ import annotations

import json
import re
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from tests.site.pages.reading import read
from tests.site.pages.sites import published_paths, with_catalogue
from tlkit.site import create_app
from tlkit.site.home.install import manifest, shades
from tlkit.site.shared.instance import Instance


def kept(worker: str) -> list[str]:
    """The addresses that a service worker fetches when it is installed."""
    found = re.search(r"const KEPT = (\[.*?\]);", worker)
    assert found
    return list(json.loads(found[1]))


def test_the_manifest_says_what_a_phone_needs(shared_site: Flask) -> None:
    reader = shared_site.test_client()
    answer = reader.get("/manifest.webmanifest")
    assert answer.mimetype == "application/manifest+json"
    said = answer.get_json()
    assert said["name"] == "Layanan Kota Contoh · Kota Contoh"
    assert (said["start_url"], said["scope"], said["display"], said["lang"]) == ("/", "/", "standalone", "id")
    english = reader.get("/en/manifest.webmanifest").get_json()
    assert (english["start_url"], english["lang"]) == ("/en/", "en")


def test_the_manifest_names_only_icons_that_are_there(shared_site: Flask, tmp_path: Path) -> None:
    region = shared_site.extensions["tlkit"].region
    every = manifest(region, "id", "/", tmp_path, lambda name: f"/assets/{name}")
    assert {(icon["sizes"], icon["purpose"]) for icon in every["icons"]} == {
        (size, purpose) for size in ("192x192", "512x512") for purpose in ("any", "maskable")
    }
    assert manifest(region, "id", "/", tmp_path, lambda name: None)["icons"] == []


def test_the_frame_takes_its_colours_from_the_theme(tmp_path: Path) -> None:
    assert shades(tmp_path) == []
    (tmp_path / "tokens.css").write_text(
        ":root { --tl-header: #112233 }\n"
        "@media (prefers-color-scheme: dark) { :root { --tl-header: #000011; } }"
    )
    assert [tuple(shade) for shade in shades(tmp_path)] == [("light", "#112233"), ("dark", "#000011")]


def test_the_worker_stands_at_the_root_and_keeps_what_is_there(reader: FlaskClient) -> None:
    answer = reader.get("/sw.js")
    assert answer.mimetype == "text/javascript"
    addresses = kept(answer.get_data(as_text=True))
    assert {"/", "/izin", "/luring"} <= set(addresses)
    assert [address for address in addresses if address.endswith("app.css")]
    for address in addresses:
        assert reader.get(address).status_code == 200, address


def test_the_worker_keeps_public_pages_only(shared_site: Flask) -> None:
    worker = shared_site.test_client().get("/sw.js").get_data(as_text=True)
    found = re.search(r"const PUBLIC = /(.*)/;", worker)
    assert found
    public = re.compile(found[1].replace(r"\/", "/"))
    for path in published_paths(shared_site):
        assert public.search(path) or path == "/sw.js", path
    for path in (
        "/cek-status",
        "/cek-status/x",
        "/petugas",
        "/pengaduan/baru",
        "/izin/sip-bidan/ajukan",
        "/api/v1/x",
    ):
        assert not public.search(path), path


def test_a_new_style_makes_a_new_worker(site: Flask) -> None:
    instance: Instance = site.extensions["tlkit"]
    before = site.test_client().get("/sw.js").data
    assert site.test_client().get("/sw.js").data == before
    (instance.path / "theme" / "tokens.css").write_text(":root { --tl-accent: #123456 }")
    again = with_catalogue(create_app(instance.path))
    assert again.test_client().get("/sw.js").data != before


def test_the_offline_page_says_what_can_still_be_read(reader: FlaskClient) -> None:
    page = read(reader, "/luring")
    assert "Anda sedang luring" in page.text
    assert "/izin" in page.links()
