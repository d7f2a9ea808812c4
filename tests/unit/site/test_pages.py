"""What a published page answers with."""

from __future__ import annotations

import pytest

from tlkit.site.published.lane import matches
from tlkit.site.published.pages import Page, accepts


@pytest.mark.parametrize(
    ("accepted", "encoding", "expected"),
    [
        ("gzip, deflate, br", "br", True),
        ("gzip;q=1.0, br ; q=0.5", "br", True),
        ("gzip, br;q=0", "br", False),
        ("gzip, br; q=0.000", "br", False),
        ("brotli", "br", False),
        ("x-gzip", "gzip", False),
        ("", "gzip", False),
        ("identity", "br", False),
    ],
)
def test_accepted_encodings(accepted: str, encoding: str, expected: bool) -> None:
    assert accepts(accepted, encoding) is expected


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ('W/"a"', True),
        ('"a"', True),
        ('"b", W/"a"', True),
        ("*", True),
        ('"b"', False),
        ("a", False),
        ("", False),
    ],
)
def test_validators_are_compared_weakly(known: str, expected: bool) -> None:
    assert matches(known, 'W/"a"') is expected


@pytest.mark.parametrize(
    ("path", "kind", "file"),
    [
        ("/", "text/html; charset=utf-8", "index.html"),
        ("/en/", "text/html; charset=utf-8", "en/index.html"),
        ("/wilayah/36.71.01", "text/html; charset=utf-8", "wilayah/36.71.01/index.html"),
        ("/sw.js", "text/javascript; charset=utf-8", "sw.js"),
    ],
)
def test_where_a_page_stands(path: str, kind: str, file: str) -> None:
    assert Page(path, kind, "no-cache", b"").file == file


def test_the_digest_tells_content_type_and_caching_apart() -> None:
    digests = {
        Page("/x", kind, cache, body).digest
        for kind in ("text/html", "text/css")
        for cache in ("no-cache", "no-store")
        for body in (b"a", b"b")
    }
    assert len(digests) == 8
    assert (
        Page("/x", "text/html", "no-cache", b"a").digest == Page("/y", "text/html", "no-cache", b"a").digest
    )


def test_only_text_of_some_size_is_compressed() -> None:
    assert Page("/x", "image/svg+xml", "", b"x" * 256).compressible
    assert not Page("/x", "image/svg+xml", "", b"x" * 255).compressible
    assert not Page("/x", "image/png", "", b"x" * 9999).compressible
