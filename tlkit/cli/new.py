"""`tlkit new region WHAT…`: makes a site of a region, or of many at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tlkit.cli import Session
from tlkit.cli.new_outcome import HEADINGS, failed_with, failure, plain, row, tell
from tlkit.cli.new_progress import counting, progress
from tlkit.cli.office_folder import FOLDER, opened
from tlkit.cli.show import as_json, note, table
from tlkit.errors import ExitCode, Text, TlkitError

if TYPE_CHECKING:
    from tlkit.instance import Failed, Made, Plan
    from tlkit.office.folder import Office

NOTHING = Text(
    "Name a region, such as kota-tangerang, 36.71 or a region file; --all for those that come with the kit.",
    "Sebut daerahnya, misalnya kota-tangerang, 36.71, atau berkas daerah; --all untuk semua yang tersedia.",
)
COUNTED = Text("{made} made, {failed} failed.", "{made} berhasil, {failed} gagal.")


@click.group()
def command() -> None:
    """Make something new from its description."""


@command.command("region")
@click.argument("what", nargs=-1, metavar="WHAT…")
@click.option("-o", "out", default=".", type=click.Path(path_type=Path), help="Folder to write into.")
@click.option("--all", "every", is_flag=True, help="Every region that comes with the kit.")
@click.option("--office", type=FOLDER, help="Enrol each with the central office in this folder.")
@click.option("--json", "json_", is_flag=True, help="The result as JSON.")
@click.pass_obj
def region(
    session: Session, what: tuple[str, ...], out: Path, every: bool, office: Path | None, json_: bool
) -> int:
    """Make DIR/<slug>/ of each WHAT: a packaged name, a YAML file, a Kemendagri code or a place name."""
    from tlkit.instance import Plan, at_hand
    from tlkit.region.resolve import packaged_names
    from tlkit.site.headers import SECURITY_HEADERS

    whats = [*what, *(packaged_names() if every else ())]
    if not whats:
        raise click.UsageError(NOTHING.in_(session.lang))
    known = opened(office) if office else None
    plan = Plan(out, SECURITY_HEADERS, try_out, at_hand())
    if len(whats) == 1:
        return one(whats[0], plan, known, session.lang, json_)
    return several(whats, plan, known, session.lang, json_)


def try_out(instance: Path) -> None:
    """Start the site of a finished folder once; raises where it does not start."""
    from tlkit.site.smoke import smoke

    smoke(instance)


def enrolled(made: Made, office: Office | None) -> None:
    """Enrol a finished folder where an office was named; raises where it cannot be, and the folder stays."""
    if office is not None:
        from tlkit.cli.office_folder import now
        from tlkit.office.enrol import enrol

        enrol(office, made.path, now())


def one(what: str, plan: Plan, office: Office | None, lang: str, json_: bool) -> int:
    """Make one region and say what is left to do."""
    from tlkit.instance import make_one

    try:
        with progress(lang, quiet=json_) as report:
            made = make_one(what, plan, report)
        enrolled(made, office)
    except TlkitError as error:
        if not json_:
            raise
        as_json({"regions": [failure(what, error, lang)]})
        return int(error.exit_code)
    if json_:
        as_json({"regions": [plain(made, lang)]})
    else:
        tell(made, lang)
    return int(ExitCode.DONE)


def several(whats: Sequence[str], plan: Plan, office: Office | None, lang: str, json_: bool) -> int:
    """Make many regions and sum up: 0, 5 when some failed, 3 when every input was wrong."""
    from tlkit.instance import Failed, Made, make_many

    done: list[Made | Failed] = []
    with counting(len(whats), lang, quiet=json_) as count:
        for outcome in make_many(whats, plan, ["tlkit.site.smoke"]):
            try:
                if isinstance(outcome, Made):
                    enrolled(outcome, office)
            except TlkitError as error:
                outcome = failed_with(outcome.what, error)
            done.append(outcome)
            count(outcome)
    done.sort(key=lambda outcome: whats.index(outcome.what))
    failed = [outcome for outcome in done if isinstance(outcome, Failed)]
    if json_:
        as_json({"regions": [plain(outcome, lang) for outcome in done]})
    else:
        table([heading.in_(lang) for heading in HEADINGS], [row(outcome, lang) for outcome in done])
        note(COUNTED.in_(lang).format(made=len(done) - len(failed), failed=len(failed)))
    if not failed:
        return int(ExitCode.DONE)
    wrong = len(failed) == len(done) and all(one.exit_code == ExitCode.INPUT for one in failed)
    return int(ExitCode.INPUT if wrong else ExitCode.PARTIAL)
