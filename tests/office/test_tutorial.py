"""The office's tutorial is true: one office, two running sites, every command, every answer."""

import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest

from tests.servers import free_port
from tests.terminal import ROOT, Step, Terminal, kit, missing, steps
from tlkit.errors import ExitCode
from tlkit.office.release import JAKARTA


def two_ports() -> tuple[int, int]:
    """Two free ports, the second after the first, as `serve` takes them."""
    tried = (free_port() for _ in range(100))
    first = next(port for port in tried if port < 65535 and is_free(port + 1))
    return first, first + 1


def is_free(port: int) -> bool:
    """Whether nobody listens on a port now."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """A shell in an empty folder that has the kit installed; releases are numbered by this month."""
    kit(tmp_path)
    first, second = two_ports()
    today = datetime.now(JAKARTA)
    month = f"{today.year}.{today.month}."
    shell = Terminal(tmp_path, {"8001": str(first), "8002": str(second), "2026.11.": month})
    yield shell
    shell.close()


def played(terminal: Terminal, page: Path) -> list[tuple[str, int, str]]:
    """Do what the page says; the commands that ended otherwise than with 0, with what they said."""
    refused = []
    with ExitStack() as running:
        for step in steps(page):
            printed = ""
            for command in step.commands.splitlines():
                if " serve " in command:
                    sites = len(step.answer.splitlines())
                    printed += running.enter_context(terminal.serving(command, sites))
                    continue
                code, said = terminal.run(command)
                printed += said
                if code:
                    refused.append((command, code, said))
            if step.file:
                terminal.write(step)
            assert not missing(step.answer, printed), told(step, printed)
    return refused


def told(step: Step, printed: str) -> str:
    """What to read when a page and the kit disagree."""
    return f"{step.commands}\n-- the page:\n{step.answer}\n-- the kit:\n{printed}"


@pytest.mark.parametrize("name", [pytest.param("office.md", marks=pytest.mark.soak), "kantor-pusat.md"])
def test_a_catalogue_reaches_two_regions_as_told(name: str, terminal: Terminal) -> None:
    refused = played(terminal, ROOT / "docs" / "tutorials" / name)
    codes = [code for _, code, _ in refused]
    assert codes == [ExitCode.INPUT, ExitCode.CONFLICT, ExitCode.CONFLICT], refused
    assert re.search(r"tenaga-kesehatan\.yaml:\d+:\d+: .*sip-bidan: uu-1-2020", refused[0][2])
