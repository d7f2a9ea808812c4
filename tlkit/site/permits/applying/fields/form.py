"""Several questions at once: which are asked, what was answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tlkit.errors import Text
from tlkit.site.permits.applying.fields.base import Question, Raw, Setting, Value
from tlkit.site.permits.applying.fields.registry import KINDS, meets


@dataclass
class Answered:
    """What came of several questions: answers by id, and what is wrong, by the name of the input."""

    answers: dict[str, Value] = field(default_factory=dict)
    errors: dict[str, Text] = field(default_factory=dict)


def asked(question: Question, answers: Mapping[str, Value]) -> bool:
    """Whether a question is asked, given what was answered before it."""
    if question.show_if is None:
        return True
    name, wanted = question.show_if
    return meets(answers.get(name), wanted)


def read_form(
    questions: Sequence[Question], raw: Raw, setting: Setting, before: Mapping[str, Value]
) -> Answered:
    """Read what was sent; `before` are answers of earlier pages, which conditions may look at."""
    done = Answered()
    known = dict(before)
    for question in questions:
        known.pop(question.id, None)
        if not asked(question, known):
            continue
        reading = KINDS[question.type].read(question, raw, question.id, setting)
        done.errors.update(reading.errors)
        if reading.value is not None:
            known[question.id] = done.answers[question.id] = reading.value
    return done


def write_form(questions: Iterable[Question], answers: Mapping[str, Value]) -> dict[str, list[str]]:
    """What stands in every input when a page is opened again."""
    return {
        question.id + part: held
        for question in questions
        for part, held in KINDS[question.type].write(question, answers.get(question.id)).items()
    }
