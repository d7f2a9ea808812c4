"""Region files for tests: a small fictional region, changed one value at a time."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from tlkit.errors import InputError, Problem
from tlkit.region import load

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8H0z"/></svg>'
SMALL: dict[str, Any] = {
    "schema": 1,
    "code": "99.01",
    "slug": "kota-uji",
    "name": "Kota Uji",
    "province": "Provinsi Uji",
    "government": "Pemerintah Kota Uji",
    "zone": "WIB",
    "languages": ["id", "en"],
    "site": {"name": "Layanan Kota Uji"},
    "branding": {"logo": "logo.svg", "colour": "#0b5d66", "second_colour": "#f0a63c"},
    "districts": [
        {"code": "99.01.01", "name": "Uji", "villages": [{"code": "99.01.01.1001", "name": "Uji Baru"}]}
    ],
}


def small(**changes: Any) -> dict[str, Any]:
    """The small region with top-level values changed; None removes one."""
    data = copy.deepcopy(SMALL) | changes
    return {name: value for name, value in data.items() if value is not None}


def written(folder: Path, data: dict[str, Any] | str) -> Path:
    """The data as a region file, with its logo. JSON is YAML, so what is written is what is read."""
    path = folder / "region.yaml"
    text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False, indent=1)
    path.write_text(text, encoding="utf-8")
    (folder / "logo.svg").write_text(LOGO, encoding="utf-8")
    return path


def problems_of(path: Path) -> list[Problem]:
    """What loading the file finds wrong."""
    try:
        load(path)
    except InputError as error:
        return error.problems
    return []


def fields_of(path: Path) -> list[str]:
    """The fields in which loading the file finds mistakes."""
    return [problem.field for problem in problems_of(path)]
