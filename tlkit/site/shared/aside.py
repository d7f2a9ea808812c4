"""What a web process has the job process do at once, asked and answered over a local socket.

For work that would hold up all other requests of a web process. Where no job process listens,
the web process does the work itself: nothing depends on this but speed. Both sides are the
same user on the same machine, which the kernel tells; nobody else is listened to.
"""

from __future__ import annotations

import json
import logging
import os
import socket
import socketserver
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from tlkit.errors import Text, TlkitError

log = logging.getLogger(__name__)

NAME = "jobs.sock"
LIMIT = 64 * 2**20
"""Bytes of a question or an answer; what the office sends has its own, smaller limit."""
PATIENCE = 300.0
"""Seconds after which an answer is no longer waited for."""
ROOT = 0


class Message(NamedTuple):
    """A question or an answer: a few words that JSON can hold, and bytes."""

    words: dict[str, Any]
    body: bytes = b""


Answerer = Callable[[Message], Message]


class CutOff(TlkitError):
    """The job process ended in the middle of its work, or took too long."""

    def __init__(self) -> None:
        super().__init__(
            Text("The work was interrupted.", "Pekerjaan terputus."),
            Text("See what is in force, then try again.", "Lihat apa yang berlaku, lalu coba lagi."),
        )


class Aside:
    """The job process as one instance's web processes see it. `listens` is true in the job process itself."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.listens = False

    def ask(self, name: str, words: dict[str, Any], body: bytes = b"") -> Message | None:
        """The answer to a question; None where nobody listens.

        Raises `CutOff` when the answer does not come: what was done by then is not known.
        """
        if self.listens:
            return None
        with socket.socket(socket.AF_UNIX) as connection:
            try:
                with reached(self.var) as folder:
                    connection.connect(f"{folder}/{NAME}")
            except OSError:
                return None
            if peer(connection) not in (ROOT, os.geteuid()):
                return None
            try:
                connection.settimeout(PATIENCE)
                connection.sendall(written(Message({"name": name, **words}, body)))
                connection.shutdown(socket.SHUT_WR)
                return read(connection.makefile("rb"))
            except (OSError, ValueError) as error:
                raise CutOff from error

    def listen(self, answerers: Mapping[str, Answerer]) -> None:
        """Answer from now on, each question in a thread of its own, until the process ends."""
        try:
            server = Listening(self.var, answerers)
        except OSError as error:
            log.warning("web processes do all work themselves: %s", error)
            return
        self.listens = True
        threading.Thread(target=server.serve_forever, daemon=True).start()


class Listening(socketserver.ThreadingUnixStreamServer):
    """The socket of a job process. It takes its place at once, over what a killed one left."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, var: Path, answerers: Mapping[str, Answerer]) -> None:
        self.answerers = answerers
        fresh = var / f".{NAME}-{os.getpid()}"
        fresh.unlink(missing_ok=True)
        with reached(var) as folder:
            super().__init__(f"{folder}/{fresh.name}", Handler)
        fresh.chmod(0o600)
        fresh.replace(var / NAME)

    def verify_request(self, request: Any, client_address: Any) -> bool:
        """Only this user, and root."""
        return peer(request) in (ROOT, os.geteuid())

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Note what went wrong; whoever asked is cut off."""
        log.exception("a web process was left without an answer")


class Handler(socketserver.StreamRequestHandler):
    """One question."""

    server: Listening

    def handle(self) -> None:
        """Answer it; a question that goes wrong gets no answer."""
        question = read(self.rfile)
        answerer = self.server.answerers[question.words.pop("name")]
        self.wfile.write(written(answerer(question)))


@contextmanager
def reached(folder: Path) -> Iterator[str]:
    """A short name of a folder: the address of a socket has at most 107 bytes."""
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{number}"
    finally:
        os.close(number)


def peer(connection: socket.socket) -> int:
    """The number of the user on the other side."""
    given = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    return int(struct.unpack("3i", given)[1])


def written(message: Message) -> bytes:
    """The bytes of a message: a line that says how much follows, and what follows."""
    head = json.dumps({"words": message.words, "size": len(message.body)}).encode()
    return head + b"\n" + message.body


def read(stream: Any) -> Message:
    """A whole message. Raises ValueError when it ends too early."""
    head = json.loads(stream.readline(LIMIT))
    body = stream.read(min(head["size"], LIMIT))
    if len(body) != head["size"]:
        raise ValueError("the message ends too early")
    return Message(head["words"], body)
