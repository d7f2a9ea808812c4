"""The API's description for people: one page, made from the same description as the JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, current_app, json, render_template

from tlkit.site.api.description import Description

METHODS = ("get", "post", "put", "patch", "delete")

blueprint = Blueprint("api", __name__, template_folder="templates")


@dataclass(frozen=True)
class Operation:
    """One thing to ask for. `fields` are name, type, whether it must be, and what it is."""

    method: str
    path: str
    summary: str
    inputs: tuple[tuple[str, str, bool, str], ...]
    outputs: tuple[tuple[str, str, bool, str], ...]
    answers: tuple[tuple[str, str], ...]


@blueprint.get("/")
def index() -> str:
    """Every operation of the API."""
    return render_template("api/index.html", operations=list(operations(described())))


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """The description itself, for machines."""
    return Response(json.dumps(described(), indent=2, sort_keys=False), mimetype="application/json")


def described() -> Mapping[str, Any]:
    """The description of the site that answers."""
    description: Description = current_app.extensions["tlkit.api"]
    return description.spec


def operations(spec: Mapping[str, Any]) -> Iterator[Operation]:
    """What the description describes, in its order."""
    for path, item in spec["paths"].items():
        for method in METHODS:
            if method in item:
                yield operation(spec, method, path, item[method], item.get("parameters", []))


def operation(
    spec: Mapping[str, Any], method: str, path: str, told: Mapping[str, Any], shared: list[Any]
) -> Operation:
    """One of them."""
    body = told.get("requestBody", {}).get("content", {})
    good = told["responses"].get("200", {}).get("content", {})
    return Operation(
        method.upper(),
        path,
        told.get("summary", ""),
        (*(parameter(each) for each in (*shared, *told.get("parameters", []))), *fields(spec, body)),
        tuple(fields(spec, good)),
        tuple(
            (code, meaning(spec, answer))
            for code, answer in sorted(told["responses"].items())
            if code.isdigit()
        ),
    )


def parameter(told: Mapping[str, Any]) -> tuple[str, str, bool, str]:
    return (
        told["name"],
        kind(told.get("schema", {})),
        told.get("required", False),
        told.get("description", ""),
    )


def fields(spec: Mapping[str, Any], content: Mapping[str, Any]) -> Iterator[tuple[str, str, bool, str]]:
    """The fields of a JSON body; those of one entry where it is a list."""
    schema = resolved(spec, content.get("application/json", {}).get("schema", {}))
    if schema.get("type") == "array":
        schema = resolved(spec, schema["items"])
    must = schema.get("required", ())
    for name, told in schema.get("properties", {}).items():
        yield name, kind(told), name in must, told.get("description", "")


def resolved(spec: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """A schema behind its reference."""
    name = schema.get("$ref", "").rpartition("/")[2]
    found: Mapping[str, Any] = spec["components"]["schemas"][name] if name else schema
    return found


def meaning(spec: Mapping[str, Any], answer: Mapping[str, Any]) -> str:
    """What a status says."""
    name = answer.get("$ref", "").rpartition("/")[2]
    found = spec["components"]["responses"].get(name, {}) if name else answer
    return str(found.get("description", ""))


def kind(schema: Mapping[str, Any]) -> str:
    """A field's type in a word or two."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    named = schema.get("type", "")
    if named == "array" or (isinstance(named, list) and "array" in named):
        return f"[{kind(schema.get('items', {}))}]"
    return "/".join(str(each) for each in named) if isinstance(named, list) else str(named or "object")
