"""`tlkit catalogue impact REGULATION`: what a repeal would touch."""

from __future__ import annotations

from pathlib import Path

import click

from tlkit.cli import Session
from tlkit.cli.office_folder import json_option, office_option, opened
from tlkit.cli.show import as_json, note, table
from tlkit.errors import Text

HEADINGS = (Text("Where", "Tempat"), Text("Entry", "Entri"), Text("Field", "Isian"))
COUNTED = Text("{count} places name {regulation}.", "{count} tempat menyebut {regulation}.")


@click.command("impact")
@click.argument("regulation", metavar="REGULATION")
@click.option(
    "--overlay", "overlays", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A region's exported overlay to look through as well.",
)  # fmt: skip
@office_option
@json_option
@click.pass_obj
def command(session: Session, regulation: str, overlays: tuple[Path, ...], folder: Path, json_: bool) -> None:
    """List every permit, and every change in the overlays given, that names REGULATION by its id."""
    from tlkit.office.impact import impact, read_overlays

    found = impact(opened(folder).catalogue(), regulation, read_overlays(overlays))
    if json_:
        as_json({"regulation": regulation, "touched": [one.as_data() for one in found]})
        return
    rows = [(one.overlay or one.table, one.id, one.field) for one in found]
    table([heading.in_(session.lang) for heading in HEADINGS], rows)
    note(COUNTED.in_(session.lang).format(count=len(found), regulation=regulation))
