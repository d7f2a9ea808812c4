"""Tables, and the check that every field is explained."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Meanings = dict[str, dict[str, str]]
"""`docs/meanings.yaml`: by page, what each field means to a person."""


def table(headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [headings, tuple("---" for _ in headings), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def page(*parts: str) -> str:
    """The parts as one page, an empty line between them."""
    return "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"


def covered(what: str, known: Iterable[str], meanings: Mapping[str, str]) -> None:
    """Raises SystemExit when the fields known and the meanings are not the same set."""
    without, beyond = set(known) - set(meanings), set(meanings) - set(known)
    if without or beyond:
        raise SystemExit(
            f"docs/meanings.yaml, {what}: missing {sorted(without)}, of no field {sorted(beyond)}"
        )
