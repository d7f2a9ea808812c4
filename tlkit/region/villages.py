"""Villages by their code, and by the words that people type: the official ones, and a region's own names.

Somebody copies an identity card: `Kel. Karawaci Baru, Kec. Karawaci`, or writes `karang tengah` for
Karangtengah. Who is not sure how their village is spelt names its district, and sees all of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from tlkit.region import codes
from tlkit.region.model import Region

CODE = re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}")
FOUND_AT_MOST = 12
"""How many a search gives by their own names; as many mean that there may be more."""

KINDS = frozenset(["kel", "kelurahan", "desa", "ds", "kec", "kecamatan", "prov", "provinsi"])
"""What an identity card prints before a name."""
SPELT_OUT = {"kab": "kabupaten", "dki": "jakarta", "diy": "yogyakarta"}


class Found(NamedTuple):
    """A village to choose: its code, and its name with those of what it lies in."""

    code: str
    path: str


def village_in(region: Region, code: str) -> str | None:
    """A village of the region with its district and the region's name; None for others."""
    return next((each.path for each in own_villages(region) if each.code == code), None)


def village_anywhere(region: Region, code: str) -> str | None:
    """Any village of the country, or of the region; None for others."""
    return village_in(region, code) or (codes.path_of(code) if CODE.fullmatch(code) else None)


def own_villages(region: Region, district: str | None = None) -> list[Found]:
    """The region's own villages, or those of one of its districts."""
    return [
        Found(village.code, f"{village.name}, {each.name}, {region.name}")
        for each in region.districts
        for village in each.villages
        if district in (None, each.code)
    ]


def bare(name: str) -> str:
    """A name without the signs and spaces that one writes and another does not."""
    return re.sub(r"[^0-9a-z]+", "", name.lower())


@dataclass(frozen=True)
class Sought:
    """The words of a search, and what they are when they are written together."""

    words: tuple[str, ...]
    whole: frozenset[str]

    @classmethod
    def of(cls, typed: str) -> Sought:
        """What somebody looks for; words that only say what kind of place it is do not count."""
        said = re.findall(r"[0-9a-z]+", typed.lower())
        words = [SPELT_OUT.get(word, word) for word in said if word not in KINDS] or said
        return cls(tuple(words), frozenset(("".join(said), "".join(words))))

    def fits(self, path: str) -> bool:
        """Whether a place and what it lies in hold every word."""
        all_of_it = bare(path)
        return all(word in all_of_it for word in self.words)

    def calls(self, name: str) -> bool:
        """Whether a bare name holds a word; one of fewer than 3 letters must be its beginning."""
        return any(name.startswith(word) or (len(word) > 2 and word in name) for word in self.words)

    def spells(self, name: str) -> bool:
        """Whether a bare name was written out, perhaps with what it lies in after it."""
        return any(whole.startswith(name) for whole in self.whole)

    def rank(self, name: str) -> int:
        """The fewer, the likelier that this name is meant."""
        return 0 if self.spells(name) else 1 if name.startswith(self.words[0]) else 2


def found_villages(region: Region, typed: str) -> list[Found]:
    """Villages that the words can mean, the likeliest first, the region's own before others.

    Every word must be in a village's name or in what it lies in, and one in its own name; where
    few are, the villages of the one district that is called so follow.
    """
    sought = Sought.of(typed)
    if not sought.words:
        return []
    own = [each for each in own_villages(region) if sought.fits(each.path) and sought.calls(name_of(each))]
    known = {each.code for each in own}
    other = [each for each in elsewhere(sought, FOUND_AT_MOST + len(own)) if each.code not in known]
    named = sorted((*own, *other), key=lambda each: sought.rank(name_of(each)))[:FOUND_AT_MOST]
    if len(named) == FOUND_AT_MOST:
        return named
    return list(dict.fromkeys((*named, *of_district(region, sought))))


def name_of(village: Found) -> str:
    return bare(village.path.partition(",")[0])


def elsewhere(sought: Sought, most: int) -> Iterator[Found]:
    """Villages of the whole country by their official names, the likeliest first."""
    known = country().villages
    held = {each for word in sought.words for each in known.holding(word)}
    for code, _ in sorted(held, key=lambda each: (sought.rank(each[1]), each[0])):
        path = codes.path_of(code) or ""
        if sought.fits(path):
            yield Found(code, path)
            most -= 1
        if not most:
            return


def of_district(region: Region, sought: Sought) -> list[Found]:
    """The villages of the one district that is meant: one of the region's own, else of the country's."""
    own = one_of(sought, ((each.code, f"{each.name}, {region.name}") for each in region.districts))
    if own:
        return own_villages(region, own)
    district = one_of(sought, country().districts)
    villages = codes.villages_of(district) if district else ()
    return [Found(each.code, codes.path_of(each.code) or each.name) for each in villages]


def one_of(sought: Sought, districts: Iterable[tuple[str, str]]) -> str | None:
    """The code of the only district that is meant, or that is called exactly so."""
    meant = [
        (code, name)
        for code, path in districts
        if sought.calls(name := bare(path.partition(",")[0])) and sought.fits(path)
    ]
    named = [code for code, name in meant if sought.spells(name)] or [code for code, _ in meant]
    return named[0] if len(named) == 1 else None


@dataclass(frozen=True)
class Villages:
    """Every village by code: all bare names as lines of one text, and where each line begins.

    Looking through one text is twenty times as fast as through as many names.
    """

    codes: Sequence[str]
    text: str
    starts: Sequence[int]

    @classmethod
    def of(cls, named: Sequence[tuple[str, str]]) -> Villages:
        """Those of these codes and bare names."""
        lengths = accumulate((len(name) + 1 for _, name in named), initial=1)
        text = "".join(("\n", *(f"{name}\n" for _, name in named)))
        return cls(tuple(code for code, _ in named), text, tuple(lengths))

    def holding(self, word: str) -> Iterator[tuple[str, str]]:
        """Code and name of those that hold a word; one of fewer than 3 letters must be their beginning."""
        sought = word if len(word) > 2 else f"\n{word}"
        place = self.text.find(sought)
        while place >= 0:
            number = bisect_right(self.starts, place + len(sought) - len(word)) - 1
            end = self.text.index("\n", self.starts[number])
            yield self.codes[number], self.text[self.starts[number] : end]
            place = self.text.find(sought, end)


class Country(NamedTuple):
    """All 83,762 villages, and the code and path of all 7,285 districts."""

    villages: Villages
    districts: tuple[tuple[str, str], ...]


@lru_cache(maxsize=1)
def country() -> Country:
    """The whole country, read at the first search."""
    villages, districts = [], []
    for regency in codes.regencies():
        for district in codes.districts_of(regency.code):
            districts.append((district.code, f"{district.name}, {regency.name}, {regency.province}"))
            villages += [(village.code, bare(village.name)) for village in district.villages]
    return Country(Villages.of(villages), tuple(districts))
