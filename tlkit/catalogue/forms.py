"""Whether an application form can be filled in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tlkit.catalogue.model import FormField
from tlkit.errors import Text

YES_NO = ("yes", "no")
"""The answers of a `yes-no` field, as conditions name them."""


def faults_of(form: Sequence[FormField]) -> Iterator[Text]:
    """What is wrong with the fields of one form or of one group."""
    seen: dict[str, FormField] = {}
    for field in form:
        if field.id in seen:
            yield Text(f"The field {field.id} occurs twice.", f"Isian {field.id} ada dua kali.")
        yield from _shape(field)
        if field.show_if:
            yield from _condition(field, seen)
        seen[field.id] = field


def _shape(field: FormField) -> Iterator[Text]:
    if (field.type in ("choice", "choices")) != bool(field.options):
        yield Text(
            f"The field {field.id} ({field.type}) has too many or too few options.",
            f"Pilihan pada isian {field.id} ({field.type}) kurang atau tidak perlu.",
        )
    if (field.type == "group") != bool(field.fields):
        yield Text(
            f"The field {field.id} ({field.type}) has too many or too few fields of its own.",
            f"Isian {field.id} ({field.type}) kurang isian di dalamnya atau tidak memerlukannya.",
        )
    yield from faults_of(field.fields)


def _condition(field: FormField, before: dict[str, FormField]) -> Iterator[Text]:
    """A condition looks back at a field that was asked, and at an answer that it offers."""
    name, answer = field.show_if or ("", "")
    asked = before.get(name)
    if asked is None:
        yield Text(
            f"The field {field.id} depends on {name}, which is not asked before it.",
            f"Isian {field.id} bergantung pada {name}, yang tidak ditanyakan sebelumnya.",
        )
        return
    offered = YES_NO if asked.type == "yes-no" else asked.options
    if offered and answer not in offered:
        yield Text(
            f"The field {field.id} waits for an answer that {name} does not offer: {answer}.",
            f"Isian {field.id} menunggu jawaban yang tidak ada pada {name}: {answer}.",
        )
