"""Whatever stands in a region file: one clear error, or a folder that carries it and nothing more."""

import copy
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tlkit import yamlfile
from tlkit.errors import InputError, TlkitError
from tlkit.instance import TargetExists, generate
from tlkit.instance.manifest import BINARY
from tlkit.region import packaged

EXAMPLE = packaged() / "example"
DATA = yamlfile.read(EXAMPLE / "region.yaml").data
HOSTILE = [
    "{{ 7*7 }}", "{{ cycler.__init__.__globals__ }}", "{% raw %}", "{# x #}", "${7*7}", "'", '"', "a'\"b`c\\",
    "nama\nadmin: true", "<script>alert(1)</script>", "../../etc", "/etc/passwd", "-rf", "CON", "a\x00b",
    "\ud800", "\u202eabc", "\u2066", "👩🏽‍🦱🇮🇩", "x" * 10_000, "", " ", "#",
    "!!python/object:os.system", "; }",
]  # fmt: skip
FOUND = {"49", "admin"}
"""What a value would leave behind had it been evaluated, or become a key of its own."""


def strings(data, path=()):
    """The path of every string of the region file, keys apart."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from strings(value, (*path, key))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from strings(value, (*path, place))
    elif isinstance(data, str):
        yield path


FIELDS = sorted(strings(DATA), key=str)


def with_value(path, value):
    """The example region with one field replaced."""
    data = copy.deepcopy(DATA)
    place = data
    for part in path[:-1]:
        place = place[part]
    place[path[-1]] = value
    return data


def write(folder: Path, data) -> Path:
    """A region file of this data beside the example's logo, whatever needs it escaped."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(EXAMPLE / "logo.svg", folder)
    (folder / "region.yaml").write_text(yaml.safe_dump(data, sort_keys=False))
    return folder / "region.yaml"


def make(region_file: Path, target: Path, check=lambda place: None) -> Path:
    return generate(region_file, target, headers={"X-Frame-Options": "DENY"}, check=check)


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """The texts of the folder that the example makes as it is."""
    place = tmp_path_factory.mktemp("plain")
    return texts(make(write(place / "in", DATA), place / "out"))


def texts(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix not in BINARY)
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


@pytest.fixture
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("bad")


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(FIELDS), value=st.sampled_from(HOSTILE) | st.text(max_size=60))
def test_a_hostile_value_is_refused_or_carried(tmp_path_factory, plain, path, value):
    place = tmp_path_factory.mktemp("hostile")
    target = place / "out" / "made"
    region_file = write(place / "in", with_value(path, value))
    before = outside(place)
    try:
        made = make(region_file, target)
    except InputError:
        assert not (place / "out").exists()
    else:
        unharmed(made, plain, region_file)
    assert outside(place) == before
    shutil.rmtree(place)


def outside(place: Path) -> list[str]:
    """Every file but those of the target."""
    return sorted(
        str(path) for path in place.parent.rglob("*") if path.is_file() and "/out/" not in str(path)
    )


def unharmed(made: Path, plain: dict[str, str], region_file: Path) -> None:
    """The folder has the files it should have, each can be parsed, and nothing was evaluated."""
    found = texts(made)
    assert found.pop("region.yaml") == region_file.read_text()
    assert {unslugged(name) for name in found} >= {unslugged(name) for name in plain} - {
        "region.yaml",
        "logo.svg",
    }
    for name, text in found.items():
        if name.endswith(".yaml"):
            yaml.safe_load(text)
        elif name.endswith(".json"):
            json.loads(text)
        elif name.endswith(".py"):
            compile(text, name, "exec")
        if not name.endswith((".css", ".svg", ".json")):
            assert words(text) & FOUND == words(plain.get(name, "")) & FOUND, name
            assert "<script" not in text.replace("\\<", "")


def unslugged(name: str) -> str:
    return re.sub(r"systemd/.*", "systemd/", name)


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: ascii(value)[:24])
def test_a_hostile_name_does_no_harm(place, plain, value):
    region_file = write(place / "in", with_value(("name",), value))
    try:
        made = make(region_file, place / "out" / "made")
    except InputError:
        assert not (place / "out").exists()
    else:
        unharmed(made, plain, region_file)


@pytest.mark.parametrize("value", ["../../etc", "-rf", "CON", "con", "a/b", "{{ 7*7 }}", "", "Kota"])
def test_a_slug_that_is_no_folder_name_is_refused(place, value):
    with pytest.raises(InputError) as caught:
        make(write(place / "in", with_value(("slug",), value)), place / "out")
    assert caught.value.problems[0].field == "slug"
    assert not (place / "out").exists()


LOGOS = {
    "missing": None,
    "not an image": b"PK\x03\x04 this is a text document",
    "100 MB": b"\x89PNG\r\n\x1a\n" + bytes(100),
    "script": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "handler": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><path d="M0 0h9v9z"/></svg>',
    "foreign": b'<svg xmlns="http://www.w3.org/2000/svg"><image href="http://contoh.test/a.png"/></svg>',
    "entities": b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
}


@pytest.mark.parametrize("kind", LOGOS)
def test_a_logo_that_cannot_serve_is_named_in_one_mistake(place, kind):
    region_file = write(place / "in", DATA)
    logo = place / "in" / "logo.svg"
    logo.unlink()
    if LOGOS[kind] is not None:
        logo.write_bytes(LOGOS[kind])
    if kind == "100 MB":
        os.truncate(logo, 100_000_000)
    with pytest.raises(InputError) as caught:
        make(region_file, place / "out")
    assert [problem.field for problem in caught.value.problems] == ["branding.logo"]
    assert caught.value.problems[0].line > 0
    assert not (place / "out").exists()


@pytest.mark.parametrize("kind", ["folder", "file", "dangling link"])
def test_what_stands_at_the_target_is_left_alone(place, kind):
    target = place / "out"
    if kind == "folder":
        target.mkdir()
    elif kind == "file":
        target.write_text("mine")
    else:
        target.symlink_to(place / "nowhere")
    with pytest.raises(TargetExists) as caught:
        make(EXAMPLE / "region.yaml", target)
    assert "-o" in caught.value.hint.id
    assert [path.name for path in place.iterdir()] == ["out"]


def test_a_target_taken_meanwhile_is_left_alone(place):
    def taken(instance):
        (place / "out").mkdir()
        (place / "out" / "mine").touch()

    with pytest.raises(TargetExists):
        make(EXAMPLE / "region.yaml", place / "out", taken)
    assert [path.name for path in place.rglob("*")] == ["out", "mine"]


@pytest.mark.parametrize("name", ["{{ 7*7 }}", "{% if x %}", "{# x"])
def test_a_folder_whose_name_is_a_template_is_refused(place, name):
    with pytest.raises(TlkitError) as caught:
        make(EXAMPLE / "region.yaml", place / name / "out")
    assert caught.value.hint
    assert list(place.iterdir()) == []


AS_NOBODY = """
import os, resource, sys, tempfile
from pathlib import Path
from tlkit import yamlfile
from tlkit.errors import TlkitError
from tlkit.instance import generate
from tlkit.region import packaged
kind, target = sys.argv[1], Path(sys.argv[2])
source = packaged() / "example" / "region.yaml"
with tempfile.TemporaryDirectory() as warm:  # what is imported late must be there before rights are given up
    generate(source, Path(warm) / "out", headers={}, check=lambda p: None)
if kind == "full":
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
elif os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    generate(source, target, headers={}, check=lambda p: None)
except TlkitError as error:
    print(type(error).__name__, "|", error.message.en)
"""


def elsewhere(*arguments) -> str:
    """What a process prints that may not write, or may write little."""
    command = [sys.executable, "-c", AS_NOBODY, *map(str, arguments)]
    result = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "TMPDIR": "/tmp"}
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_a_folder_that_is_not_ours_gives_one_clear_error(place):
    place.chmod(0o555)
    for above in (place.parent, place.parent.parent):
        above.chmod(0o755)
    assert elsewhere("forbidden", place / "out").startswith("CannotWrite | You may not write to ")
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("room", [0, 100, 1_000, 3_000, 10_000])
def test_a_full_disk_gives_one_clear_error(place, room):
    said = elsewhere("full", place / "new" / "out", room)
    assert said.startswith("CannotWrite | There is no room left for "), said
    assert list(place.iterdir()) == []


ON_A_SMALL_DISK = """
import subprocess, sys
from pathlib import Path
from tlkit.errors import TlkitError
from tlkit.instance import generate
from tlkit.region import packaged
disk = Path(sys.argv[1])
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", str(disk)], check=True)
try:
    generate(packaged() / "example" / "region.yaml", disk / "out", headers={}, check=lambda p: None)
except TlkitError as error:
    print(type(error).__name__, "|", error.message.en)
print(sorted(path.name for path in disk.iterdir()))
"""


def test_a_disk_that_fills_up_gives_one_clear_error(place):
    """The disk is mounted in a namespace of its own, for which nobody needs to be root."""
    own = ["unshare", "--mount"] if os.getuid() == 0 else ["unshare", "--user", "--map-root-user", "--mount"]
    result = subprocess.run(
        [*own, sys.executable, "-c", ON_A_SMALL_DISK, place], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    said, left = result.stdout.splitlines()
    assert said.startswith("CannotWrite | There is no room left for "), said
    assert left == "[]"
