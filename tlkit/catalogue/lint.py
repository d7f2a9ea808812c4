"""What is wrong or missing in a catalogue that its schema cannot see.

`findings` runs every rule of `RULES`. An *error* makes a page lie or break; a
*warning* is something the office has yet to supply.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from tlkit.catalogue.forms import faults_of
from tlkit.catalogue.model import Catalogue, Permit
from tlkit.catalogue.references import references
from tlkit.catalogue.steps import faults_of as faults_of_steps
from tlkit.errors import Text
from tlkit.mistakes import nearest

LOCAL = "local-"
"""What the ids of a region's own permits begin with."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: by which rule, how grave, and about which entry, such as `sip-bidan`."""

    rule: str
    level: Literal["error", "warning"]
    about: str
    text: Text


Found = Iterator[Finding]


def findings(catalogue: Catalogue) -> list[Finding]:
    """Everything that the rules find, errors first, then in the catalogue's order."""
    found = [finding for rule in RULES for finding in rule(catalogue)]
    return sorted(found, key=lambda finding: finding.level)


def errors(catalogue: Catalogue) -> list[Finding]:
    """Only what must be mended before the catalogue is used."""
    return [finding for finding in findings(catalogue) if finding.level == "error"]


def dead_references(catalogue: Catalogue) -> Found:
    """Every id that an entry names exists."""
    for about, table, id_ in references(catalogue):
        known: Iterable[str] = getattr(catalogue, table)
        if id_ not in known:
            close = nearest(id_, known)
            en, id_text = (f" Did you mean {close}?", f" Maksudnya {close}?") if close else ("", "")
            yield _error(
                "dead-reference", about,
                f"{id_} is not among the {table.replace('_', ' ')}.{en}",
                f"{id_} tidak ada dalam daftar {table}.{id_text}",
            )  # fmt: skip


def reserved_ids(catalogue: Catalogue) -> Found:
    """Ids that begin with `local-` are left to the regions."""
    for permit in catalogue.permits.values():
        if permit.id.startswith(LOCAL):
            yield _error(
                "reserved-id", permit.id,
                "Ids that begin with local- belong to the regions.",
                "Id yang diawali local- adalah milik daerah.",
            )  # fmt: skip


def channels(catalogue: Catalogue) -> Found:
    """A permit of a national system names it, and one applied for here has a form."""
    for permit in catalogue.permits.values():
        if permit.channel == "national" and permit.national is None:
            yield _error(
                "national-without-system", permit.id,
                "It is applied for in a national system, but names none.",
                "Diurus lewat sistem nasional, tetapi sistemnya tidak disebut.",
            )  # fmt: skip
        if permit.channel == "here" and not permit.form:
            yield _error(
                "here-without-form", permit.id,
                "It is applied for here, but has no form.",
                "Diurus di sini, tetapi belum punya formulir.",
            )  # fmt: skip


def forms(catalogue: Catalogue) -> Found:
    """Forms can be filled in: ids once, options to choose from, conditions that can come true."""
    for permit in catalogue.permits.values():
        for text in faults_of(permit.form):
            yield Finding("form", "error", permit.id, text)


def steps(catalogue: Catalogue) -> Found:
    """The steps of a permit that the region issues lead to a signature."""
    for permit in catalogue.permits.values():
        if permit.channel in ("here", "counter"):
            for _, text in faults_of_steps(permit.steps):
                yield Finding("steps", "error", permit.id, text)


def repeated_requirements(catalogue: Catalogue) -> Found:
    """A paper is asked for once for each type of application and condition."""
    for permit in catalogue.permits.values():
        asked = [
            (need.document, type_, need.condition)
            for need in permit.requirements
            for type_ in need.applies_to
        ]
        for document in dict.fromkeys(each[0] for each in asked if asked.count(each) > 1):
            yield _error(
                "repeated-requirement", permit.id,
                f"The document {document} is required twice.",
                f"Dokumen {document} diminta dua kali.",
            )  # fmt: skip


def repealed(catalogue: Catalogue) -> Found:
    """A permit does not rest on a regulation that was repealed."""
    for permit in catalogue.permits.values():
        fee = permit.fee.legal_basis if permit.fee else ()
        silence = permit.processing.deemed_approval if permit.processing else None
        cited = (*permit.legal_basis, *([silence] if silence else []))
        for id_ in dict.fromkeys([*(citation.regulation for citation in cited), *fee]):
            regulation = catalogue.regulations.get(id_)
            if regulation is not None and regulation.status == "repealed":
                instead = regulation.replaced_by
                yield _error(
                    "repealed", permit.id,
                    f"{id_} was repealed." + (f" Cite {instead}." if instead else ""),
                    f"{id_} sudah dicabut." + (f" Pakai {instead}." if instead else ""),
                )  # fmt: skip


def fees(catalogue: Catalogue) -> Found:
    """Whoever asks for money names the law that allows it."""
    for permit in catalogue.permits.values():
        if permit.fee and permit.fee.kind != "free" and not permit.fee.legal_basis:
            yield Finding(
                "fee-without-basis", "warning", permit.id,
                Text(en="The fee names no legal basis.", id="Biaya belum menyebut dasar hukumnya."),
            )  # fmt: skip


def times(catalogue: Catalogue) -> Found:
    """A time that waits for a payment has a step for it, and silence that grants names its article."""
    for permit in catalogue.permits.values():
        time = permit.processing
        if time is None:
            continue
        if time.waits_for_payment and "payment" not in {step.role for step in permit.steps}:
            yield _error(
                "waits-without-payment", permit.id,
                "Its time waits for the payment, but it has no step for paying.",
                "Waktunya menunggu pembayaran, tetapi tidak ada langkah pembayaran.",
            )  # fmt: skip
        if time.deemed_approval and not time.deemed_approval.article:
            yield Finding(
                "deemed-without-article", "warning", permit.id,
                Text(
                    en="The deemed approval names no article.",
                    id="Anggapan dikabulkan belum menyebut pasalnya.",
                ),
            )  # fmt: skip


def missing(catalogue: Catalogue) -> Found:
    """What a service standard shows and this permit does not yet have."""
    for permit in catalogue.permits.values():
        absent = missing_parts(permit)
        if absent:
            listed = ", ".join(absent)
            yield Finding(
                "missing", "warning", permit.id, Text(en=f"Missing: {listed}.", id=f"Belum ada: {listed}.")
            )


SHOWN = ("requirements", "steps", "processing", "fee", "output", "legal_basis")
"""The fields behind the components of a service standard that every permit has to show."""


def missing_parts(permit: Permit) -> list[str]:
    """The fields of `SHOWN` that are empty."""
    return [name for name in SHOWN if not getattr(permit, name)]


def _error(rule: str, about: str, en: str, id_: str) -> Finding:
    return Finding(rule, "error", about, Text(en=en, id=id_))


RULES: tuple[Callable[[Catalogue], Found], ...] = (
    dead_references,
    reserved_ids,
    channels,
    forms,
    steps,
    repeated_requirements,
    repealed,
    fees,
    times,
    missing,
)
