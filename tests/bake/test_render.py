"""A generated folder: listed, complete, the same every time, and understood by the programs it is for."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tlkit import __version__
from tlkit.catalogue.overlay import Overlay, overlay_from
from tlkit.instance import generate
from tlkit.region import load, packaged
from tlkit.site.headers import SECURITY_HEADERS
from tlkit.site.home.writing import PACKAGED

TOP = Path(__file__).resolve().parents[2]
WRAPPER = """daemon off; pid {place}/pid; error_log stderr;
events {{}}
http {{ access_log off; {paths} include {conf}; }}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The fictional city as a folder."""
    return make(tmp_path_factory.mktemp("made") / "kota-contoh")


def make(target):
    return generate(
        packaged() / "example" / "region.yaml", target, headers=SECURITY_HEADERS, check=lambda p: None
    )


def tree(folder: Path):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_it_has_the_files_of_an_instance(made):
    for name in (
        "region.yaml", "README.md", "requirements.txt", "wsgi.py", ".env.example", "Makefile", ".gitignore",
        "theme/tokens.css", "theme/ornament.svg", "theme/logo.svg", "theme/icons/favicon.ico",
        "theme/icons/maskable-512.png", "content/tentang.md", "content/privasi.en.md",
        "catalogue/overlay.yaml",
        "deploy/Dockerfile", "deploy/compose.yaml", "deploy/nginx.conf", "deploy/systemd/kota-contoh.service",
        "deploy/kubernetes/deployment.yaml", "tests/test_smoke.py", ".tlkit/manifest.json",
    ):  # fmt: skip
        assert (made / name).is_file(), name
    assert not (made / "var").exists()


def test_the_region_file_is_carried_byte_for_byte(made):
    source = packaged() / "example" / "region.yaml"
    assert (made / "region.yaml").read_bytes() == source.read_bytes()
    assert load(made / "region.yaml").name == load(source).name


def test_the_manifest_lists_every_file_with_its_digest_and_keeps_the_base(made):
    manifest = json.loads((made / ".tlkit" / "manifest.json").read_text())
    assert manifest["kit"] == __version__
    found = {name: content for name, content in tree(made).items() if not name.startswith(".tlkit/")}
    assert set(manifest["files"]) == set(found)
    for name, entry in manifest["files"].items():
        assert entry["sha256"] == hashlib.sha256(found[name]).hexdigest()
        base = made / ".tlkit" / "base" / name
        if entry["class"] == "seeded" or name.endswith((".png", ".ico")):
            assert not base.exists()
        else:
            assert base.read_bytes() == found[name]


def test_the_same_input_gives_the_same_bytes(made, tmp_path):
    assert tree(make(tmp_path / "kota-contoh")) == tree(made)


def test_every_yaml_file_can_be_read(made):
    files = [path for path in made.rglob("*.yaml") if ".tlkit" not in path.parts]
    assert len(files) > 7
    for path in files:
        assert yaml.safe_load(path.read_text()) is not None


def test_it_begins_with_the_texts_that_the_site_falls_back_to(made):
    begun = {path.name: path.read_text() for path in (made / "content").iterdir()}
    assert begun == {path.name: path.read_text() for path in PACKAGED.iterdir()}
    assert len(begun) == 6


def test_its_overlay_changes_nothing_and_its_example_is_right(made):
    text = (made / "catalogue" / "overlay.yaml").read_text()
    assert overlay_from(yaml.safe_load(text)) == Overlay()
    lines = [line.removeprefix("# ") for line in text.splitlines() if line.startswith(("# permits:", "#   "))]
    example = overlay_from(yaml.safe_load("\n".join(lines)))
    assert set(example.permits["sip-bidan"]) == {"decree", "offered"}


@pytest.mark.parametrize(
    "domain", [None, "layanan.kabupatenpenukalabablematangilir.go.id", "layanan.contoh.go.id"]
)
def test_nginx_accepts_its_configuration(tmp_path, domain):
    region = shutil.copytree(packaged() / "example", tmp_path / "in") / "region.yaml"
    text = re.sub(r"(?m)^  domain:.*$", f"  domain: {domain or ''}", region.read_text())
    region.write_text(text.replace("slug: kota-contoh", f"slug: {'kabupaten-' + 'panjang' * 4 + '-99'}"))
    made = generate(region, tmp_path / "out", headers=SECURITY_HEADERS, check=lambda p: None)
    result = nginx(made / "deploy" / "nginx.conf", tmp_path)
    assert result.returncode == 0, result.stderr
    for name in SECURITY_HEADERS:
        assert (made / "deploy" / "nginx.conf").read_text().count(f"add_header {name} ") == 2


def nginx(conf: Path, place: Path):
    """`nginx -t` on a server block, with everything it would write moved under `place`."""
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    paths = " ".join(f"{kind}_temp_path {place}/{kind};" for kind in kinds)
    whole = place / "whole.conf"
    whole.write_text(WRAPPER.format(place=place, paths=paths, conf=conf))
    command = ["nginx", "-t", "-p", str(place), "-c", str(whole)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_wheel_is_carried_along(tmp_path):
    wheel = tmp_path / f"tlkit-{__version__}-py3-none-any.whl"
    wheel.write_bytes(b"wheel")
    source = packaged() / "example" / "region.yaml"
    made = generate(source, tmp_path / "out", headers={}, check=lambda p: None, wheel=wheel)
    assert (made / "wheels" / wheel.name).read_bytes() == b"wheel"


def test_the_kit_is_pinned_and_looked_for_in_wheels_first(made):
    assert (made / "requirements.txt").read_text() == f"--find-links wheels\ntlkit=={__version__}\n"
    assert [path.name for path in (made / "wheels").iterdir()] == ["README.md"]


def test_an_installation_that_fails_says_what_to_do(made, tmp_path):
    shutil.copytree(made, tmp_path / "kota")
    python = tmp_path / "kota" / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\necho 'No matching distribution found for tlkit' >&2\nexit 1\n")
    python.chmod(0o755)
    result = subprocess.run(["make", "install"], cwd=tmp_path / "kota", capture_output=True, text=True)
    assert result.returncode == 2
    assert "make wheelhouse" in result.stderr
    assert not (tmp_path / "kota" / ".venv" / "terpasang").exists()


def test_a_new_colour_is_drawn_as_the_readme_says(made, tmp_path):
    folder = tmp_path / "kota"
    shutil.copytree(made, folder)
    program = folder / ".venv" / "bin" / "tlkit"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{TOP / "cli.py"}" "$@"\n')
    program.chmod(0o755)
    region, tokens, icon = (
        folder / name for name in ("region.yaml", "theme/tokens.css", "theme/ornament.svg")
    )
    (folder / "theme" / "templates" / "own.html").touch()
    before = tokens.read_text(), icon.read_text()
    region.write_text(re.sub(r'  colour: "#\w+"', '  colour: "#7a1f5c"', region.read_text("utf-8")), "utf-8")
    blocks = re.findall(
        r"^```\n(.*?)^```$", (folder / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    (redraw,) = (block for block in blocks if "tlkit new region" in block)
    done = subprocess.run(["bash", "-e"], input=redraw, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert tokens.read_text() != before[0]
    assert icon.read_text() != before[1]
    assert (folder / "theme" / "templates" / "own.html").exists()
    assert not (folder / "var" / "baru").exists()


def test_a_folder_that_fails_its_check_is_not_left_behind(tmp_path):
    def check(instance):
        raise RuntimeError("does not start")

    source = packaged() / "example" / "region.yaml"
    with pytest.raises(RuntimeError, match="does not start"):
        generate(source, tmp_path / "new" / "out", headers={}, check=check)
    assert list(tmp_path.iterdir()) == []
