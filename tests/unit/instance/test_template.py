"""The template as it ships: every file has its class, is correct as it stands, and carries no junk."""

import ast
import json
import shutil

import pytest
import yaml

from tlkit.instance.manifest import class_of
from tlkit.instance.template import ROOT, prepared, template_dir

TOP = template_dir()
FILES = sorted(path for path in (TOP / ROOT).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
COPIED = json.loads((TOP / "cookiecutter.json").read_text())["_copy_without_render"]


def name_of(path):
    return path.relative_to(TOP / ROOT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_a_file_is_rendered_only_if_it_holds_a_value(path):
    copied = name_of(path).split("/")[0] in COPIED
    holds = "{{" in path.read_text() or "{%" in path.read_text()
    quiet = {".gitignore", ".dockerignore", "namespace.yaml", "service.yaml", "storage.yaml"}
    assert holds is not copied or path.name in quiet


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_file_waits_for_a_region_to_break_it(path):
    if path.suffix == ".py":
        ast.parse(path.read_text())
    if path.suffix == ".yaml" and "{" not in path.read_text():
        yaml.safe_load(path.read_text())
    assert path.read_text().endswith("\n")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("region.yaml", "seeded"),
        ("logo.svg", "seeded"),
        ("local/peta/views.py", "seeded"),
        ("content/bantuan.md", "seeded"),
        ("catalogue/overlay.yaml", "seeded"),
        ("deploy/nginx.conf", "merged"),
        ("theme/tokens.css", "merged"),
        ("README.md", "merged"),
        ("theme/icons/icon-192.png", "managed"),
        ("theme/logo.svg", "managed"),
        ("wsgi.py", "managed"),
        ("local/README.md", "managed"),
    ],
)
def test_every_file_has_a_class(name, expected):
    assert class_of(name) == expected


def test_caches_in_the_template_are_left_out(tmp_path):
    source = tmp_path / "template"
    shutil.copytree(TOP, source)
    for junk in ("__pycache__/wsgi.cpython-311.pyc", ".DS_Store", "README.md~", "deploy/.nginx.conf.swp"):
        (source / ROOT / junk).parent.mkdir(exist_ok=True)
        (source / ROOT / junk).write_bytes(b"\x00\xff{{ broken")
    with prepared(source) as template:
        assert template.files == tuple(sorted(map(name_of, FILES)))
