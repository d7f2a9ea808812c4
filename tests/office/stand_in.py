"""A stand-in for an instance's endpoint: speaks the messages over loopback, and misbehaves as told.

It keeps no catalogue and verifies nothing; what it stands for is an address that answers.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tlkit.catalogue.bundle import bundle_from_bytes, release_from_bytes
from tlkit.catalogue.message_schema import message_to_data
from tlkit.catalogue.messages import ApplyAnswer, Line, PlanAnswer, ProposalMessage, Refusal, StatusAnswer
from tlkit.errors import Text

Answer = tuple[int, bytes]
Act = Callable[["StandIn"], "Answer | None"]
"""What to answer instead; None for the right answer."""


class StandIn:
    """One instance. `acts` are taken in turn, by verb; when there are none left it behaves."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        self.token = f"token-of-{slug}-that-is-long-enough"
        self.version: str | None = None
        self.conflicts = 0
        self.frozen: str | None = None
        self.overridden: tuple[str, ...] = ()
        self.kit = "1.0"
        self.plan = "d1"
        self.proposals: list[ProposalMessage] = []
        self.acts: dict[str, list[Act]] = {"plan": [], "apply": [], "status": [], "proposals": []}
        self.asked: Counter[str] = Counter()
        self.changed: list[str] = []
        """The versions that it put in force, each time that it did."""
        self.lock = threading.Lock()
        self.gone = threading.Event()
        """Set when the test is over: whoever hangs may go."""
        self.url = ""
        self.sent: str = ""
        self.watch: Callable[[str, str], None] = lambda verb, moment: None
        """Told of every request, at the moments `asked` and `decided`."""

    def answer(self, verb: str, headers: Any, body: bytes) -> Answer:
        """What it says to a request."""
        self.watch(verb, "asked")
        answer = self.decided(verb, headers, body)
        self.watch(verb, "decided")
        return answer

    def decided(self, verb: str, headers: Any, body: bytes) -> Answer:
        """The answer, once what was asked for is done."""
        with self.lock:
            self.asked[verb] += 1
            act = self.acts[verb].pop(0) if self.acts[verb] else None
        odd = act(self) if act else None
        if odd is not None:
            return odd
        if headers.get("Authorization") != f"Bearer {self.token}":
            return refused(401, "token")
        verbs = {
            "plan": self.planned,
            "apply": self.applied,
            "status": self.standing,
            "proposals": self.wishes,
        }
        return verbs[verb](headers, body)

    def planned(self, headers: Any, body: bytes) -> Answer:
        counts = {"unchanged": 100, "take_base": 2, "conflict": self.conflicts}
        lines = tuple(Line(f"izin-{number}", "conflict", "fee") for number in range(self.conflicts))
        return said(PlanAnswer(self.version, version_in(body), self.plan, counts, lines, frozen=self.frozen))

    def applied(self, headers: Any, body: bytes) -> Answer:
        if headers.get("X-Tlkit-Plan") != self.plan:
            return refused(409, "stale")
        if self.frozen:
            return refused(423, "frozen")
        with self.lock:
            version = version_in(body)
            new = self.version != version
            if new:
                self.version = version
                self.changed.append(version)
            return said(ApplyAnswer(version, len(self.changed), new, self.conflicts))

    def standing(self, headers: Any, body: bytes) -> Answer:
        return said(
            StatusAnswer(self.kit, self.version, overridden=self.overridden, proposals=len(self.proposals))
        )

    def wishes(self, headers: Any, body: bytes) -> Answer:
        return said(self.proposals)


versions: dict[str, str] = {}


def version_in(body: bytes) -> str:
    """The version of the release in a bundle, read once for each bundle."""
    key = hashlib.sha256(body).hexdigest()
    if key not in versions:
        (target,) = bundle_from_bytes(body).targets.values()
        versions[key] = release_from_bytes(target).version
    return versions[key]


def said(message: Any, status: int = 200) -> Answer:
    return status, json.dumps(message_to_data(message)).encode()


def refused(status: int, reason: str) -> Answer:
    return said(Refusal(reason, Text(en=f"no: {reason}", id=f"tidak: {reason}")), status)


@contextmanager
def served(*stand_ins: StandIn) -> Iterator[None]:
    """Let them answer, each at a port of its own."""
    with ExitStack() as stack:
        for one in stand_ins:
            server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(one))
            server.daemon_threads = True
            one.url = f"http://127.0.0.1:{server.server_address[1]}"
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
            stack.callback(server.server_close)
            stack.callback(server.shutdown)
            stack.callback(one.gone.set)
        yield


def handler_of(one: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.reply(*one.answer(self.path.rpartition("/")[2], self.headers, body))

        def do_GET(self) -> None:
            self.reply(*one.answer(self.path.rpartition("/")[2], self.headers, b""))

        def reply(self, status: int, content: bytes) -> None:
            if status == 0:  # hung up without a word
                self.close_connection = True
                return
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *args: object) -> None:
            pass

    return Handler


def hangs(one: StandIn) -> Answer:
    """Takes the request and says nothing."""
    one.gone.wait()
    return 0, b""


def hangs_up(one: StandIn) -> Answer:
    return 0, b""


def garbage(one: StandIn) -> Answer:
    return 200, b"<html>Welcome to your new server</html>"


def endless(one: StandIn) -> Answer:
    return 200, b" " * 3_000_000


def breaks(one: StandIn) -> Answer:
    return 500, b"Internal Server Error"


def gone_404(one: StandIn) -> Answer:
    return 404, b"<html>not found</html>"


def untrusted(one: StandIn) -> Answer:
    return refused(403, "expired")


def replans(one: StandIn) -> Answer | None:
    """Something changed there just now; then it goes on as usual."""
    one.plan += "x"
    return None


def does_it_silently(one: StandIn) -> Answer:
    """Applies what was sent, and its answer is lost."""
    one.version = one.sent
    one.changed.append(one.sent)
    return 0, b""
