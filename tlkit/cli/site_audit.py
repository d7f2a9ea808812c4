"""`tlkit site INSTANCE audit …`: whether the audit is as it was written."""

from __future__ import annotations

import click

from tlkit.cli import Session
from tlkit.cli.show import as_json, note, say
from tlkit.cli.site_catalogue import JSON, folder_of
from tlkit.errors import ExitCode, Text

WHOLE = Text("The audit is whole: {rows} rows.", "Catatan audit utuh: {rows} baris.")
NOTE = Text("Note this mark elsewhere: {mark}", "Catat tanda ini di tempat lain: {mark}")
FAULTS = {
    "altered": Text("Row {at} was altered.", "Baris {at} diubah."),
    "removed": Text("Row {at} was removed.", "Baris {at} dihapus."),
    "inserted": Text("Row {at} was put in.", "Baris {at} disisipkan."),
    "end": Text("The end of the audit was changed.", "Akhir catatan audit diubah."),
    "other": Text(
        "Row {at} is not the one of your mark: newer rows were cut off, or an older copy was put back.",
        "Baris {at} bukan baris pada tanda Anda: baris terbaru dipotong, atau salinan lama dipasang lagi.",
    ),
}
NO_MARK = Text(
    "A mark is what this command printed, such as 184223-5f0c9a2e41d07b3c.",
    "Tanda adalah yang dicetak perintah ini, misalnya 184223-5f0c9a2e41d07b3c.",
)
UP_TO = Text("{rows} rows before it are whole.", "{rows} baris sebelumnya utuh.")


@click.group("audit")
def command() -> None:
    """Look after the record of who did and saw what."""


@command.command()
@click.option(
    "--mark", metavar="ROWS-DIGITS", help="A mark noted earlier: the audit must be the one it is of."
)
@JSON
@click.pass_context
def verify(ctx: click.Context, mark: str | None, json_: bool) -> None:
    """Say whether a row of the audit was altered, removed or put in; ends with 6 when one was."""
    from tlkit.site.opened import opened
    from tlkit.site.shared import audit
    from tlkit.site.shared.database import db

    session: Session = ctx.obj
    try:
        noted = audit.Mark.of(mark) if mark is not None else None
    except ValueError:
        raise click.UsageError(NO_MARK.in_(session.lang)) from None
    with opened(folder_of(ctx)):
        found = audit.verify(db.session(), noted)
    if json_:
        as_json(found.as_json())
    elif found.fault is None:
        say(WHOLE.in_(session.lang).format(rows=found.rows))
        if found.mark:
            say(NOTE.in_(session.lang).format(mark=found.mark))
    else:
        say(FAULTS[found.fault].in_(session.lang).format(at=found.at))
        if found.fault != "other":
            note(UP_TO.in_(session.lang).format(rows=found.rows))
    ctx.exit(ExitCode.DONE if found.whole else ExitCode.UNTRUSTED)
