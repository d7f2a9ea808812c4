"""What was generated, by which version, and how each file fares when the kit is upgraded.

- managed: the kit's; replaced by the next version
- merged: begun by the kit, changed by the region; the two are merged
- seeded: written once, the region's ever after

`.tlkit/manifest.json` lists every file with its class and digest. `.tlkit/base/` keeps the text
of managed and merged files as generated, which a merge needs. The same input gives the same bytes.
"""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from hashlib import sha256
from pathlib import Path
from typing import Literal

from tlkit import __version__
from tlkit.instance.render import walk
from tlkit.region.model import Region

Class = Literal["managed", "merged", "seeded"]

FOLDER = ".tlkit"
RULES: tuple[tuple[str, Class], ...] = (
    ("theme/icons/*", "managed"),
    ("theme/logo.*", "managed"),
    ("theme/*", "merged"),
    ("content/*", "seeded"),
    ("catalogue/*", "seeded"),
    ("*/README.md", "managed"),
    ("wsgi.py", "managed"),
    ("tests/*", "managed"),
    ("wheels/*", "managed"),
    ("deploy/*", "merged"),
    ("README.md", "merged"),
    ("Makefile", "merged"),
    ("requirements.txt", "merged"),
    (".env.example", "merged"),
    (".gitignore", "merged"),
    (".dockerignore", "merged"),
    ("*", "seeded"),
)
"""The first pattern that fits a file tells its class; what the region brought itself is seeded."""

BINARY = (".png", ".ico", ".jpg", ".whl")


def class_of(name: str) -> Class:
    """The class of a file by its name relative to the instance."""
    return next(class_ for pattern, class_ in RULES if fnmatchcase(name, pattern))


def write_manifest(instance: Path, region: Region) -> None:
    """Write `.tlkit/` for a finished folder. Raises `OSError` when it cannot be written."""
    files: dict[str, dict[str, str]] = {}
    for name in sorted(walk(instance)):
        content = (instance / name).read_bytes()
        class_ = class_of(name)
        files[name] = {"class": class_, "sha256": sha256(content).hexdigest()}
        if class_ != "seeded" and not name.endswith(BINARY):
            copy = instance / FOLDER / "base" / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(content)
    data = {"manifest": 1, "kit": __version__, "code": region.code, "slug": region.slug, "files": files}
    text = json.dumps(data, indent=1, ensure_ascii=False) + "\n"
    (instance / FOLDER / "manifest.json").write_text(text, encoding="utf-8")
