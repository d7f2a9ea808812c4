"""Every id by which one entry of a catalogue names another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tlkit.catalogue.model import Catalogue, FormField, Permit

OUR_OWN = "design"
"""The source of a form field that was observed nowhere: the kit's own design."""

Reference = tuple[str, str, str]
"""Which entry names it, the table in which it must stand, and the id."""


def references(catalogue: Catalogue) -> Iterator[Reference]:
    """All references of the catalogue, in its order."""
    for permit in catalogue.permits.values():
        for table, id_ in _of_permit(permit):
            yield permit.id, table, id_
    for regulation in catalogue.regulations.values():
        if regulation.replaced_by:
            yield regulation.id, "regulations", regulation.replaced_by
        yield from ((regulation.id, "sources", id_) for id_ in regulation.sources)
    for tombstone in catalogue.tombstones.values():
        yield from ((tombstone.id, "permits", id_) for id_ in tombstone.replaced_by)
        if tombstone.by:
            yield tombstone.id, "regulations", tombstone.by


def _of_permit(permit: Permit) -> Iterator[tuple[str, str]]:
    yield "sectors", permit.sector
    yield "agency_kinds", permit.agency
    if permit.national:
        yield "systems", permit.national.system
    for need in permit.requirements:
        if need.name is None:
            yield "documents", need.document
        if need.superseded:
            yield "regulations", need.superseded.by
    yield from (("regulations", citation.regulation) for citation in permit.legal_basis)
    if permit.processing and permit.processing.deemed_approval:
        yield "regulations", permit.processing.deemed_approval.regulation
    yield from (("regulations", id_) for id_ in (permit.fee.legal_basis if permit.fee else ()))
    yield from (("sources", id_) for id_ in dict.fromkeys(_sources(permit)))


def _sources(permit: Permit) -> Iterator[str]:
    yield from permit.observed_in
    yield from permit.sources
    for need in permit.requirements:
        yield from need.sources
    for part in (permit.processing, permit.fee, permit.output):
        if part is not None:
            yield from part.sources
    yield from _of_fields(permit.form)


def _of_fields(form: Iterable[FormField]) -> Iterator[str]:
    for field in form:
        if field.source != OUR_OWN:
            yield field.source
        yield from _of_fields(field.fields)
