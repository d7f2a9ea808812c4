"""`tlkit site INSTANCE keys …`: the keys that personal data is sealed with."""

from __future__ import annotations

from typing import Any

import click

from tlkit.cli import Session
from tlkit.cli.show import as_json, note, say
from tlkit.cli.site_catalogue import JSON, folder_of
from tlkit.errors import Text

DONE = Text("Sealed with key {key}: {rows} values, {files} files.",
            "Disegel dengan kunci {key}: {rows} isian, {files} berkas.")  # fmt: skip
BACKUP = Text(
    "Back up var/secrets/keys.json now, apart from the database.",
    "Cadangkan var/secrets/keys.json sekarang, terpisah dari basis data.",
)


@click.group("keys")
def command() -> None:
    """Look after the keys that personal data is sealed with."""


@command.command()
@JSON
@click.pass_context
def rotate(ctx: click.Context, json_: bool) -> None:
    """Make a new key and seal all personal data with it; the old key stays for backups."""
    from tlkit.site.opened import opened
    from tlkit.site.shared.rotation import rotate

    with opened(folder_of(ctx)):
        done = rotate()
    show(ctx.obj, done, json_)
    note(BACKUP.in_(ctx.obj.lang))


@command.command()
@JSON
@click.pass_context
def reseal(ctx: click.Context, json_: bool) -> None:
    """Seal with the current key what another one sealed; goes on with what was cut off."""
    from tlkit.site.opened import opened
    from tlkit.site.shared.rotation import reseal

    with opened(folder_of(ctx)):
        done = reseal()
    show(ctx.obj, done, json_)


def show(session: Session, done: Any, json_: bool) -> None:
    """Say how much was sealed anew."""
    if json_:
        as_json(done.as_json())
    else:
        say(DONE.in_(session.lang).format(**done.as_json()))
