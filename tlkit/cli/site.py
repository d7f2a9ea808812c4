"""`tlkit site INSTANCE …`: looks after one site."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from tlkit.cli import Session
from tlkit.cli.folders import SITE
from tlkit.cli.show import as_json, say
from tlkit.errors import ExitCode, Text

LIVE = Text("In force: generation {generation}", "Berlaku: generasi {generation}")
AWAITED = Text(
    "No catalogue is in force: the office's first release is awaited.",
    "Belum ada katalog yang berlaku: menunggu rilis pertama dari pusat.",
)


PARTS = ("audit", "catalogue", "keys", "overlay", "user")


class Parts(click.Group):
    """Imports a part only when it is used: `x` stands in `tlkit.cli.site_x` as `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *PARTS])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in PARTS:
            return super().get_command(ctx, cmd_name)
        found: click.Command = import_module(f"tlkit.cli.site_{cmd_name}").command
        return found


@click.group(name="site", cls=Parts)
@click.argument("instance", metavar="INSTANCE", type=SITE)
@click.pass_context
def command(ctx: click.Context, instance: Path) -> None:
    """Look after one site: INSTANCE is its folder."""
    ctx.meta["tlkit.instance"] = instance


def instance_of(ctx: click.Context) -> Path:
    found: Path = ctx.meta["tlkit.instance"]
    return found


@command.command()
@click.pass_context
def migrate(ctx: click.Context) -> None:
    """Bring the database to this version of the kit."""
    from tlkit.site.prepare import prepare

    session: Session = ctx.obj
    generation = prepare(instance_of(ctx))
    text = AWAITED if generation is None else LIVE
    say(text.in_(session.lang).format(generation=generation))


@command.command()
@click.option("--json", "json_", is_flag=True, help="Print the same as JSON.")
@click.pass_context
def status(ctx: click.Context, json_: bool) -> None:
    """Say which catalogue is in force, and whether the site can serve."""
    from tlkit.site.status import status

    session: Session = ctx.obj
    found = status(instance_of(ctx))
    if json_:
        as_json(found.as_json())
    else:
        for line in found.lines():
            say(line.in_(session.lang))
    ctx.exit(ExitCode.DONE if found.ready else ExitCode.UNEXPECTED)
