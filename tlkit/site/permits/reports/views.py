"""The pages of the reports and their files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from flask import Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from tlkit.errors import Text
from tlkit.site.backoffice import actor, current_officer, officers
from tlkit.site.permits.casework.exports import as_csv, as_xlsx
from tlkit.site.permits.casework.turns import WORKING
from tlkit.site.permits.reports import reading, tables
from tlkit.site.permits.reports.blueprint import blueprint
from tlkit.site.permits.reports.charts import Bar, bars
from tlkit.site.permits.reports.figures import Done, Line, Pending, lines
from tlkit.site.permits.reports.months import Month, offered
from tlkit.site.permits.reports.tables import Table
from tlkit.site.permits.words import UNITS
from tlkit.site.releases import live
from tlkit.site.shared import audit, written
from tlkit.site.shared.accounts.officer import Officer
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.languages import current_language
from tlkit.site.shared.pages import in_reader_language
from tlkit.site.shared.workdays import Calendar

NAMED = ("administrator", "front-desk", "reviewer", "signer", "auditor")
"""Who reads holders' names in the register; the others see it without."""
SHOWN = 10
"""Bars of a chart; its table has all."""
LISTED = 300
"""Lines of the register on the page; its files have all."""
ELSEWHERE = Text("District not given", "Kecamatan tidak diisi")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Asked(NamedTuple):
    """Who asks for which month."""

    officer: Officer
    month: Month
    calendar: Calendar


@dataclass(frozen=True)
class Figures:
    """The figures of a month: all together, by permit and by district, the busiest first."""

    total: Line
    permits: list[tuple[str, Line]]
    districts: list[tuple[str, Line]]


@blueprint.get("")
@officers(*WORKING)
def dashboard() -> ResponseReturnValue:
    """What is open and late now, and how long decisions of a month took. Nobody's name."""
    asked = asked_for()
    found = figures(asked)
    return render_template(
        "reports/dashboard.html",
        months=offered(current_instance().today(), asked.month),
        month=asked.month,
        total=found.total,
        open_bars=of_open(found.permits),
        median_bars=of_medians(found.permits),
        district_bars=of_open(found.districts),
        by_permit=permit_table(found),
        by_district=district_table(found),
        **words(),
    )


@blueprint.get("/terbit")
@officers(*WORKING)
def register() -> ResponseReturnValue:
    """The permits that were issued in a month."""
    asked = asked_for()
    table = register_table(asked)
    return render_template(
        "reports/register.html",
        months=offered(current_instance().today(), asked.month),
        month=asked.month,
        table=table,
        listed=table.rows[:LISTED],
        names=asked.officer.holds(*NAMED),
        **words(),
    )


@blueprint.get("/unduh/<file>")
@officers(*WORKING)
def download(file: str) -> ResponseReturnValue:
    """A table as a file: `izin.csv`, `kecamatan.xlsx`, `terbit.csv` …"""
    name, _, form = file.partition(".")
    if name not in ("izin", "kecamatan", "terbit") or form not in ("csv", "xlsx"):
        abort(404)
    asked = asked_for()
    table = table_of(asked, name)
    if form == "csv":
        content, kind = as_csv(table.head, table.rows), "text/csv; charset=utf-8"
    else:
        content, kind = as_xlsx(table.name, table.head, table.rows), XLSX
    attached = f'attachment; filename="{name}-{asked.month}.{form}"'
    return Response(content, 200, {"Content-Disposition": attached}, content_type=kind)


def asked_for() -> Asked:
    """The month in the address, or the present one."""
    instance = current_instance()
    month = Month.named(request.args.get("bulan", "")) or Month.of(instance.today())
    return Asked(current_officer(), month, Calendar.of(instance.region))


def figures(asked: Asked) -> Figures:
    """All figures, from three queries."""
    lang, known = current_language(), live().permits
    open_now = reading.pending(asked.officer, current_instance().clock())
    decided = reading.decided(asked.month, asked.calendar, asked.officer)
    still = reading.pauses(asked.month, asked.calendar, asked.officer)
    titles = {id_: entry.permit.name.in_(lang) for id_, entry in known.items()}
    named = district_names()

    def by_permit(each: Pending | Done) -> str:
        return titles.get(each.kind, each.kind)

    def by_district(each: Pending | Done) -> str:
        return named.get(each.district or "") or each.district or ELSEWHERE.in_(lang)

    every = lines(open_now, decided, still, asked.calendar, lambda _: None)
    return Figures(
        every.get(None, Line()),
        busiest(lines(open_now, decided, still, asked.calendar, by_permit)),
        busiest(lines(open_now, decided, still, asked.calendar, by_district)),
    )


def busiest(found: Mapping[str, Line]) -> list[tuple[str, Line]]:
    """The most to do first."""
    return sorted(found.items(), key=lambda one: (-one[1].late, -one[1].count, -len(one[1].spent), one[0]))


def table_of(asked: Asked, name: str) -> Table:
    """One of the tables."""
    if name == "terbit":
        return register_table(asked)
    found = figures(asked)
    return permit_table(found) if name == "izin" else district_table(found)


def permit_table(found: Figures) -> Table:
    """The figures of every permit."""
    heads = Text("Permits", "Izin"), Text("Permit", "Izin")
    return tables.of_figures(*heads, found.permits, current_language())


def district_table(found: Figures) -> Table:
    """The figures of every district."""
    heads = Text("Districts", "Kecamatan"), Text("District", "Kecamatan")
    return tables.of_figures(*heads, found.districts, current_language())


def register_table(asked: Asked) -> Table:
    """The register; one with names leaves a row in the audit before anybody sees it."""
    names = asked.officer.holds(*NAMED)
    if names:
        audit.seen(actor=actor().audited, subject=f"register:{asked.month}", action="register.seen")
    issued = reading.issued(asked.month, asked.officer, names=names)
    return tables.of_register(issued, district_names(), names, current_language())


def district_names() -> dict[str, str]:
    """The region's districts by code."""
    return {district.code: district.name for district in current_instance().region.districts}


def of_open(found: list[tuple[str, Line]]) -> list[Bar]:
    """What is not closed, its late part marked."""
    some = [(label, line) for label, line in found if line.count][:SHOWN]
    return bars([(label, line.count, line.late, None, str(line.count)) for label, line in some])


def of_medians(found: list[tuple[str, Line]]) -> list[Bar]:
    """The median in days, the longest first, beside the promise; one in hours has another scale."""
    some = [
        (label, line, line.median)
        for label, line in found
        if line.median is not None and line.unit != "hours"
    ]
    longest = sorted(some, key=lambda one: -one[2])[:SHOWN]
    return bars([(label, days, 0.0, line.promised, lasting(line)) for label, line, days in longest])


def lasting(line: Line) -> str:
    """The median of a line with its unit, `2,5 hari kerja`; a dash where nothing was decided."""
    if line.median is None:
        return "–"
    one, many = UNITS[line.unit]
    return f"{decimal(line.median)} {in_reader_language(one if line.median == 1 else many)}"


def words() -> dict[str, Any]:
    """How the pages write months and numbers."""
    return {"month_name": month_name, "decimal": decimal, "lasting": lasting}


def month_name(month: Month) -> str:
    """`November 2026`."""
    return written.month(month.first, current_language())


def decimal(number: float) -> str:
    """A number as the reader writes it: halves only where there are any."""
    return written.number(number, current_language())
