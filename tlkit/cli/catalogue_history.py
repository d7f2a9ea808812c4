"""`tlkit catalogue history`: every release of the office."""

from __future__ import annotations

from pathlib import Path

import click

from tlkit.cli import Session
from tlkit.cli.office_folder import json_option, office_option, opened
from tlkit.cli.show import as_json, table
from tlkit.errors import Text

HEADINGS = (
    Text("Version", "Versi"),
    Text("Channel", "Saluran"),
    Text("Released (UTC)", "Terbit (UTC)"),
    Text("In force from", "Berlaku sejak"),
    Text("Notes", "Catatan"),
)
URGENT = Text("[urgent]", "[mendesak]")


@click.command("history")
@office_option
@json_option
@click.pass_obj
def command(session: Session, folder: Path, json_: bool) -> None:
    """List every release, the oldest first."""
    from tlkit.office.past import history

    found = history(opened(folder))
    if json_:
        as_json({"releases": [one.as_data() for one in found]})
        return
    rows = []
    for one in found:
        since = one.effective_from.isoformat() if one.effective_from else "-"
        notes = f"{URGENT.in_(session.lang)} {one.notes}" if one.urgent else one.notes
        moment = one.released.strftime("%Y-%m-%d %H:%M")
        rows.append((one.version, one.channel, moment, since, " ".join(notes.split())))
    table([heading.in_(session.lang) for heading in HEADINGS], rows)
