"""`tlkit check FILE`: every mistake of a region file at once, or what is yet to be filled in."""

from __future__ import annotations

from pathlib import Path

import click

from tlkit.cli import Session
from tlkit.cli.show import as_json, note, say
from tlkit.errors import ExitCode, InputError, Text
from tlkit.reference import load as load_catalogue
from tlkit.region import Region, load
from tlkit.region.fill import LABELS, to_fill
from tlkit.region.resolve import FILE_NAME


@click.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "json_", is_flag=True, help="The result as JSON.")
@click.pass_obj
def command(session: Session, file: Path, json_: bool) -> int:
    """Check the region file FILE, or that of a folder, and say what to mend."""
    file = file / FILE_NAME if file.is_dir() else file
    try:
        region = load(file)
    except InputError as error:
        if not json_:
            raise
        problems = [problem.as_json(session.lang) for problem in error.problems]
        as_json({"file": str(file), "ok": False, "problems": problems, "to_fill": [], "unknown_kinds": []})
        return int(error.exit_code)
    if json_:
        missing, kinds = list(to_fill(region)), unknown_kinds(region)
        as_json({"file": str(file), "ok": True, "problems": [], "to_fill": missing, "unknown_kinds": kinds})
    else:
        show(region, file, session.lang)
    return int(ExitCode.DONE)


def show(region: Region, file: Path, lang: str) -> None:
    """Say that the file is right, and on stderr what is yet to be filled in."""
    villages = sum(len(district.villages) for district in region.districts)
    counted = Text(
        f"{file}: all right. {region.name}, {len(region.districts)} districts, {villages} villages.",
        f"{file}: benar. {region.name}, {len(region.districts)} kecamatan, {villages} kelurahan/desa.",
    )
    say(counted.in_(lang))
    missing = to_fill(region)
    if missing:
        note(Text("Yet to be filled in:", "Yang masih perlu diisi:").in_(lang))
    for name in missing:
        note(f"  {name}: {LABELS[name].in_(lang)}")
    for kind in unknown_kinds(region):
        note(
            Text(
                f"No permit of the reference catalogue is of the kind `{kind}`; is it spelt right?",
                f"Tidak ada izin di katalog acuan berjenis `{kind}`; apakah ejaannya benar?",
            ).in_(lang)
        )


def unknown_kinds(region: Region) -> list[str]:
    """The agency kinds that the reference catalogue does not know; a region's own permits may use them."""
    served = {kind for agency in region.agencies for kind in agency.kinds}
    return sorted(served.difference(load_catalogue().agency_kinds)) if served else []
