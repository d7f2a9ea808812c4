"""`tlkit catalogue diff A B`: what differs between two releases."""

from __future__ import annotations

from pathlib import Path

import click

from tlkit.cli import Session
from tlkit.cli.office_folder import json_option, office_option, opened
from tlkit.cli.show import as_json, note, say
from tlkit.errors import Text

SAME = Text("No difference.", "Tidak ada perbedaan.")


@click.command("diff")
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@office_option
@json_option
@click.pass_obj
def command(session: Session, before: str, after: str, folder: Path, json_: bool) -> None:
    """Compare A with B: versions like 2026.3.1, `working` for the folder's own, `0` for the kit's."""
    from tlkit.catalogue.diff import diff
    from tlkit.catalogue.diff_text import lines
    from tlkit.office.past import named

    office = opened(folder)
    changes = diff(named(office, before), named(office, after))
    if json_:
        as_json({"a": before, "b": after, "changes": [change.as_data() for change in changes]})
        return
    for line in lines(changes, session.lang):
        say(line)
    if not changes:
        note(SAME.in_(session.lang))
