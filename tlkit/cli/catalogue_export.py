"""`tlkit catalogue export FILE`: the permits as a spreadsheet."""

from __future__ import annotations

from pathlib import Path

import click

from tlkit.cli import Session
from tlkit.cli.office_folder import json_option, office_option, opened
from tlkit.cli.show import as_json, say
from tlkit.errors import Text

DONE = Text(
    "{count} permits are in {file}. Edit it, then: tlkit catalogue import {file} --dry-run",
    "{count} izin ada di {file}. Ubah, lalu: tlkit catalogue import {file} --dry-run",
)


@click.command("export")
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@office_option
@json_option
@click.pass_obj
def command(session: Session, file: Path, folder: Path, json_: bool) -> None:
    """Write the working catalogue's permits into FILE, an .xlsx spreadsheet."""
    from tlkit.office.spreadsheet import export_to

    count = export_to(opened(folder), file)
    if json_:
        as_json({"file": str(file), "permits": count})
    else:
        say(DONE.in_(session.lang).format(count=count, file=file))
