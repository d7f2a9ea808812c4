"""The pages of one application form, in order: what follows from the permit, the type and the answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from tlkit.catalogue.model import ApplicationType, Permit
from tlkit.errors import Text
from tlkit.site.permits.applying.applicant_questions import (
    ADDRESS,
    HOME,
    PERSON,
    PROXY,
    PROXY_PERSON,
    WHO,
    body_questions,
    person_questions,
)
from tlkit.site.permits.applying.fields import Question, asked
from tlkit.site.permits.words import TYPES

MOST = 6
"""Questions on one page; an address counts as two of them."""

WEIGHTS = {"address": 2}
FORMER = "_lama"
"""How the id of a question about an earlier permit ends; a new application is not asked it unless it must."""
AUTOCOMPLETE = {
    "nama_pemohon": "name", "telepon": "tel", "email": "email", "tanggal_lahir": "bday"
}  # fmt: skip
TRUE = Question(
    "pernyataan",
    "declaration",
    Text("The data and papers that I send are true.", "Data dan berkas yang saya kirim benar."),
)
REMIND = Question(
    "pengingat",
    "declaration",
    Text(
        "Remind me before the permit runs out. You may also leave this empty.",
        "Ingatkan saya sebelum izin habis masa berlakunya. Boleh tidak dicentang.",
    ),
    required=False,
)
"""Consent to a use that nothing else depends on."""

PAPERS = ("documents", "stamped-letter")


@dataclass(frozen=True)
class Section:
    """One page of the form. `spoken` is False where the title is the catalogue's own."""

    slug: str
    title: Text
    questions: tuple[Question, ...] = ()
    kind: Literal["questions", "papers", "declarations"] = "questions"
    spoken: bool = True


def types_of(permit: Permit) -> tuple[ApplicationType, ...]:
    """What can be applied for, in a fixed order; a permit whose papers name none can only be new."""
    named = {kind for paper in permit.requirements if paper.superseded is None for kind in paper.applies_to}
    return tuple(kind for kind in TYPES if kind in named) or ("new",)


def questions_of(permit: Permit) -> tuple[Question, ...]:
    """Every question of a permit. The applicant's own address is that of the identity card, whatever the
    permit calls it; any other is one in the region."""
    return tuple(
        ADDRESS
        if field.id == HOME
        else Question.of(field, place=field.type == "address", autocomplete=AUTOCOMPLETE.get(field.id))
        for field in permit.form
    )


def sections(permit: Permit, type_: str, answers: Mapping[str, Any]) -> tuple[Section, ...]:
    """The pages that this application has, given who applies; conditions are not judged."""
    form = questions_of(permit)
    kind = str(answers.get(WHO.id, ""))
    person = (
        Text("Person in charge", "Penanggung jawab")
        if kind in ("company", "body")
        else Text("Applicant", "Pemohon")
    )
    pages = [
        Section("pemohon", Text("Who applies", "Siapa yang mengajukan"), (WHO, PROXY)),
        *split("identitas", person, person_questions(form)),
    ]
    if own := body_questions(kind, form):
        title = Text("The company", "Badan usaha") if kind == "company" else Text("The body", "Lembaga")
        pages.append(Section("badan", title, own))
    if answers.get(PROXY.id) == "yes":
        pages.append(
            Section("kuasa", Text("You, who act for the applicant", "Anda, penerima kuasa"), PROXY_PERSON)
        )
    pages += about([each for each in form if type_ != "new" or each.required or not each.id.endswith(FORMER)])
    pages.append(Section("berkas", Text("Papers", "Berkas"), paper_questions(form), "papers"))
    declared = tuple(question for question in form if question.type == "declaration") or (TRUE,)
    pages.append(
        Section("pernyataan", Text("Declarations", "Pernyataan"), (*declared, REMIND), "declarations")
    )
    return tuple(pages)


def narrowed(
    pages: Sequence[Section], answers: Mapping[str, Any]
) -> tuple[tuple[Section, ...], dict[str, Any]]:
    """The pages without what is not asked, and the answers without those that nothing asks for any more.

    A condition that looks at the same page stays: it is judged while one answers. One that looks at
    an earlier page is judged here, and is none any more where it is met.
    """
    left: list[Section] = []
    known: dict[str, Any] = {}
    for page in pages:
        shown: list[Question] = []
        for question in page.questions:
            met = asked(question, known)
            if met and question.id in answers:
                known[question.id] = answers[question.id]
            if question.show_if and any(each.id == question.show_if[0] for each in shown):
                shown.append(question)
            elif met:
                shown.append(replace(question, show_if=None))
        if shown or page.kind == "papers":
            left.append(replace(page, questions=tuple(shown)))
    return tuple(left), known


def split(slug: str, title: Text, asked: tuple[Question, ...]) -> list[Section]:
    """A person's questions on one page, their address and how to reach them on a second."""
    first = tuple(each for each in asked if each.type not in ("address", "phone", "email"))
    second = tuple(each for each in asked if each not in first)
    reach = Text(f"{title.en}: address and contact", f"{title.id}: alamat dan kontak")
    return [Section(slug, title, first), Section("kontak", reach, second)]


def paper_questions(form: Sequence[Question]) -> tuple[Question, ...]:
    """Questions that are answered by uploads."""
    return tuple(question for question in form if question.type in PAPERS)


def about(form: Sequence[Question]) -> list[Section]:
    """The permit's own questions, a few on each page and in their order."""
    person = {question.id for question in PERSON}
    rest = [each for each in form if each.id not in person and each.type not in (*PAPERS, "declaration")]
    pages = list(pages_of(rest))
    counted: dict[str, int] = {}
    made = []
    for number, page in enumerate(pages, start=1):
        title, spoken = title_of(page)
        counted[title.id] = count = counted.get(title.id, 0) + 1
        if count > 1:
            title = Text(f"{title.en} ({count})", f"{title.id} ({count})")
        made.append(Section(f"isian-{number}", title, tuple(page), spoken=spoken))
    return made


def pages_of(questions: Sequence[Question]) -> Iterator[list[Question]]:
    """Questions in portions; a table has a page of its own, and a condition stays with what it asks about."""
    page: list[Question] = []
    for question in questions:
        weight = WEIGHTS.get(question.type, 1)
        held = sum(WEIGHTS.get(each.type, 1) for each in page)
        follows = question.show_if is not None and any(each.id == question.show_if[0] for each in page)
        if page and (
            question.type == "group" or page[-1].type == "group" or (held + weight > MOST and not follows)
        ):
            yield page
            page = []
        page.append(question)
    if page:
        yield page


def title_of(page: Sequence[Question]) -> tuple[Text, bool]:
    """What a page is about, and whether that is in the reader's language."""
    if page[0].type == "group":
        return page[0].label, False
    if any(each.type in ("address", "point") for each in page):
        return Text("The place", "Tempat kegiatan"), True
    return Text("About this permit", "Keterangan untuk izin ini"), True
