"""`tlkit site INSTANCE audit …`: whether the audit is as it was written."""

from __future__ import annotations

import click

from tlkit.cli import Session
from tlkit.cli.show import as_json, note, say
from tlkit.cli.site_catalogue import JSON, folder_of
from tlkit.errors import ExitCode, Text

WHOLE = Text("The audit is whole: {rows} rows.", "Catatan audit utuh: {rows} baris.")
FAULTS = {
    "altered": Text("Row {at} was altered.", "Baris {at} diubah."),
    "removed": Text("Row {at} was removed.", "Baris {at} dihapus."),
    "inserted": Text("Row {at} was put in.", "Baris {at} disisipkan."),
    "end": Text("The end of the audit was changed.", "Akhir catatan audit diubah."),
}
UP_TO = Text("{rows} rows before it are whole.", "{rows} baris sebelumnya utuh.")


@click.group("audit")
def command() -> None:
    """Look after the record of who did and saw what."""


@command.command()
@JSON
@click.pass_context
def verify(ctx: click.Context, json_: bool) -> None:
    """Say whether a row of the audit was altered, removed or put in; ends with 6 when one was."""
    from tlkit.site.opened import opened
    from tlkit.site.shared import audit
    from tlkit.site.shared.database import db

    session: Session = ctx.obj
    with opened(folder_of(ctx)):
        found = audit.verify(db.session())
    if json_:
        as_json(found.as_json())
    elif found.fault is None:
        say(WHOLE.in_(session.lang).format(rows=found.rows))
    else:
        say(FAULTS[found.fault].in_(session.lang).format(at=found.at))
        note(UP_TO.in_(session.lang).format(rows=found.rows))
    ctx.exit(ExitCode.DONE if found.whole else ExitCode.UNTRUSTED)
