"""A field's value, given as plain data, in words: one line for each thing that it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tlkit.catalogue.model import Citation
from tlkit.errors import Text
from tlkit.site.permits import words
from tlkit.site.permits.overlays.forms import OFFERED
from tlkit.site.permits.overlays.rows.questions import TYPES
from tlkit.site.permits.silence import WAITS, cited_as
from tlkit.site.releases import Live

Lines = Iterator[str]
Labels = Mapping[str, str]
NO_LABELS: Labels = {}
YES_NO = {"yes": Text("Yes", "Ya"), "no": Text("No", "Tidak")}
ALWAYS = Text("always asked", "selalu diminta")
DROPPED = Text("no longer asked: national law has dropped it", "tidak diminta lagi: dihapus aturan nasional")
GROUP = Text("A group of questions", "Kelompok pertanyaan")
MAY_STAY_EMPTY = Text("may stay empty", "boleh kosong")
ONLY_IF = Text("only if", "hanya bila")


def shown(field: str, value: Any, now: Live, lang: str) -> list[str]:
    """The lines of a value; none where there is nothing."""
    if value is None or value in ("", [], {}):
        return []
    return list(SAYS.get(field, plain)(value, now, lang))


def plain(value: Any, now: Live, lang: str) -> Lines:
    """A value of which nothing more is known: its words, in their order."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            if each not in (None, "", [], {}):
                yield f"{key}: {', '.join(plain(each, now, lang))}"
    elif isinstance(value, list):
        for each in value:
            yield ", ".join(plain(each, now, lang))
    else:
        yield str(value)


def offered(value: Any, _now: Live, lang: str) -> Lines:
    yield OFFERED["yes" if value else "no"].in_(lang)


def fee(value: Any, _now: Live, lang: str) -> Lines:
    kind = words.FEES.get(value["kind"])
    yield kind.in_(lang) if kind else value["kind"]
    if value.get("amount") is not None:
        yield words.rupiah(value["amount"])
    if value.get("formula"):
        yield value["formula"]


def decree(value: Any, _now: Live, lang: str) -> Lines:
    yield f"{value['number']}, {words.day(date.fromisoformat(str(value['date'])), lang)}"
    if value.get("title"):
        yield value["title"]


def processing(value: Any, now: Live, lang: str) -> Lines:
    yield words.duration(value["days"], value.get("unit", "working-days"), lang)
    if value.get("waits_for_payment"):
        yield WAITS.in_(lang)
    if value.get("deemed_approval"):
        rule = cited_as(Citation(**value["deemed_approval"]), now.regulations)
        yield Text(f"Counts as granted after it: {rule}", f"Dianggap dikabulkan bila lewat: {rule}").in_(lang)


def channel(value: Any, _now: Live, lang: str) -> Lines:
    found = words.CHANNEL_CHOICES.get(value)
    yield found.in_(lang) if found else str(value)


def agency(value: Any, now: Live, lang: str) -> Lines:
    found = now.agency_kinds.get(value)
    yield found.in_(lang) if found else str(value)


def both_languages(value: Any, _now: Live, lang: str) -> Lines:
    yield value["id" if lang == "id" else "en"]


def output(value: Any, _now: Live, _lang: str) -> Lines:
    yield value["name"]
    if value.get("validity"):
        yield value["validity"]


@dataclass(frozen=True)
class RowWords:
    """A row of a list: what it is called, in Indonesian, and what else it says, in the reader's language."""

    title: str
    says: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    """What the catalogue says in its own words: Indonesian."""


def requirement(entry: Mapping[str, Any], now: Live, lang: str, _labels: Labels) -> RowWords:
    document = now.documents.get(entry.get("document", ""))
    title = entry.get("name") or (document.name if document else str(entry.get("document", "")))
    asked = entry.get("applies_to", ["new"])
    types = ", ".join(both.in_(lang) for type_, both in words.TYPES.items() if type_ in asked)
    quotes = tuple(entry[name] for name in ("condition", "note") if entry.get(name))
    if entry.get("superseded"):
        return RowWords(title, (DROPPED.in_(lang),), quotes)
    return RowWords(title, (types,) if entry.get("condition") else (types, ALWAYS.in_(lang)), quotes)


def question(entry: Mapping[str, Any], _now: Live, lang: str, labels: Labels) -> RowWords:
    kind = TYPES.get(entry.get("type", ""), GROUP)
    may = [] if entry.get("required", True) else [MAY_STAY_EMPTY.in_(lang)]
    offered = "; ".join(entry.get("options", ()))
    waits = entry.get("show_if")
    if waits:
        asked, answer = labels.get(waits[0], waits[0]), in_answer(waits[1], lang)
        may.append(f"{ONLY_IF.in_(lang)} {asked} = {answer}")
    quotes = tuple(each for each in (entry.get("help"), offered) if each)
    return RowWords(str(entry.get("label", "")), (kind.in_(lang), *may), quotes)


def in_answer(answer: str, lang: str) -> str:
    """An answer in words."""
    return YES_NO[answer].in_(lang) if answer in YES_NO else answer


def step(entry: Mapping[str, Any], _now: Live, lang: str, _labels: Labels) -> RowWords:
    role = words.ROLES.get(entry.get("role", ""))
    return RowWords(str(entry.get("action", "")), (role.in_(lang),) if role else ())


ROWS: Mapping[str, Callable[[Mapping[str, Any], Live, str, Labels], RowWords]] = {
    "requirements": requirement,
    "form": question,
    "steps": step,
}


def row_words(
    field: str, entry: Mapping[str, Any], now: Live, lang: str, labels: Labels = NO_LABELS
) -> RowWords:
    """A row of a list in words; `labels` are those of the questions that others wait for, by id."""
    return ROWS[field](entry, now, lang, labels)


def labels_of(entries: Iterable[Mapping[str, Any]]) -> Labels:
    """The labels of questions by id."""
    return {str(entry["id"]): str(entry.get("label", "")) for entry in entries if "id" in entry}


def requirements(value: Any, now: Live, lang: str) -> Lines:
    for need in value:
        yield row_words("requirements", need, now, lang).title


def questions(value: Any, _now: Live, _lang: str) -> Lines:
    for each in value:
        yield each["label"]


def steps(value: Any, now: Live, lang: str) -> Lines:
    for each in value:
        said = row_words("steps", each, now, lang)
        yield ": ".join((*said.says, said.title))


def citations(value: Any, now: Live, _lang: str) -> Lines:
    for each in value:
        regulation = now.regulations.get(each["regulation"])
        yield regulation.name if regulation else each["regulation"]


SAYS: Mapping[str, Callable[[Any, Live, str], Lines]] = {
    "offered": offered,
    "fee": fee,
    "decree": decree,
    "processing": processing,
    "channel": channel,
    "agency": agency,
    "technical_agency": agency,
    "summary": both_languages,
    "name": both_languages,
    "output": output,
    "requirements": requirements,
    "form": questions,
    "steps": steps,
    "legal_basis": citations,
}
