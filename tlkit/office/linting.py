"""What the rules find in the working catalogue, at the line where it is mended."""

from __future__ import annotations

import pathlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from tlkit import yamlfile
from tlkit.catalogue import lifecycle, lint
from tlkit.catalogue.lint import Finding
from tlkit.catalogue.model import Catalogue
from tlkit.errors import Problem, Text
from tlkit.office.folder import CATALOGUE, Office

FIELDS = {
    "national-without-system": "channel",
    "here-without-form": "channel",
    "form": "form",
    "repeated-requirement": "requirements",
    "repealed": "legal_basis",
    "fee-without-basis": "fee",
    "waits-without-payment": "processing",
    "deemed-without-article": "processing",
    "status": "status",
    "changed-meaning": "name",
}
"""Where in its permit a rule's finding is mended; otherwise the permit's id."""
NOTHING = Text("", "")
Path = tuple[str | int, ...]
Place = tuple[yamlfile.Document, Path]


@dataclass(frozen=True)
class Placed:
    """A finding and its place in the catalogue's files; line 0 where it has none."""

    finding: Finding
    file: str
    line: int
    column: int

    def problem(self) -> Problem:
        """The finding as a mistake of the input."""
        finding = self.finding
        right = Text("Mend it here.", "Perbaiki di sini.")
        return Problem(self.file, self.line, self.column, finding.about, finding.text, right)

    def as_data(self, lang: str) -> dict[str, Any]:
        """The same as plain data, for JSON."""
        finding = self.finding
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "level": finding.level,
            "rule": finding.rule,
            "about": finding.about,
            "text": finding.text.in_(lang),
        }


def findings(working: Catalogue, former: Catalogue | None) -> list[Finding]:
    """What the rules find, errors first; after the release `former`, also what may not follow it."""
    unborn = replace(working, version="0")
    broken = lifecycle.faults(replace(former, version="0"), unborn) if former else []
    return [*broken, *lint.findings(working)]


def placed(office: Office, found: Iterable[Finding]) -> list[Placed]:
    """The findings with their places."""
    found = list(found)
    places = _places(office.path / CATALOGUE) if found else {}
    return [_placed(office, finding, places.get(finding.about)) for finding in found]


def _placed(office: Office, finding: Finding, place: Place | None) -> Placed:
    if place is None:
        return Placed(finding, str(office.path / CATALOGUE), 0, 0)
    document, path = place
    named = _named(document, path, finding)
    field = FIELDS.get(finding.rule, "id") if path[0] == "permits" else ""
    at_key = not named and field not in ("", "id")
    at = document.problem(named or ((*path, field) if field else path), NOTHING, NOTHING, at_key=at_key)
    return Placed(finding, at.file, at.line, at.column)


def _named(document: yamlfile.Document, path: Path, finding: Finding) -> Path:
    """Where the id stands that a finding of a wrong reference begins with."""
    if finding.rule not in ("dead-reference", "repealed"):
        return ()
    entry: Any = document.data
    for part in path:
        entry = entry[part]
    return next(_paths_to(entry, finding.text.en.split()[0], path), ())


def _paths_to(data: Any, value: str, path: Path) -> Iterator[Path]:
    if data == value:
        yield path
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, part in inner:
        yield from _paths_to(part, value, (*path, key))


def _places(folder: pathlib.Path) -> dict[str, Place]:
    """Where the entries that findings are about stand, permits before others of the same id."""
    found: dict[str, Place] = {}
    for path in sorted(folder.rglob("*.yaml")):
        document = yamlfile.read(path)
        for table in ("tombstones", "regulations"):
            for id_ in document.data.get(table, {}):
                found.setdefault(id_, (document, (table, id_)))
        for index, permit in enumerate(document.data.get("permits", ())):
            found[permit["id"]] = (document, ("permits", index))
    return found
