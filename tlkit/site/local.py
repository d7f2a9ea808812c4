"""The region's own code: the blueprint in its `local/` folder, if there is one.

It is imported under a name of its own, so that two instances in one process do not
take each other's for theirs.
"""

from __future__ import annotations

import hashlib
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from flask import Blueprint

from tlkit.errors import ExitCode, Text, TlkitError


class LocalCodeFails(TlkitError):
    """The region's own code cannot be loaded; `reason` is Python's own account of it."""

    exit_code = ExitCode.INPUT

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(
            Text(f"{file} cannot be loaded: {reason}.", f"{file} tidak dapat dimuat: {reason}."),
            Text(
                "Correct it, or move it away; the site runs without it.",
                "Perbaiki, atau pindahkan dulu; situs berjalan tanpa berkas itu.",
            ),
        )


def local_blueprint(instance: Path) -> Blueprint | None:
    """The `blueprint` of `local/__init__.py`, or None where the region has no code of its own.

    Raises `LocalCodeFails` when the code does not import, or names no blueprint.
    """
    file = instance / "local" / "__init__.py"
    if not file.exists():
        return None
    try:
        found = getattr(imported(file), "blueprint", None)
    except Exception as error:
        raise LocalCodeFails(file, f"{type(error).__name__}: {error}") from error
    if not isinstance(found, Blueprint):
        raise LocalCodeFails(file, "`blueprint` is not a flask.Blueprint")
    return found


def imported(file: Path) -> ModuleType:
    """The package in `file`'s folder, under a name that no other instance has."""
    name = f"tlkit_local_{hashlib.sha256(str(file.resolve()).encode()).hexdigest()[:16]}"
    spec = spec_from_file_location(name, file, submodule_search_locations=[str(file.parent)])
    if spec is None or spec.loader is None:
        raise ImportError(f"{file} is not Python")
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
