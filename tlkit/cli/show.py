"""How commands show what they found: plain lines, tables, JSON."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

import click


def say(text: str = "") -> None:
    """Print one line on stdout."""
    click.echo(text)


def note(text: str) -> None:
    """Print one line on stderr: progress and hints, so that stdout stays for results."""
    click.echo(text, err=True)


def as_json(data: Any) -> None:
    """Print `data` as indented JSON with its letters as they are."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under headings; a drawn table on a terminal, tab-separated lines in a pipe.

    On a terminal too narrow for the words of every column, each row is a paragraph instead.
    """
    if not sys.stdout.isatty():
        for row in rows:
            click.echo("\t".join(row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console, kept = Console(), list(rows)
    widths = least_widths([headings, *kept])
    if sum(widths) + 3 * len(widths) + 1 > console.width:
        for row in kept:
            click.echo(paragraph(headings, row, console.width))
        return
    drawn = Table()
    for number, heading in enumerate(headings):
        drawn.add_column(heading, no_wrap=number == 0, overflow="fold")
    for row in kept:
        drawn.add_row(*(Text(cell) for cell in row))
    console.print(drawn)


def least_widths(rows: Iterable[Sequence[str]]) -> list[int]:
    """The letters that each column needs to have every word whole."""
    columns = zip(*rows, strict=True)
    return [max((len(word) for cell in column for word in cell.split()), default=0) for column in columns]


def paragraph(headings: Sequence[str], row: Sequence[str], width: int) -> str:
    """A row under its first cell, every other cell after its heading; empty ones are left out."""
    facts = [f"{heading}: {cell}" for heading, cell in zip(headings[1:], row[1:], strict=True) if cell]
    told = textwrap.fill(
        " · ".join(facts), width, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False
    )
    return f"{row[0]}\n{told}"
