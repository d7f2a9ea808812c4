"""Runs a page of the documentation as its reader would: its commands in one shell, in order."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
END = "-- that was it:"
READY = re.compile(r"^(?:Ready|Siap): .*\n", re.MULTILINE)


@dataclass(frozen=True)
class Step:
    """One shell block of a page and what it is said to answer, or a file that the page has one write."""

    commands: str = ""
    answer: str = ""
    file: str = ""
    content: str = ""


def steps(page: Path) -> Iterator[Step]:
    """The page's shell blocks, each with the text block that follows it, and its titled files, in order."""
    blocks = BLOCK.findall(page.read_text(encoding="utf-8"))
    for number, (kind, title, body) in enumerate(blocks):
        if kind == "sh":
            follows = blocks[number + 1] if number + 1 < len(blocks) else ("", "", "")
            yield Step(body.strip(), follows[2] if follows[0] == "text" else "")
        elif title:
            yield Step(file=title, content=body)


def words(text: str) -> str:
    """The text with each run of spaces and tabs as one space."""
    return re.sub(r"[ \t]+", " ", text)


def missing(answer: str, printed: str) -> list[str]:
    """The lines of an answer that were not printed."""
    return [line for line in answer.splitlines() if words(line).strip() not in words(printed)]


def kit(folder: Path) -> None:
    """A `.venv` as `make demo` leaves it, whose `tlkit` is this checkout's."""
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "activate").write_text(f'export PATH="{programs}:$PATH"\n')
    command = programs / "tlkit"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{ROOT / "cli.py"}" "$@"\n')
    command.chmod(0o755)


class Terminal:
    """Runs a page's lines one after another in one shell, each where the one before left off.

    `here` says what stands in this run for what the page writes, such as a port that is free
    for 8000; it is put into commands, and taken out of what they print.
    """

    def __init__(self, folder: Path, here: Mapping[str, str]) -> None:
        self.here = here
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
        self.type(f'{self.put(command)} </dev/null; echo "{END} $?"')
        said = "".join(self.lines_until(END))
        printed, _, code = said.rpartition(END)
        return int(code), self.taken(printed)

    @contextmanager
    def serving(self, command: str, sites: int = 1) -> Iterator[str]:
        """Start sites and end them afterwards; what they said until all of them were ready."""
        self.type(f"{self.put(command)} </dev/null & echo $!")
        process = int(self.read())
        try:
            said = ""
            while len(READY.findall(said)) < sites:
                said += self.read()
            yield self.taken(said)
        finally:
            os.kill(process, signal.SIGTERM)
            self.run(f"wait {process}")

    def write(self, step: Step) -> None:
        """Write a file as the page says, from where the shell stands."""
        _, place = self.run("pwd")
        (Path(place.strip().splitlines()[-1]) / step.file).write_text(step.content, encoding="utf-8")

    def put(self, text: str) -> str:
        """What the page writes, as it is in this run."""
        for written, ours in self.here.items():
            text = text.replace(written, ours)
        return text

    def taken(self, text: str) -> str:
        """What was printed in this run, as the page writes it."""
        for written, ours in self.here.items():
            text = text.replace(ours, written)
        return text

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
