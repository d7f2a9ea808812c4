"""`tlkit new region WHAT…`: makes a site of a region, or of many at once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tlkit.cli import Session, called
from tlkit.cli.office_folder import FOLDER, opened
from tlkit.cli.show import as_json, note, say, table
from tlkit.errors import ExitCode, InputError, Text, TlkitError
from tlkit.mistakes import visible

if TYPE_CHECKING:
    from tlkit.instance import Failed, Made, Plan
    from tlkit.office.folder import Office

NOTHING = Text(
    "Name a region, such as kota-tangerang, 36.71 or a region file; --all for those that come with the kit.",
    "Sebut daerahnya, misalnya kota-tangerang, 36.71, atau berkas daerah; --all untuk semua yang tersedia.",
)
HEADINGS = (
    Text("Asked for", "Diminta"),
    Text("Region", "Daerah"),
    Text("Folder or mistake", "Folder atau kesalahan"),
)
MADE = Text("{name} is ready in {path}", "{name} siap di {path}")
NOT_MADE = Text("`{what}` could not be made.", "`{what}` gagal dibuat.")
LEFT = Text("Yet to be filled in, in {path}/region.yaml:", "Yang masih perlu diisi di {path}/region.yaml:")
NEXT = Text("Next: {tlkit} serve {path}", "Berikutnya: {tlkit} serve {path}")
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


@contextmanager
def progress(lang: str, quiet: bool) -> Iterator[Callable[[str], None]]:
    """A bar that moves with every step on a terminal, a line for every step in a pipe."""
    from tlkit.instance import STEPS

    if quiet:
        yield lambda step: None
    elif not sys.stderr.isatty():
        yield lambda step: note(STEPS[step].in_(lang))
    else:
        with bar(len(STEPS)) as (shown, task):
            yield lambda step: shown.update(
                task, description=STEPS[step].in_(lang), completed=list(STEPS).index(step)
            )
            shown.update(task, completed=len(STEPS))


@contextmanager
def counting(total: int, lang: str, quiet: bool) -> Iterator[Callable[[Made | Failed], None]]:
    """The same for many: each region that is done moves the bar, or is told of on a line."""
    if quiet:
        yield lambda outcome: None
    elif not sys.stderr.isatty():
        yield lambda outcome: note(ending(outcome, lang))
    else:
        with bar(total) as (shown, task):
            yield lambda outcome: shown.update(task, description=outcome.what, advance=1)


def ending(outcome: Made | Failed, lang: str) -> str:
    """How one of many ended, in a sentence."""
    from tlkit.instance import Made

    if isinstance(outcome, Made):
        return MADE.in_(lang).format(name=outcome.name, path=outcome.path)
    return NOT_MADE.in_(lang).format(what=visible(outcome.what))


@contextmanager
def bar(total: int) -> Iterator[tuple[Any, Any]]:
    """A progress bar on stderr."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    words = TextColumn("{task.description}", markup=False)
    with Progress(words, BarColumn(), MofNCompleteColumn(), console=Console(stderr=True)) as shown:
        yield shown, shown.add_task("", total=total)


def tell(made: Made, lang: str) -> None:
    """Where the folder is, what the region must fill in, and what to run next."""
    from tlkit.region.fill import LABELS

    say(MADE.in_(lang).format(name=made.name, path=made.path))
    if made.to_fill:
        say(LEFT.in_(lang).format(path=made.path))
        for name in made.to_fill:
            say(f"  {name}: {LABELS[name].in_(lang)}")
    say(NEXT.in_(lang).format(tlkit=called(), path=made.path))


def row(outcome: Made | Failed, lang: str) -> tuple[str, str, str]:
    """One line of the summary."""
    from tlkit.instance import Made

    if isinstance(outcome, Made):
        return outcome.what, f"{outcome.code} {outcome.name}", str(outcome.path)
    wrong = [problem.show(lang) for problem in outcome.problems] or said(outcome, lang)
    return outcome.what, "-", " ".join(line.strip() for part in wrong for line in part.splitlines())


def said(outcome: Failed, lang: str) -> list[str]:
    """What happened and what to do."""
    return [text.in_(lang) for text in (outcome.message, outcome.hint) if text]


def plain(outcome: Made | Failed, lang: str) -> dict[str, Any]:
    """One outcome for `--json`."""
    from tlkit.instance import Made

    if isinstance(outcome, Made):
        return {
            "what": outcome.what,
            "ok": True,
            "code": outcome.code,
            "name": outcome.name,
            "path": str(outcome.path),
            "drafted": outcome.drafted,
            "to_fill": list(outcome.to_fill),
        }
    return {
        "what": outcome.what,
        "ok": False,
        "message": outcome.message.in_(lang),
        "hint": outcome.hint.in_(lang) if outcome.hint else None,
        "problems": [problem.as_json(lang) for problem in outcome.problems],
    }


def failure(what: str, error: TlkitError, lang: str) -> dict[str, Any]:
    """One foreseen failure for `--json`, in the form of `plain`."""
    return plain(failed_with(what, error), lang)


def failed_with(what: str, error: TlkitError) -> Failed:
    """The outcome that a foreseen failure comes to."""
    from tlkit.instance import Failed

    problems = tuple(error.problems) if isinstance(error, InputError) else ()
    return Failed(what, error.message, error.hint, int(error.exit_code), problems)
