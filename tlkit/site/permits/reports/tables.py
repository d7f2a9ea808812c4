"""The reports as tables: the same rows for the page, for CSV and for XLSX."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tlkit.errors import Text
from tlkit.site.permits.casework.exports import Cell
from tlkit.site.permits.reports.figures import Line
from tlkit.site.permits.reports.reading import Issued
from tlkit.site.permits.words import UNITS

FIGURES = (
    Text("Not closed", "Belum selesai"),
    Text("Overdue", "Lewat waktu"),
    Text("Counts as granted", "Dianggap dikabulkan"),
    Text("Decided", "Diputus"),
    Text("Median", "Median"),
    Text("Promise", "Janji"),
    Text("Counted in", "Dihitung dalam"),
    Text("Within the promise", "Sesuai janji"),
)
REGISTER = (
    Text("Number", "Nomor"),
    Text("Date", "Tanggal"),
    Text("Permit", "Izin"),
    Text("District", "Kecamatan"),
    Text("Valid until", "Berlaku sampai"),
    Text("Status", "Status"),
)
HOLDER = Text("Holder", "Pemegang")
VALID, REVOKED = Text("Issued", "Terbit"), Text("Revoked", "Dicabut")
WITHOUT_END = Text("No end date", "Tanpa batas tanggal")


@dataclass(frozen=True)
class Table:
    """Heads and rows in one language."""

    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def of_figures(name: Text, first: Text, ordered: Iterable[tuple[str, Line]], lang: str) -> Table:
    """The figures of permits or districts; `name` is at most 31 letters long."""
    rows = [
        [
            label, line.count, line.late, line.silent, len(line.spent), line.median, line.promised,
            UNITS[line.unit][1].in_(lang) if line.spent else None, line.in_time,
        ]
        for label, line in ordered
    ]  # fmt: skip
    return Table(name.in_(lang), [head.in_(lang) for head in (first, *FIGURES)], rows)


def of_register(lines: Iterable[Issued], districts: Mapping[str, str], names: bool, lang: str) -> Table:
    """The register of a month, with holders where `names` says so."""
    heads = (*REGISTER, HOLDER) if names else REGISTER
    rows: list[list[Cell]] = []
    for line in lines:
        row: list[Cell] = [
            line.number,
            line.issued_on,
            line.title,
            districts.get(line.district or "", line.district),
            line.until or WITHOUT_END.in_(lang),
            (REVOKED if line.revoked else VALID).in_(lang),
        ]
        rows.append([*row, line.holder] if names else row)
    return Table(Text("Register", "Register").in_(lang), [head.in_(lang) for head in heads], rows)
