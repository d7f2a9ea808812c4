"""A published page as it is written, and as it is answered."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from tlkit.site.headers import SECURITY_HEADERS

Headers = list[tuple[str, str]]

SMALLEST = 256
"""Bytes below which compressing gains nothing."""


@dataclass(frozen=True)
class Page:
    """One page or asset: its address as the reader asks for it, and its content."""

    path: str
    type: str
    cache: str
    body: bytes

    @cached_property
    def digest(self) -> str:
        """Sixteen hexadecimal digits over type and content; the same on every host."""
        whole = hashlib.sha256(f"{self.type}\0{self.cache}\0".encode())
        whole.update(self.body)
        return whole.hexdigest()[:16]

    @property
    def compressible(self) -> bool:
        """Whether smaller variants are kept: text, and not a tiny one."""
        text = self.type.startswith("text/") or any(
            kind in self.type for kind in ("json", "svg", "xml", "javascript")
        )
        return text and len(self.body) >= SMALLEST

    @property
    def lasting(self) -> bool:
        """Whether readers keep it: its address changes with its content."""
        return "immutable" in self.cache

    @property
    def file(self) -> str:
        """Where it stands below its generation: `izin/index.html`, or its own name for another kind."""
        name = self.path.strip("/")
        if not self.type.startswith("text/html"):
            return name
        return f"{name}/index.html" if name else "index.html"


@dataclass(frozen=True)
class Variant:
    """One encoding of a page, ready to go out."""

    headers: Headers
    body: list[bytes]


@dataclass(frozen=True)
class Answer:
    """A page with all its variants; `None` where there is no such encoding."""

    etag: str
    unchanged: Headers
    plain: Variant
    gzip: Variant | None
    brotli: Variant | None

    def variant(self, accepted: str) -> Variant:
        """The smallest variant that the reader's `Accept-Encoding` allows."""
        if self.brotli is not None and accepts(accepted, "br"):
            return self.brotli
        if self.gzip is not None and accepts(accepted, "gzip"):
            return self.gzip
        return self.plain


def accepts(accepted: str, encoding: str) -> bool:
    """Whether an `Accept-Encoding` names an encoding, other than to refuse it."""
    if encoding not in accepted:
        return False
    for part in accepted.split(","):
        name, _, weight = part.partition(";")
        if name.strip() == encoding:
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def answer(page: Page, compressed: Mapping[str, bytes]) -> Answer:
    """A page made ready; `compressed` maps `br` and `gzip` to its bytes."""
    etag = f'W/"{page.digest}"'
    common = [
        ("Content-Type", page.type),
        ("Cache-Control", page.cache),
        ("ETag", etag),
        ("Vary", "Accept-Encoding"),
        *SECURITY_HEADERS.items(),
    ]
    small = {
        name: Variant([*common, *length(body), ("Content-Encoding", name)], [body])
        for name, body in compressed.items()
    }
    unchanged = [header for header in common if header[0] != "Content-Type"]
    plain = Variant([*common, *length(page.body)], [page.body])
    return Answer(etag, unchanged, plain, small.get("gzip"), small.get("br"))


def length(body: bytes) -> Headers:
    return [("Content-Length", str(len(body)))]
