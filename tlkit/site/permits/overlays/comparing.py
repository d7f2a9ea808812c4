"""Two lists side by side: which rows both have, which only one, and which differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from tlkit.site.permits.overlays.rows import LISTS
from tlkit.site.permits.overlays.shown import RowWords, labels_of, row_words
from tlkit.site.releases import Live

How = Literal["same", "left", "right", "differs"]


@dataclass(frozen=True)
class Pair:
    """A row on either side, None where that side has none."""

    left: RowWords | None
    right: RowWords | None
    how: How


def compared(
    field: str, left: Sequence[dict[str, Any]], right: Sequence[dict[str, Any]], now: Live, lang: str
) -> list[Pair]:
    """The rows of two values of a list, in their order, in words."""
    labels = labels_of([*left, *right])
    return [
        Pair(
            None if a is None else row_words(field, a, now, lang, labels),
            None if b is None else row_words(field, b, now, lang, labels),
            "right" if a is None else "left" if b is None else "same" if a == b else "differs",
        )
        for a, b in aligned(field, left, right)
    ]


def aligned(
    field: str, left: Sequence[dict[str, Any]], right: Sequence[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any] | None, dict[str, Any] | None]]:
    """Rows of the same key together, as far as both lists have them in the same order."""
    key = LISTS[field].key
    matcher = SequenceMatcher(None, [key(row) for row in left], [key(row) for row in right], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(left[a:b], right[c:d], strict=True)
        else:
            yield from ((row, None) for row in left[a:b])
            yield from ((None, row) for row in right[c:d])
