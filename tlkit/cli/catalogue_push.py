"""`tlkit catalogue push`: sends the newest release to the fleet."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tlkit.cli import Session
from tlkit.cli.office_folder import json_option, now, office_option, opened
from tlkit.cli.push_table import drawn, lines
from tlkit.cli.show import as_json, note, table
from tlkit.errors import InputError, Text

if TYPE_CHECKING:
    from tlkit.office.fleet import Member
    from tlkit.office.folder import Office
    from tlkit.office.push import Pushed

HEADINGS = (
    Text("Region", "Daerah"),
    Text("State", "Keadaan"),
    Text("Had", "Semula"),
    Text("Release", "Rilis"),
    Text("Changes", "Perubahan"),
    Text("Conflicts", "Konflik"),
    Text("Reason", "Alasan"),
)
COUNTED = Text("{done} of {all} regions done, {failed} failed.", "{done} dari {all} daerah, {failed} gagal.")
REPORT = Text("Report: {path}", "Laporan: {path}")


@click.command("push")
@click.option("--only", multiple=True, metavar="SLUG", help="This region alone; may be given again.")
@click.option("--cohort", help="The regions of one cohort alone, such as canary.")
@click.option("--dry-run", is_flag=True, help="Say what would change and which changes of theirs conflict.")
@office_option
@json_option
@click.pass_obj
def command(
    session: Session, only: tuple[str, ...], cohort: str | None, dry_run: bool, folder: Path, json_: bool
) -> int:
    """Send each region the newest release of its channel: plans first, then canaries, then the rest."""
    from tlkit.office.fleet import chosen, read_fleet
    from tlkit.office.push import Manner, push

    office = opened(folder)
    members = chosen(read_fleet(office), only, cohort)
    with progress(members, session.lang, quiet=json_) as report:
        pushed = push(office, members, now(), Manner(dry_run, report))
    path = reported(office, pushed, session.lang)
    if json_:
        as_json({**pushed.as_data(session.lang), "report": path and str(path)})
    else:
        tell(pushed, session.lang)
    if path and not json_:
        note(REPORT.in_(session.lang).format(path=path))
    return int(pushed.exit_code)


def reported(office: Office, pushed: Pushed, lang: str) -> Path | None:
    """Write the page; where that fails, say so and still tell what became of the push."""
    from tlkit.office.report import write_push_report

    try:
        return write_push_report(office, pushed, lang)
    except InputError as error:
        for problem in error.problems:
            note(problem.show(lang))
        return None


@contextmanager
def progress(members: tuple[Member, ...], lang: str, quiet: bool) -> Iterator[Callable[[str, str], None]]:
    """A table that follows the push on a terminal, a line for every step in a pipe."""
    if quiet:
        yield lambda slug, state: None
    elif sys.stderr.isatty():
        with drawn(members, lang) as report:
            yield report
    else:
        yield lines(lang)


def tell(pushed: Pushed, lang: str) -> None:
    """One line for each region, and what they add up to."""
    from tlkit.office.push_outcome import WORDS

    rows = []
    for one in pushed.outcomes:
        why = one.said.in_(lang) if one.said else one.frozen or ""
        if one.waiting_until:
            why = one.waiting_until.isoformat()
        clashes = ", ".join(one.conflicts) or str(one.pending)
        state = WORDS[one.state].in_(lang)
        had = one.installed or "-"
        rows.append((one.slug, state, had, one.version, str(one.changes), clashes, " ".join(why.split())))
    table([heading.in_(lang) for heading in HEADINGS], rows)
    count = len(pushed.outcomes)
    facts = {"done": count - pushed.failed, "all": count, "failed": pushed.failed}
    note(COUNTED.in_(lang).format(**facts))
