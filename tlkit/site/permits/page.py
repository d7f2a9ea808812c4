"""A permit as its page shows it: the catalogue's ids turned into names, the region's facts beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from tlkit.catalogue.model import (
    ApplicationType,
    Document,
    NationalSystem,
    Permit,
    Regulation,
    Requirement,
    Source,
)
from tlkit.errors import Text
from tlkit.region.model import Region, ServicePoint
from tlkit.site.permits.agencies import Answerable, answerable, counter_of
from tlkit.site.permits.silence import beside_time
from tlkit.site.permits.words import TYPES
from tlkit.site.releases import Live, LivePermit


class Paper(NamedTuple):
    """A requirement, with what its document is."""

    document: Document
    condition: str | None


class Dropped(NamedTuple):
    """A requirement that national law no longer allows, and the regulation that says so."""

    requirement: Requirement
    document: Document
    regulation: Regulation | None


class Law(NamedTuple):
    """A regulation that the permit rests on. `successor` is what replaced it, where something did."""

    regulation: Regulation
    article: str | None
    successor: Regulation | None


@dataclass(frozen=True)
class PermitPage:
    """Everything that one permit's page says."""

    live: LivePermit
    answerable: Answerable
    technical: Answerable | None
    counter: ServicePoint | None
    system: NationalSystem | None
    papers: dict[ApplicationType, list[Paper]]
    dropped: list[Dropped]
    laws: list[Law]
    observed: list[Source]
    sources: list[Source]
    beside_time: list[Text]

    @property
    def permit(self) -> Permit:
        """The permit itself."""
        return self.live.permit

    def set_here(self, field: str) -> bool:
        """Whether the region itself has set a field, rather than the reference."""
        return field in self.live.origin


def permit_page(entry: LivePermit, live: Live, region: Region) -> PermitPage:
    """The page of one live permit."""
    permit = entry.permit
    technical = permit.technical_agency
    return PermitPage(
        live=entry,
        answerable=answerable(permit.agency, live, region),
        technical=answerable(technical, live, region) if technical else None,
        counter=counter_of(permit, region),
        system=live.systems.get(permit.national.system) if permit.national else None,
        papers=papers_by_type(permit, live),
        dropped=dropped_papers(permit, live),
        laws=laws_of(permit, live),
        observed=[live.sources[source] for source in permit.observed_in if source in live.sources],
        sources=sources_of(permit, live),
        beside_time=list(beside_time(permit, live.regulations)),
    )


def papers_by_type(permit: Permit, live: Live) -> dict[ApplicationType, list[Paper]]:
    """What to bring for each kind of application, in a fixed order, without what was dropped."""
    asked = [requirement for requirement in permit.requirements if requirement.superseded is None]
    papers = {
        kind: [
            Paper(document_of(requirement, live), requirement.condition)
            for requirement in asked
            if kind in requirement.applies_to
        ]
        for kind in TYPES
    }
    return {kind: held for kind, held in papers.items() if held}


def document_of(requirement: Requirement, live: Live) -> Document:
    """The document of a requirement, as the region or the catalogue describes it."""
    return requirement.described(live.documents)


def dropped_papers(permit: Permit, live: Live) -> list[Dropped]:
    """What need no longer be brought, each document once."""
    by_document = {
        requirement.document: Dropped(
            requirement, document_of(requirement, live), live.regulations.get(requirement.superseded.by)
        )
        for requirement in permit.requirements
        if requirement.superseded is not None
    }
    return list(by_document.values())


def laws_of(permit: Permit, live: Live) -> list[Law]:
    """The regulations a permit rests on, those in force first."""
    cited = [
        (live.regulations[citation.regulation], citation.article)
        for citation in permit.legal_basis
        if citation.regulation in live.regulations
    ]
    laws = [
        Law(regulation, article, live.regulations.get(regulation.replaced_by or ""))
        for regulation, article in cited
    ]
    return sorted(laws, key=lambda law: law.regulation.status == "repealed")


def sources_of(permit: Permit, live: Live) -> list[Source]:
    """Every source that a fact of the permit was read in, once, in the order of its facts."""
    facts = (permit.processing, permit.fee, permit.output, *permit.requirements)
    ids = [*permit.sources, *(source for fact in facts if fact is not None for source in fact.sources)]
    ids += [question.source for question in permit.form]
    return [live.sources[source] for source in dict.fromkeys(ids) if source in live.sources]
