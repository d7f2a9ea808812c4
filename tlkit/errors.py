"""What may go wrong, said so that a clerk knows what to do next.

Every failure the kit foresees is a `TlkitError`: a message and a hint, each in
Indonesian and English, and the exit code of the command it ends. Nothing here
prints: `tlkit.cli` is the one place that does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any, NamedTuple


class ExitCode(IntEnum):
    """What the commands end with; listed in the reference of commands."""

    DONE = 0
    UNEXPECTED = 1
    USAGE = 2
    INPUT = 3
    CONFLICT = 4
    PARTIAL = 5
    UNTRUSTED = 6
    UPDATE_AVAILABLE = 10


class Text(NamedTuple):
    """One sentence in the two languages of the kit."""

    en: str
    id: str

    def in_(self, lang: str) -> str:
        """The sentence in `lang`: "id", or anything else for English."""
        return self.id if lang == "id" else self.en


@dataclass(frozen=True)
class Problem:
    """One mistake in one input, with the place to mend it.

    `line` and `column` count from 1; both are 0 where a whole file is meant.
    `field` is the dotted path, such as `districts[3].villages[0].code`.
    """

    file: str
    line: int
    column: int
    field: str
    wrong: Text
    right: Text

    def show(self, lang: str) -> str:
        """`file:line:column: field: what is wrong. What would be right`."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        field = f" {self.field}:" if self.field else ""
        return f"{place}:{field} {self.wrong.in_(lang)} {self.right.in_(lang)}"

    def as_json(self, lang: str) -> dict[str, Any]:
        """The same as plain data, for `--json`."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "field": self.field,
            "wrong": self.wrong.in_(lang),
            "right": self.right.in_(lang),
        }


class TlkitError(Exception):
    """A foreseen failure: what happened, what to do, how the command ends."""

    exit_code = ExitCode.UNEXPECTED

    def __init__(self, message: Text, hint: Text | None = None) -> None:
        super().__init__(message.en)
        self.message = message
        self.hint = hint


class InputError(TlkitError):
    """The input is wrong; `problems` holds every mistake found, in file order."""

    exit_code = ExitCode.INPUT

    def __init__(self, problems: list[Problem]) -> None:
        count = len(problems)
        super().__init__(
            Text(
                en="1 mistake found. Mend it and try again."
                if count == 1
                else f"{count} mistakes found. Mend them and try again.",
                id=f"Ada {count} kesalahan. Perbaiki, lalu coba lagi.",
            )
        )
        self.problems = problems


class UntrustedError(TlkitError):
    """What was sent cannot be trusted, so nothing of it was used.

    `reason` is a short code for machines, such as `signature`, `expired`, `damaged`; the
    message says the same in words.
    """

    exit_code = ExitCode.UNTRUSTED

    def __init__(self, message: Text, hint: Text | None = None, *, reason: str) -> None:
        super().__init__(message, hint)
        self.reason = reason


class ConflictError(TlkitError):
    """Somebody has to choose between two values, or to look again, before this can be done."""

    exit_code = ExitCode.CONFLICT


class StalePlan(ConflictError):
    """What a plan was made for has changed since, so that its consequences are no longer known."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                en="The catalogue or the overlay has changed since this plan was made; nothing was applied.",
                id="Katalog atau perubahan daerah berganti sejak rencana dibuat; belum ada yang diterapkan.",
            ),
            Text(en="Make the plan again.", id="Buat ulang rencananya."),
        )


class FrozenError(TlkitError):
    """The region lets only urgent releases in on these days, `since` and `until` included."""

    exit_code = ExitCode.PARTIAL

    def __init__(self, since: date, until: date, why: str) -> None:
        super().__init__(
            Text(
                en=f"From {since} to {until} this region takes only urgent releases: {why}.",
                id=f"Dari {since} sampai {until} daerah ini hanya menerima rilis mendesak: {why}.",
            ),
            Text(
                en="Send the release after that, or mark it urgent.",
                id="Kirim rilis sesudahnya, atau tandai mendesak.",
            ),
        )
        self.since, self.until, self.why = since, until, why
