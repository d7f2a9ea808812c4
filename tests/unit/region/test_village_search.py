"""Looking a village up among all of the country's by a few words."""

from __future__ import annotations

import pytest

from tlkit.region import codes


def names(words: str, limit: int = 12) -> list[str]:
    return [path for _, path in codes.search_villages(words, limit)]


def test_a_whole_name_comes_first_then_beginnings() -> None:
    found = [path.partition(",")[0] for path in names("ciawi", 50)]
    assert found[0] == "Ciawi"
    begin = [name.startswith("Ciawi") for name in found]
    assert begin == sorted(begin, reverse=True)


@pytest.mark.parametrize("words", ["karawaci baru", "Baru, Karawaci", "  KARAWACI   baru kota tangerang "])
def test_words_may_name_what_it_lies_in(words: str) -> None:
    assert ("36.71.07.1003", "Karawaci Baru, Karawaci, Kota Tangerang, Banten") in codes.search_villages(
        words, 50
    )


def test_every_word_must_fit() -> None:
    assert names("karawaci bogor") == []
    assert names("zzzz") == []
    assert names(" ,. ") == []


def test_a_short_word_is_a_beginning() -> None:
    assert all(path.lower().startswith("oo") for path in names("oo"))


def test_the_first_and_the_last_of_the_country_are_found() -> None:
    known = codes._villages()
    for number in (0, -1):
        code = known.codes[number]
        path = codes.path_of(code) or ""
        assert (code, path) in codes.search_villages(path, 5)


def test_no_more_than_was_asked_for() -> None:
    assert len(names("suka", 7)) == 7
