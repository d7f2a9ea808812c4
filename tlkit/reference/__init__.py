"""The kit's reference catalogue: written from public sources, shipped as YAML, read once.

It is release 0 of every site until a central office publishes its own. It is nobody's
official list: no permit in it is verified, and each fact names where it was read. This
package reads its own files and nothing else.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tlkit.catalogue.model import Catalogue
from tlkit.reference.loader import load_from

__all__ = ["FOLDER", "VERSION", "load", "load_from"]

FOLDER = Path(__file__).parent
VERSION = "0"


@cache
def load() -> Catalogue:
    """The reference catalogue, read at the first call of a process.

    Raises InputError naming file and line of every mistake in the packaged files.
    """
    return load_from(FOLDER, VERSION)
