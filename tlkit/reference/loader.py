"""Reference files into one catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from marshmallow import Schema

from tlkit import yamlfile
from tlkit.catalogue import schema
from tlkit.catalogue.model import Catalogue
from tlkit.errors import InputError, Problem, Text
from tlkit.mistakes import NOT_MAPPING
from tlkit.reference.sector import permits_in
from tlkit.yamlfile import Document

TABLES: dict[str, tuple[str, type[Schema]]] = {
    "documents": ("documents.yaml", schema.DocumentEntry),
    "sources": ("sources.yaml", schema.SourceEntry),
    "sectors": ("vocabulary.yaml", schema.WordEntry),
    "agency_kinds": ("vocabulary.yaml", schema.WordEntry),
    "systems": ("vocabulary.yaml", schema.SystemEntry),
    "regulations": ("regulations/*.yaml", schema.RegulationEntry),
    "tombstones": ("catalogue/abolished.yaml", schema.TombstoneEntry),
}
"""Where each table of the catalogue stands, keyed by id."""

NOT_SECTORS = ("abolished.yaml",)


def load_from(folder: Path, version: str) -> Catalogue:
    """The catalogue in a folder of reference files, under the given version.

    Permits stand in the order of the vocabulary's sectors, then of their file. Raises
    InputError with every mistake of every file.
    """
    reader = _Reader(folder)
    tables = {name: reader.table(name, pattern, entry()) for name, (pattern, entry) in TABLES.items()}
    permits = reader.permits()
    if reader.problems:
        raise InputError(reader.problems)
    order = {sector: place for place, sector in enumerate(tables["sectors"])}
    listed = sorted(permits.items(), key=lambda item: order.get(item[1].sector, len(order)))
    return Catalogue(version=version, permits=dict(listed), **tables)


class _Reader:
    """Reads file after file and gathers what is wrong with all of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.documents: dict[Path, Document | None] = {}

    def table(self, name: str, pattern: str, entry: Schema) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for document in self._matching(pattern):
            entries = document.data.get(name, {})
            if not isinstance(entries, dict):
                self.problems.append(document.problem((name,), NOT_MAPPING.wrong, NOT_MAPPING.right))
                continue
            for id_, body in entries.items():
                if id_ in found:
                    mistake = schema.twice(id_)
                    self.problems.append(
                        document.problem((name, id_), mistake.wrong, mistake.right, at_key=True)
                    )
                found[id_] = self._entry(document, (name, id_), body, entry)
        return found

    def permits(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for document in self._matching("catalogue/*.yaml"):
            if document.path.name not in NOT_SECTORS:
                permits, problems = permits_in(document, found)
                self.problems += problems
                found |= permits
        return found

    def _entry(self, document: Document, place: tuple[str, str], body: Any, entry: Schema) -> Any:
        """What stands under an id: a sector's two languages by themselves, or named values."""
        if isinstance(entry, schema.WordEntry):
            return self._value(document, place, {"id": place[1], "name": body}, entry, drop=1)
        data = {"id": place[1], **body} if isinstance(body, dict) else body
        return self._value(document, place, data, entry, drop=0)

    def _value(self, document: Document, place: tuple[str, str], data: Any, entry: Schema, drop: int) -> Any:
        def at(path: Any, wrong: Text, right: Text, *, at_key: bool = False) -> Problem:
            return document.problem((*place, *path[drop:]), wrong, right, at_key=at_key)

        try:
            value = schema.load(entry, data, at)
        except InputError as error:
            self.problems += error.problems
            return None
        return value.name if drop else value

    def _matching(self, pattern: str) -> Iterator[Document]:
        for path in sorted(self.folder.glob(pattern)):
            if path not in self.documents:
                self.documents[path] = self._read(path)
            document = self.documents[path]
            if document is not None:
                yield document

    def _read(self, path: Path) -> Document | None:
        try:
            return yamlfile.read(path)
        except InputError as error:
            self.problems += error.problems
            return None
