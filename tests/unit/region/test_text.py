from __future__ import annotations

import pytest

from tlkit.region.text import fault


@pytest.mark.parametrize(
    "text", ["a\ud800", "\udfff", "a\x00", "a\x7f", "a\x9f", "\ufeffa", "a\u2069", "a\u200f"]
)
def test_characters_that_no_text_may_hold(text: str) -> None:
    for lines in (False, True):
        mistake = fault(text, 100, lines=lines)
        assert mistake is not None
        assert "U+" in mistake.wrong.en
        assert mistake.wrong.id.isprintable()


@pytest.mark.parametrize(
    "text", ["a", "é", "日本", "👩\u200d👧", "{{ 7*7 }}", "<script>", "'\"\\", "-rf", " a "]
)
def test_text_like_any_other(text: str) -> None:
    assert fault(text, 100) is None


def test_line_breaks() -> None:
    assert fault("a\nb", 100) is not None
    assert fault("a\nb", 100, lines=True) is None
    assert fault("a\rb", 100, lines=True) is not None


def test_length_and_emptiness() -> None:
    assert fault("x" * 100, 100) is None
    assert fault("x" * 101, 100) is not None
    assert fault("", 100) is not None
    assert fault(" \u3000", 100) is not None
