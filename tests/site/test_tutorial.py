"""The first tutorial is true: its commands run in order, and answer what the page says."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.servers.process import free_port
from tlkit.errors import ExitCode

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ADDRESS = re.compile(r"<http://127\.0\.0\.1:8000(/[^>]*)>")
END = "-- that was it:"


@dataclass(frozen=True)
class Step:
    """One shell block of the page and what it is said to answer."""

    commands: str
    answer: str


def steps(page: Path) -> Iterator[Step]:
    """The page's shell blocks in order, each with the text block that follows it."""
    blocks = BLOCK.findall(page.read_text(encoding="utf-8"))
    for number, (kind, body) in enumerate(blocks):
        if kind == "sh":
            follows = blocks[number + 1] if number + 1 < len(blocks) else ("", "")
            yield Step(body.strip(), follows[1] if follows[0] == "text" else "")


def words(text: str) -> str:
    """The text with each run of spaces and tabs as one space."""
    return re.sub(r"[ \t]+", " ", text)


def kit(folder: Path) -> None:
    """A `.venv` as `make demo` leaves it, whose `tlkit` is this checkout's."""
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "activate").write_text(f'export PATH="{programs}:$PATH"\n')
    command = programs / "tlkit"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{ROOT / "cli.py"}" "$@"\n')
    command.chmod(0o755)


class Terminal:
    """Runs the page's lines one after another in one shell, each where the one before left off."""

    def __init__(self, folder: Path, port: int) -> None:
        self.port = port
        self.shell = subprocess.Popen(
            ["bash"],
            cwd=folder,
            env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, command: str) -> tuple[int, str]:
        """The exit code of a line and all that it printed."""
        self.type(f'{command} </dev/null; echo "{END} $?"')
        said = "".join(self.lines_until(END))
        printed, _, code = said.rpartition(END)
        return int(code), printed

    def serve(self, command: str, addresses: list[str]) -> str:
        """Start a site, visit every address, end it; what it said when it was ready."""
        self.type(f"{command} --port {self.port} </dev/null & echo $!")
        process, said = int(self.read()), self.read()
        try:
            for address in addresses:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{address}", timeout=30) as page:
                    assert page.status == 200
        finally:
            os.kill(process, signal.SIGTERM)
            self.run(f"wait {process}")
        return said.replace(str(self.port), "8000")

    def type(self, line: str) -> None:
        assert self.shell.stdin is not None
        self.shell.stdin.write(f"{line}\n")
        self.shell.stdin.flush()

    def read(self) -> str:
        assert self.shell.stdout is not None
        line = self.shell.stdout.readline()
        assert line, "the shell has ended"
        return line

    def lines_until(self, end: str) -> Iterator[str]:
        line = ""
        while end not in line:
            line = self.read()
            yield line

    def close(self) -> None:
        """End the shell."""
        self.shell.communicate("exit\n", timeout=30)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """A shell in an empty folder that has the kit installed."""
    kit(tmp_path)
    shell = Terminal(tmp_path, free_port())
    yield shell
    shell.close()


@pytest.mark.parametrize("name", ["first-site.md", "situs-pertama.md"])
def test_the_first_site_comes_about_as_told(name: str, tmp_path: Path, terminal: Terminal) -> None:
    page = ROOT / "docs" / "tutorials" / name
    addresses = ADDRESS.findall(page.read_text(encoding="utf-8"))
    refused = []
    for step in steps(page):
        printed = ""
        for command in step.commands.splitlines():
            if " serve " in command:
                printed += terminal.serve(command, addresses)
                continue
            code, said = terminal.run(command)
            printed += said
            if code:
                refused.append((code, said))
        for line in step.answer.splitlines():
            assert words(line).strip() in words(printed), step.commands
    ((code, said),) = refused
    assert code == ExitCode.INPUT
    assert re.search(r"region\.yaml:\d+:\d+: zone: .*WIBB", said)
    assert "Urusan kota selesai dari ponsel" in (tmp_path / "sites/kota-bogor/region.yaml").read_text("utf-8")
