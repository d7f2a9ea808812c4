"""The template that instances are rendered from, without what does not belong to it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2.bccache import Bucket, BytecodeCache

from tlkit.instance.room import scratch

ROOT = "{{cookiecutter.slug}}"
SETTINGS = "cookiecutter.json"
JUNK_FOLDERS = {"__pycache__", ".git", ".idea", ".vscode", ".mypy_cache", ".ruff_cache", ".pytest_cache"}
JUNK_ENDINGS = (".pyc", ".pyo", ".swp", "~", ".orig", ".rej", ".DS_Store")


class SharedBytecode(BytecodeCache):
    """Compiled templates of this process, so that the second region need not compile them again."""

    def __init__(self) -> None:
        self.compiled: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give Jinja the code of the same source, if it was compiled before."""
        bucket.code = self.compiled.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code that Jinja has compiled."""
        if bucket.code is not None:
            self.compiled[bucket.key, bucket.checksum] = bucket.code


BYTECODE = SharedBytecode()


@dataclass(frozen=True)
class Template:
    """A clean copy of the template: its folder holds `cookiecutter.json` and one folder `ROOT`."""

    folder: Path

    @cached_property
    def settings(self) -> dict[str, Any]:
        """The contents of `cookiecutter.json`."""
        settings: dict[str, Any] = json.loads((self.folder / SETTINGS).read_text(encoding="utf-8"))
        return settings

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The files of an instance as the template names them, relative to the instance."""
        top = self.folder / ROOT
        return tuple(sorted(path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file()))


def template_dir() -> Path:
    """Where the template stands: in the installed package, or at the top of a checkout."""
    spec = find_spec("tlkit.template")
    for place in spec.submodule_search_locations or () if spec else ():
        if Path(place, SETTINGS).is_file():
            return Path(place)
    return Path(__file__).resolve().parents[2] / "template"


@contextmanager
def prepared(source: Path | None = None) -> Iterator[Template]:
    """A clean copy of the template for as long as the block runs.

    Caches that Python or an editor left in the template would be rendered along; they are left out.
    """
    with scratch() as place:
        copy(source or template_dir(), place / "template")
        yield Template(place / "template")


def copy(source: Path, to: Path) -> None:
    """Copy the template's settings and its instance folder, without junk."""
    to.mkdir()
    shutil.copyfile(source / SETTINGS, to / SETTINGS)
    shutil.copytree(source / ROOT, to / ROOT, ignore=junk, copy_function=shutil.copyfile)


def junk(folder: str, names: list[str]) -> set[str]:
    """The names that are nobody's work."""
    return {name for name in names if name in JUNK_FOLDERS or name.endswith(JUNK_ENDINGS)}
