"""A folder that is no site is told apart from a mistake in one, with what was probably meant."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.unit.region.files import small, written
from tlkit.cli import group
from tlkit.cli.folders import NotASite
from tlkit.errors import ExitCode


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """`build/` holds one site, and `empty/` none."""
    (tmp_path / "build" / "kota-uji").mkdir(parents=True)
    (tmp_path / "empty").mkdir()
    written(tmp_path / "build" / "kota-uji", small())
    monkeypatch.chdir(tmp_path)
    return tmp_path / "build"


@pytest.mark.parametrize("command", [["serve", "{}"], ["site", "{}", "status"]])
@pytest.mark.parametrize(
    ("folder", "message", "hint"),
    [
        (
            "build",
            "build bukan folder situs: tidak ada region.yaml",
            "Maksudnya build/kota-uji?",
        ),
        ("empty", "empty bukan folder situs: tidak ada region.yaml", "tlkit new region NAMA"),
        ("gone", "Tidak ada folder gone.", "tlkit new region NAMA"),
        (
            "build/kota-uji/region.yaml",
            "build/kota-uji/region.yaml itu berkas, bukan folder situs.",
            "Maksudnya build/kota-uji?",
        ),
    ],
)
def test_a_folder_that_is_no_site(
    build: Path, command: list[str], folder: str, message: str, hint: str
) -> None:
    line = [word.format(folder) for word in command]
    error = CliRunner().invoke(group, line, standalone_mode=False).exception
    assert isinstance(error, NotASite)
    assert error.exit_code == ExitCode.INPUT
    assert error.message.id.startswith(message)
    assert error.hint
    assert hint in error.hint.id
