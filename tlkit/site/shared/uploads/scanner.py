"""Asks a running clamd whether a file holds a virus, where the region has set `CLAMD`.

The protocol is clamd's INSTREAM: chunks with their length in four bytes, an empty one at
the end, one line in answer. A scanner that is set but does not answer means no file is taken.
"""

from __future__ import annotations

import logging
import socket
import struct

from tlkit.site.shared.uploads.refusals import infected, not_scanned

log = logging.getLogger(__name__)

CHUNK = 1 << 16
PATIENCE = 20.0
"""Seconds for one file."""


def scan(content: bytes, address: str | None) -> None:
    """Return when nothing was found, or when no scanner is set. Raises `RefusedUpload`."""
    if not address:
        return
    try:
        answer = ask(content, address)
    except OSError as error:
        log.error("clamd at %s does not answer: %s", address, error)
        raise not_scanned() from error
    if answer.endswith("FOUND"):
        log.warning("clamd: %s", answer)
        raise infected()
    if not answer.endswith("OK"):
        log.error("clamd at %s: %s", address, answer)
        raise not_scanned()


def ask(content: bytes, address: str) -> str:
    """What clamd says of a content, such as `stream: OK`."""
    with connected(address) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), CHUNK):
            chunk = content[start : start + CHUNK]
            line.sendall(struct.pack(">I", len(chunk)) + chunk)
        line.sendall(struct.pack(">I", 0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < 4096:
            part = line.recv(4096)
            if not part:
                break
            answer += part
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")


def connected(address: str) -> socket.socket:
    """A connection to `/path/of/a/socket` or `host:port`."""
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(PATIENCE)
        try:
            line.connect(address)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = address.rpartition(":")
    if not port.isdigit():
        raise OSError(f"CLAMD is neither a path nor host:port: {address}")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=PATIENCE)
