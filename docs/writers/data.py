"""The references of the region file and of the catalogue."""

from __future__ import annotations

from tlkit import reference
from tlkit.catalogue.model import (
    Catalogue,
    Document,
    NationalSystem,
    Permit,
    Regulation,
    Source,
    Tombstone,
)
from tlkit.errors import Text
from tlkit.region.model import Region
from tlkit.region.schema import RegionSchema
from writers.field_rows import Row, model_fields, region_fields
from writers.markdown import Meanings, covered, page, table

HEADINGS = ("field", "kind", "required, or default", "meaning")
PARTS = {
    "permits[]": Permit,
    "documents.*": Document,
    "regulations.*": Regulation,
    "sources.*": Source,
    "systems.*": NationalSystem,
    "tombstones.*": Tombstone,
}
"""What a catalogue is made of, by the key under which its files hold it; `*` is the id."""


def region_page(meanings: Meanings) -> str:
    """Every field of the region schema with kind, requirement or default, and meaning."""
    rows = list(region_fields(RegionSchema(), Region, ""))
    return page(meanings["intro"]["region"], field_table("region", rows, meanings["region"]))


def catalogue_page(meanings: Meanings) -> str:
    """Every field of a permit, what stands beside the permits, and the permits by sector."""
    rows = [row for prefix, model in PARTS.items() for row in model_fields(model, f"{prefix}.")]
    held = reference.load()
    stones = [(stone.name, stone.text.en) for stone in held.tombstones.values()]
    return page(
        meanings["intro"]["catalogue"],
        "## Fields",
        field_table("catalogue", rows, meanings["catalogue"]),
        f"## The {len(held.permits)} permits",
        *(sector_section(held, sector, title) for sector, title in held.sectors.items()),
        "## Abolished, and what came instead",
        table(("searched for", "what the site says"), stones),
    )


def field_table(what: str, rows: list[Row], meanings: dict[str, str]) -> str:
    """The table of fields. Raises SystemExit where a meaning is missing or one too many."""
    covered(what, [path for path, *_ in rows], meanings)
    return table(HEADINGS, [(f"`{path}`", kind, must, meanings[path]) for path, kind, must in rows])


def sector_section(held: Catalogue, sector: str, title: Text) -> str:
    """The permits of one sector."""
    permits = [permit for permit in held.permits.values() if permit.sector == sector]
    rows = [
        (f"`{one.id}`", one.name.id, one.name.en, str(one.channel), "yes" if one.requirements else "not yet")
        for one in permits
    ]
    return page(
        f"### {title.en} ({title.id}): {len(permits)}",
        table(("id", "name", "in English", "channel", "requirements known"), rows),
    )
