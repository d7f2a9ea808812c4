"""Instance folders for tests of the site: the least that one needs, of the fictional example region."""

from __future__ import annotations

import shutil
from pathlib import Path

from flask import Flask

from tlkit.site.shared.database import db

ROOT = Path(__file__).resolve().parents[2]


def make_instance(folder: Path, name: str = "contoh", replace: dict[str, str] | None = None) -> Path:
    """A folder with the example's region file; `replace` changes its text, old → new."""
    instance = folder / name
    shutil.copytree(ROOT / "regions" / "example", instance)
    file = instance / "region.yaml"
    text = file.read_text(encoding="utf-8")
    for old, new in (replace or {}).items():
        assert old in text, f"{old!r} does not stand in the example's file"
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    theme = instance / "theme"
    theme.mkdir()
    (theme / "tokens.css").write_text(":root { --tl-accent: #00549f }\n" * 20)
    return instance


def close(app: Flask) -> None:
    """Let go of an application's database, so that it can be read or dropped."""
    with app.app_context():
        db.engine.dispose()
