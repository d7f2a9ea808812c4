"""BSrE's signature service, as public code uses it: basic auth, a status, a signed PDF for a PDF."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import urllib3
from urllib3.util import Timeout, make_headers

from tlkit.site.permits.certificates.signing import failures
from tlkit.site.permits.certificates.signing.failures import SigningFailed
from tlkit.site.permits.certificates.signing.verify import Roots, roots_of, verify

SETTINGS = ("BSRE_URL", "BSRE_USER", "BSRE_PASSWORD", "BSRE_ROOTS")
LARGEST = 50_000_000
"""Bytes of an answer that are read at most."""
PATIENCE = Timeout(connect=5, read=60)
NIK = re.compile(r"[0-9]{16}")
SHOWN = 160


@dataclass(frozen=True)
class Bsre:
    """The service of one site. Every document is verified against `roots` before it is handed on."""

    url: str
    user: str
    password: str = field(repr=False)
    roots: Roots

    @classmethod
    def of(cls, config: Mapping[str, Any], folder: Path) -> Bsre | None:
        """From the settings; None where there are none. `folder` is what `BSRE_ROOTS` is relative to.

        Raises `SigningFailed` when some are missing or wrong.
        """
        given = {name: str(config.get(name) or "") for name in SETTINGS}
        if not any(given.values()):
            return None
        for name, value in given.items():
            if not value:
                raise failures.settings(name)
        if urlsplit(given["BSRE_URL"]).scheme not in ("https", "http"):
            raise failures.settings("BSRE_URL")
        roots = roots_of(folder / given["BSRE_ROOTS"])
        return cls(given["BSRE_URL"].rstrip("/"), given["BSRE_USER"], given["BSRE_PASSWORD"], roots)

    def sign(self, pdf: bytes, nik: str, passphrase: str, now: datetime) -> bytes:
        """The same document with a signature that was verified. Raises `SigningFailed`."""
        if not NIK.fullmatch(nik) or not passphrase:
            raise failures.refused(400, None)
        fields = {
            "file": ("surat.pdf", pdf, "application/pdf"),
            "nik": nik,
            "passphrase": passphrase,
            "tampilan": "invisible",
        }
        signed = self.send("/api/sign/pdf", fields, secrets=(passphrase, nik))
        verify(signed, pdf, self.roots, now)
        return signed

    def send(self, path: str, fields: Any, secrets: tuple[str, ...]) -> bytes:
        """What one request is answered, never repeated and never led elsewhere."""
        headers = make_headers(basic_auth=f"{self.user}:{self.password}")
        try:
            with urllib3.PoolManager(retries=False, timeout=PATIENCE) as pool:
                answer = pool.request(
                    "POST", self.url + path, headers=headers, fields=fields,
                    preload_content=False, redirect=False,
                )  # fmt: skip
                body = answer.read(LARGEST + 1)
        except (urllib3.exceptions.HTTPError, OSError):
            raise failures.unreachable() from None
        if answer.status != 200 or len(body) > LARGEST:
            raise failure(answer.status, said(body, secrets))
        return body


def failure(status: int, words: str | None) -> SigningFailed:
    """A status that is no success: a refusal, or a service that is out of order."""
    return failures.unreachable() if status >= 500 else failures.refused(status, words)


def said(body: bytes, secrets: tuple[str, ...]) -> str | None:
    """The service's own words in an answer, unless one of the secrets is among them."""
    try:
        data = json.loads(body[:10_000])
        words = next(data[key] for key in ("error", "message", "status") if isinstance(data.get(key), str))
    except (ValueError, AttributeError, StopIteration):
        return None
    words = re.sub(r"\s+", " ", words).strip(" .")[:SHOWN]
    return None if not words or any(secret in words for secret in secrets) else words
