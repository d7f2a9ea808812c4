"""`tlkit catalogue proposals`: what the regions would change in the base, and the office's answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tlkit.cli import Session
from tlkit.cli.office_folder import json_option, office_option, opened
from tlkit.cli.show import as_json, note, say, table
from tlkit.errors import ExitCode, Text

if TYPE_CHECKING:
    from tlkit.catalogue.messages import ProposalMessage
    from tlkit.office.proposals import Heard

HEADINGS = (
    Text("Proposal", "Usulan"),
    Text("Permit", "Izin"),
    Text("Fields", "Isian"),
    Text("Since", "Sejak"),
    Text("Reason", "Alasan"),
)
NONE = Text("No proposal waits.", "Tidak ada usulan yang menunggu.")
SILENT = Text("{slug}: {state}", "{slug}: {state}")
UNREAD = Text("(this kit cannot read it)", "(tidak terbaca oleh tlkit versi ini)")
WHOLE = Text("the whole permit", "seluruh izin")
ACCEPTED = Text(
    "{place} is accepted: {count} changes in the working catalogue. Next: tlkit catalogue lint",
    "{place} diterima: {count} perubahan di katalog kerja. Berikutnya: tlkit catalogue lint",
)
DECLINED = Text("{place} is declined.", "{place} ditolak.")
ONE = Text("Either --accept or --decline, not both.", "Pilih --accept atau --decline, jangan keduanya.")
WHY = Text("Say why with --note.", "Sebut alasannya dengan --note.")
NEEDLESS = Text("--note goes with --decline.", "--note dipakai bersama --decline.")


@click.command("proposals")
@click.option("--accept", metavar="REGION:ID", help="Put this proposal into the working catalogue.")
@click.option("--decline", metavar="REGION:ID", help="Turn this proposal down.")
@click.option("--note", "why", help="Why it is turned down, for the region to read.")
@office_option
@json_option
@click.pass_obj
def command(
    session: Session, accept: str | None, decline: str | None, why: str | None, folder: Path, json_: bool
) -> int:
    """List what the regions propose for the catalogue; accept or decline one of them."""
    wrong = misfit(accept, decline, why)
    if wrong:
        raise click.UsageError(wrong.in_(session.lang))
    place = accept or decline
    if place is None:
        return listed(session, folder, json_)
    decide(session, folder, place, why, json_)
    return int(ExitCode.DONE)


def misfit(accept: str | None, decline: str | None, why: str | None) -> Text | None:
    """What does not go together."""
    if accept and decline:
        return ONE
    if decline and not why:
        return WHY
    return NEEDLESS if why and not decline else None


def listed(session: Session, folder: Path, json_: bool) -> int:
    """Print what waits, and who could not be asked; 5 where somebody could not."""
    from tlkit.office.fleet import chosen, read_fleet
    from tlkit.office.proposals import gathered
    from tlkit.office.push_outcome import WORDS

    office, lang = opened(folder), session.lang
    found = gathered(office, chosen(read_fleet(office), (), None))
    if json_:
        as_json({"regions": [one.as_data(lang) for one in found]})
    else:
        rows = [row(one, proposal, lang) for one in found for proposal in one.waiting]
        table([heading.in_(lang) for heading in HEADINGS], rows) if rows else say(NONE.in_(lang))
        for one in found:
            if one.failed:
                note(SILENT.in_(lang).format(slug=one.member.slug, state=WORDS[one.failed].in_(lang)))
    return int(ExitCode.PARTIAL if any(one.failed for one in found) else ExitCode.DONE)


def row(one: Heard, proposal: ProposalMessage, lang: str) -> tuple[str, ...]:
    """A line of the table."""
    from tlkit.catalogue.proposal import fields_of, permit_of
    from tlkit.office.proposals import overlay_of

    overlay = overlay_of(proposal)
    permit = permit_of(overlay) if overlay else UNREAD.in_(lang)
    fields = ", ".join(fields_of(overlay)) if overlay else ""
    shown = fields or (WHOLE.in_(lang) if overlay else "")
    day, why = proposal.proposed_on.isoformat(), " ".join(proposal.reason.split())
    return f"{one.member.slug}:{proposal.id}", permit, shown, day, why


def decide(session: Session, folder: Path, place: str, why: str | None, json_: bool) -> None:
    """Accept a proposal, or decline it where there is a reason."""
    from tlkit.catalogue.diff_text import lines
    from tlkit.catalogue.message_schema import message_to_data
    from tlkit.office import proposals_decide
    from tlkit.office.fleet import chosen, read_fleet

    office, lang = opened(folder), session.lang
    slug, _, id_ = place.rpartition(":")
    (member,) = chosen(read_fleet(office), [slug], None)
    if why is None:
        done = proposals_decide.accept(office, member, id_)
    else:
        done = proposals_decide.decline(office, member, id_, why)
    if json_:
        changes = [change.as_data() for change in done.changes]
        as_json({"region": slug, "proposal": message_to_data(done.proposal), "changes": changes})
        return
    for line in lines(done.changes, lang):
        note(line)
    text = ACCEPTED if why is None else DECLINED
    say(text.in_(lang).format(place=place, count=len(done.changes)))
