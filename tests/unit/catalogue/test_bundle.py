"""Releases and bundles as bytes, and every way in which bytes can be wrong."""

from __future__ import annotations

import gzip
import json
import random
import tracemalloc
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.unit.catalogue.catalogues import catalogue
from tlkit.catalogue import canonical
from tlkit.catalogue.bundle import (
    COMPRESSED_LIMIT,
    PLAIN_LIMIT,
    Bundle,
    ReleaseBody,
    bundle_from_bytes,
    bundle_to_bytes,
    catalogue_bytes,
    release_from_bytes,
    release_to_bytes,
)
from tlkit.catalogue.schema import catalogue_from, catalogue_to_data
from tlkit.errors import ExitCode, InputError, UntrustedError

BODY = ReleaseBody(
    version="2026.3.1",
    channel="stable",
    notes="Biaya izin taman dibetulkan.",
    effective_from=date(2026, 4, 1),
    urgent=False,
    catalogue_data=catalogue_to_data(catalogue()),
)
BUNDLE = Bundle(
    {"timestamp.json": b'{"signed": 1}', "1.root.json": "é".encode()},
    {"stable/catalogue.json": release_to_bytes(BODY)},
)
SENT = bundle_to_bytes(BUNDLE)
MEGABYTE = 2**20

NAMES = st.from_regex(r"[a-z0-9]{1,8}(/[A-Za-z0-9_.-]{0,5}[a-z])?", fullmatch=True).filter(
    lambda name: "/." not in name and "/-" not in name
)
FILES = st.dictionaries(NAMES, st.binary(max_size=200), max_size=4)


def packed(plain: bytes) -> bytes:
    return gzip.compress(plain, mtime=0)


def reason_of(data: bytes) -> str:
    with pytest.raises(UntrustedError) as caught:
        bundle_from_bytes(data)
    assert caught.value.exit_code == ExitCode.UNTRUSTED
    assert caught.value.message.id != caught.value.message.en
    return caught.value.reason


def test_a_release_survives_its_bytes() -> None:
    for body in (BODY, replace(BODY, effective_from=None, urgent=True)):
        again = release_from_bytes(release_to_bytes(body))
        assert again == body
        assert catalogue_from(again.catalogue_data) == catalogue()


def test_equal_releases_have_equal_bytes() -> None:
    backwards = dict(reversed([*BODY.catalogue_data.items()]))
    assert release_to_bytes(replace(BODY, catalogue_data=backwards)) == release_to_bytes(BODY)


@pytest.mark.parametrize("body", [BODY, replace(BODY, notes='Rilis ","channel":" é', effective_from=None)])
def test_the_catalogue_of_a_release_has_the_bytes_that_it_would_have_alone(body: ReleaseBody) -> None:
    sent, alone = release_to_bytes(body), canonical(body.catalogue_data)
    assert catalogue_bytes(body, sent) == alone
    assert catalogue_bytes(body, json.dumps(json.loads(sent)).encode()) == alone


@settings(deadline=None)
@given(FILES, FILES)
def test_a_bundle_survives_its_bytes(metadata: dict[str, bytes], targets: dict[str, bytes]) -> None:
    bundle = Bundle(metadata, targets)
    sent = bundle_to_bytes(bundle)
    assert bundle_from_bytes(sent) == bundle
    backwards = Bundle(dict(reversed(metadata.items())), dict(reversed(targets.items())))
    assert bundle_to_bytes(backwards) == sent


def test_a_bundle_is_json_that_other_tools_read() -> None:
    data = json.loads(gzip.decompress(SENT))
    assert data["format"] == 1
    assert data["metadata"]["1.root.json"] == "é"


@settings(deadline=None)
@given(st.integers(0, len(SENT) - 1))
@example(len(SENT) - 1)
@example(len(SENT) - 8)
def test_a_truncated_bundle_is_refused(length: int) -> None:
    assert reason_of(SENT[:length]) == "damaged"


@settings(deadline=None)
@given(st.integers(10, len(SENT) - 1), st.integers(1, 255))
def test_an_altered_bundle_is_refused(place: int, change: int) -> None:
    altered = bytearray(SENT)
    altered[place] ^= change
    assert reason_of(bytes(altered)) in ("damaged", "too-large")


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_other_bytes_are_refused(data: bytes) -> None:
    assert reason_of(data) == "damaged"
    assert reason_of(packed(data)) == "damaged"


NOT_BUNDLES: dict[str, bytes] = {
    "no files": b'{"format":1}',
    "other shape": b'{"format":1,"metadata":[],"targets":{}}',
    "content that is no text": b'{"format":1,"metadata":{"a":1},"targets":{}}',
    "a nested table": b'{"format":1,"metadata":{"a":{}},"targets":{}}',
    "a name twice": b'{"format":1,"metadata":{"a":"","a":""},"targets":{}}',
    "a path upwards": b'{"format":1,"metadata":{"../a":""},"targets":{}}',
    "a path from the root": b'{"format":1,"metadata":{"/a":""},"targets":{}}',
    "a hidden name": b'{"format":1,"metadata":{".a":""},"targets":{}}',
    "an empty name": b'{"format":1,"metadata":{"":""},"targets":{}}',
    "a character above a byte": b'{"format":1,"metadata":{"a":"\\u0100"},"targets":{}}',
    "something after it": b'{"format":1,"metadata":{},"targets":{}} ',
    "a comma too many": b'{"format":1,"metadata":{,"a":""},"targets":{}}',
    "no comma": b'{"format":1,"metadata":{"a":"""b":""},"targets":{}}',
    "an open end": b'{"format":1,"metadata":{"a":""',
    "no number": b'{"format":"1","metadata":{},"targets":{}}',
}  # fmt: skip


@pytest.mark.parametrize("plain", NOT_BUNDLES.values(), ids=NOT_BUNDLES)
def test_another_shape_is_refused(plain: bytes) -> None:
    assert reason_of(packed(plain)) == "damaged"


def test_bytes_after_the_end_are_refused() -> None:
    assert reason_of(SENT + b"x") == "damaged"
    assert reason_of(SENT + SENT) == "damaged"


def test_a_newer_format_is_named_as_such() -> None:
    assert reason_of(packed(b'{"format":2,"anything":[]}')) == "unknown-format"


def bomb() -> bytes:
    """A gigabyte of zeros in about a megabyte: one compressed block, over and over."""
    press = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = press.compress(b"") + press.flush(zlib.Z_FULL_FLUSH)
    return head + (press.compress(bytes(MEGABYTE)) + press.flush(zlib.Z_FULL_FLUSH)) * 1024


def nested() -> bytes:
    """Small, and huge as objects."""
    return packed(b'{"format":1,"metadata":{"a":' + b"[]," * (10 * MEGABYTE) + b'""},"targets":{}}')


def many() -> bytes:
    names = b",".join(b'"%x":""' % number for number in range(2 * MEGABYTE))
    return packed(b'{"format":1,"metadata":{' + names + b'},"targets":{}}')


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "a gigabyte of zeros": (bomb, "too-large"),
    "ten million lists": (nested, "damaged"),
    "two million names": (many, "damaged"),
    "100 MB of anything": (lambda: bytes(100 * MEGABYTE), "too-large"),
}


@pytest.mark.parametrize(("made", "reason"), BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_refused_in_bounded_memory(made: Callable[[], bytes], reason: str) -> None:
    data = made()
    tracemalloc.start()
    try:
        assert reason_of(data) == reason
        assert tracemalloc.get_traced_memory()[1] < 4 * PLAIN_LIMIT
    finally:
        tracemalloc.stop()


def test_the_limit_is_the_caller_s_to_lower() -> None:
    with pytest.raises(UntrustedError) as caught:
        bundle_from_bytes(SENT, limit=100)
    assert caught.value.reason == "too-large"


UNSENDABLE: list[tuple[Bundle, str]] = [
    (Bundle({"../root.json": b""}, {}), "'../root.json' is not a plain file name"),
    (Bundle({}, {"a" * 201: b""}), "is not a plain file name"),
    (Bundle({str(number): b"" for number in range(257)}, {}), "too many files"),
    (Bundle({}, {"a": bytes(PLAIN_LIMIT + 1)}), "too many bytes"),
    (Bundle({}, {"a": b"a" * PLAIN_LIMIT}), "too many bytes"),
    (Bundle({}, {"a": random.Random(1).randbytes(COMPRESSED_LIMIT)}), "too many bytes"),
]


@pytest.mark.parametrize(("bundle", "wrong"), UNSENDABLE)
def test_what_no_site_would_read_is_not_packed(bundle: Bundle, wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong):
        bundle_to_bytes(bundle)


def test_the_largest_bundle_is_read_by_who_receives_it() -> None:
    full = Bundle({}, {"a": b"a" * (PLAIN_LIMIT - 100)})
    sent = bundle_to_bytes(full)
    assert len(sent) < COMPRESSED_LIMIT
    assert bundle_from_bytes(sent) == full


WRONG_RELEASES: list[tuple[bytes, list[str]]] = [
    (b"", [""]),
    (b"[]", [""]),
    (b"\xff", [""]),
    (b"[" * 100_000, [""]),
    (b'{"version": "2026.3.1"}', ["format"]),
    (b'{"format": true}', ["format"]),
    (b'{"format": 2}', ["format"]),
    (b'{"format": 1}', ["catalogue", "channel", "effective_from", "notes", "urgent", "version"]),
    (
        b'{"format": 1, "version": "3", "channel": "A B", "notes": "", "effective_from": "soon", '
        b'"urgent": "no", "catalogue": [], "extra": 1}',
        ["catalogue", "channel", "effective_from", "extra", "notes", "urgent", "version"],
    ),
]


@pytest.mark.parametrize(("data", "places"), WRONG_RELEASES)
def test_a_wrong_release_is_refused_at_every_place(data: bytes, places: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        release_from_bytes(data)
    assert sorted(problem.field for problem in caught.value.problems) == places
