"""Tables on terminals wide and narrow, and in a pipe."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable

import pytest

from tlkit.cli.show import table

Printed = Callable[[int | None], list[str]]
HEADINGS = ("Region", "State", "Release", "Conflicts", "Reason")
ROW = (
    "kabupaten-kepulauan-siau-tagulandang-biaro",
    "unknown: sent, and no answer since; push again",
    "2026.11.3",
    "sip-bidan/processing",
    "",
)


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Printed:
    """`printed(80)`: the lines on a terminal of that width, or in a pipe for None."""

    def run(width: int | None) -> list[str]:
        with monkeypatch.context() as patched:
            patched.setenv("COLUMNS", str(width or 80))
            patched.setenv("TERM", "xterm")
            patched.setattr(sys.stdout, "isatty", lambda: width is not None, raising=False)
            table(HEADINGS, [ROW])
        return re.sub(r"\x1b\[[0-9;]*m", "", capsys.readouterr().out).splitlines()

    return run


def test_where_it_fits_it_is_drawn_with_every_word_whole(printed: Printed) -> None:
    lines = printed(120)
    assert "━" in lines[0]
    words = " ".join(lines).replace("│", " ").split()
    assert {word for cell in ROW for word in cell.split()} <= set(words)


def test_where_it_does_not_each_row_is_a_paragraph(printed: Printed) -> None:
    lines = printed(80)
    assert lines[0] == ROW[0]
    assert max(map(len, lines)) <= 80
    told = " ".join(line.strip() for line in lines[1:])
    assert told == (
        "State: unknown: sent, and no answer since; push again · Release: 2026.11.3"
        " · Conflicts: sip-bidan/processing"
    )


def test_a_pipe_gets_a_line_for_each_row(printed: Printed) -> None:
    assert printed(None) == ["\t".join(ROW)]
