"""People find permits by their own words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.catalogue.catalogues import catalogue, permit
from tlkit.catalogue.model import Output, Tombstone
from tlkit.catalogue.search import Search, fold
from tlkit.errors import Text

PLAIN = Text(id="Untuk warga.", en="For residents.")


def named(id_: str, title: str, **changes: Any) -> Any:
    bare = permit(id_, name=Text(id=title, en=f"{title} permit"), aliases=(), summary=PLAIN, output=None)
    return replace(bare, **changes)


PERMITS = (
    named("makam", "Izin Pemakaman", summary=Text(id="Memakai petak di taman makam.", en="Use a plot.")),
    named("rth", "Sewa Ruang Terbuka", aliases=("RTH", "Taman kota")),
    named("kota", "Penghijauan Taman"),
    named("taman", "Taman Bacaan", output=Output("Sertifikat Literasi")),
    named("bidan", "", name=Text(id="SIP Bidan", en="Midwife permit")),
)
GONE = Tombstone(
    "ho", "Izin Gangguan", ("HO", "izin tempat usaha"), Text(id="Hapus.", en="Gone."), ("bidan",)
)
SEARCH = Search(catalogue(*PERMITS, tombstones={"ho": GONE}, sectors={"taman": Text(id="Hijau", en="Green")}))


def ids(query: str, lang: str = "id") -> list[str]:
    return [hit.id for hit in SEARCH.find(query, lang).permits]


def test_the_best_comes_first() -> None:
    assert ids("taman") == ["taman", "rth", "kota", "makam"]
    assert ids("rth") == ["rth"]
    assert ids("kota") == ["rth"]


@pytest.mark.parametrize(
    "query", ["bid", "BIDAN", "  bi-dán!", "sip bidan", "cara mengurus sip bidan", "izin bidan"]
)
def test_bidan_is_found(query: str) -> None:
    assert ids(query) == ["bidan"]


@pytest.mark.parametrize("query", ["idan", "bidan gigi", "midwife", "bidanx"])
def test_every_word_has_to_begin_a_word(query: str) -> None:
    assert ids(query) == []


def test_english_is_searched_beside_indonesian() -> None:
    assert ids("midwife", "en") == ids("bidan", "en") == ["bidan"]


def test_certificates_and_sectors_are_searched() -> None:
    assert ids("sertifikat literasi") == ["taman"]
    assert ids("green", "en") == [each.id for each in PERMITS]
    assert ids("green") == []


def test_a_query_without_words_finds_all() -> None:
    assert ids(" -?! ") == [each.id for each in PERMITS]


def test_a_query_of_fillers_alone_is_taken_at_its_word() -> None:
    assert ids("izin") == ["makam"]


@pytest.mark.parametrize(
    "query", ["ho", "izin HO", "izin gangguan", "gang", "tempat usaha", "usaha di tempat"]
)
def test_the_abolished_is_found_and_leads_on(query: str) -> None:
    hits = SEARCH.find(query, "id")
    assert [stone.id for stone in hits.tombstones] == ["ho"]
    assert hits.permits[0].id == "bidan"


@pytest.mark.parametrize("query", ["h", "usaha", "ga", "hotel", "izin"])
def test_the_abolished_stays_away_from_half_a_word(query: str) -> None:
    assert SEARCH.find(query, "id").tombstones == ()


@given(st.text(max_size=80))
def test_any_text_is_a_query(query: str) -> None:
    hits = SEARCH.find(query, "en")
    assert len({hit.id for hit in hits.permits}) == len(hits.permits)


@given(st.text(max_size=40))
def test_folding_again_changes_nothing(text: str) -> None:
    words = fold(text)
    assert fold(" ".join(words)) == words
    assert fold(text.upper()) == fold(text.lower()) or not text.isascii()


@given(st.sampled_from(PERMITS), st.data())
def test_any_beginnings_of_a_name_find_it(one: Any, data: st.DataObject) -> None:
    typed = [word[: data.draw(st.integers(1, len(word)))] for word in fold(one.name.id)]
    assert one.id in ids(" ".join(data.draw(st.permutations(typed))))
