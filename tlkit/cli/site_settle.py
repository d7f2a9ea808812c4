"""`tlkit site INSTANCE overlay conflicts|settle`: what waits for an officer, and the decision."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from tlkit.cli import Session
from tlkit.cli.show import as_json, note, say, table
from tlkit.cli.site_catalogue import CONFLICTS, JSON, folder_of
from tlkit.errors import Text

if TYPE_CHECKING:
    from tlkit.site.releases.settling import Choice

HEADINGS = (
    Text("Permit", "Izin"),
    Text("Field", "Isian"),
    Text("The office's value", "Nilai pusat"),
    Text("The region's value", "Nilai daerah"),
)
NONE = Text("Nothing waits for a decision.", "Tidak ada yang menunggu keputusan.")
NO_PLACE = Text("no place for it any more", "tidak ada tempatnya lagi")
HOW = Text(
    "Decide each: overlay settle PERMIT FIELD --keep or --take",
    "Putuskan satu per satu: overlay settle IZIN ISIAN --keep atau --take",
)
KEPT = Text("{permit}, {field}: the region's value is kept.", "{permit}, {field}: nilai daerah tetap.")
TAKEN = Text("{permit}, {field}: the office's value is in force.", "{permit}, {field}: nilai pusat berlaku.")
NEEDLESS = Text(
    "The office's value needs no reason: leave out --reason.",
    "Nilai pusat tidak perlu alasan: hapus --reason.",
)
SHOWN = 60
"""Letters of a value that a table shows; JSON has it whole."""


@click.command()
@JSON
@click.pass_context
def conflicts(ctx: click.Context, json_: bool) -> None:
    """List the region's values that the office has changed since, each waiting for a decision."""
    from tlkit.site.opened import opened
    from tlkit.site.releases.settling import waiting

    session: Session = ctx.obj
    with opened(folder_of(ctx)) as instance:
        found = waiting(instance)
    if json_:
        as_json([item.as_data() for item in found])
        return
    if not found:
        say(NONE.in_(session.lang))
        return
    lost = NO_PLACE.in_(session.lang)
    rows = [
        (
            item.permit_id,
            item.field,
            short(item.after) if item.verdict == "conflict" else lost,
            short(item.local),
        )
        for item in found
    ]
    table([heading.in_(session.lang) for heading in HEADINGS], rows)
    note(HOW.in_(session.lang))


@click.command()
@click.argument("permit", metavar="PERMIT")
@click.argument("field", metavar="FIELD")
@click.option("--keep", "choice", flag_value="keep", help="The region's value stays.")
@click.option("--take", "choice", flag_value="take", help="The office's value comes in force.")
@click.option("--reason", help="Why the region's value stays; it is shown to residents.")
@JSON
@click.pass_context
def settle(
    ctx: click.Context, permit: str, field: str, choice: Choice | None, reason: str | None, json_: bool
) -> None:
    """Decide whose value FIELD of PERMIT has; ends with 4 where nothing waits there any more."""
    from tlkit.site.opened import opened
    from tlkit.site.releases.settling import settle

    session: Session = ctx.obj
    if choice is None:
        raise click.UsageError("Missing option '--keep / --take'.")
    if choice == "take" and reason is not None:
        raise click.UsageError(NEEDLESS.in_(session.lang))
    with opened(folder_of(ctx)) as instance:
        done = settle(instance, permit, field, choice, reason)
    if json_:
        as_json(done.as_data())
        return
    text = KEPT if choice == "keep" else TAKEN
    say(text.in_(session.lang).format(permit=permit, field=field))
    if done.waiting:
        note(CONFLICTS.in_(session.lang).format(count=len(done.waiting)))


def short(value: Any) -> str:
    """A value in one line."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
