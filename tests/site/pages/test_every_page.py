"""What holds for every page: it renders in both languages, is well made, and keeps to the CSP."""

from __future__ import annotations

from urllib.parse import urldefrag

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.site.pages.reading import Reading, read
from tests.site.pages.sites import published_paths

SAMPLES = ["/", "/izin", "/izin/sip-bidan", "/standar-pelayanan", "/wilayah", "/wilayah/99.99.01"]
TEXTS = ["/tentang", "/privasi", "/bantuan", "/luring"]
both_languages = pytest.mark.parametrize("prefix", ["", "/en"], ids=["id", "en"])


@both_languages
def test_every_published_page_renders_and_keeps_the_rules(shared_site: Flask, prefix: str) -> None:
    reader = shared_site.test_client()
    pages = [
        path for path in published_paths(shared_site) if not path.endswith((".js", ".json", ".webmanifest"))
    ]
    assert len(pages) > 123
    for path in pages:
        assert faults(read(reader, prefix + path), "en" if prefix else "id") == [], prefix + path


def faults(page: Reading, lang: str) -> list[str]:
    """What is wrong with a page, in words."""
    found = list(page.faults)
    if [html.get("lang") for html in page.all("html")] != [lang]:
        found.append("the language is not named")
    if len(page.all("h1")) != 1:
        found.append(f"{len(page.all('h1'))} headings of the first level")
    if not any(meta.get("name") == "description" and meta.get("content") for meta in page.all("meta")):
        found.append("no description")
    ids = [id_ for element in page.elements if (id_ := element.attributes.get("id"))]
    found += [f"the id {id_} stands twice" for id_ in set(ids) if ids.count(id_) > 1]
    return found + inline(page) + unlabelled(page, set(ids))


def inline(page: Reading) -> list[str]:
    """Scripts and styles that stand in the page itself, which the CSP forbids."""
    found = [f"inline in a page: {words.strip()[:40]}" for words in page.silent if words.strip()]
    for tag, attributes in page.elements:
        if tag == "style" or (tag == "script" and not attributes.get("src")):
            found.append(f"inline <{tag}>")
        found += [f"{tag} {name}" for name in attributes if name == "style" or name.startswith("on")]
    return found


def unlabelled(page: Reading, ids: set[str]) -> list[str]:
    """References to an id that is not there, and images without a word or its absence."""
    found = []
    for tag, attributes in page.elements:
        for name in ("aria-labelledby", "aria-controls", "for"):
            found += [f"{name}={id_}" for id_ in (attributes.get(name) or "").split() if id_ not in ids]
        if tag == "img" and "alt" not in attributes:
            found.append("an image without alt")
        if tag == "svg" and attributes.get("aria-hidden") != "true":
            found.append("an icon that is read aloud")
    return found


def test_the_checks_see_a_fault() -> None:
    bad = Reading(
        '<html lang="id"><p style="x" id="a"><script>1</script><i id="a" onclick=""><img><svg></html>'
    )
    said = " ".join(faults(bad, "en"))
    for words in (
        "language",
        "0 headings",
        "p style",
        "i onclick",
        "inline",
        "twice",
        "alt",
        "never",
        "icon",
    ):
        assert words in said, said


@both_languages
def test_every_link_leads_somewhere(reader: FlaskClient, prefix: str) -> None:
    known: dict[str, set[str]] = {}
    for path in [*SAMPLES, *TEXTS]:
        for link in read(reader, prefix + path).links():
            address, fragment = urldefrag(link)
            if not link.startswith(("/", "#")):
                continue
            address = address or prefix + path
            if address not in known:
                page = read(reader, address, leads_on=True)
                known[address] = {id_ for each in page.elements if (id_ := each.attributes.get("id"))}
            assert not fragment or fragment in known[address], f"{path}: {link}"
    assert len(known) > 123


@both_languages
def test_every_asset_of_a_page_is_served(reader: FlaskClient, prefix: str) -> None:
    wanted = set()
    for path in SAMPLES:
        page = read(reader, prefix + path)
        wanted |= {each.get("href") for each in page.all("link")} | {
            each.get("src") for each in page.all("script")
        }
        wanted |= {each.get("src") for each in page.all("img")}
        wanted |= {urldefrag(each.get("href") or "")[0] for each in page.all("use")}
    for address in wanted:
        assert address
        assert reader.get(address).status_code == 200, address


def test_every_icon_that_a_page_names_is_drawn(shared_site: Flask) -> None:
    reader = shared_site.test_client()
    for path in [*SAMPLES, *TEXTS]:
        for use in read(reader, path).all("use"):
            address, name = urldefrag(use.get("href") or "")
            assert f'id="{name}"' in reader.get(address).get_data(as_text=True), name


@both_languages
def test_pages_hold_nothing_of_the_reader(reader: FlaskClient, prefix: str) -> None:
    for path in [*SAMPLES, *TEXTS]:
        first, second = reader.get(prefix + path), reader.get(prefix + path)
        assert first.data == second.data, path
        assert "Set-Cookie" not in first.headers, path


@pytest.mark.parametrize(
    "path", ["/tidak-ada", "/izin/tidak-ada", "/wilayah/99.99.77", "/wilayah/x/peta.json"]
)
def test_what_is_not_there_says_what_to_do(reader: FlaskClient, path: str) -> None:
    page = read(reader, path, 404)
    assert "Halaman ini tidak ada" in page.text
    assert {"/", "/izin"} <= set(page.links())
    assert inline(page) == []


def test_every_error_has_its_page(shared_site: Flask) -> None:
    for code in (404, 405, 413, 429, 500, 503, 507):
        with shared_site.test_request_context("/"):
            template = shared_site.jinja_env.get_template(f"errors/{code}.html")
            shared_site.update_template_context(context := {"code": code})
            assert faults(Reading(template.render(context)), "id") == [], code


def test_the_wrong_method_says_so(reader: FlaskClient) -> None:
    answer = reader.post("/izin")
    assert answer.status_code == 405
    assert "tidak dapat dipakai" in answer.get_data(as_text=True)


def test_every_template_compiles(shared_site: Flask) -> None:
    names = shared_site.jinja_env.list_templates(extensions=["html", "js"])
    assert len(names) > 15
    for name in names:
        shared_site.jinja_env.get_template(name)


def test_a_service_that_is_off_is_nowhere(tmp_path_factory: pytest.TempPathFactory) -> None:
    from tests.site.pages.sites import make_site

    folder = tmp_path_factory.mktemp("off")
    changes = {"permits: {on: true, agency: dpmptsp}": "permits: {on: false}\n  places: {on: false}"}
    reader = make_site(folder, changes).test_client()
    for path in ("/", *TEXTS):
        page = read(reader, path)
        assert faults(page, "id") == []
        assert not [link for link in page.links() if link.startswith(("/izin", "/standar", "/wilayah"))]
    assert reader.get("/izin").status_code == 404
    assert "/izin" not in reader.get("/sw.js").get_data(as_text=True).split("PUBLIC")[0]


def test_the_trial_banner_stands_on_every_page_of_a_trial(shared_site: Flask, site: Flask) -> None:
    from dataclasses import replace

    from tests.site.pages.sites import with_region

    words = "Situs percobaan: bukan layanan resmi Pemerintah Kota Contoh."
    serious = with_region(site, lambda region: replace(region, mode="live")).test_client()
    for path in [*SAMPLES, *TEXTS]:
        assert words in read(shared_site.test_client(), path).text, path
        assert words not in read(serious, path).text, path
