"""Bars of a chart, measured before they are drawn: the macro in `reports/_chart.html` only places them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 600
"""Units of the drawing from the first value to the last."""


@dataclass(frozen=True)
class Bar:
    """One bar: its value in words, its length, and where its mark stands, if it has one."""

    label: str
    value: str
    length: float
    part: float = 0.0
    mark: float | None = None


def bars(
    entries: Sequence[tuple[str, float, float, float | None, str]],
) -> list[Bar]:
    """Bars in one scale from label, value, part of it, mark, and words for the value."""
    most = max((max(value, mark or 0) for _, value, _, mark, _ in entries), default=0) or 1
    scale = WIDTH / most
    return [
        Bar(label, words, value * scale, part * scale, None if mark is None else mark * scale)
        for label, value, part, mark, words in entries
    ]
