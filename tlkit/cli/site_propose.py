"""`tlkit site INSTANCE overlay propose|proposals`: the region's wishes for the office's catalogue."""

from __future__ import annotations

import click

from tlkit.cli import Session
from tlkit.cli.show import as_json, say, table
from tlkit.cli.site_catalogue import JSON, folder_of
from tlkit.errors import Text

PROPOSED = Text(
    "Proposal {id} for {permit} is stored; the office sees it when it asks.",
    "Usulan {id} untuk {permit} tersimpan; pusat melihatnya saat bertanya.",
)
HEADINGS = (
    Text("Proposal", "Usulan"),
    Text("Permit", "Izin"),
    Text("Fields", "Isian"),
    Text("Since", "Sejak"),
    Text("State", "Keadaan"),
    Text("The office's note", "Catatan pusat"),
)
STATES = {
    "proposed": Text("waiting", "menunggu"),
    "accepted": Text("accepted", "diterima"),
    "declined": Text("declined", "ditolak"),
}


@click.command()
@click.argument("permit", metavar="PERMIT")
@click.argument("field", metavar="[FIELD]", required=False)
@click.option("--reason", required=True, help="Why it should hold in every region; name no person.")
@JSON
@click.pass_context
def propose(ctx: click.Context, permit: str, field: str | None, reason: str, json_: bool) -> None:
    """Propose the region's changes of PERMIT, or of one FIELD of it, for the office's catalogue."""
    from tlkit.catalogue.message_schema import message_to_data
    from tlkit.site.opened import opened
    from tlkit.site.releases.proposals import propose

    session: Session = ctx.obj
    with opened(folder_of(ctx)) as instance:
        found = propose(instance, permit, field, reason)
    if json_:
        as_json(message_to_data(found))
    else:
        say(PROPOSED.in_(session.lang).format(id=found.id, permit=permit))


@click.command()
@JSON
@click.pass_context
def proposals(ctx: click.Context, json_: bool) -> None:
    """List the region's proposals, and what the office said of them."""
    from tlkit.catalogue.message_schema import message_to_data
    from tlkit.catalogue.overlay import overlay_from
    from tlkit.catalogue.proposal import fields_of, permit_of
    from tlkit.site.opened import opened
    from tlkit.site.releases.proposals import proposals

    session: Session = ctx.obj
    with opened(folder_of(ctx)) as instance:
        found = proposals(instance)
    if json_:
        as_json([message_to_data(one) for one in found])
        return
    rows = []
    for one in found:
        overlay = overlay_from(one.overlay)
        state = STATES[one.state].in_(session.lang)
        fields = ", ".join(fields_of(overlay)) or "*"
        rows.append((one.id, permit_of(overlay), fields, one.proposed_on.isoformat(), state, one.note or ""))
    table([heading.in_(session.lang) for heading in HEADINGS], rows)
