"""The first tutorial is true: its commands run in order, and answer what the page says."""

import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import free_port
from tests.terminal import ROOT, Terminal, kit, missing, steps
from tlkit.errors import ExitCode

ADDRESS = re.compile(r"<(http://127\.0\.0\.1:8000/[^>]*)>")


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    """A shell in an empty folder that has the kit installed."""
    kit(tmp_path)
    shell = Terminal(tmp_path, {"8000": str(free_port())})
    yield shell
    shell.close()


def visited(terminal: Terminal, command: str, addresses: list[str]) -> str:
    """What the site said when it was ready; every address has answered."""
    with terminal.serving(f"{command} --port 8000") as said:
        for address in addresses:
            with urllib.request.urlopen(terminal.put(address), timeout=30) as page:
                assert page.status == 200
    return said


@pytest.mark.parametrize("name", [pytest.param("first-site.md", marks=pytest.mark.soak), "situs-pertama.md"])
def test_the_first_site_comes_about_as_told(name: str, tmp_path: Path, terminal: Terminal) -> None:
    page = ROOT / "docs" / "tutorials" / name
    addresses = ADDRESS.findall(page.read_text(encoding="utf-8"))
    refused = []
    for step in steps(page):
        printed = ""
        for command in step.commands.splitlines():
            if " serve " in command:
                printed += visited(terminal, command, addresses)
                continue
            code, said = terminal.run(command)
            printed += said
            if code:
                refused.append((code, said))
        assert not missing(step.answer, printed), (step.commands, printed)
    ((code, said),) = refused
    assert code == ExitCode.INPUT
    assert re.search(r"region\.yaml:\d+:\d+: zone: .*WIBB", said)
    assert "Urusan kota selesai dari ponsel" in (tmp_path / "sites/kota-bogor/region.yaml").read_text("utf-8")
