"""`tlkit new region`: what it prints, how it ends."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tlkit.cli import group

TOP = Path(__file__).resolve().parents[2]


@pytest.fixture
def run(monkeypatch):
    """`run("example")` as the command does, with a smoke start that always passes."""
    monkeypatch.setattr("tlkit.cli.new.try_out", lambda instance: None)

    def call(*arguments):
        line = ["--lang", "id", "new", "region", *map(str, arguments)]
        return CliRunner().invoke(group, line, standalone_mode=False)

    return call


def test_one_region_says_where_it_is_what_is_left_and_what_is_next(run, tmp_path):
    result = run("32.71", "-o", tmp_path)
    assert result.return_value == 0
    assert (tmp_path / "kota-bogor" / "region.yaml").is_file()
    assert f"Kota Bogor siap di {tmp_path}/kota-bogor" in result.stdout
    assert "  site.domain: " in result.stdout
    assert result.stdout.endswith(f"Berikutnya: tlkit serve {tmp_path}/kota-bogor\n")
    assert "Menulis folder" in result.stderr


def test_json_says_the_same(run, tmp_path):
    result = run("example", "-o", tmp_path, "--json")
    assert result.stderr == ""
    (made,) = json.loads(result.stdout)["regions"]
    assert made["ok"] is True
    assert made["path"] == str(tmp_path / "kota-contoh")
    assert made["drafted"] is False


def test_a_wheel_at_hand_is_carried_along(run, tmp_path, monkeypatch):
    wheel = tmp_path / "tlkit.whl"
    wheel.write_bytes(b"wheel")
    monkeypatch.setattr("tlkit.instance.at_hand", lambda: wheel)
    assert run("example", "-o", tmp_path / "out").return_value == 0
    assert (tmp_path / "out/kota-contoh/wheels/tlkit.whl").read_bytes() == b"wheel"


def test_a_draft_becomes_the_region_file_of_its_instance(run, tmp_path):
    (made,) = json.loads(run("Kota Bogor", "-o", tmp_path, "--json").stdout)["regions"]
    assert made["drafted"] is True
    assert "contacts.phone" in made["to_fill"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kota-bogor"]


def test_nothing_asked_for_is_a_mistake_of_usage(run):
    assert isinstance(run().exception, click.UsageError)


@pytest.mark.parametrize("what", ["zzz", "99.98", "nothing.yaml", "\x00"])
def test_a_region_that_is_not_there_ends_with_3(run, tmp_path, what):
    result = run(what, "-o", tmp_path, "--json")
    assert result.return_value == 3
    assert json.loads(result.stdout)["regions"][0]["ok"] is False
    assert list(tmp_path.iterdir()) == []


def test_an_existing_folder_is_left_as_it_is(run, tmp_path):
    (tmp_path / "kota-contoh").mkdir()
    result = run("example", "-o", tmp_path, "--json")
    assert result.return_value == 3
    assert "-o" in json.loads(result.stdout)["regions"][0]["hint"]
    assert list((tmp_path / "kota-contoh").iterdir()) == []


def test_a_file_where_the_folder_should_be_is_named_so(run, tmp_path):
    (tmp_path / "file").touch()
    result = run("example", "-o", tmp_path / "file", "--json")
    assert result.return_value == 1
    message = json.loads(result.stdout)["regions"][0]["message"]
    assert message.endswith("tidak dapat ditulis: ada berkas di tempat folder seharusnya.")


def new(*arguments):
    """The command in a process of its own."""
    command = [sys.executable, str(TOP / "cli.py"), "--lang", "id", "new", "region", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)


def test_many_are_summed_up_and_a_failure_stops_no_other(tmp_path):
    result = new("example", "zzz", "32.71", "-o", tmp_path)
    assert result.returncode == 5, result.stderr
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert [row[:2] for row in rows] == [
        ["example", "99.99 Kota Contoh"], ["zzz", "-"], ["32.71", "32.71 Kota Bogor"],
    ]  # fmt: skip
    told = result.stderr.splitlines()
    assert sorted(told[:3]) == [
        f"Kota Bogor siap di {tmp_path}/kota-bogor", f"Kota Contoh siap di {tmp_path}/kota-contoh",
        "`zzz` gagal dibuat.",
    ]  # fmt: skip
    assert told[3] == "2 berhasil, 1 gagal."
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kota-bogor", "kota-contoh"]


def test_many_wrong_inputs_end_with_3(tmp_path):
    result = new("zzz", "yyy", "-o", tmp_path, "--json")
    assert result.returncode == 3
    assert [one["ok"] for one in json.loads(result.stdout)["regions"]] == [False, False]


def test_the_same_region_twice_is_made_once(tmp_path):
    result = new("example", "example", "-o", tmp_path, "--json")
    assert result.returncode == 5
    assert sorted(one["ok"] for one in json.loads(result.stdout)["regions"]) == [False, True]


def test_a_terminal_shows_a_bar(tmp_path):
    ours, theirs = pty.openpty()
    command = [sys.executable, str(TOP / "cli.py"), "new", "region", "example", "-o", str(tmp_path)]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    with subprocess.Popen(command, stderr=theirs, stdout=subprocess.PIPE, env=environment) as process:
        os.close(theirs)
        shown = b""
        while chunk := read(ours):
            shown += chunk
    assert process.returncode == 0
    assert "━".encode() in shown
    assert b"5/5" in shown


def read(terminal):
    """What a terminal shows next; nothing once its program has ended."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""
