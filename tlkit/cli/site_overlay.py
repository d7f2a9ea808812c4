"""`tlkit site INSTANCE overlay …`: the region's own changes over the catalogue, as a file."""

from __future__ import annotations

from pathlib import Path

import click

from tlkit.cli import Session, site_propose, site_settle
from tlkit.cli.show import as_json, note, say
from tlkit.cli.site_catalogue import CONFLICTS, FILE, folder_of
from tlkit.errors import ExitCode, InputError, Text

RIGHT = Text("{file}: all right, {count} permits changed, {own} of the region's own.",
             "{file}: benar, {count} izin diubah, {own} izin milik daerah.")  # fmt: skip
TAKEN = Text(
    "Overlay revision {revision} is in force (generation {generation}); {count} values changed.",
    "Perubahan daerah revisi {revision} berlaku (generasi {generation}); {count} nilai berganti.",
)
WOULD = Text(
    "{count} values would change; nothing was applied.", "{count} nilai akan berubah; belum diterapkan."
)
WRITTEN = Text("{file} written.", "{file} ditulis.")


@click.group("overlay")
def command() -> None:
    """Check, take in and write out the region's own changes; settle conflicts; propose to the office."""


for verb in (site_settle.conflicts, site_settle.settle, site_propose.propose, site_propose.proposals):
    command.add_command(verb)


@command.command()
@FILE
@click.option("--json", "json_", is_flag=True, help="Hasil sebagai JSON / the result as JSON.")
@click.pass_context
def lint(ctx: click.Context, file: Path, json_: bool) -> None:
    """Check the changes in FILE and say what to mend, line by line."""
    from tlkit.site.opened import opened
    from tlkit.site.releases.overlays import lint

    session: Session = ctx.obj
    try:
        with opened(folder_of(ctx)):
            found = lint(file)
    except InputError as error:
        if not json_:
            raise
        as_json({"ok": False, "problems": [problem.as_json(session.lang) for problem in error.problems]})
        ctx.exit(ExitCode.INPUT)
    if json_:
        as_json({"ok": True, "problems": []})
        return
    values = {"file": file, "count": len(found.permits), "own": len(found.added)}
    say(RIGHT.in_(session.lang).format(**values))


@command.command("import")
@FILE
@click.option("--dry-run", is_flag=True, help="Hanya katakan akibatnya / only say what it would do.")
@click.option("--json", "json_", is_flag=True, help="Hasil sebagai JSON / the result as JSON.")
@click.pass_context
def import_(ctx: click.Context, file: Path, dry_run: bool, json_: bool) -> None:
    """Put the changes in FILE in force; ends with 4 when FILE was made from another revision."""
    from tlkit.catalogue.diff_text import lines
    from tlkit.site.opened import opened
    from tlkit.site.releases.overlays import take_in

    session: Session = ctx.obj
    with opened(folder_of(ctx)) as instance:
        done = take_in(instance, file, dry_run=dry_run)
    if json_:
        as_json(done.as_data())
        return
    for line in lines(done.changes, session.lang):
        note(line)
    text = WOULD if dry_run else TAKEN
    values = {"revision": done.revision, "generation": done.generation, "count": len(done.changes)}
    say(text.in_(session.lang).format(**values))
    if done.waiting:
        note(CONFLICTS.in_(session.lang).format(count=len(done.waiting)))


@command.command()
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.pass_context
def export(ctx: click.Context, file: Path | None) -> None:
    """Write the changes in force to FILE, or to the terminal."""
    from tlkit.site.opened import opened
    from tlkit.site.releases.overlays import exported

    session: Session = ctx.obj
    with opened(folder_of(ctx)):
        text = exported()
    if file is None:
        click.echo(text, nl=False)
        return
    file.write_text(text, encoding="utf-8")
    say(WRITTEN.in_(session.lang).format(file=file))
