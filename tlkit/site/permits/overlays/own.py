"""What is said of a permit of the region's own when it is added: from inputs to data and back. No IO."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from tlkit.catalogue.lint import LOCAL
from tlkit.errors import Text
from tlkit.site.permits.overlays.rows.naming import free_key

NAMED = ("name-id", "name-en", "sector")
"""The inputs of a permit that is there already."""
NEEDED = {
    "name-id": Text("Write the name in Indonesian.", "Tulis namanya dalam bahasa Indonesia."),
    "name-en": Text("Write the name in English.", "Tulis namanya dalam bahasa Inggris."),
    "summary-id": Text("Write in Indonesian what it is for.", "Tulis untuk apa izin ini."),
    "summary-en": Text("Write in English what it is for.", "Tulis untuk apa izin ini, dalam bahasa Inggris."),
    "sector": Text("Choose the sector.", "Pilih bidangnya."),
    "agency": Text("Choose the agency.", "Pilih instansinya."),
    "channel": Text("Choose where one applies.", "Pilih tempat mengurusnya."),
}
"""The inputs that must not stay empty, and what is said where one does."""
FIRST = {"channel": "counter"}
"""What stands in an empty form."""


def id_of(typed: Mapping[str, str], taken: Container[str]) -> str:
    """The id that was typed, with what every such id begins with; made of the name where none was."""
    written = typed.get("id", "").strip().lower()
    if written:
        return written if written.startswith(LOCAL) else LOCAL + written
    return free_key(LOCAL, typed.get("name-id", ""), taken)


def entry_of(permit_id: str, typed: Mapping[str, str]) -> dict[str, Any]:
    """A new permit as it would stand under `added` in an overlay's file."""
    regulations = [line.strip() for line in typed.get("local_regulation", "").splitlines() if line.strip()]
    return {
        **named(permit_id, typed),
        **{part: typed.get(part, "") for part in ("agency", "channel")},
        "summary": in_both("summary", typed),
        "local_regulation": regulations,
    }


def named(permit_id: str, typed: Mapping[str, str]) -> dict[str, Any]:
    """What no patch may change and is therefore said anew: the name and the sector."""
    return {"id": permit_id, "sector": typed.get("sector", ""), "name": in_both("name", typed)}


def in_both(part: str, typed: Mapping[str, str]) -> dict[str, str]:
    """A text in both languages."""
    return {lang: typed.get(f"{part}-{lang}", "") for lang in ("id", "en")}


def typed_of(entry: Mapping[str, Any]) -> dict[str, str]:
    """What stands in the inputs of a name and a sector."""
    return {"name-id": entry["name"]["id"], "name-en": entry["name"]["en"], "sector": str(entry["sector"])}


def input_of(path: str) -> str:
    """The input to which a mistake belongs, by its path in an overlay's file."""
    tail = path.partition(".")[2].replace(".", "-")
    known = (*NEEDED, "id", "local_regulation")
    return next((name for name in known if tail == name or tail.startswith(f"{name}[")), "name-id")
