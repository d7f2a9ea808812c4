"""How commands show what they found: plain lines, tables, JSON."""

from __future__ import annotations

import json
import sys
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
    """Print rows under headings; a drawn table on a terminal, tab-separated lines in a pipe."""
    if not sys.stdout.isatty():
        for row in rows:
            click.echo("\t".join(row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(*headings)
    for row in rows:
        drawn.add_row(*(Text(cell) for cell in row))
    Console().print(drawn)
