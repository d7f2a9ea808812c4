"""What a regulation's repeal touches: entries of the catalogue, and what regions wrote over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from tlkit import yamlfile
from tlkit.catalogue.mapping import to_data
from tlkit.catalogue.model import Catalogue
from tlkit.catalogue.overlay_schema import overlay_from
from tlkit.catalogue.patches import Overlay
from tlkit.errors import InputError, Problem, Text
from tlkit.mistakes import unknown

TABLES = tuple(table.name for table in fields(Catalogue) if table.name not in ("version", "sources"))


@dataclass(frozen=True, slots=True)
class Touched:
    """One place that names the regulation: the entry, its field, and whose overlay, if any."""

    table: str
    id: str
    field: str
    overlay: str | None = None

    def as_data(self) -> dict[str, Any]:
        """The same as plain data, for JSON."""
        return {"table": self.table, "id": self.id, "field": self.field, "overlay": self.overlay}


def impact(catalogue: Catalogue, regulation: str, overlays: Mapping[str, Overlay]) -> list[Touched]:
    """Every place that names a regulation by its id; overlays also in words, by its name.

    `overlays` are named by whoever they come from. Raises InputError where the catalogue
    has no such regulation.
    """
    known = catalogue.regulations.get(regulation)
    if known is None:
        mistake = unknown(regulation, catalogue.regulations)
        raise InputError([Problem("catalogue/regulations", 0, 0, "", mistake.wrong, mistake.right)])
    found = [*_of_catalogue(catalogue, regulation)]
    for name, overlay in overlays.items():
        found += _of_overlay(name, overlay, (regulation, known.name))
    return found


def read_overlays(paths: Iterable[Path]) -> dict[str, Overlay]:
    """The overlays in files, by path. Raises InputError with every mistake of the first wrong one."""
    documents = (yamlfile.read(path) for path in paths)
    return {str(document.path): overlay_from(document.data, document.problem) for document in documents}


def _of_catalogue(catalogue: Catalogue, regulation: str) -> Iterator[Touched]:
    for table in TABLES:
        for id_, entry in getattr(catalogue, table).items():
            if isinstance(entry, Text):
                continue
            data = to_data(entry)
            data.pop("id")
            yield from (
                Touched(table, id_, field)
                for field, value in data.items()
                if _names(value, (regulation,), exact=True)
            )


def _of_overlay(name: str, overlay: Overlay, words: tuple[str, ...]) -> Iterator[Touched]:
    for id_, patches in overlay.permits.items():
        for field, patch in patches.items():
            if _names(to_data(patch), words, exact=False):
                yield Touched("permits", id_, field, name)
    for permit in overlay.added:
        for field, value in to_data(permit).items():
            if _names(value, words, exact=False):
                yield Touched("permits", permit.id, field, name)


def _names(data: Any, words: tuple[str, ...], *, exact: bool) -> bool:
    """Whether a text anywhere in the data is one of the words, or has one in it."""
    if isinstance(data, str):
        return data in words if exact else any(word.casefold() in data.casefold() for word in words)
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return any(_names(part, words, exact=exact) for part in inner)
