"""Named files as one compressed piece of bytes, and back from a stranger's hands in bounded memory.

One gzip member around compact JSON: `{"format":1,"metadata":{NAME:CONTENT},"targets":{NAME:CONTENT}}`.
Only exactly that shape is read. A general JSON reader would build whatever a stranger
nests, at up to thirty times its bytes.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Mapping

from tlkit.errors import Text, UntrustedError

FORMAT = 1
COMPRESSED_LIMIT = 8 * 2**20
"""Bytes of an envelope, at most."""
PLAIN_LIMIT = 32 * 2**20
"""Bytes that an envelope may unpack to, at most."""
MANY_FILES = 256
"""Files in each part, at most."""
PARTS = ("metadata", "targets")
FILE_NAME = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9._-]*/){0,4}[A-Za-z0-9_][A-Za-z0-9._-]*")
LONGEST_NAME = 200

GZIP = 31
"""zlib's number for one gzip member, which carries no time and no file name."""
LEVEL = 6

BYTE_FOR_BYTE = "latin-1"
"""Every byte stands for one character: any content survives, and none grows in memory.

Around content in UTF-8, the JSON so written is UTF-8 itself.
"""

Files = Mapping[str, bytes]


def pack(parts: Mapping[str, Files]) -> bytes:
    """The files of both parts as bytes, the same for equal files.

    Raises ValueError for what `unpack` would refuse: a name that is not plain, too many
    files, too many bytes.
    """
    files = [(name, content) for part in PARTS for name, content in parts[part].items()]
    for name, _ in files:
        if not plain_name(name):
            raise ValueError(f"{name!r} is not a plain file name")
    if sum(len(content) for _, content in files) > PLAIN_LIMIT:
        raise ValueError("the files have too many bytes")
    if any(len(parts[part]) > MANY_FILES for part in PARTS):
        raise ValueError(f"there are too many files: at most {MANY_FILES} in each part")
    text = {
        part: {name: parts[part][name].decode(BYTE_FOR_BYTE) for name in sorted(parts[part])}
        for part in PARTS
    }
    plain = json.dumps({"format": FORMAT, **text}, ensure_ascii=False, separators=(",", ":"))
    press = zlib.compressobj(LEVEL, zlib.DEFLATED, GZIP)
    packed = press.compress(plain.encode(BYTE_FOR_BYTE)) + press.flush()
    if len(plain) > PLAIN_LIMIT or len(packed) > COMPRESSED_LIMIT:
        raise ValueError("the files have too many bytes")
    return packed


def unpack(data: bytes, limit: int = PLAIN_LIMIT) -> dict[str, dict[str, bytes]]:
    """The files of each part, by name. `limit` is how many bytes they may unpack to, wrapping included.

    Raises UntrustedError, whose reason is `too-large`, `damaged` (truncated, altered,
    something else) or `unknown-format`.
    """
    return _Reader(_plain(data, limit).decode(BYTE_FOR_BYTE)).envelope()


def plain_name(name: str) -> bool:
    """Whether a name can be a file's anywhere: letters, digits, `.`, `_`, `-`, in at most five levels."""
    return len(name) <= LONGEST_NAME and FILE_NAME.fullmatch(name) is not None


def _plain(data: bytes, limit: int) -> bytes:
    if len(data) > COMPRESSED_LIMIT:
        raise _too_large()
    unzip = zlib.decompressobj(GZIP)
    try:
        plain = unzip.decompress(data, limit + 1)
    except zlib.error:
        raise _damaged() from None
    if len(plain) > limit:
        raise _too_large()
    if not unzip.eof or unzip.unused_data:
        raise _damaged()
    return plain


class _Reader:
    """Walks over the one shape that an envelope has."""

    decoder = json.JSONDecoder()
    head = re.compile(r'\{"format":([0-9]{1,6}),')

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def envelope(self) -> dict[str, dict[str, bytes]]:
        head = self.head.match(self.text)
        if head is None:
            raise _damaged()
        if int(head[1]) != FORMAT:
            raise _unknown_format()
        self.at = head.end()
        parts = {}
        for part in PARTS:
            self.expect(f'"{part}":{{')
            parts[part] = self.files()
            self.expect("}" if part == PARTS[-1] else ",")
        if self.at != len(self.text):
            raise _damaged()
        return parts

    def files(self) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        while not self.takes("}"):
            if found:
                self.expect(",")
            name = self.string()
            self.expect(":")
            if name in found or len(found) == MANY_FILES or not plain_name(name):
                raise _damaged()
            found[name] = self.content()
        return found

    def content(self) -> bytes:
        try:
            return self.string().encode(BYTE_FOR_BYTE)
        except UnicodeEncodeError:
            raise _damaged() from None

    def string(self) -> str:
        if not self.text.startswith('"', self.at):
            raise _damaged()
        try:
            value, self.at = self.decoder.raw_decode(self.text, self.at)
        except ValueError:
            raise _damaged() from None
        return str(value)

    def takes(self, literal: str) -> bool:
        found = self.text.startswith(literal, self.at)
        self.at += len(literal) * found
        return found

    def expect(self, literal: str) -> None:
        if not self.takes(literal):
            raise _damaged()


def _damaged() -> UntrustedError:
    return UntrustedError(
        Text(
            en="The bundle is incomplete or altered; nothing of it was used.",
            id="Berkas rilis tidak utuh atau berubah; isinya tidak dipakai.",
        ),
        Text(en="Fetch it again from the central office.", id="Ambil ulang dari kantor pusat."),
        reason="damaged",
    )


def _too_large() -> UntrustedError:
    return UntrustedError(
        Text(
            en=f"The bundle is larger than {COMPRESSED_LIMIT >> 20} MB, or {PLAIN_LIMIT >> 20} MB unpacked.",
            id=f"Berkas rilis melebihi {COMPRESSED_LIMIT >> 20} MB, atau {PLAIN_LIMIT >> 20} MB jika dibuka.",
        ),
        Text(en="Ask the central office what it sent.", id="Tanyakan ke kantor pusat apa yang dikirim."),
        reason="too-large",
    )


def _unknown_format() -> UntrustedError:
    return UntrustedError(
        Text(
            en="The bundle has a format that this version of the kit does not know.",
            id="Format berkas rilis tidak dikenal oleh versi kit ini.",
        ),
        Text(en="Update the kit, then try again.", id="Perbarui kit, lalu coba lagi."),
        reason="unknown-format",
    )
