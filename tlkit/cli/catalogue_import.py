"""`tlkit catalogue import FILE`: changes made in a spreadsheet, into the working catalogue."""

from __future__ import annotations

from pathlib import Path

import click

from tlkit.cli import Session
from tlkit.cli.office_folder import json_option, office_option, opened
from tlkit.cli.show import as_json, note, say
from tlkit.errors import Text

NOTHING = Text("Nothing is different.", "Tidak ada yang berbeda.")
TRIED = Text("{count} changes; nothing was written.", "{count} perubahan; belum ada yang ditulis.")
DONE = Text(
    "{count} changes written. Next: tlkit catalogue lint",
    "{count} perubahan ditulis. Berikutnya: tlkit catalogue lint",
)


@click.command("import")
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@office_option
@json_option
@click.pass_obj
def command(session: Session, file: Path, dry_run: bool, folder: Path, json_: bool) -> None:
    """Take what was changed in FILE, which `export` wrote, into the working catalogue."""
    from tlkit.catalogue.diff_text import lines
    from tlkit.office.spreadsheet import import_from

    taken = import_from(opened(folder), file, dry_run=dry_run)
    if json_:
        changes = [change.as_data() for change in taken.changes]
        as_json({"file": str(file), "dry_run": dry_run, "changes": changes, "written": list(taken.written)})
        return
    for line in lines(taken.changes, session.lang):
        say(line)
    said = NOTHING if not taken.changes else TRIED if dry_run else DONE
    note(said.in_(session.lang).format(count=len(taken.changes)))
