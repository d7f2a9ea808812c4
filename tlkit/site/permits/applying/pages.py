"""What the templates of a form draw: inputs with what stands in them, beside what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tlkit.errors import Text
from tlkit.region import codes
from tlkit.region.model import Region
from tlkit.region.villages import CODE, FOUND_AT_MOST, Found, found_villages, village_anywhere
from tlkit.site.permits.applying.fields import Question, Raw
from tlkit.site.permits.applying.fields.address import POSTAL, SEARCH, VILLAGE
from tlkit.site.permits.applying.fields.base import typed
from tlkit.site.permits.applying.fields.dates import is_birth
from tlkit.site.permits.applying.fields.registry import MOST_ROWS, rows_sent


@dataclass(frozen=True)
class Inputs:
    """Everything that stands in the inputs of one page, and what is wrong with it."""

    raw: Raw
    region: Region
    errors: Mapping[str, Text] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)

    def value(self, name: str) -> str:
        """What stands in an input, as it came."""
        return (self.raw.get(name) or ("",))[0]

    def holds(self, name: str, value: str) -> bool:
        """Whether a box or a button is set."""
        return value in (self.raw.get(name) or ())

    def error(self, name: str) -> Text | None:
        """What is wrong with an input."""
        return self.errors.get(name)

    def row_numbers(self, question: Question, name: str) -> list[int]:
        """The rows of a table to draw: those that were sent, as many as were asked for, one at least."""
        held = rows_sent(question, self.raw, name)
        wanted = min(max(self.rows.get(name, 0), len(held), 1), MOST_ROWS)
        numbers = list(held)
        number = max(held, default=-1)
        while len(numbers) < wanted:
            number += 1
            numbers.append(number)
        return numbers

    def villages(self, name: str) -> list[Found]:
        """The village that is chosen, and those that a search found."""
        chosen = typed(self.raw, name + VILLAGE)
        path = village_anywhere(self.region, chosen) if chosen else None
        found = found_villages(self.region, typed(self.raw, name + SEARCH))
        own = [Found(chosen, path)] if path else []
        return [*own, *(each for each in found if each.code != chosen)]

    @property
    def most_villages(self) -> int:
        """How many villages a search shows; as many mean that there may be more."""
        return FOUND_AT_MOST

    def postal(self, name: str) -> str | None:
        """The postal code of the village that is chosen, as a help; it may be another."""
        chosen = typed(self.raw, name + VILLAGE)
        return codes.postal_code(chosen) if CODE.fullmatch(chosen) and not self.value(name + POSTAL) else None

    def born(self, question: Question) -> bool:
        """Whether a date is one of birth, which is quicker typed than picked."""
        return is_birth(question)


@dataclass(frozen=True)
class Mistake:
    """One line of the list above a form: where to go, and what to mend there."""

    name: str
    sentence: Text


def mistakes(questions: Sequence[Question], errors: Mapping[str, Text]) -> list[Mistake]:
    """What is wrong on a page, in the order of its questions."""

    def place(name: str) -> int:
        head = name.partition(".")[0]
        return next((number for number, each in enumerate(questions) if each.id == head), len(questions))

    return [Mistake(name, errors[name]) for name in sorted(errors, key=place)]


def without_row(raw: Raw, group: str, row: str) -> dict[str, list[str]]:
    """What was sent, without one row of a table."""
    gone = f"{group}.{row}."
    return {name: list(values) for name, values in raw.items() if not name.startswith(gone)}


def changed(raw: Raw, action: str, rest: str) -> tuple[dict[str, list[str]], dict[str, int]]:
    """What was sent, with a row of a table fewer, or how many to draw, where that was asked for."""
    name, _, number = rest.partition(":")
    if action == "hapus":
        return without_row(raw, name, number), {}
    fits = action == "tambah" and number.isascii() and number.isdigit() and len(number) <= 2
    return {key: list(values) for key, values in raw.items()}, {name: int(number)} if fits else {}


def only(raw: Raw, questions: Sequence[Question]) -> dict[str, list[str]]:
    """What was sent for these questions."""
    ids = {question.id for question in questions}
    return {name: list(values) for name, values in raw.items() if name.partition(".")[0] in ids}


def as_raw(form: Any) -> dict[str, list[str]]:
    """A sent form as the readers take it."""
    return {str(name): [str(value) for value in values] for name, values in form.lists()}
