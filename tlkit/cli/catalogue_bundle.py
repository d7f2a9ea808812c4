"""`tlkit catalogue bundle FILE`: the newest release for a region without a connection."""

from __future__ import annotations

from pathlib import Path

import click

from tlkit.cli import Session
from tlkit.cli.office_folder import json_option, now, office_option, opened
from tlkit.cli.show import as_json, say
from tlkit.errors import Text

DONE = Text(
    "{file} carries {version}. Sites accept it until {until} UTC; after that, renew and write it again.",
    "{file} membawa rilis {version}. Situs menerimanya sampai {until} UTC; lalu perbarui dan tulis lagi.",
)


@click.command("bundle")
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--channel", default="stable", help="The channel whose newest release is written.")
@office_option
@json_option
@click.pass_obj
def command(session: Session, file: Path, channel: str, folder: Path, json_: bool) -> None:
    """Write the newest release with its signatures into FILE, for a USB stick."""
    from tlkit.office.carry import write_bundle

    made, until = write_bundle(opened(folder), channel, file, now())
    if json_:
        as_json({"file": str(file), "expires": until.isoformat(), **made.as_data()})
    else:
        shown = until.strftime("%Y-%m-%d %H:%M")
        say(DONE.in_(session.lang).format(file=file, version=made.version, until=shown))
