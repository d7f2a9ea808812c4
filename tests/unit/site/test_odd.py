"""JSON that only hurts is none; what people write comes through as it was."""

from __future__ import annotations

import json

import pytest

from tlkit.site.shared.odd import json_of


@pytest.mark.parametrize("said", [None, 5, "", "Ñ 🌳 \\u0000 \t", {"a": ["b", {"c": True}]}])
def test_what_is_meant_comes_through(said: object) -> None:
    for sent in (json.dumps(said), json.dumps(said).encode(), json.dumps(said, ensure_ascii=False).encode()):
        assert json_of(sent) == said


@pytest.mark.parametrize(
    "sent",
    [
        b"", b"{", b"\xff", '"é"'.encode("utf-16"), "[" * 100_000, '{"a":' * 100_000,
        "9" * 5000, r'"\u0000"', r'{"a": ["\ud800"]}', r'{"\udfff": 1}', r'{"a\u0000": 1}',
    ],
    ids=lambda sent: repr(sent[:12]),
)  # fmt: skip
def test_what_only_hurts_is_refused(sent: bytes | str) -> None:
    with pytest.raises(ValueError, match=r"."):
        json_of(sent)
