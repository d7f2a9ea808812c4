"""The catalogue as a list: permits by sector, each with what a reader scans for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from tlkit.catalogue.model import Permit
from tlkit.region.model import Region
from tlkit.site.permits.agencies import Answerable, answerable
from tlkit.site.permits.words import CHANNEL_ICONS, CHANNELS, ONLINE
from tlkit.site.releases import Live


class Filter(NamedTuple):
    """What a reader asked for; empty where nothing. `agency` is the key of an `Answerable`."""

    query: str = ""
    sector: str = ""
    agency: str = ""

    def __bool__(self) -> bool:
        return any(self)


class Row(NamedTuple):
    """One permit of the list. `words` are searched on the page beside what the row shows."""

    id: str
    name: str
    summary: str
    agency: str
    channel: str
    channel_label: str
    icon: str
    words: str


class Group(NamedTuple):
    """The permits of one sector."""

    sector: str
    name: str
    rows: list[Row]


def grouped(
    live: Live, region: Region, lang: str, chosen: Filter, found: Collection[str] | None
) -> list[Group]:
    """Groups in the catalogue's order, without empty ones. `found` are the ids that the query finds."""
    agencies = answerables(live, region)
    labels = {channel: text.in_(lang) for channel, text in CHANNELS.items()}
    online = ONLINE.in_(lang)
    rows: dict[str, list[Row]] = {sector: [] for sector in live.sectors}
    for entry in live.permits.values():
        permit = entry.permit
        if not entry.offered or (found is not None and permit.id not in found):
            continue
        agency = agencies[permit.agency].key
        if (chosen.sector and permit.sector != chosen.sector) or (chosen.agency and agency != chosen.agency):
            continue
        here = entry.opens_here
        label, icon = (online, "form") if here else (labels[permit.channel], CHANNEL_ICONS[permit.channel])
        rows[permit.sector].append(row(permit, agency, lang, label, icon))
    return [Group(sector, live.sectors[sector].in_(lang), held) for sector, held in rows.items() if held]


def row(permit: Permit, agency: str, lang: str, label: str, icon: str) -> Row:
    """One permit as a row of the list."""
    return Row(
        permit.id,
        permit.name.in_(lang),
        permit.summary.in_(lang),
        agency,
        permit.channel,
        label,
        icon,
        " ".join((permit.name.en if lang == "id" else permit.name.id, *permit.aliases)),
    )


def answerables(live: Live, region: Region) -> Mapping[str, Answerable]:
    """Who answers for each kind of agency that a permit names."""
    kinds = dict.fromkeys(entry.permit.agency for entry in live.permits.values())
    return {kind: answerable(kind, live, region) for kind in kinds}


def agency_choices(live: Live, region: Region, lang: str) -> list[tuple[str, str]]:
    """Key and name of everyone who answers for a permit, by name, each once."""
    names = {each.key: each.label(lang) for each in answerables(live, region).values()}
    return sorted(names.items(), key=lambda choice: choice[1].casefold())
