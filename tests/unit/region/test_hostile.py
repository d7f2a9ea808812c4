"""Hostile text in every string field: one clear error, or loaded exactly as it was written."""

from __future__ import annotations

import copy
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, is_dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from marshmallow import Schema, fields

from tests.unit.region.files import SMALL, problems_of, written
from tlkit.region import load
from tlkit.region.fields import Line
from tlkit.region.schema import RegionSchema

FULL: dict[str, Any] = copy.deepcopy(SMALL) | {
    "mode": "demo",
    "site": {"name": "Layanan", "tagline": "Dekat", "domain": "a.example"},
    "pledge": "Kami melayani.",
    "contacts": {
        "address": "Jalan 1", "phone": "0211", "whatsapp": "0812",
        "email": "a@b.id", "website": "https://a.id",
    },
    "information_officer": {
        "name": "PPID", "address": "Jalan 2", "phone": "0212",
        "email": "p@b.id", "website": "https://p.id",
    },
    "emergency": [{"name": "Siaga", "number": "112", "source": "x"}],
    "agencies": [
        {
            "id": "dinas", "name": "Dinas", "short": "D", "kinds": ["kesehatan"], "address": "Jalan 3",
            "phone": "0213", "email": "d@b.id", "website": "https://d.id", "source": "x",
        }
    ],
    "service_points": [
        {
            "id": "loket", "name": "Loket", "kind": "counter", "agency": "dinas", "address": "Jalan 4",
            "hours": "08.00", "phone": "0214", "source": "x",
        }
    ],
    "map_tiles": "/peta/{z}/{x}/{y}.png",
    "services": {"permits": {"on": True, "agency": "dinas", "settings": {"note": "x"}}},
    "office": {"url": "https://o.id", "channel": "stable", "root": "root.json"},
    "freeze": [{"from": date(2026, 6, 15), "to": date(2026, 7, 10), "reason": "x"}],
    "replication": {"evidence": "MoU", "date": "2018-05", "source": "x"},
}  # fmt: skip
FULL["districts"][0]["villages"][0]["name"] = "Uji"

HOSTILE = (
    "{{ 7*7 }}", "{{ cycler.__init__.__globals__ }}", "{% raw %}", "'", '"', '"; admin: true', "x: y", "- x",
    "x\nadmin: true", "# x", "<script>alert(1)</script>", "../../etc", "-rf", "CON", "nul.svg", "a\x00b",
    "\x1b[31m", "\u202egpj.exe", "\u2066x\u2069", "\u2028", "🏙️", "👩\u200d👧", "e\u0301", "\ud800",
    "x" * 10_000, " ", "", "%s", "${x}", "`id`", "$(id)", "\\", "&amp;", "]]>", "~", "null", "true", "1", "@",
    "javascript:alert(1)", "file:///etc/passwd",
)  # fmt: skip

MARK = "THE-TEXT"
Path_ = tuple[str | int, ...]


def strings(schema: Schema, data: Any, path: Path_ = ()) -> Iterator[Path_]:
    """The path of every field of text that the full region fills."""
    for name, field in schema.fields.items():
        below = (*path, name)
        if isinstance(field, fields.Nested) and field.many:
            yield from strings(field.schema, data[name][0], (*below, 0))
        elif isinstance(field, fields.Nested) and name in data:
            yield from strings(field.schema, data[name], below)
        elif isinstance(field, Line) and name in data:
            yield below
    if "settings" in data:
        yield (*path, "settings", "note")


FIELDS = sorted(set(strings(RegionSchema(), FULL)), key=str)


def changed(path: Path_, text: str) -> dict[str, Any]:
    data = copy.deepcopy(FULL)
    place: Any = data
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] = text
    return data


def value_at(region: Any, path: Path_) -> Any:
    place = asdict(region) if is_dataclass(region) and not isinstance(region, type) else region
    for part in path:
        place = place[part]
    return place


def refused_or_unchanged(path: Path_, text: str) -> bool:
    """True when loaded; fails when the text was changed on its way or the refusal is unfit for a terminal."""
    with tempfile.TemporaryDirectory() as folder:
        file = written(Path(folder), escaped(path, text))
        problems = problems_of(file)
        if not problems:
            assert value_at(load(file), path) == text
    assert all(problem.show(lang).isprintable() for problem in problems for lang in ("en", "id"))
    return not problems


def escaped(path: Path_, text: str) -> str:
    """The full region with each character of `text` as an escape, so that odd ones reach the field."""
    quoted = "".join(f"\\U{ord(character):08x}" for character in text)
    return with_mark(path).replace(MARK, f'"{quoted}"')


@lru_cache
def with_mark(path: Path_) -> str:
    return yaml.safe_dump(changed(path, MARK), allow_unicode=False, sort_keys=False)


def test_every_text_field_of_the_schema_is_tried() -> None:
    names = {path[-1] for path in FIELDS}
    assert len(FIELDS) >= 45
    assert {"name", "slug", "logo", "colour", "domain", "pledge", "note", "root", "hours"} <= names


@pytest.mark.parametrize("path", FIELDS, ids=lambda path: ".".join(map(str, path)))
def test_hostile_text(path: Path_) -> None:
    for text in HOSTILE:
        refused_or_unchanged(path, text)


@settings(max_examples=150, deadline=None)
@given(path=st.sampled_from(FIELDS), text=st.text(st.characters(), max_size=40))
def test_any_text(path: Path_, text: str) -> None:
    refused_or_unchanged(path, text)


@pytest.mark.parametrize(
    "text",
    ["{{ 7*7 }}", "'\"", "<script>alert(1)</script>", "🏙️ Kota", "👩‍👩‍👧", "-rf", "CON", "x: y # z", "日本"],
)
def test_plain_text_passes_unchanged(text: str) -> None:
    for path in [
        ("name",),
        ("site", "tagline"),
        ("districts", 0, "villages", 0, "name"),
        ("agencies", 0, "name"),
    ]:
        assert refused_or_unchanged(path, text)


@pytest.mark.parametrize(
    "text", ["a\x00b", "a\x1bb", "\u202ex", "\u2067x", "a\ud800", "a\ufffe", "x\ny", "x\rb"]
)
def test_text_that_no_name_may_hold(text: str) -> None:
    for path in [("name",), ("districts", 0, "name"), ("agencies", 0, "address")]:
        assert not refused_or_unchanged(path, text)


def test_line_breaks_only_where_text_is_long() -> None:
    assert refused_or_unchanged(("pledge",), "satu\ndua")
    assert not refused_or_unchanged(("pledge",), "satu\rdua")
