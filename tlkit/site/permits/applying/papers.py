"""Which papers an application needs: those of its type, of its proxy, and those that questions ask for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tlkit.catalogue.model import Document, Permit
from tlkit.errors import Text
from tlkit.region.model import Region
from tlkit.site.permits.applying.fields import Question, asked
from tlkit.site.permits.applying.sections import paper_questions, questions_of

MEGABYTES = 5
"""How large an upload may be where the region says nothing else."""

MOST_MEGABYTES = 10
"""Above this no setting goes: requests are held in memory."""

LETTER_OF_AUTHORITY = "surat-kuasa"
PROXY_CARD = "ktp-penerima-kuasa"
DEED = "akta"


@dataclass(frozen=True)
class Slot:
    """A place for one kind of paper. `condition` says when it is needed; then it may stay empty.

    `question` is set where one of the form's questions asks for it. `spoken` is False for the
    catalogue's own words.
    """

    id: str
    name: Text
    help: Text | None = None
    condition: Text | None = None
    required: bool = True
    question: Question | None = None
    spoken: bool = False


PROXY_SLOTS = (
    Slot(
        LETTER_OF_AUTHORITY,
        Text("Letter of authority", "Surat kuasa"),
        Text("Signed by both, with a duty stamp.", "Ditandatangani keduanya, bermeterai."),
        spoken=True,
    ),
    Slot(
        PROXY_CARD,
        Text("Your identity card", "KTP Anda, penerima kuasa"),
        spoken=True,
    ),
)
DEED_SLOT = Slot(DEED, Text("Deed of the company", "Akta pendirian badan usaha"), spoken=True)


def slots(
    permit: Permit, kind: str, answers: Mapping[str, Any], documents: Mapping[str, Document]
) -> tuple[Slot, ...]:
    """Every paper of one application, those that must be there first; what was superseded is not asked."""
    found = {
        paper.document: slot(paper.described(documents), paper.condition)
        for paper in permit.requirements
        if paper.superseded is None and kind in paper.applies_to
    }
    if answers.get("jenis_pemohon") == "company":
        found.setdefault(DEED, DEED_SLOT)
        if found[DEED].condition:
            found[DEED] = DEED_SLOT
    for question in paper_questions(questions_of(permit)):
        if asked(question, answers):
            found[question.id] = of_question(question)
    if answers.get("dikuasakan") == "yes":
        found.pop("kuasa", None)
        found.update({each.id: each for each in PROXY_SLOTS})
    return tuple(sorted(found.values(), key=lambda each: not each.required))


def slot(document: Document, condition: str | None) -> Slot:
    """The place for a document; one with a condition may stay empty, for only a person can judge it."""
    return Slot(
        document.id,
        Text(document.name, document.name),
        Text(document.help, document.help) if document.help else None,
        Text(condition, condition) if condition else None,
        required=condition is None,
    )


def of_question(question: Question) -> Slot:
    return Slot(question.id, question.label, question.help, required=question.required, question=question)


def missing_papers(asked_for: Sequence[Slot], documents: Mapping[str, Sequence[int]]) -> list[Slot]:
    """What must still be uploaded."""
    return [each for each in asked_for if each.required and not documents.get(each.id)]


def upload_limit(region: Region, permit_id: str) -> int:
    """Bytes of one upload at most: `upload_mb-<permit>` or `upload_mb` among the service's settings."""
    switch = region.services.get("permits")
    settings = switch.settings if switch else {}
    megabytes = settings.get(f"upload_mb-{permit_id}", settings.get("upload_mb", MEGABYTES))
    fits = isinstance(megabytes, int) and 1 <= megabytes <= MOST_MEGABYTES
    return (int(megabytes) if fits else MEGABYTES) * 1_000_000
