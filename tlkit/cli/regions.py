"""`tlkit regions [QUERY]`: cities and regencies by name or code, and which come with the kit."""

from __future__ import annotations

import click

from tlkit.cli import Session
from tlkit.cli.show import as_json, table
from tlkit.errors import ExitCode, Text, TlkitError
from tlkit.mistakes import visible
from tlkit.region import codes
from tlkit.region.draft import slug_of
from tlkit.region.resolve import packaged_names


class NothingFound(TlkitError):
    """No region has the name or code."""

    exit_code = ExitCode.INPUT


@click.command("regions")
@click.argument("query", default="")
@click.option("--json", "json_", is_flag=True, help="The result as JSON.")
@click.pass_obj
def command(session: Session, query: str, json_: bool) -> None:
    """List the 514 cities and regencies, or those whose name, province or code holds QUERY."""
    rows = found(query)
    if not rows and not json_:
        raise nothing(query)
    if json_:
        as_json([dict(zip(("code", "name", "province", "packaged"), row, strict=True)) for row in rows])
        return
    headings = Text("Code Name Province Packaged", "Kode Nama Provinsi Tersedia").in_(session.lang).split()
    table(headings, ([code, name, province, own or ""] for code, name, province, own in rows))


def found(query: str) -> list[tuple[str, str, str, str | None]]:
    """Code, name, province, and the packaged file's name or None, of each region that fits."""
    own = set(packaged_names())
    return [
        (regency.code, regency.name, regency.province, slug if slug in own else None)
        for regency in codes.find(query)
        for slug in [slug_of(regency.name)]
    ]


def nothing(query: str) -> NothingFound:
    """The error of a query that fits no region, with the nearest name."""
    shown = visible(query)
    near = codes.near(query)
    all_of_them = Text("Without a word, all 514 are listed.", "Tanpa kata, semua 514 ditampilkan.")
    hint = Text(f"Did you mean {near.name}?", f"Maksudnya {near.name}?") if near else all_of_them
    return NothingFound(
        Text(f"No region fits `{shown}`.", f"Tidak ada daerah yang cocok dengan `{shown}`."), hint
    )
