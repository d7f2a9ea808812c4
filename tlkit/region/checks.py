"""What the parts of a region file must be to one another and to the official codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import time
from pathlib import Path

from tlkit.errors import Text
from tlkit.mistakes import Found, Mistake, nearest, visible
from tlkit.mistakes import Path as FieldPath
from tlkit.region import boundaries, colours, logo, number_scheme
from tlkit.region.model import District
from tlkit.region.places import code_faults, district_faults, listed_twice
from tlkit.region.schema import Values

MOST_UPLOAD_MB = 10
"""The largest limit that a region may set for an upload; the site holds requests in memory."""


def faults(values: Values, folder: Path) -> Iterator[Found]:
    """Every mistake that shows only when values are seen together.

    `values` may lack what the schema has refused already; what is there is checked.
    """
    yield from code_faults(values)
    yield from district_faults(values)
    yield from _twice("agencies", "id", values)
    yield from _twice("service_points", "id", values)
    yield from _references(values)
    yield from _colour(values)
    yield from _hours(values)
    yield from _freezes(values)
    yield from _languages(values)
    yield from _numbers(values)
    yield from _logo(values, folder)


def boundary_faults(name: str | None, districts: Iterable[District], folder: Path) -> Iterator[Found]:
    """The mistakes of the boundaries file, once the districts are known."""
    if name is None:
        return
    known = {code for district in districts for code in _codes_in(district)}
    mistake = _outside(folder, name) or boundaries.fault(folder / name, known)
    if mistake:
        yield ("boundaries",), mistake


def entries(values: Values, name: str) -> list[Values]:
    """The entries of a list in the file; none where it is missing or empty."""
    return values.get(name) or []


def _codes_in(district: District) -> Iterator[str]:
    yield district.code
    for village in district.villages:
        yield village.code


def _twice(name: str, key: str, values: Values) -> Iterator[Found]:
    seen: set[str] = set()
    for position, entry in enumerate(entries(values, name)):
        value = entry.get(key)
        if value in seen:
            yield (name, position, key), listed_twice(value)
        if value is not None:
            seen.add(value)


def _references(values: Values) -> Iterator[Found]:
    known = {agency["id"] for agency in entries(values, "agencies") if "id" in agency}
    for position, point in enumerate(entries(values, "service_points")):
        yield from _reference(point, ("service_points", position, "agency"), known)
    for service, switch in (values.get("services") or {}).items():
        yield from _reference(switch or {}, ("services", service, "agency"), known)


def _reference(entry: Values, path: FieldPath, known: set[str]) -> Iterator[Found]:
    agency = entry.get("agency")
    if agency is None or agency in known:
        return
    shown = visible(agency)
    wrong = Text(f"No agency has the id `{shown}`.", f"Tidak ada perangkat daerah ber-id `{shown}`.")
    close = nearest(agency, known)
    if close:
        yield path, Mistake(wrong, Text(f"Did you mean `{close}`?", f"Maksudnya `{close}`?"))
    else:
        yield path, Mistake(wrong, Text("Add it to `agencies` first.", "Tambahkan dulu di `agencies`."))


def _colour(values: Values) -> Iterator[Found]:
    colour = (values.get("branding") or {}).get("colour")
    if colour is None:
        return
    ratio = colours.contrast(colour, colours.WHITE)
    if ratio < colours.TEXT:
        passing = colours.nearest_passing(colour, colours.WHITE, colours.TEXT)
        yield (
            ("branding", "colour"),
            Mistake(
                Text(
                    f"{colour} on white has a contrast of {ratio:.1f}:1; text needs 4.5:1 (WCAG 2.2 AA).",
                    f"Kontras {colour} di atas putih {ratio:.1f}:1; teks perlu 4,5:1 (WCAG 2.2 AA).",
                ),
                Text(
                    f'The nearest that passes is "{passing}".', f'Warna terdekat yang memenuhi: "{passing}".'
                ),
            ),
        )


def _hours(values: Values) -> Iterator[Found]:
    working = values.get("working") or {}
    opens: time | None = working.get("opens")
    closes: time | None = working.get("closes")
    if opens and closes and opens >= closes:
        yield (
            ("working", "closes"),
            Mistake(
                Text("Offices close before they open.", "Jam tutup lebih awal daripada jam buka."),
                Text("Write a later hour.", "Tulis jam yang lebih akhir."),
            ),
        )
    days = working.get("days")
    if days is not None and (not days or len(set(days)) < len(days)):
        yield (
            ("working", "days"),
            Mistake(
                Text("The days are empty or repeat.", "Hari kosong atau berulang."),
                Text(
                    "Write each day once, Monday as 1: [1, 2, 3, 4, 5].",
                    "Tulis tiap hari sekali, Senin = 1: [1, 2, 3, 4, 5].",
                ),
            ),
        )


def _freezes(values: Values) -> Iterator[Found]:
    for position, freeze in enumerate(entries(values, "freeze")):
        since, until = freeze.get("from"), freeze.get("to")
        if since and until and until < since:
            yield (
                ("freeze", position, "to"),
                Mistake(
                    Text("The freeze ends before it begins.", "Masa beku berakhir sebelum dimulai."),
                    Text("Write the last day of it.", "Tulis hari terakhirnya."),
                ),
            )


def _numbers(values: Values) -> Iterator[Found]:
    """How the permits service numbers certificates, counts the days of objections and limits uploads."""
    switch = (values.get("services") or {}).get("permits") or {}
    settings = switch.get("settings") or {}
    scheme = settings.get("number_scheme")
    path = ("services", "permits", "settings")
    if scheme is not None:
        try:
            number_scheme.check(str(scheme))
        except number_scheme.BadScheme as error:
            yield (*path, "number_scheme"), Mistake(error.message, error.hint or error.message)
    for name in ("objection_days", "appeal_days"):
        days = settings.get(name)
        if days is not None and (type(days) is not int or not 0 < days < 1000):
            yield (
                (*path, name),
                Mistake(
                    Text("This is no number of days.", "Ini bukan jumlah hari."),
                    Text("Write a whole number, like 21.", "Tulis bilangan bulat, misalnya 21."),
                ),
            )
    for name, size in settings.items():
        limits = name == "upload_mb" or str(name).startswith("upload_mb-")
        if limits and (type(size) is not int or not 1 <= size <= MOST_UPLOAD_MB):
            yield (
                (*path, name),
                Mistake(
                    Text(
                        "This is no limit that an upload can have.",
                        "Ini bukan batas ukuran berkas yang dapat dipakai.",
                    ),
                    Text(
                        f"Write whole megabytes from 1 to {MOST_UPLOAD_MB}.",
                        f"Tulis megabyte bulat dari 1 sampai {MOST_UPLOAD_MB}.",
                    ),
                ),
            )


def _languages(values: Values) -> Iterator[Found]:
    languages = values.get("languages")
    if languages is not None and (not languages or len(set(languages)) < len(languages)):
        yield (
            ("languages",),
            Mistake(
                Text("The languages are empty or repeat.", "Bahasa kosong atau berulang."),
                Text(
                    "Write [id, en] or [id]; the first is the default.",
                    "Tulis [id, en] atau [id]; yang pertama menjadi bahasa utama.",
                ),
            ),
        )


def _logo(values: Values, folder: Path) -> Iterator[Found]:
    name = (values.get("branding") or {}).get("logo")
    if name is None:
        return
    mistake = _outside(folder, name) or logo.fault(folder / name)
    if mistake:
        yield ("branding", "logo"), mistake


def _outside(folder: Path, name: str) -> Mistake | None:
    """A name that leaves its folder through a link."""
    if (folder / name).resolve().is_relative_to(folder.resolve()):
        return None
    return Mistake(
        Text("The file lies outside the region's folder.", "Berkas ini di luar folder daerah."),
        Text("Copy it into the folder.", "Salin ke dalam folder itu."),
    )
