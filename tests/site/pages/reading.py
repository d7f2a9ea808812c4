"""A page as a test reads it: its elements, its words, its links."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import NamedTuple

from flask.testing import FlaskClient

VOID = {"meta", "link", "input", "img", "br", "hr"}
SILENT = {"script", "style"}


class Element(NamedTuple):
    """One element: name and attributes."""

    tag: str
    attributes: dict[str, str | None]


class Reading(HTMLParser):
    """Reads a page once; `faults` names tags that do not match."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.silent: list[str] = []
        self.faults: list[str] = []
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        silent = bool(self.open) and self.open[-1] in SILENT
        (self.silent if silent else self.words).append(data)

    @property
    def text(self) -> str:
        """All visible words, single spaces between."""
        return " ".join(" ".join(self.words).split())

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of every element of a kind."""
        return [element.attributes for element in self.elements if element.tag == tag]

    def links(self) -> list[str]:
        """Every address that the page leads to."""
        return [href for each in self.all("a") if (href := each.get("href"))]


def read(client: FlaskClient, path: str, status: int = 200, *, leads_on: bool = False) -> Reading:
    """Ask for a page and read it; or the page that this address leads on to."""
    answer = client.get(path, follow_redirects=leads_on)
    assert answer.status_code == status, (path, answer.status_code)
    assert answer.mimetype == "text/html", (path, answer.mimetype)
    return Reading(answer.get_data(as_text=True))
