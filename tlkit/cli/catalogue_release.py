"""`tlkit catalogue release`: the working catalogue, signed, as the newest release."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from tlkit.cli import Session
from tlkit.cli.office_folder import json_option, key_ring, keys_option, now, office_option, opened
from tlkit.cli.show import as_json, say
from tlkit.errors import Text

DONE = Text("Released {version} in the channel {channel}.", "Rilis {version} terbit di saluran {channel}.")


@click.command("release")
@click.option("--notes", required=True, help="What is new, for the regions' officers.")
@click.option("--channel", default="stable", help="The channel that the regions follow.")
@click.option(
    "--effective-from", "since", type=click.DateTime(["%Y-%m-%d"]), help="The first day on which it holds."
)
@click.option("--urgent", is_flag=True, help="Let it into regions in their frozen weeks too.")
@office_option
@keys_option
@json_option
@click.pass_obj
def command(
    session: Session,
    notes: str,
    channel: str,
    since: datetime | None,
    urgent: bool,
    folder: Path,
    media: tuple[Path, ...],
    json_: bool,
) -> None:
    """Sign and publish the working catalogue; refused while `lint` finds errors or nothing has changed."""
    from tlkit.office.release import release

    office = opened(folder)
    ring = key_ring(office.keys, media, session.lang)
    day = since.date() if since else None
    made = release(office, ring, channel, notes, effective_from=day, urgent=urgent, now=now())
    if json_:
        as_json(made.as_data())
    else:
        say(DONE.in_(session.lang).format(version=made.version, channel=made.channel))
