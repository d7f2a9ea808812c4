"""What came of `tlkit new region`: in sentences, as a row of the summary, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tlkit.cli import called
from tlkit.cli.show import say
from tlkit.errors import InputError, Text, TlkitError
from tlkit.mistakes import visible

if TYPE_CHECKING:
    from tlkit.instance import Failed, Made

HEADINGS = (
    Text("Asked for", "Diminta"),
    Text("Region", "Daerah"),
    Text("Folder or mistake", "Folder atau kesalahan"),
)
MADE = Text("{name} is ready in {path}", "{name} siap di {path}")
NOT_MADE = Text("`{what}` could not be made.", "`{what}` gagal dibuat.")
LEFT = Text("Yet to be filled in, in {path}/region.yaml:", "Yang masih perlu diisi di {path}/region.yaml:")
NEXT = Text("Next: {tlkit} serve {path}", "Berikutnya: {tlkit} serve {path}")


def ending(outcome: Made | Failed, lang: str) -> str:
    """How one of many ended, in a sentence."""
    from tlkit.instance import Made

    if isinstance(outcome, Made):
        return MADE.in_(lang).format(name=outcome.name, path=outcome.path)
    return NOT_MADE.in_(lang).format(what=visible(outcome.what))


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
