"""Finding permits by the words people use for them, also for what no longer exists."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tlkit.catalogue.model import Catalogue, Permit, Tombstone

Words = tuple[str, ...]

WORD = re.compile(r"[^\W_]+")
MANY_WORDS = 12
SHORT = 3
FILLERS = frozenset((
    "izin", "ijin", "perizinan", "surat", "cara", "syarat", "urus", "mengurus", "buat", "membuat", "minta",
    "permohonan", "untuk", "dan", "di", "ke", "yang", "permit", "permits", "licence", "license", "apply",
    "for", "how", "to", "get", "a", "an", "the", "of", "and",
))  # fmt: skip
"""Words that say nothing about which permit is meant; ignored beside words that do."""


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found, best first. Where a tombstone was found, `permits` begins with what came instead."""

    permits: tuple[Permit, ...]
    tombstones: tuple[Tombstone, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A permit's words in one language and in Indonesian, folded."""

    permit: Permit
    titles: tuple[Words, ...]
    """The names without their fillers."""
    aliases: tuple[Words, ...]
    title_words: str
    every_word: str
    """Each in line."""


class Search:
    """The words of one catalogue, prepared once; `find` may be called from many threads."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._entries = {
            lang: [_entry(permit, catalogue, lang) for permit in catalogue.permits.values()]
            for lang in ("id", "en")
        }
        self._graves = [(stone, _graves(stone)) for stone in catalogue.tombstones.values()]
        self._permits = catalogue.permits

    def find(self, query: str, lang: str) -> Hits:
        """Permits in which every word of `query` begins a word of theirs, best first.

        Names, aliases, summaries, sectors and certificates are searched in `lang` and in
        Indonesian; case, accents and punctuation do not matter. A query without words
        finds every permit, in the catalogue's order.
        """
        words = fold(query)[:MANY_WORDS]
        if not words:
            return Hits(tuple(self._permits.values()), ())
        telling = _telling(words)
        entries = self._entries["id" if lang == "id" else "en"]
        ranked = [(rank, e.permit) for e in entries if (rank := _rank(e, words, telling)) is not None]
        ranked.sort(key=lambda pair: pair[0])
        stones = tuple(stone for stone, graves in self._graves if any(_covers(telling, g) for g in graves))
        instead = (
            self._permits[id_] for stone in stones for id_ in stone.replaced_by if id_ in self._permits
        )
        found = {permit.id: permit for permit in (*instead, *(permit for _, permit in ranked))}
        return Hits(tuple(found.values()), stones)


def fold(text: str) -> Words:
    """The words of `text` in lower case without accents: `PBG-Rumah Tinggal` is pbg, rumah, tinggal."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return tuple(WORD.findall(bare.casefold()))


def _entry(permit: Permit, catalogue: Catalogue, lang: str) -> _Entry:
    langs = dict.fromkeys((lang, "id"))
    names = [fold(permit.name.in_(each)) for each in langs]
    aliases = tuple(fold(alias) for alias in permit.aliases)
    sector = catalogue.sectors.get(permit.sector)
    rest = [permit.summary.in_(each) for each in langs]
    rest += [sector.in_(each) for each in langs] if sector else []
    rest += [permit.output.name] if permit.output else []
    title_words = tuple(_flat(names))
    every_word = (*title_words, *_flat(aliases), *_flat(fold(each) for each in rest))
    return _Entry(permit, tuple(map(_telling, names)), aliases, _in_line(title_words), _in_line(every_word))


def _rank(entry: _Entry, words: Words, telling: Words) -> int | None:
    """0 is best; None where a word is not found."""
    if not _all_begin(telling, entry.every_word):
        return None
    if any(_starts(title, telling) for title in entry.titles):
        return 0
    if words in entry.aliases:
        return 1
    if any(_starts(alias, telling) for alias in entry.aliases):
        return 2
    return 3 if _all_begin(telling, entry.title_words) else 4


def _graves(stone: Tombstone) -> list[Words]:
    return [_telling(fold(name)) for name in (stone.name, *stone.aliases)]


def _covers(words: Words, grave: Words) -> bool:
    """Whether each word of a tombstone's name was typed, at least its first three letters."""
    return all(any(_typed(word, name) for word in words) for name in grave)


def _typed(word: str, name: str) -> bool:
    return word == name or (len(word) >= SHORT and name.startswith(word))


def _telling(words: Words) -> Words:
    return tuple(word for word in words if word not in FILLERS) or words


def _in_line(words: Iterable[str]) -> str:
    """Words in one text, a blank before each: what begins one of them is found in it at once."""
    return "".join(f" {word}" for word in words)


def _all_begin(words: Words, known: str) -> bool:
    """Whether each word begins one of those known, which stand in line."""
    return all(f" {word}" in known for word in words)


def _starts(title: Words, words: Words) -> bool:
    """Whether the title begins with the words; the last of them may be unfinished."""
    last = len(words) - 1
    return len(title) > last and title[:last] == words[:last] and title[last].startswith(words[last])


def _flat(groups: Iterable[Words]) -> Iterator[str]:
    for group in groups:
        yield from group
