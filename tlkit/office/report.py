"""Pages that an official can read: how a push went, and how the fleet stands. One file each, no script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tlkit.catalogue.versions import order
from tlkit.errors import InputError, Text
from tlkit.office.folder import Office
from tlkit.office.past import Released, history
from tlkit.office.push import Pushed
from tlkit.office.push_outcome import WORDS
from tlkit.office.report_words import SENTENCES
from tlkit.office.status import Standing
from tlkit.reasons import reason
from tlkit.textfile import whole

REPORTS = "reports"
TEMPLATES = Path(__file__).parent / "templates"
MOST = 20
"""Fields that the list of those most often overridden has, at most."""


@dataclass(frozen=True)
class Overridden:
    """A field, as `PERMIT/FIELD`, for which that many regions keep a value of their own.

    `base_doubtful` where more than half of the regions heard from do: then the base is
    probably wrong, and not they.
    """

    field: str
    regions: int
    base_doubtful: bool


def most_overridden(standings: Sequence[Standing]) -> list[Overridden]:
    """The fields most often overridden, the most frequent first."""
    answers = [one.answer for one in standings if one.answer]
    counts = Counter(name for answer in answers for name in set(answer.overridden))
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [Overridden(name, count, count * 2 > len(answers)) for name, count in ordered[:MOST]]


def adoption(standings: Sequence[Standing]) -> list[tuple[str, int]]:
    """How many regions have each version in force, the newest version first, unknown last."""
    counts = Counter(one.answer.version if one.answer else None for one in standings)
    known = sorted((version for version in counts if version), key=order, reverse=True)
    last: list[str | None] = [None] if None in counts else []
    return [(version or "", counts[version]) for version in [*known, *last]]


def push_page(pushed: Pushed, lang: str) -> str:
    """How a push went."""
    states = Counter(one.state for one in pushed.outcomes)
    bars = [(WORDS[state].in_(lang), count, "") for state, count in states.most_common()]
    return _page("push.html", lang, pushed=pushed, bars=bars, words=WORDS)


def fleet_page(office: Office, standings: Sequence[Standing], now: datetime, lang: str) -> str:
    """How the fleet stands. A silent region is shown as it was last heard of, and said to be silent."""
    return _page(
        "fleet.html",
        lang,
        office=office,
        now=now,
        standings=standings,
        adoption=adoption(standings),
        fields=most_overridden(standings),
        releases=_newest(history(office)),
        words=WORDS,
    )


def write_push_report(office: Office, pushed: Pushed, lang: str) -> Path:
    """Write the page into `reports/`. Raises InputError where it cannot be written."""
    path = office.path / REPORTS / f"push-{pushed.began:%Y%m%dT%H%M%SZ}.html"
    write_page(path, push_page(pushed, lang))
    return path


def write_page(path: Path, page: str) -> None:
    """Write a page whole, or leave what was there. Raises InputError where it cannot be written."""
    fresh = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(page, encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink()
        why = reason(error)
        wrong = Text(f"The report cannot be written: {why.en}.", f"Laporan tidak dapat ditulis: {why.id}.")
        raise InputError([whole(path, wrong, Text("Choose another place.", "Pilih tempat lain."))]) from None


def _page(name: str, lang: str, **facts: Any) -> str:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def say(key: str, **values: Any) -> str:
        return SENTENCES[key].in_(lang).format(**values)

    return environment.get_template(name).render(lang=lang, say=say, **facts)


def _newest(releases: Sequence[Released]) -> list[Released]:
    """The newest release of each channel."""
    return list({one.channel: one for one in releases}.values())
