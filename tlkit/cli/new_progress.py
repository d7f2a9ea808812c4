"""How far `tlkit new region` is: a bar on a terminal, a line for each step in a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tlkit.cli.new_outcome import ending
from tlkit.cli.show import note

if TYPE_CHECKING:
    from tlkit.instance import Failed, Made


@contextmanager
def progress(lang: str, quiet: bool) -> Iterator[Callable[[str], None]]:
    """A bar that moves with every step on a terminal, a line for every step in a pipe."""
    from tlkit.instance import STEPS

    if quiet:
        yield lambda step: None
    elif not sys.stderr.isatty():
        yield lambda step: note(STEPS[step].in_(lang))
    else:
        with bar(len(STEPS)) as (shown, task):
            yield lambda step: shown.update(
                task, description=STEPS[step].in_(lang), completed=list(STEPS).index(step)
            )
            shown.update(task, completed=len(STEPS))


@contextmanager
def counting(total: int, lang: str, quiet: bool) -> Iterator[Callable[[Made | Failed], None]]:
    """The same for many: each region that is done moves the bar, or is told of on a line."""
    if quiet:
        yield lambda outcome: None
    elif not sys.stderr.isatty():
        yield lambda outcome: note(ending(outcome, lang))
    else:
        with bar(total) as (shown, task):
            yield lambda outcome: shown.update(task, description=outcome.what, advance=1)


@contextmanager
def bar(total: int) -> Iterator[tuple[Any, Any]]:
    """A progress bar on stderr."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    words = TextColumn("{task.description}", markup=False)
    with Progress(words, BarColumn(), MofNCompleteColumn(), console=Console(stderr=True)) as shown:
        yield shown, shown.add_task("", total=total)
