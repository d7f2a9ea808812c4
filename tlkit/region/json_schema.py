"""The JSON Schema of a region file, for editors that complete and underline."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from tlkit.region import fields as texts
from tlkit.region import values
from tlkit.region.schema import RegionSchema
from tlkit.region.text import LINE_LENGTH

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """The schema as plain data. Editors cannot see everything `tlkit check` sees, such as unknown codes."""
    return {"$schema": DIALECT, "title": "tlkit region", **_object(RegionSchema())}


def _object(schema: Schema) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {name: _value(field) for name, field in schema.fields.items()},
        "required": [name for name, field in schema.fields.items() if field.required],
    }


def _value(field: fields.Field[Any]) -> dict[str, Any]:
    shape = _shape(field)
    return {"anyOf": [shape, {"type": "null"}]} if field.allow_none else shape


def _shape(field: fields.Field[Any]) -> dict[str, Any]:
    if isinstance(field, fields.Nested):
        inner = _object(field.schema)
        return {"type": "array", "items": inner} if field.many else inner
    if isinstance(field, fields.List):
        return {"type": "array", "items": _value(field.inner)}
    if isinstance(field, values.Choice):
        return {"enum": list(field.allowed)}
    if isinstance(field, fields.Boolean):
        return {"type": "boolean"}
    return _scalar(field)


def _scalar(field: fields.Field[Any]) -> dict[str, Any]:
    if isinstance(field, values.Coordinates):
        return {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
    if isinstance(field, values.Settings):
        return {"type": "object", "additionalProperties": {"type": ["string", "integer", "boolean"]}}
    if isinstance(field, values.Day):
        return {"type": "string", "format": "date"}
    if isinstance(field, texts.Phone):
        return {"type": ["string", "integer"], "description": field.right.en}
    if isinstance(field, texts.Shaped):
        return {"type": "string", "pattern": field.shape.pattern, "description": field.right.en}
    if isinstance(field, values.Url):
        return {"type": "string", "format": "uri", "description": field.right.en}
    longest = field.longest if isinstance(field, texts.Line) else LINE_LENGTH
    return {"type": "string", "minLength": 1, "maxLength": longest}
