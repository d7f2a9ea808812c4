"""Questions that are answered by uploads. The uploads are kept beside the answers, by the question's id."""

from __future__ import annotations

from tlkit.errors import Text
from tlkit.site.permits.applying.fields.base import Kind, Option, Question, Raw, Reading, Setting, one_input
from tlkit.site.permits.applying.fields.choices import label_of

STAMPS = (
    Option(
        "scan", Text("A stamped letter, scanned or photographed", "Surat bermeterai, dipindai atau difoto")
    ),
    Option("e-meterai", Text("A PDF with an e-meterai", "PDF dengan e-meterai")),
)


def read_nothing(question: Question, raw: Raw, name: str, setting: Setting) -> Reading:
    """Nothing is typed: what counts is what was uploaded."""
    return Reading()


def read_stamp(question: Question, raw: Raw, name: str, setting: Setting) -> Reading:
    """How the letter was stamped; a scan where nothing was said."""
    given = next((each for each in raw.get(name, ()) if each), STAMPS[0].value)
    known = {option.value for option in STAMPS}
    return Reading(given if given in known else STAMPS[0].value)


DOCUMENTS = Kind(read_nothing, lambda question, value: {}, lambda question, value, lang: "")
STAMPED_LETTER = Kind(
    read_stamp,
    one_input,
    lambda question, value, lang: label_of(
        Question("", "choice", question.label, options=STAMPS), value, lang
    ),
)
