"""The catalogue page with its 123 permits: through the published lane, through nginx, and rendered.

The lane stands against a constant Flask view on the same server; nginx with the shipped configuration
against nginx with the same compressed bytes as a plain file; the first rendering against the same template
and values in a bare Jinja2 environment, where `_` and addresses are dictionary look-ups.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from flask import Flask, template_rendered
from jinja2 import Environment
from werkzeug.test import Client

from tests.bench.figure import Figure, in_turn
from tests.servers import site, wait_until
from tests.site.load import (
    as_a_file,
    behind_nginx,
    constant_site,
    requests_per_second,
    resident_megabytes,
)
from tlkit.site import create_app
from tlkit.site.releases.current import set_live
from tlkit.site.releases.packaged import packaged_live

PAGE = "/izin"
WORKERS = 2
TIMES = 10
ROOT = Path(__file__).resolve().parents[2]


def figures() -> Iterator[Figure]:
    """The page rendered, then answered under load, then what the processes hold in memory."""
    with TemporaryDirectory() as place:
        folder = Path(place).resolve()
        command = [sys.executable, str(ROOT / "cli.py"), "new", "region", "kota-tangerang", "-o", str(folder)]
        subprocess.run(command, check=True, capture_output=True)
        instance = folder / "kota-tangerang"
        yield rendering(instance)
        yield from under_load(instance, folder)


def under_load(instance: Path, folder: Path) -> Iterator[Figure]:
    """The lane with and without nginx, and the memory of one region's processes afterwards."""
    published = instance / "var" / "published" / "current"
    file = published / PAGE.strip("/") / "index.html.gz"
    with (
        site(instance, log=folder / "site.log", workers=WORKERS) as ours,
        constant_site(folder / "constant.log", WORKERS) as constant,
    ):
        wait_until(file.exists, "the published pages")
        lane, flask = in_turn(
            lambda: requests_per_second(ours.url + PAGE, "br"),
            lambda: requests_per_second(constant.url + "/", "br"),
        )
        yield Figure("catalogue through the lane", lane, flask, "requests/s", bar=2.0, worse="lower")
        with (
            behind_nginx(instance, ours.url, folder / "ours") as front,
            as_a_file(file, folder / "plain") as plain,
        ):
            ahead, bare = in_turn(
                lambda: requests_per_second(front.url + PAGE, "gzip"),
                lambda: requests_per_second(plain.url + "/page", "gzip"),
            )
        yield Figure("catalogue behind nginx", ahead, bare, "requests/s", bar=0.8, worse="lower")
        memory = resident_megabytes(ours.process.pid)
        yield Figure("web and worker of one region", memory, None, "MB", bar=700, worse="higher")


def rendering(instance: Path) -> Figure:
    """A first rendering through the whole application against the template alone."""
    app = create_app(instance, config={"SQLALCHEMY_DATABASE_URI": "sqlite://"})
    region = app.extensions["tlkit"]
    found = packaged_live(region.region, region.clock())
    set_live(app, lambda: found)
    client = Client(app.extensions["tlkit.behind_lane"])
    template, values, page = captured(app, client)
    bare = bare_environment(app).get_template(template)
    with app.test_request_context(PAGE):  # some of the page's functions ask for the instance
        assert len(bare.render(values)) > len(page) // 2
        ours, peer = in_turn(
            spent_by(lambda: client.get(PAGE).get_data()),
            spent_by(lambda: bare.render(values).encode()),
            rounds=15,
        )
    return Figure("catalogue's first rendering", ours, peer, "ms CPU", bar=3.0, worse="higher")


def captured(app: Flask, client: Client) -> tuple[str, dict[str, Any], bytes]:
    """The name of the page's template, the values that its view gave, and the page."""
    seen: list[tuple[str, dict[str, Any]]] = []

    def note(sender: Flask, template: Any, context: dict[str, Any], **extra: Any) -> None:
        seen.append((template.name, dict(context)))

    with template_rendered.connected_to(note, app):
        page = client.get(PAGE).get_data()
    (found,) = seen
    return *found, page


class Addresses(dict[Any, str]):
    """`url_for` as a dictionary: an address for every endpoint and its values."""

    def __missing__(self, key: Any) -> str:
        self[key] = f"/{key[0]}/{'/'.join(str(value) for _, value in key[1])}"
        return self[key]


class Words(dict[str, str]):
    """`_` as a dictionary: every message is its own translation."""

    def __missing__(self, key: str) -> str:
        self[key] = key
        return key


def bare_environment(app: Flask) -> Environment:
    """Jinja2 with the same templates and values and nothing of Flask or Babel."""
    words, addresses = Words(), Addresses()

    def translated(text: str, **values: Any) -> str:
        return words[text] % values

    def plural(one: str, many: str, number: int, **values: Any) -> str:
        return words[one if number == 1 else many] % {"num": number, **values}

    bare = Environment(
        loader=app.jinja_env.loader,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    bare.globals.update(app.jinja_env.globals)
    bare.globals.update(
        page_url=lambda endpoint, **values: addresses[endpoint, tuple(values.items())],
        asset=lambda name: addresses[name, ()],
        say=lambda text: text.id,
    )
    bare.install_gettext_callables(translated, plural, newstyle=False)  # type: ignore[attr-defined]
    bare.globals["_"] = translated
    bare.filters.update(app.jinja_env.filters)
    bare.tests.update(app.jinja_env.tests)
    return bare


def spent_by(work: Callable[[], Any]) -> Callable[[], float]:
    """The CPU milliseconds of one of several runs in a row."""

    def spent() -> float:
        start = process_time()
        for _ in range(TIMES):
            work()
        return (process_time() - start) * 1000 / TIMES

    return spent
