"""`tlkit fleet …`: how the regions stand."""

from __future__ import annotations

from pathlib import Path

import click

from tlkit.cli import Session
from tlkit.cli.office_folder import json_option, now, office_option, opened
from tlkit.cli.show import as_json, note, say, table
from tlkit.errors import ExitCode, Text

HEADINGS = (
    Text("Region", "Daerah"),
    Text("State", "Keadaan"),
    Text("Release", "Rilis"),
    Text("Behind by", "Tertinggal"),
    Text("Conflicts", "Konflik"),
    Text("Own values", "Nilai sendiri"),
    Text("Proposals", "Usulan"),
    Text("Last heard (UTC)", "Terakhir terdengar (UTC)"),
    Text("Kit", "Kit"),
)
WELL = {"ok": Text("well", "baik"), "degraded": Text("needs care", "perlu perhatian")}
PROPOSED = Text(
    "{count} proposals wait: tlkit catalogue proposals", "{count} usulan menunggu: tlkit catalogue proposals"
)
WRITTEN = Text("The report is in {path}.", "Laporan ada di {path}.")


@click.group()
def command() -> None:
    """See how the regions stand."""


@command.command()
@office_option
@json_option
@click.pass_obj
def status(session: Session, folder: Path, json_: bool) -> int:
    """Ask every region how it stands; one that is silent is shown as last heard of."""
    from tlkit.office.fleet import read_fleet
    from tlkit.office.push_outcome import WORDS
    from tlkit.office.status import standings

    lang, office = session.lang, opened(folder)
    found = standings(office, read_fleet(office), now())
    rows = []
    for one in found:
        told = one.answer
        state = WORDS[one.failed].in_(lang) if one.failed else WELL[told.health if told else "ok"].in_(lang)
        heard = one.heard.strftime("%Y-%m-%d %H:%M") if one.heard else "-"
        facts = (
            [
                told.version or "-",
                *map(str, (one.behind, told.conflicts, len(told.overridden), told.proposals)),
            ]
            if told
            else ["-"] * 5
        )
        rows.append((one.member.slug, state, *facts, heard, told.kit_version if told else "-"))
    if json_:
        as_json({"regions": [one.as_data(lang) for one in found]})
    else:
        table([heading.in_(lang) for heading in HEADINGS], rows)
        if wishes := sum(one.answer.proposals for one in found if one.answer):
            note(PROPOSED.in_(lang).format(count=wishes))
    return int(ExitCode.PARTIAL if any(one.failed for one in found) else ExitCode.DONE)


@command.command()
@click.option(
    "-o", "file", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The page to write."
)
@office_option
@json_option
@click.pass_obj
def report(session: Session, file: Path, folder: Path, json_: bool) -> None:
    """Write a page for officials: adoption, fields most often changed, every region."""
    from tlkit.office.fleet import read_fleet
    from tlkit.office.report import fleet_page, write_page
    from tlkit.office.status import standings

    office, moment = opened(folder), now()
    found = standings(office, read_fleet(office), moment)
    write_page(file, fleet_page(office, found, moment, session.lang))
    if json_:
        as_json({"file": str(file), "answered": sum(not one.failed for one in found), "regions": len(found)})
    else:
        say(WRITTEN.in_(session.lang).format(path=file))
