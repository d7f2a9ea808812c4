"""Plain data into the catalogue's values and back: every mistake at once, unknown names refused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple, cast, get_args

from marshmallow import Schema, ValidationError, fields, post_load

from tlkit.catalogue import model
from tlkit.catalogue.mapping import Locate, catalogue_to_data, nowhere, permit_to_data, raise_found
from tlkit.catalogue.permit_schema import Entry, PermitEntry, keys, many
from tlkit.catalogue.values import Bilingual, Choice, Key, Words
from tlkit.errors import Text
from tlkit.mistakes import Mistake

__all__ = ["catalogue_from", "catalogue_to_data", "permit_from_data", "permit_to_data"]


class RegulationEntry(Entry):
    makes = model.Regulation
    id = Key(required=True)
    name = Words(required=True)
    about = Words(required=True)
    status = Choice(get_args(model.RegulationStatus), required=True)
    scope = Choice(("national", "regional"))
    replaced_by = Key()
    note = Words()
    sources = keys()


class DocumentEntry(Entry):
    makes = model.Document
    id = Key(required=True)
    name = Words(required=True)
    help = Words()


class SourceEntry(Entry):
    makes = model.Source
    id = Key(required=True)
    title = Words(required=True)
    region = Words()
    url = fields.Url(schemes={"http", "https"}, require_tld=True)


class SystemEntry(Entry):
    makes = model.NationalSystem
    id = Key(required=True)
    name = Bilingual(required=True)
    url = fields.Url(schemes={"http", "https"}, require_tld=True)


class TombstoneEntry(Entry):
    makes = model.Tombstone
    id = Key(required=True)
    name = Words(required=True)
    aliases = fields.List(Words(), required=True)
    text = Bilingual(required=True)
    replaced_by = keys()
    by = Key()


class Word(NamedTuple):
    """A sector or a kind of agency."""

    id: str
    name: Text


class WordEntry(Entry):
    makes = Word
    id = Key(required=True)
    name = Bilingual(required=True)


class CatalogueEntry(Schema):
    """A whole catalogue: its version, and lists of entries that each have an id."""

    version = Words(required=True)
    permits = many(PermitEntry)
    sectors = many(WordEntry)
    agency_kinds = many(WordEntry)
    documents = many(DocumentEntry)
    regulations = many(RegulationEntry)
    sources = many(SourceEntry)
    systems = many(SystemEntry)
    tombstones = many(TombstoneEntry)

    @post_load
    def make(self, data: dict[str, Any], **kwargs: Any) -> model.Catalogue:
        version = data.pop("version")
        mistakes = {name: found for name, entries in data.items() if (found := repeated(entries))}
        if mistakes:
            raise ValidationError(mistakes)
        tables = {name: _by_id(data.get(name, [])) for name in self.fields if name != "version"}
        return model.Catalogue(version=version, **tables)


def _by_id(entries: list[Any]) -> dict[str, Any]:
    return {entry.id: entry.name if isinstance(entry, Word) else entry for entry in entries}


def repeated(entries: Iterable[Any]) -> dict[int, Any]:
    """The mistakes of entries whose id an earlier one has, by their index."""
    seen: set[str] = set()
    found: dict[int, Any] = {}
    for index, entry in enumerate(entries):
        if entry.id in seen:
            found[index] = {"id": [twice(entry.id)]}
        seen.add(entry.id)
    return found


def twice(id_: str) -> Mistake:
    """The mistake of an id that another entry of the same kind already has."""
    wrong = Text(f"The id `{id_}` occurs twice.", f"Id `{id_}` dipakai dua kali.")
    right = Text("Give one of them another id.", "Beri id lain untuk salah satunya.")
    return Mistake(wrong, right)


PERMIT = PermitEntry()
CATALOGUE = CatalogueEntry()
SOME_PERMIT = nowhere("permit")
SOME_CATALOGUE = nowhere("catalogue")


def permit_from_data(data: Any, at: Locate = SOME_PERMIT) -> model.Permit:
    """A permit from plain data. Raises InputError with every mistake, placed by `at`."""
    return cast(model.Permit, load(PERMIT, data, at))


def catalogue_from(data: Any, at: Locate = SOME_CATALOGUE) -> model.Catalogue:
    """The catalogue that `catalogue_to_data` gave as plain data.

    Raises InputError with every mistake, placed by `at`.
    """
    return cast(model.Catalogue, load(CATALOGUE, data, at))


def load(schema: Schema, data: Any, at: Locate) -> Any:
    """What `schema` makes of `data`. Raises InputError with every mistake, placed by `at`."""
    try:
        return schema.load(data)
    except ValidationError as error:
        raise_found(error.messages, schema, at)
