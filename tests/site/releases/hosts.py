"""The office's static host on loopback, and what a host may do wrong."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.office_simulator import OfficeSimulator


class Host:
    """Serves what an office publishes. `status` other than 200 is answered to everything."""

    def __init__(self, office: OfficeSimulator) -> None:
        self.office = office
        self.status = 200
        self.asked: list[str] = []
        self.replaced: dict[str, bytes] = {}

    def answer(self, path: str) -> tuple[int, bytes]:
        self.asked.append(path)
        if self.status != 200:
            return self.status, b"no"
        bundle = self.office.bundle()
        files = {f"/metadata/{name}": held for name, held in bundle.metadata.items()}
        files |= {f"/targets/{name}": held for name, held in bundle.targets.items()}
        files |= self.replaced
        return (200, files[path]) if path in files else (404, b"no")


@contextmanager
def served(host: Host) -> Iterator[str]:
    """Where the host answers."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = host.answer(self.path)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
