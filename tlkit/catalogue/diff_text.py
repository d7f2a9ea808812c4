"""Differences in words, for a terminal and for release notes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from tlkit.catalogue.diff import Change
from tlkit.errors import Text
from tlkit.mistakes import visible

LONGEST = 300
EMPTY = Text(en="(empty)", id="(kosong)")
ADDED = Text(en="new", id="baru")
REMOVED = Text(en="no longer there", id="tidak ada lagi")
REORDERED = Text(en="(another order)", id="(urutan berubah)")


def lines(changes: Iterable[Change], lang: str) -> Iterator[str]:
    """The changes in words, in their order: each entry, and below it its fields, indented."""
    for (table, id_), of_entry in groupby(changes, key=lambda change: (change.table, change.permit_id)):
        title = id_ if table == "permits" else f"{table}/{id_}"
        for number, change in enumerate(of_entry):
            if not change.field:
                yield f"{title}: {_whole(change, lang)}"
                continue
            if number == 0:
                yield title
            yield from (f"  {line}" for line in _field(change, lang))


def words(value: Any, lang: str) -> str:
    """A field's value, given as plain data, on one line and safe on a terminal."""
    return visible(_words(value, lang), LONGEST)


def _whole(change: Change, lang: str) -> str:
    data = change.before if change.after is None else change.after
    name = data.get("name", data) if isinstance(data, dict) else data
    return f"{(REMOVED if change.after is None else ADDED).in_(lang)}: {words(name, lang)}"


def _field(change: Change, lang: str) -> Iterator[str]:
    before, after = change.before, change.after
    if not (isinstance(before, list) and isinstance(after, list) and before and after):
        yield f"{change.field}: {words(before, lang)} → {words(after, lang)}"
        return
    gone = [item for item in before if item not in after]
    come = [item for item in after if item not in before]
    yield f"{change.field}:" if gone or come else f"{change.field}: {REORDERED.in_(lang)}"
    yield from (f"  - {words(item, lang)}" for item in gone)
    yield from (f"  + {words(item, lang)}" for item in come)


def _words(value: Any, lang: str) -> str:
    if value in (None, [], {}, ""):
        return EMPTY.in_(lang)
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "; ".join(_words(item, lang) for item in value)
    if isinstance(value, dict):
        if set(value) == {"id", "en"}:
            return str(value["id" if lang == "id" else "en"])
        return ", ".join(f"{name}: {_part(item, lang)}" for name, item in value.items())
    return json.dumps(value)


def _part(value: Any, lang: str) -> str:
    """A value within another: what has parts of its own stands in brackets."""
    said = _words(value, lang)
    return f"({said})" if isinstance(value, dict) and value and set(value) != {"id", "en"} else said
