"""How a push is followed while it goes on: a table that lives on a terminal, or a line for every step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
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
HEADINGS = (Text("", ""), Text("Region", "Daerah"), Text("State", "Keadaan"))
FRAME = 8
"""Lines of a terminal that the table leaves for what stands around it."""
MORE = Text("and {count} more", "dan {count} lagi")
LOOKS = {
    "failed": ("✗", "red", Text("failed", "gagal")),
    "busy": ("…", "cyan", Text("at work", "berjalan")),
    "idle": ("·", "dim", Text("to come", "belum")),
    "done": ("✓", "green", Text("done", "selesai")),
}
"""How a region is marked, by what its state means: what needs care stands on top, what is done below."""


def word(state: str, lang: str) -> str:
    """A step or a state in words."""
    from tlkit.office.push_outcome import WORDS

    known: dict[str, Text] = {**cast("dict[str, Text]", WORDS), **STEPS}
    return known[state].in_(lang)


def lines(lang: str) -> Callable[[str, str], None]:
    """A line on stderr for every step of every region."""
    return lambda slug, state: note(f"{slug}\t{word(state, lang)}")


def meaning(state: str) -> str:
    """One of the names of `LOOKS`."""
    from tlkit.office.push_outcome import DONE

    if state in ("idle", "planned"):
        return "idle"
    if state in STEPS:
        return "busy"
    return "done" if state in DONE else "failed"


@contextmanager
def drawn(members: tuple[Member, ...], lang: str) -> Iterator[Callable[[str, str], None]]:
    """A table of all regions that follows the push; as many as fit, those that need care on top."""
    from rich.console import Console
    from rich.live import Live

    console = Console(stderr=True)
    states = dict.fromkeys((one.slug for one in members), "idle")

    def report(slug: str, state: str) -> None:
        states[slug] = state

    def picture() -> Any:
        return table(dict(states), lang, max(1, console.height - FRAME))

    with Live(get_renderable=picture, console=console, refresh_per_second=5, transient=True):
        yield report


def table(states: Mapping[str, str], lang: str, fits: int) -> Any:
    """The states of all regions in one line each, in the fleet's order within each mark."""
    from rich import box
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text as Cell

    counts = Counter(meaning(state) for state in states.values())
    told = [f"{text.in_(lang)} {counts[name]}" for name, (_, _, text) in LOOKS.items() if counts[name]]
    shown = Table(box=box.SIMPLE_HEAD)
    for heading in HEADINGS:
        shown.add_column(heading.in_(lang), no_wrap=True, overflow="ellipsis")
    order = list(LOOKS)
    ordered = sorted(states.items(), key=lambda item: order.index(meaning(item[1])))
    for slug, state in ordered[:fits]:
        mark, style, _ = LOOKS[meaning(state)]
        # What follows a colon says what to do; the table at the end has it.
        shown.add_row(Cell(mark), Cell(slug), Cell(word(state, lang).partition(":")[0]), style=style)
    if len(ordered) > fits:
        shown.add_row("", Cell(MORE.in_(lang).format(count=len(ordered) - fits)), "", style="dim")
    return Group(shown, Cell(" · ".join(told), no_wrap=True))
