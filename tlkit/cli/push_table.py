"""How a push is followed while it goes on: a table that lives on a terminal, or a line for every step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

from tlkit.cli.show import note
from tlkit.errors import Text

if TYPE_CHECKING:
    from tlkit.office.fleet import Member

STEPS = {
    "idle": Text("waiting", "menunggu"),
    "planning": Text("asking for its plan", "menanyakan rencana"),
    "applying": Text("applying", "menerapkan"),
}
HEADINGS = (Text("Region", "Daerah"), Text("Cohort", "Kelompok"), Text("State", "Keadaan"))
FRAME = 8
"""Lines of a terminal that the table leaves for what stands around it."""


def word(state: str, lang: str) -> str:
    """A step or a state in words."""
    from tlkit.office.push_outcome import WORDS

    known: dict[str, Text] = {**cast("dict[str, Text]", WORDS), **STEPS}
    return known[state].in_(lang)


def lines(lang: str) -> Callable[[str, str], None]:
    """A line on stderr for every step of every region."""
    return lambda slug, state: note(f"{slug}\t{word(state, lang)}")


@contextmanager
def drawn(members: tuple[Member, ...], lang: str) -> Iterator[Callable[[str, str], None]]:
    """A table of all regions, those last heard of on top where they don't all fit."""
    from rich.console import Console
    from rich.live import Live

    console = Console(stderr=True)
    states = dict.fromkeys((one.slug for one in members), "idle")
    cohorts = {one.slug: one.cohort for one in members}

    def picture() -> Any:
        from rich.table import Table
        from rich.text import Text as Cell

        counts = Counter(states.values())
        caption = " · ".join(f"{word(state, lang)}: {count}" for state, count in counts.items())
        shown = Table(*(heading.in_(lang) for heading in HEADINGS), caption=Cell(caption))
        fits = max(1, console.height - FRAME)
        for slug in [*reversed(recent), *(one for one in states if one not in recent)][:fits]:
            shown.add_row(Cell(slug), Cell(cohorts[slug]), Cell(word(states[slug], lang)))
        return shown

    recent: dict[str, None] = {}
    with Live(get_renderable=picture, console=console, refresh_per_second=5, transient=True):

        def report(slug: str, state: str) -> None:
            states[slug] = state
            recent.pop(slug, None)
            recent[slug] = None

        yield report
