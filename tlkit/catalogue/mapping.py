"""Where mistakes are shown, and values as plain data again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, NoReturn, Protocol

from tlkit.catalogue.model import Catalogue, Permit
from tlkit.errors import InputError, Problem, Text
from tlkit.mistakes import found_by
from tlkit.yamlfile import dotted

PLAIN = frozenset((str, int, bool, float, type(None)))
"""What is plain data already: most of a catalogue, told apart first."""


class Locate(Protocol):
    """Places a mistake in what was read; `tlkit.yamlfile.Document.problem` is one."""

    def __call__(
        self, field_path: Sequence[str | int], wrong: Text, right: Text, /, *, at_key: bool = False
    ) -> Problem: ...


def nowhere(name: str) -> Locate:
    """Places mistakes by their path alone, for data that has no lines; `name` says what it is."""

    def at(field_path: Sequence[str | int], wrong: Text, right: Text, *, at_key: bool = False) -> Problem:
        return Problem(name, 0, 0, dotted(field_path), wrong, right)

    return at


def raise_found(messages: Any, schema: Any, at: Locate) -> NoReturn:
    """Raise the messages of a marshmallow ValidationError as one InputError."""
    problems = [
        at(path, found.wrong, found.right, at_key=found.at_key) for path, found in found_by(messages, schema)
    ]
    raise InputError(problems) from None


def permit_to_data(permit: Permit) -> dict[str, Any]:
    """The permit as plain data for JSON; what has its default value is left out."""
    return _entry(permit)


def catalogue_to_data(catalogue: Catalogue) -> dict[str, Any]:
    """The catalogue as plain data for JSON: lists of entries, so that their order survives."""
    data: dict[str, Any] = {"version": catalogue.version}
    for table in fields(catalogue):
        if table.name != "version":
            entries: Mapping[str, Any] = getattr(catalogue, table.name)
            data[table.name] = [_with_id(id_, entry) for id_, entry in entries.items()]
    return data


def to_data(value: Any) -> Any:
    """Any value of the model as plain data."""
    if type(value) in PLAIN:
        return value
    if isinstance(value, Text):
        return {"id": value.id, "en": value.en}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [to_data(item) for item in value]
    if isinstance(value, Mapping):
        return {name: to_data(item) for name, item in value.items()}
    return _entry(value) if is_dataclass(value) else value


def _with_id(id_: str, entry: Any) -> dict[str, Any]:
    return {"id": id_, "name": to_data(entry)} if isinstance(entry, Text) else _entry(entry)


def _entry(value: Any) -> dict[str, Any]:
    return {
        name: to_data(held)
        for name, default in _defaults(value.__class__)
        if (held := getattr(value, name)) != default
    }


@cache
def _defaults(made: type[Any]) -> tuple[tuple[str, Any], ...]:
    """The fields of a dataclass, each with its default: asked for once for each class, not for each value."""
    return tuple((field.name, _default(field)) for field in fields(made))


def _default(field: Field[Any]) -> Any:
    return field.default_factory() if field.default_factory is not MISSING else field.default
