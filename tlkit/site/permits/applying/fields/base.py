"""What every type of question shares."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from tlkit.catalogue.model import FieldType, FormField
from tlkit.errors import Text
from tlkit.region.model import Region

T = TypeVar("T")

Raw = Mapping[str, Sequence[str]]
"""What a browser sent: the name of an input and what was typed into it, in order."""

Value = Any
"""An answer as plain data, ready for JSON; None where nothing was answered."""

LONGEST_LINE = 200
LONGEST_TEXT = 4_000


@dataclass(frozen=True)
class Option:
    """One answer to choose from: what is stored, and what is read."""

    value: str
    label: Text


@dataclass(frozen=True)
class Question:
    """One question. `spoken` is False for the catalogue's own words, which are Indonesian only.

    `place` keeps an address within the region; `autocomplete` is HTML's token for it.
    """

    id: str
    type: FieldType
    label: Text
    help: Text | None = None
    required: bool = True
    options: tuple[Option, ...] = ()
    show_if: tuple[str, str] | None = None
    fields: tuple[Question, ...] = ()
    spoken: bool = True
    place: bool = False
    autocomplete: str | None = None

    @classmethod
    def of(cls, asked: FormField, place: bool = False, autocomplete: str | None = None) -> Question:
        """A question of the catalogue."""
        return cls(
            id=asked.id,
            type=asked.type,
            label=same(asked.label),
            help=same(asked.help) if asked.help else None,
            required=asked.required,
            options=tuple(Option(each, same(each)) for each in asked.options),
            show_if=asked.show_if,
            fields=tuple(cls.of(each) for each in asked.fields),
            spoken=False,
            place=place,
            autocomplete=autocomplete,
        )


@dataclass(frozen=True)
class Setting:
    """Where and when a form is read."""

    region: Region
    today: date


@dataclass
class Reading:
    """What came of one question: its value, and what is wrong, by the name of the input to mend."""

    value: Value = None
    errors: dict[str, Text] = field(default_factory=dict)

    @classmethod
    def wrong(cls, name: str, sentence: Text) -> Reading:
        """A reading that failed."""
        return cls(None, {name: sentence})


@dataclass(frozen=True)
class Kind:
    """How one type of question is read, written back into its inputs, and said in words.

    `read` takes the question, all that was sent, the name of its input and the setting.
    `write` takes a value and gives what stands in each input, by what follows its name.
    """

    read: Callable[[Question, Raw, str, Setting], Reading]
    write: Callable[[Question, Value], dict[str, list[str]]]
    show: Callable[[Question, Value, str], str]


def same(words: str) -> Text:
    """Words that are Indonesian in every language of the page."""
    return Text(words, words)


def typed(raw: Raw, name: str) -> str:
    """What stands in one input: one line, without spaces around it or signs that cannot be seen."""
    words = "".join(sign if sign.isprintable() else " " for sign in first(raw, name))
    return " ".join(words.split())


def first(raw: Raw, name: str) -> str:
    """The first value of an input, as it came."""
    values = raw.get(name) or ("",)
    return values[0]


def digits(words: str) -> str:
    """The ASCII digits of what was typed."""
    return "".join(sign for sign in words if sign in "0123456789")


def missing(question: Question, name: str) -> Reading:
    """Nothing was answered: wrong where the question must be answered."""
    if not question.required:
        return Reading()
    return Reading.wrong(name, please(Text("Fill in", "Isi dulu"), question.label))


def read_line(
    question: Question,
    raw: Raw,
    name: str,
    parse: Callable[[str], T | None],
    wrong: Text,
    keep: Callable[[T], Reading] | None = None,
) -> Reading:
    """What one input holds, made into a value by `parse`; `wrong` where it makes None of it.

    `keep` judges the value, or puts it into the form in which it is stored.
    """
    words = typed(raw, name)
    if not words:
        return missing(question, name)
    found = parse(words)
    if found is None:
        return Reading.wrong(name, wrong)
    return keep(found) if keep else Reading(found)


def please(verb: Text, label: Text) -> Text:
    """What to do with a question; one that ends with a question mark needs no full stop."""

    def sentence(lang: str) -> str:
        words = label.in_(lang)
        return f"{verb.in_(lang)}: {words}" + ("" if words.endswith(("?", ".", "!")) else ".")

    return Text(sentence("en"), sentence("id"))


def one_input(question: Question, value: Value) -> dict[str, list[str]]:
    """The value as it stands in the question's only input."""
    return {"": [] if value is None else [str(value)]}


def as_text(question: Question, value: Value, lang: str) -> str:
    """The value as it is."""
    return str(value)
