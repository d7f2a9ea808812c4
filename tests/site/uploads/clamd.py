"""A stand-in for clamd on the loopback: it speaks INSTREAM and knows one virus, EICAR."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.site.uploads.samples import EICAR


class Conversation(socketserver.StreamRequestHandler):
    """One question: a command, chunks, one line in answer."""

    def handle(self) -> None:
        command = self.rfile.read(len(b"zINSTREAM\0"))
        content = b""
        while size := struct.unpack(">I", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        if command != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
        elif EICAR in content:
            self.wfile.write(b"stream: Eicar-Test-Signature FOUND\0")
        else:
            self.wfile.write(b"stream: OK\0")


@contextmanager
def stand_in(socket: Path | None = None) -> Iterator[str]:
    """The value of `CLAMD` that leads to it: a port of the loopback, or a socket file."""
    server: socketserver.BaseServer
    if socket is None:
        server = socketserver.TCPServer(("127.0.0.1", 0), Conversation)
        address = "{}:{}".format(*server.server_address)
    else:
        server, address = socketserver.UnixStreamServer(str(socket), Conversation), str(socket)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield address
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
