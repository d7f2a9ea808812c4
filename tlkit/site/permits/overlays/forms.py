"""The forms of those fields that are simple enough for one: from what is typed to plain data, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tlkit.errors import Text
from tlkit.region.model import Region
from tlkit.site.permits import words
from tlkit.site.permits.applying.fields.numbers import rupiah_of
from tlkit.site.releases import Live

Kind = Literal["text", "lines", "whole", "date", "choice"]
Options = Mapping[Any, Text]
WHOLE = ""
"""The name of the part that is all of its field's value."""


@dataclass(frozen=True)
class Part:
    """One input. `options` gives the keys and words of a choice."""

    name: str
    label: Text
    kind: Kind = "text"
    required: bool = True
    options: Callable[[Live, Region], Options] | None = None


def agencies(now: Live, _region: Region) -> Options:
    """The kinds of agency that permits name."""
    return now.agency_kinds


def points(_now: Live, region: Region) -> Options:
    """The region's counters."""
    return {point.id: Text(point.name, point.name) for point in region.service_points}


def fixed(options: Options) -> Callable[[Live, Region], Options]:
    """The same options everywhere."""
    return lambda _now, _region: options


UNITS = {unit: both[1] for unit, both in words.UNITS.items()}
OFFERED = {"yes": Text("Yes, offered here", "Ya, dilayani di sini"), "no": Text("No", "Tidak dilayani")}

FORMS: Mapping[str, tuple[Part, ...]] = {
    "offered": (
        Part(WHOLE, Text("Offered in this region", "Dilayani daerah ini"), "choice", options=fixed(OFFERED)),
    ),
    "decree": (
        Part("number", Text("Number of the decree", "Nomor keputusan")),
        Part("date", Text("Date of the decree", "Tanggal keputusan"), "date"),
        Part("title", Text("Title", "Judul"), required=False),
    ),
    "fee": (
        Part("kind", Text("Kind", "Jenis"), "choice", options=fixed(words.FEES)),
        Part("amount", Text("Amount in rupiah", "Jumlah dalam rupiah"), "whole", required=False),
        Part("formula", Text("Formula, where it depends", "Rumus, bila tidak tetap"), required=False),
    ),
    "technical_agency": (Part(WHOLE, Text("Technical agency", "Dinas teknis"), "choice", options=agencies),),
    "counter": (Part(WHOLE, Text("Counter", "Loket"), "choice", options=points),),
    "local_regulation": (
        Part(WHOLE, Text("Local regulations, one a line", "Peraturan daerah, satu per baris"), "lines"),
    ),
    "processing": (
        Part("days", Text("How many", "Berapa lama"), "whole"),
        Part("unit", Text("Unit", "Satuan"), "choice", options=fixed(UNITS)),
    ),
    "channel": (
        Part(
            WHOLE, Text("Where to apply", "Tempat mengurus"), "choice", options=fixed(words.CHANNEL_CHOICES)
        ),
    ),
    "agency": (Part(WHOLE, Text("Agency", "Instansi"), "choice", options=agencies),),
    "summary": (
        Part("id", Text("In Indonesian", "Dalam bahasa Indonesia")),
        Part("en", Text("In English", "Dalam bahasa Inggris")),
    ),
    "aliases": (Part(WHOLE, Text("Other names, one a line", "Nama lain, satu per baris"), "lines"),),
    "output": (
        Part("name", Text("Name", "Nama")),
        Part("validity", Text("How long it holds, in words", "Masa berlaku, dalam kata"), required=False),
        Part("years", Text("Years, where fixed", "Tahun, bila tetap"), "whole", required=False),
    ),
}  # fmt: skip
"""The fields with a form, the region's own first; all others are edited in an overlay's file."""

KEPT = {"fee": ("legal_basis",), "processing": ("deemed_approval", "waits_for_payment")}
"""What a value keeps that its form does not ask for."""


def input_id(part: Part) -> str:
    """The name of a part's input."""
    return f"value-{part.name}" if part.name else "value"


def value_of(field: str, form: Mapping[str, str], before: Any) -> Any:
    """The plain data that was typed; what cannot be read stays as it was typed, for the schema to refuse."""
    parts = FORMS[field]
    if parts[0].name == WHOLE:
        typed = read(parts[0], form.get(input_id(parts[0]), ""))
        return typed == "yes" if field == "offered" else typed
    found = {part.name: read(part, form.get(input_id(part), "")) for part in parts}
    kept = {name: before[name] for name in KEPT.get(field, ()) if isinstance(before, dict) and name in before}
    return {**{name: value for name, value in found.items() if value not in ("", None)}, **kept}


def read(part: Part, typed: str) -> Any:
    """One input as data."""
    typed = typed.strip()
    if part.kind == "lines":
        return [line.strip() for line in typed.splitlines() if line.strip()]
    if part.kind == "whole":
        whole = rupiah_of(typed)
        return typed if whole is None else whole
    return typed


def typed_of(field: str, value: Any) -> dict[str, str]:
    """What stands in the inputs for a value."""
    parts = FORMS[field]
    if field == "offered":
        return {input_id(parts[0]): "no" if value is False else "yes"}
    if parts[0].name == WHOLE:
        return {input_id(parts[0]): "\n".join(value) if isinstance(value, list) else str(value or "")}
    held = value if isinstance(value, dict) else {}
    return {input_id(part): "" if held.get(part.name) is None else str(held[part.name]) for part in parts}


def missing(field: str, form: Mapping[str, str]) -> list[str]:
    """The inputs that must be filled in and are not."""
    return [
        input_id(part) for part in FORMS[field] if part.required and not form.get(input_id(part), "").strip()
    ]
