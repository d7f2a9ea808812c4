"""The table that follows a push fits on a terminal, and says first what needs care."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from tlkit.cli.push_table import FRAME, STEPS, table
from tlkit.office.push_outcome import STATES

LONGEST = "kabupaten-kepulauan-siau-tagulandang-biaro"
STATE_OF = {f"kota-{number:02d}": state for number, state in enumerate([*STEPS, *STATES])} | {
    LONGEST: "unknown"
}


def drawn(states: dict[str, str], lang: str, fits: int = 100) -> list[str]:
    """What stands between the heading and the counts, line by line."""
    console = Console(width=80, file=io.StringIO(), color_system=None)
    console.print(table(states, lang, fits))
    assert isinstance(console.file, io.StringIO)
    lines = [line.strip() for line in console.file.getvalue().splitlines() if line.strip()]
    assert max(map(len, lines)) <= 80
    return lines[2:]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_every_state_of_every_region_has_one_whole_line(lang: str) -> None:
    *rows, _ = drawn(STATE_OF, lang)
    assert sorted(row.split()[1] for row in rows) == sorted(STATE_OF)
    assert not [row for row in rows if "…" in row[1:]]


def test_what_needs_care_stands_on_top_and_what_is_done_below() -> None:
    states = {
        "kota-a": "applied",
        "kota-b": "idle",
        "kota-c": "hangs",
        "kota-d": "applying",
        "kota-e": "planned",
    }
    *rows, counts = drawn(states, "en")
    assert [row.split()[:2] for row in rows] == [
        ["✗", "kota-c"],
        ["…", "kota-d"],
        ["·", "kota-b"],
        ["·", "kota-e"],
        ["✓", "kota-a"],
    ]
    assert counts == "failed 1 · at work 1 · to come 2 · done 1"


def test_what_does_not_fit_is_counted_and_the_frame_is_kept() -> None:
    states = dict.fromkeys((f"kota-{number}" for number in range(514)), "applying")
    assert "and 498 more" in drawn(states, "en", 24 - FRAME)
    console = Console(width=80, file=io.StringIO())
    assert len(console.render_lines(table(states, "id", 24 - FRAME), pad=False)) <= 24
