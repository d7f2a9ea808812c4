"""What a generated site shows, read as a visitor would: pages without their markup, links by address."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

from flask.testing import FlaskClient

from tlkit.site import create_app
from tlkit.site.prepare import prepare

LINK = re.compile(r'href="(/[^"#?]*)')
PUBLIC = ("/", "/izin", "/standar-pelayanan", "/wilayah", "/tentang", "/privasi", "/bantuan")


def visitor(instance: Path) -> FlaskClient:
    """Someone who visits the site of an instance, once its database is made."""
    prepare(instance)
    return create_app(instance).test_client()


def source(client: FlaskClient, address: str) -> str:
    """The page as it was sent. Fails when it is not there."""
    answer = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status}"
    return answer.get_data(as_text=True)


def words(client: FlaskClient, address: str) -> str:
    """The page's text, each run of white space one space."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", source(client, address))).split())


def links(client: FlaskClient, address: str) -> set[str]:
    """The addresses on this site that a page leads to."""
    return {html.unescape(link) for link in LINK.findall(source(client, address))}


def below(client: FlaskClient, address: str) -> set[str]:
    """The pages directly below an address that it leads to: `/izin` leads to `/izin/sip-bidan`."""
    deeper = re.compile(re.escape(address) + "/[^/]+")
    return {link for link in links(client, address) if deeper.fullmatch(link)}


def everything(client: FlaskClient) -> Iterator[tuple[str, str]]:
    """Every public page with its source; in English those that do not speak of one permit or district."""
    english = [f"/en{address}" for address in PUBLIC]
    one_by_one = [*sorted(below(client, "/izin")), *sorted(below(client, "/wilayah"))]
    for address in [*PUBLIC, *english, *one_by_one, "/manifest.webmanifest", "/sw.js"]:
        yield address, source(client, address)
