"""`tlkit catalogue lint`: what is wrong or missing in the working catalogue, with file and line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tlkit.cli import Session
from tlkit.cli.office_folder import json_option, office_option, opened
from tlkit.cli.show import as_json, note, say
from tlkit.errors import ExitCode, InputError, Text

if TYPE_CHECKING:
    from tlkit.office.linting import Placed

LEVELS = {"error": Text("error", "salah"), "warning": Text("warning", "peringatan")}
COUNTED = Text("{errors} errors, {warnings} warnings.", "{errors} kesalahan, {warnings} peringatan.")


@click.command("lint")
@click.option("--channel", default="stable", help="Whose newest release must be able to come before.")
@office_option
@json_option
@click.pass_obj
def command(session: Session, channel: str, folder: Path, json_: bool) -> int:
    """Say what is wrong or missing in the working catalogue."""
    from tlkit.office.release import examine

    try:
        found = examine(opened(folder), channel)
    except InputError as error:
        if not json_:
            raise
        as_json(
            {"ok": False, "problems": [one.as_json(session.lang) for one in error.problems], "findings": []}
        )
        return int(error.exit_code)
    errors = sum(one.finding.level == "error" for one in found)
    if json_:
        listed = [one.as_data(session.lang) for one in found]
        as_json({"ok": not errors, "problems": [], "findings": listed})
    else:
        for one in found:
            say(line(one, session.lang))
        note(COUNTED.in_(session.lang).format(errors=errors, warnings=len(found) - errors))
    return int(ExitCode.INPUT if errors else ExitCode.DONE)


def line(one: Placed, lang: str) -> str:
    """`file:line:column: level: entry: what is wrong`."""
    place = f"{one.file}:{one.line}:{one.column}" if one.line else one.file
    finding = one.finding
    return f"{place}: {LEVELS[finding.level].in_(lang)}: {finding.about}: {finding.text.in_(lang)}"
