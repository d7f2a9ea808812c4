"""Writes docs/reference/ from the code: commands, exit codes, the region file, the catalogue.

`python docs/generate.py` writes; with `--check` it writes nothing and ends with 1 when a
page is stale. Types, requirements and defaults come from the code; what a field means to a
person stands in `docs/meanings.yaml`, and a field without a meaning, or a meaning without
a field, is an error.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import yaml

DOCS = Path(__file__).resolve().parent
sys.path[:0] = [str(DOCS), str(DOCS.parent)]

from writers.commands import cli_page, exit_codes_page  # noqa: E402
from writers.data import catalogue_page, region_page  # noqa: E402
from writers.markdown import Meanings  # noqa: E402

PAGES: dict[str, Callable[[Meanings], str]] = {
    "cli": cli_page,
    "exit-codes": exit_codes_page,
    "region": region_page,
    "catalogue": catalogue_page,
}


def main() -> int:
    """Write the pages, or with `--check` compare them; the exit code."""
    check = "--check" in sys.argv[1:]
    meanings: Meanings = yaml.safe_load((DOCS / "meanings.yaml").read_text(encoding="utf-8"))
    texts = {DOCS / "reference" / f"{name}.md": write(meanings) for name, write in PAGES.items()}
    stale = [path for path, text in texts.items() if not holds(path, text)]
    for path in stale:
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(texts[path], encoding="utf-8")
        print(f"docs/reference/{path.name}: {'stale; run python docs/generate.py' if check else 'written'}")
    return 1 if check and stale else 0


def holds(path: Path, text: str) -> bool:
    """Whether the page is there and says exactly `text`."""
    return path.exists() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
