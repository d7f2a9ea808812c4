"""Walks the region schema and the catalogue's dataclasses: path, kind, and requirement or default.

What the generated references are made of; nothing here writes.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterator
from datetime import time
from typing import Any

from marshmallow import Schema, fields

from tlkit.errors import Text

Row = tuple[str, str, str]
"""Path, kind in words, `required` or the default."""


def region_fields(schema: Schema, model: type, prefix: str) -> Iterator[Row]:
    """Path, kind and requirement or default of each field, depth first."""
    for name, field in schema.fields.items():
        path = prefix + name
        must = "required" if field.required else default_of(model, name)
        nested = field.schema if isinstance(field, fields.Nested) else None
        if nested is None:
            yield path, kind_of(field), must
            continue
        many = isinstance(field, fields.Nested) and field.many
        yield path, "list" if many else "group", must
        inner = held_by(model, name)
        if name == "services":
            switch = next(iter(nested.fields.values()))
            assert isinstance(switch, fields.Nested)
            yield f"{path}.*", " or ".join(f"`{key}`" for key in nested.fields), "all on"
            yield from region_fields(switch.schema, inner, f"{path}.*.")
        else:
            yield from region_fields(nested, inner, f"{path}{'[]' if many else ''}.")


def kind_of(field: fields.Field[Any]) -> str:
    """A field's kind in words, from its class's docstring or its choices."""
    if isinstance(field, fields.List):
        return f"list: {kind_of(field.inner)}"
    allowed = getattr(field, "allowed", None)
    if allowed:
        return " or ".join(f"`{choice}`" for choice in allowed)
    if isinstance(field, fields.Boolean):
        return "`true` or `false`"
    return (type(field).__doc__ or "").splitlines()[0].rstrip(".")


def default_of(model: type, name: str) -> str:
    """The default of a dataclass's field, as it would be written in the file."""
    found = {field.name: field for field in dataclasses.fields(model)}.get(name)
    if found is None or found.default in (dataclasses.MISSING, None, (), ""):
        return "none"
    if dataclasses.is_dataclass(found.default):
        return "see below"
    if isinstance(found.default, tuple):
        return f"`[{', '.join(map(str, found.default))}]`"
    if isinstance(found.default, time):
        return f"`{found.default:%H:%M}`"
    return f"`{str(found.default).lower()}`"


def held_by(model: type, name: str) -> type:
    """The dataclass inside the annotation of a field: of `tuple[X, ...]`, `X | None`, `Mapping[str, X]`."""
    return next(dataclasses_in(typing.get_type_hints(model)[name]))


def dataclasses_in(annotation: Any) -> Iterator[type]:
    """Every dataclass that an annotation names."""
    if isinstance(annotation, type) and dataclasses.is_dataclass(annotation):
        yield annotation
    for part in typing.get_args(annotation):
        yield from dataclasses_in(part)


def model_fields(model: type, prefix: str) -> Iterator[Row]:
    """Path, kind and requirement or default of each field of a dataclass, depth first."""
    hints = typing.get_type_hints(model)
    for field in dataclasses.fields(model):
        hint, path = hints[field.name], prefix + field.name
        bare = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        must = "required" if bare else default_of(model, field.name)
        inner = next(dataclasses_in(hint), None)
        many = typing.get_origin(hint) is tuple
        yield path, kind_in_words(hint), must
        if inner is not None and inner is not model:
            yield from model_fields(inner, f"{path}{'[]' if many else ''}.")


def kind_in_words(hint: Any) -> str:
    """An annotation as a person would say it."""
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if hint is Text:
        return "text in both languages: `{id: …, en: …}`"
    if origin is typing.Literal:
        return " or ".join(f"`{choice}`" for choice in parts)
    if origin in (typing.Union, types.UnionType):
        return kind_in_words(next(part for part in parts if part is not type(None)))
    if origin is tuple and Ellipsis in parts:
        return "list" if next(dataclasses_in(hint), None) else f"list: {kind_in_words(parts[0])}"
    if origin is tuple:
        return "a pair"
    if dataclasses.is_dataclass(hint):
        return "group"
    plain = {str: "text", int: "whole number", bool: "`true` or `false`"}
    return plain.get(hint) or str(getattr(hint, "__name__", hint)).lower()
