"""The working list of a page: opened, sent back, acted on, brought up to date, and read as a value."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tlkit.errors import Text
from tlkit.site.shared.odd import json_of

Entry = dict[str, Any]
Parts = Mapping[str, str]
MOST = 60
"""Rows of one list at most."""
NEW = "baru"
"""What the inputs of the row to be added begin with."""


class Foreign(ValueError):
    """Something was sent that no page of ours could send."""


@dataclass(frozen=True)
class Row:
    """One row. `entry` is as the page was opened with it, `typed` what stands in its inputs (none: fixed).

    `gone` rows are shown and left out of the value. `centre` is the centre's row that this one
    is or changes. `news` marks one that came while the page was open.
    """

    entry: Entry
    typed: Parts
    gone: bool = False
    centre: Entry | None = None
    news: bool = False


@dataclass(frozen=True)
class RowKind:
    """How the rows of one field are told apart, typed and read.

    `parts` gives what stands in an entry's inputs, or nothing for one that has none; `read`
    makes the entry of inputs; `empty` are the inputs of a row to be added. `mistakes` are
    those of one row among those before it. `ordered`: the region chooses the order, and the
    centre's rows have no place of their own. `firm`: the centre's rows are not changed here.
    """

    key: Callable[[Entry], str]
    parts: Callable[[Entry], Parts]
    read: Callable[[Entry, Parts], Entry]
    empty: Parts
    mistakes: Callable[[Row, Sequence[Row]], Mapping[str, Text]]
    begun: Callable[[Parts, Sequence[Row]], Entry]
    needed: str
    ordered: bool = False
    firm: bool = False

    def row(self, entry: Entry, centre: Entry | None = None, **more: Any) -> Row:
        """A row as it is shown at first."""
        fixed = self.firm and centre is not None
        return Row(entry, {} if fixed else self.parts(entry), centre=centre, **more)

    def entry(self, row: Row) -> Entry:
        """A row's value, with what was typed."""
        return self.read(row.entry, row.typed) if row.typed else row.entry

    def changed(self, row: Row) -> bool:
        """Whether a row says something else than the centre's."""
        return row.centre is not None and self.entry(row) != row.centre


def opened(kind: RowKind, base: Sequence[Entry], value: Sequence[Entry] | None) -> list[Row]:
    """The rows of a value, of the centre's where the region has none, those it leaves out among them."""
    rows = [kind.row(entry) for entry in (base if value is None else value)]
    return completed(kind, base, rows)


def completed(kind: RowKind, base: Sequence[Entry], rows: Iterable[Row]) -> list[Row]:
    """The rows, each with the centre's that it is or changes; what the centre has besides, as gone."""
    found = list(rows)
    left = dict(enumerate(base))
    places: dict[int, int] = {}
    for same in (lambda a, b: a == b, lambda a, b: kind.key(a) == kind.key(b)):
        for at, row in enumerate(found):
            match = next((n for n, each in left.items() if at not in places and same(each, row.entry)), None)
            if match is not None:
                places[at] = match
                entry = left.pop(match)
                fixed = kind.firm
                found[at] = replace(row, centre=entry, typed={} if fixed else row.typed)
    if kind.ordered:
        return found
    return with_left_out(kind, found, left, places)


def with_left_out(
    kind: RowKind, rows: list[Row], left: Mapping[int, Entry], places: Mapping[int, int]
) -> list[Row]:
    """The rows with those that the region leaves out, each after the one that it follows at the centre."""
    numbered: list[tuple[int, Row]] = [(places.get(at, -1), row) for at, row in enumerate(rows)]
    for number in sorted(left):
        before = next((at for at, (n, _) in enumerate(numbered) if n == number - 1 and n >= 0), None)
        place = 0 if before is None else before + 1
        numbered.insert(place, (number, kind.row(left[number], left[number], gone=True)))
    return [row for _, row in numbered]


def joined(
    kind: RowKind, base: Sequence[Entry], rows: Sequence[Row], value: Sequence[Entry] | None
) -> list[Row]:
    """The rows brought up to date: what came in force since the page was opened joins what is typed."""
    known = [row.entry for row in rows]
    fresh = [] if kind.ordered else [each for each in value or () if each not in known and each not in base]
    return completed(kind, base, [*rows, *(kind.row(entry, news=True) for entry in fresh)])


def acted(rows: Sequence[Row], what: str) -> list[Row]:
    """The rows after a button: `lepas-3`, `minta-3`, `naik-3`, `turun-3`. Unknown buttons do nothing."""
    verb, _, digits = what.partition("-")
    found = list(rows)
    if not (digits.isascii() and digits.isdigit() and len(digits) < 4 and int(digits) < len(found)):
        return found
    at = int(digits)
    if verb in ("lepas", "minta"):
        found[at] = replace(found[at], gone=verb == "lepas")
    other = at + {"naik": -1, "turun": 1}.get(verb, 0)
    if 0 <= other < len(found):
        found[at], found[other] = found[other], found[at]
    return found


def value_of(kind: RowKind, rows: Iterable[Row]) -> list[Entry]:
    """What the list says."""
    return [kind.entry(row) for row in rows if not row.gone]


def mistakes(kind: RowKind, rows: Sequence[Row]) -> dict[str, Text]:
    """What is wrong, by input."""
    found = {}
    for at, row in enumerate(rows):
        if row.typed and not row.gone:
            before = [each for each in rows[:at] if not each.gone]
            found.update({f"r{at}-{part}": text for part, text in kind.mistakes(row, before).items()})
    return found


def added(kind: RowKind, rows: Sequence[Row], typed: Parts) -> tuple[list[Row], dict[str, Text]]:
    """The rows with the one that was typed below them, or its mistakes."""
    parts = {part: typed.get(f"{NEW}-{part}", "").strip() for part in kind.empty}
    entry = kind.begun(parts, rows)
    row = Row(entry, {**kind.parts(kind.read(entry, parts)), **parts})
    wrong = kind.mistakes(row, [each for each in rows if not each.gone])
    if wrong:
        return list(rows), {f"{NEW}-{part}": text for part, text in wrong.items()}
    fresh = replace(row, entry=kind.entry(row))
    return [*rows, replace(fresh, typed=kind.parts(fresh.entry))], {}


def begun(kind: RowKind, typed: Parts) -> bool:
    """Whether something was typed where a row is added."""
    return any(typed.get(f"{NEW}-{part}", "").strip() for part, default in kind.empty.items() if not default)


def flat(rows: Sequence[Row]) -> dict[str, str]:
    """The rows as inputs of a form."""
    found = {"jumlah": str(len(rows))}
    for at, row in enumerate(rows):
        found[f"r{at}-isi"] = json.dumps(row.entry, ensure_ascii=False)
        found[f"r{at}-lepas"] = "ya" if row.gone else ""
        found[f"r{at}-kabar"] = "ya" if row.news else ""
        found.update({f"r{at}-{part}": words for part, words in row.typed.items()})
    return found


def sent(kind: RowKind, typed: Parts) -> list[Row]:
    """The rows that a form sent. Raises `Foreign`."""
    count = typed.get("jumlah", "")
    if not re.fullmatch(r"[0-9]{1,3}", count) or int(count) > MOST:
        raise Foreign(count)
    return [sent_row(kind, typed, f"r{at}-") for at in range(int(count))]


def sent_row(kind: RowKind, typed: Parts, prefix: str) -> Row:
    """One of them."""
    try:
        entry = json_of(typed.get(f"{prefix}isi", ""))
    except ValueError as error:
        raise Foreign(prefix) from error
    if not isinstance(entry, dict):
        raise Foreign(prefix)
    parts = {}
    if f"{prefix}{kind.needed}" in typed:
        parts = {part: typed.get(prefix + part, "").strip() for part in kind.empty}
    gone, news = (typed.get(prefix + mark) == "ya" for mark in ("lepas", "kabar"))
    return Row(entry, parts, gone, news=news)
