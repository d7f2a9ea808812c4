"""What a region calls its places: kecamatan or distrik; kelurahan, desa, kampung.

The official codes tell a kelurahan from a desa. Papua's provinces say distrik and kampung
(UU 21/2001, Pasal 1), Aceh says gampong or another name (UU 11/2006, Pasal 1). English is
spared the difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tlkit.errors import Text
from tlkit.region import codes
from tlkit.region.model import District, Region, Village

ACEH = ("11",)
PAPUA = ("91", "92", "93", "94", "95", "96")


def district_kind(code: str) -> str:
    """What Indonesian calls a district of that code."""
    return "distrik" if code[:2] in PAPUA else "kecamatan"


def village_kind(code: str) -> str:
    """What Indonesian calls a village of that code."""
    if codes.is_kelurahan(code):
        return "kelurahan"
    return {**dict.fromkeys(PAPUA, "kampung"), **dict.fromkeys(ACEH, "gampong/desa")}.get(code[:2], "desa")


def village_kinds(villages: Iterable[Village]) -> list[str]:
    """The kinds among these villages, kelurahan first."""
    found = {village_kind(village.code) for village in villages}
    return sorted(found, key=lambda kind: (kind != "kelurahan", kind))


def districts_counted(region: Region) -> Text:
    """`13 kecamatan`."""
    count = len(region.districts)
    english = "district" if count == 1 else "districts"
    return Text(f"{count} {english}", f"{count} {district_kind(region.code)}")


def villages_counted(villages: Sequence[Village]) -> Text:
    """`104 kelurahan`, or each kind apart: `3 kelurahan dan 1 desa`."""
    kinds = [village_kind(village.code) for village in villages]
    counts = [f"{kinds.count(kind)} {kind}" for kind in village_kinds(villages)]
    total = len(villages)
    return Text(f"{total} {'village' if total == 1 else 'villages'}", " dan ".join(counts) or "0 desa")


def all_villages(region: Region) -> list[Village]:
    """Every village of a region."""
    return [village for district in region.districts for village in district.villages]


def heading(region: Region) -> Text:
    """What the list holds: `Kecamatan dan kelurahan`, `Kecamatan, kelurahan, dan desa`."""
    kinds = [district_kind(region.code), *village_kinds(all_villages(region))]
    comma = "," if len(kinds) > 2 else ""
    listed = f"{', '.join(kinds[:-1])}{comma} dan {kinds[-1]}" if len(kinds) > 1 else kinds[0]
    return Text("Districts and villages", listed.capitalize())


def district_called(district: District) -> Text:
    """`Kecamatan Batuceper`."""
    return Text(f"{district.name} District", f"{district_kind(district.code).capitalize()} {district.name}")
