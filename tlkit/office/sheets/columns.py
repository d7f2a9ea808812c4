"""Which field stands in which column of which sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

from tlkit.catalogue import model
from tlkit.catalogue.model import FormField, Permit

Kind = Literal["text", "whole", "yes-no", "mark", "lines", "ids"]
"""`lines` are texts under one another in a cell, `ids` stand side by side; a `mark` is yes or nothing."""
Key = str | int


@dataclass(frozen=True)
class Column:
    """A heading, the path of the value from its entry, and how it is written."""

    heading: str
    path: tuple[Key, ...]
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    width: int = 16


@dataclass(frozen=True)
class Sheet:
    """A sheet of one permit field that holds a list; `field` is empty for the permits themselves."""

    title: str
    field: str
    columns: tuple[Column, ...]


PERMIT = "izin"
"""The heading of the column that says whose row it is."""
GROUP = "dalam kelompok"
"""The heading of the column that puts a form field into the group above."""

PERMITS = Sheet("Izin", "", (
    Column(PERMIT, ("id",), width=26),
    Column("sektor", ("sector",), width=22),
    Column("nama (id)", ("name", "id"), width=40),
    Column("nama (en)", ("name", "en"), width=40),
    Column("ringkasan (id)", ("summary", "id"), width=50),
    Column("ringkasan (en)", ("summary", "en"), width=50),
    Column("perangkat daerah", ("agency",)),
    Column("saluran", ("channel",), choices=get_args(model.Channel)),
    Column("status", ("status",), choices=get_args(model.Status)),
    Column("nama lain", ("aliases",), "lines", width=30),
    Column("sistem nasional", ("national", "system")),
    Column("disiapkan", ("national", "prepare"), "lines", width=30),
    Column("waktu", ("processing", "days"), "whole"),
    Column("satuan waktu", ("processing", "unit"), choices=get_args(model.DayUnit)),
    Column("dikabulkan bila lewat: peraturan", ("processing", "deemed_approval", "regulation"), width=30),
    Column("dikabulkan bila lewat: pasal", ("processing", "deemed_approval", "article"), width=30),
    Column("menunggu pembayaran", ("processing", "waits_for_payment"), "mark", ("ya",)),
    Column("jenis biaya", ("fee", "kind"), choices=get_args(model.FeeKind)),
    Column("biaya (rupiah)", ("fee", "amount"), "whole"),
    Column("rumus biaya", ("fee", "formula"), width=30),
    Column("hasil", ("output", "name"), width=30),
    Column("masa berlaku", ("output", "validity"), width=30),
    Column("berlaku (tahun)", ("output", "years"), "whole"),
    Column("sudah diperiksa", ("verified",), "yes-no"),
))  # fmt: skip
REQUIREMENTS = Sheet("Persyaratan", "requirements", (
    Column("berkas", ("document",), width=26),
    Column("untuk", ("applies_to",), "ids", width=22),
    Column("bila", ("condition",), width=40),
    Column("dicabut oleh", ("superseded", "by"), width=22),
    Column("dicabut sejak", ("superseded", "date")),
    Column("sumber", ("sources",), "ids", width=40),
    Column("nama berkas", ("name",), width=30),
    Column("catatan", ("note",), width=40),
))  # fmt: skip
FORM = Sheet("Isian", "form", (
    Column("isian", ("id",), width=22),
    Column("pertanyaan", ("label",), width=40),
    Column("jenis", ("type",), choices=get_args(model.FieldType)),
    Column("wajib", ("required",), "yes-no"),
    Column("penjelasan", ("help",), width=40),
    Column("pilihan", ("options",), "lines", width=30),
    Column("tampil bila isian", ("show_if", 0)),
    Column("dijawab", ("show_if", 1)),
    Column("sumber", ("source",), width=22),
))  # fmt: skip
STEPS = Sheet("Langkah", "steps", (
    Column("pelaku", ("role",), choices=get_args(model.StepRole)),
    Column("kegiatan", ("action",), width=70),
))  # fmt: skip
BASES = Sheet("Dasar hukum", "legal_basis", (
    Column("peraturan", ("regulation",), width=30),
    Column("pasal", ("article",), width=40),
))  # fmt: skip
LISTS = (REQUIREMENTS, FORM, STEPS, BASES)

MARKS = "_tlkit"
"""A hidden sheet: each permit as it was written, by digest."""

Row = tuple[Any, ...]


def headings(sheet: Sheet) -> tuple[str, ...]:
    """The first row of a sheet."""
    first = () if sheet is PERMITS else (PERMIT,)
    return (*first, *((GROUP,) if sheet is FORM else ()), *(column.heading for column in sheet.columns))


def rows_of(sheet: Sheet, permit: Permit) -> Iterator[Row]:
    """A permit's rows in a sheet, values as the model has them."""
    if sheet is PERMITS:
        yield _values(sheet, permit)
        return
    for entry in getattr(permit, sheet.field):
        if not isinstance(entry, FormField):
            yield (permit.id, *_values(sheet, entry))
            continue
        yield (permit.id, None, *_values(sheet, entry))
        yield from ((permit.id, entry.id, *_values(sheet, inner)) for inner in entry.fields)


def _values(sheet: Sheet, entry: Any) -> Row:
    return tuple(_at(entry, column.path) for column in sheet.columns)


def _at(value: Any, path: tuple[Key, ...]) -> Any:
    for part in path:
        if value is None:
            return None
        value = value[part] if isinstance(part, int) else getattr(value, part)
    return value
