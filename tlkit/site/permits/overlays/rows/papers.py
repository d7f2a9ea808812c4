"""Rows of requirements: which paper, for which applications, when, and what to mind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import get_args

from tlkit.catalogue.model import ApplicationType
from tlkit.errors import Text
from tlkit.site.permits.overlays.rows.listed import Entry, Parts, Row, RowKind
from tlkit.site.permits.overlays.rows.naming import free_key

TYPES: tuple[ApplicationType, ...] = get_args(ApplicationType)
OWN = "daerah-"
"""What the ids of papers begin with that only the region names."""
WHICH = Text("Choose a paper, or write its name.", "Pilih berkas dari daftar, atau tulis namanya.")
BOTH = Text(
    "Choose from the list or write a name of your own, not both.",
    "Pilih dari daftar atau tulis nama sendiri, jangan keduanya.",
)
NO_TYPE = Text("Tick for which applications it is asked.", "Centang untuk permohonan apa berkas ini diminta.")
TWICE = Text(
    "This paper is asked for above already, for the same kind of application.",
    "Berkas ini sudah diminta di atas untuk jenis permohonan yang sama.",
)


def parts(entry: Entry) -> Parts:
    """What stands in the inputs of a requirement."""
    own = entry.get("name")
    asked = entry.get("applies_to", ["new"])
    return {
        "document": "" if own else str(entry.get("document", "")),
        "name": str(own or ""),
        "condition": str(entry.get("condition") or ""),
        "note": str(entry.get("note") or ""),
        **{f"t-{type_}": "ya" if type_ in asked else "" for type_ in TYPES},
    }


def read(entry: Entry, typed: Parts) -> Entry:
    """The requirement that was typed, over what the page was opened with."""
    types = [type_ for type_ in TYPES if typed.get(f"t-{type_}")]
    kept: Entry = {name: entry[name] for name in ("superseded", "sources") if name in entry}
    words: Entry = {name: typed[name] for name in ("condition", "name", "note") if typed.get(name)}
    document = typed["document"] if typed.get("document") else entry.get("document", "")
    asked: Entry = {} if types == ["new"] else {"applies_to": types}
    found: Entry = {"document": document, **asked, **words, **kept}
    order = ("document", "applies_to", "condition", "superseded", "sources", "name", "note")
    return {name: found[name] for name in order if name in found}


def begun(typed: Parts, rows: Sequence[Row]) -> Entry:
    """A new requirement: one that the region names itself gets an id of its own."""
    if not typed.get("name"):
        return {"document": typed.get("document", "")}
    return {"document": free_key(OWN, typed["name"], {str(row.entry.get("document")) for row in rows})}


def mistakes(row: Row, before: Sequence[Row]) -> Mapping[str, Text]:
    """What is wrong with a requirement."""
    typed = row.typed
    found: dict[str, Text] = {}
    if not typed.get("document") and not typed.get("name"):
        found["document"] = WHICH
    elif typed.get("document") and typed.get("name"):
        found["name"] = BOTH
    if not any(typed.get(f"t-{type_}") for type_ in TYPES):
        found["t-new"] = NO_TYPE
    now = read(row.entry, typed)
    asked = set(now.get("applies_to", ["new"]))
    for other in (read(each.entry, each.typed) for each in before):
        same = (now["document"], now.get("condition")) == (other["document"], other.get("condition"))
        if same and asked & set(other.get("applies_to", ["new"])):
            found.setdefault("document", TWICE)
    return found


PAPERS = RowKind(
    key=lambda entry: str(entry.get("document")),
    parts=parts,
    read=read,
    empty={"document": "", "name": "", "condition": "", "note": "",
           **{f"t-{type_}": "ya" if type_ == "new" else "" for type_ in TYPES}},
    mistakes=mistakes,
    begun=begun,
    needed="note",
)  # fmt: skip
