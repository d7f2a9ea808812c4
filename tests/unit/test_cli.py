"""The frame of the command line: lazy commands, language of messages, exit codes."""

import subprocess
import sys
from pathlib import Path

import click
import pytest

import tlkit.cli
from tlkit.cli import COMMANDS, group, main
from tlkit.errors import ExitCode, InputError, Problem, Text, TlkitError

PROBLEM = Problem("kota.yaml", 3, 7, "branding.colour", Text("Not a colour.", "Bukan warna."), Text("", ""))


def run_raising(monkeypatch: pytest.MonkeyPatch, error: Exception, *arguments: str) -> int:
    """The exit code of `tlkit` when its command fails with `error`."""

    @click.command()
    def command() -> None:
        raise error

    monkeypatch.setattr(group, "get_command", lambda _ctx, _name: command)
    monkeypatch.setattr(sys, "argv", ["tlkit", *arguments, "check"])
    with pytest.raises(SystemExit) as stopped:
        main()
    return int(stopped.value.code or 0)


@pytest.mark.parametrize(("lang", "said"), [("id", "Bukan warna."), ("en", "Not a colour.")])
def test_mistakes_are_told_with_their_place_in_the_language_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lang: str, said: str
) -> None:
    code = run_raising(monkeypatch, InputError([PROBLEM]), "--lang", lang)
    told = capsys.readouterr().err
    assert code == ExitCode.INPUT
    assert f"kota.yaml:3:7: branding.colour: {said}" in told


def test_a_failure_is_followed_by_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    error = TlkitError(Text("Full.", "Penuh."), Text("Free some space.", "Kosongkan ruang."))
    assert run_raising(monkeypatch, error, "--lang=en") == ExitCode.UNEXPECTED
    assert capsys.readouterr().err == "Full.\nFree some space.\n"


@pytest.mark.parametrize(
    ("program", "path", "repeated"),
    [
        ("/kit/.venv/bin/tlkit", "/usr/bin:{kit}", "/kit/.venv/bin/tlkit"),
        ("{kit}/tlkit", "/nowhere:{kit}", "tlkit"),
        (".venv/bin/tlkit", "{kit}", ".venv/bin/tlkit"),
        ("cli.py", "{kit}", "python cli.py"),
        ("../main/cli.py", "{kit}", "python ../main/cli.py"),
        ("-c", "{kit}", "tlkit"),
    ],
)
def test_advice_repeats_how_the_kit_was_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, path: str, repeated: str
) -> None:
    (tmp_path / "tlkit").touch()
    monkeypatch.setenv("PATH", path.format(kit=tmp_path))
    monkeypatch.setattr(sys, "argv", [program.format(kit=tmp_path), "new"])
    assert tlkit.cli.called() == repeated


def test_an_unknown_command_is_a_usage_error() -> None:
    done = subprocess.run([sys.executable, "cli.py", "tidak-ada"], capture_output=True, text=True)
    assert done.returncode == ExitCode.USAGE
    assert "tidak-ada" in done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_every_listed_command_exists(name: str) -> None:
    with click.Context(group) as context:
        assert isinstance(group.get_command(context, name), click.Command)


def test_help_imports_no_command(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(name: str) -> None:
        raise AssertionError(f"imported {name}")

    monkeypatch.setattr(tlkit.cli, "import_module", refuse)
    with click.Context(group, info_name="tlkit") as context:
        context.params["lang"] = "en"
        assert COMMANDS["new"].en in group.get_help(context)


@pytest.mark.parametrize(
    ("count", "en", "id"),
    [
        (1, "1 mistake found. Mend it and try again.", "Ada 1 kesalahan. Perbaiki, lalu coba lagi."),
        (2, "2 mistakes found. Mend them and try again.", "Ada 2 kesalahan. Perbaiki, lalu coba lagi."),
    ],
)
def test_mistakes_are_counted_with_what_is_true_of_every_command(count: int, en: str, id: str) -> None:
    assert InputError([PROBLEM] * count).message == Text(en, id)
