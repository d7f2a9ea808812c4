"""From the template to files: cookiecutter renders, then everything is read back and checked."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from cookiecutter.exceptions import CookiecutterException
from cookiecutter.generate import generate_files
from jinja2 import TemplateError

from tlkit.errors import Text, TlkitError
from tlkit.instance.template import BYTECODE, ROOT, Template

JINJA = ("{{", "{%", "{#")
YAML_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def render(template: Template, context: Mapping[str, Any], into: Path) -> Path:
    """Render the template into `into/<slug>` and check what came out; returns that folder.

    Changes the working directory while it runs, so a process renders one region at a time.
    Raises `TlkitError` when the template is damaged or `into` cannot be used, `OSError` when
    a file cannot be written.
    """
    refuse_jinja(into)
    settings = {**template.settings, **context, "_jinja2_env_vars": {"bytecode_cache": BYTECODE}}
    try:
        generate_files(
            repo_dir=template.folder,
            context={"cookiecutter": settings},
            output_dir=into,
            accept_hooks=False,
            keep_project_on_failure=True,
        )
    except (CookiecutterException, TemplateError, UnicodeDecodeError) as error:
        raise damaged(type(error).__name__) from error
    folder = into / str(context["slug"])
    check_names(folder, template, context["slug"])
    check_syntax(folder)
    return folder


def refuse_jinja(place: Path) -> None:
    """Refuse a folder whose path cookiecutter would take for a template: it renders that path too."""
    if any(sign in str(place) for sign in JINJA):
        raise TlkitError(
            Text(
                f"The folder {place} has brackets in its name that have a meaning in templates.",
                f"Nama folder {place} memuat kurung yang bermakna khusus dalam templat.",
            ),
            Text("Choose a folder without {{, {% or {#.", "Pilih folder tanpa {{, {%, atau {#."),
        )


def check_names(folder: Path, template: Template, slug: str) -> None:
    """Every file of the template is there under its name, and nothing else."""
    expected = {name.replace(ROOT, slug) for name in template.files}
    if set(walk(folder)) != expected:
        raise damaged("names")


def check_syntax(folder: Path) -> None:
    """Every Python and YAML file can be read."""
    for name in walk(folder):
        try:
            if name.endswith(".py"):
                ast.parse((folder / name).read_bytes())
            elif name.endswith(".yaml"):
                yaml.load((folder / name).read_bytes(), Loader=YAML_LOADER)
        except (SyntaxError, ValueError, yaml.YAMLError) as error:
            raise damaged(name) from error


def walk(folder: Path) -> Iterator[str]:
    """The files below a folder by their relative names, links not followed."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from (f"{entry.name}/{name}" for name in walk(Path(entry.path)))
            else:
                yield entry.name


def damaged(what: str) -> TlkitError:
    return TlkitError(
        Text(f"The kit's template is damaged ({what}).", f"Templat tlkit rusak ({what})."),
        Text("Install tlkit again.", "Pasang ulang tlkit."),
    )
