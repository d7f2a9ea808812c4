"""Answers that are picked: one of several, several, yes or no, agreed."""

from __future__ import annotations

from tlkit.catalogue.forms import YES_NO
from tlkit.errors import Text
from tlkit.site.permits.applying.fields.base import (
    Kind,
    Question,
    Raw,
    Reading,
    Setting,
    Value,
    missing,
    one_input,
    please,
)

ANSWERS = dict(zip(YES_NO, (Text("Yes", "Ya"), Text("No", "Tidak")), strict=True))
AGREED = Text("Agreed", "Setuju")


def read_choice(question: Question, raw: Raw, name: str, setting: Setting) -> Reading:
    """One of the options."""
    return one_of(question, raw, name, {option.value for option in question.options})


def read_yes_no(question: Question, raw: Raw, name: str, setting: Setting) -> Reading:
    """`yes` or `no`."""
    return one_of(question, raw, name, set(YES_NO))


def one_of(question: Question, raw: Raw, name: str, offered: set[str]) -> Reading:
    given = [each for each in raw.get(name, ()) if each]
    if not given:
        if not question.required:
            return Reading()
        return Reading.wrong(name, please(Text("Choose", "Pilih dulu"), question.label))
    if given[0] not in offered:
        return Reading.wrong(name, Text("Choose one of these.", "Pilih salah satu yang tersedia."))
    return Reading(given[0])


def read_choices(question: Question, raw: Raw, name: str, setting: Setting) -> Reading:
    """Some of the options, in the order in which they are offered."""
    given = {each for each in raw.get(name, ()) if each}
    if not given:
        return missing(question, name)
    offered = [option.value for option in question.options]
    if not given <= set(offered):
        return Reading.wrong(name, Text("Choose among these.", "Pilih dari yang tersedia."))
    return Reading([each for each in offered if each in given])


def read_declaration(question: Question, raw: Raw, name: str, setting: Setting) -> Reading:
    """True once it was agreed to."""
    if typed_yes(raw, name):
        return Reading(True)
    if not question.required:
        return Reading(False)
    return Reading.wrong(
        name,
        Text("Tick this to go on.", "Centang pernyataan ini untuk melanjutkan."),
    )


def typed_yes(raw: Raw, name: str) -> bool:
    return "yes" in (raw.get(name) or ())


def label_of(question: Question, value: str, lang: str) -> str:
    """An option as it is read."""
    return next((each.label.in_(lang) for each in question.options if each.value == value), value)


def several(question: Question, value: Value) -> dict[str, list[str]]:
    return {"": list(value or ())}


CHOICE = Kind(read_choice, one_input, lambda question, value, lang: label_of(question, value, lang))
CHOICES = Kind(
    read_choices,
    several,
    lambda question, value, lang: ", ".join(label_of(question, each, lang) for each in value),
)
YES_OR_NO = Kind(read_yes_no, one_input, lambda question, value, lang: ANSWERS[value].in_(lang))
DECLARATION = Kind(
    read_declaration,
    lambda question, value: {"": ["yes"] if value else []},
    lambda question, value, lang: AGREED.in_(lang) if value else "",
)
