"""What the codes in a region file must be to one another and to the official list."""

from __future__ import annotations

from collections.abc import Iterator

from tlkit.errors import Text
from tlkit.mistakes import REQUIRED, Found, Mistake, Path
from tlkit.region import codes
from tlkit.region.schema import Values


def code_faults(values: Values) -> Iterator[Found]:
    """A code that no city or regency has."""
    code = values.get("code")
    if code is None or codes.is_fictional(code):
        return
    if codes.regency(code) is None:
        yield (
            ("code",),
            Mistake(
                Text(
                    f"No city or regency has the code {code}.",
                    f"Tidak ada kota atau kabupaten berkode {code}.",
                ),
                Text(
                    "Look it up with `tlkit regions NAME`; 99.xx is for fictional regions.",
                    "Cari dengan `tlkit regions NAMA`; 99.xx untuk daerah rekaan.",
                ),
            ),
        )


def district_faults(values: Values) -> Iterator[Found]:
    """Districts and villages of elsewhere, unknown, listed twice, or missing where no list has them."""
    code = values.get("code")
    if code is None:
        return
    fictional = codes.is_fictional(code)
    listed = values.get("districts") or []
    if fictional and not listed:
        yield ("districts",), Mistake(REQUIRED.wrong, _LIST_THEM)
    seen: set[str] = set()
    for position, district in enumerate(listed):
        path: Path = ("districts", position)
        yield from _place(district, code, path, seen, fictional)
        below = district.get("code")
        for number, village in enumerate(district.get("villages") or []):
            if below is not None:
                yield from _place(village, below, (*path, "villages", number), seen, fictional)


_LIST_THEM = Text(
    "List the districts: no official list has a fictional region.",
    "Tulis daftar kecamatan: daerah rekaan tidak ada di daftar resmi.",
)


def _place(place: Values, parent: str, path: Path, seen: set[str], fictional: bool) -> Iterator[Found]:
    code = place.get("code")
    if code is None:
        return
    if not code.startswith(f"{parent}."):
        yield (*path, "code"), _elsewhere(code, parent)
    elif code in seen:
        yield (*path, "code"), listed_twice(code)
    elif fictional and "name" not in place:
        yield (*path, "name"), REQUIRED
    elif not fictional and codes.name_of(code) is None:
        yield (*path, "code"), _no_such(code)
    seen.add(code)


def _elsewhere(code: str, parent: str) -> Mistake:
    return Mistake(
        Text(f"{code} does not belong to {parent}.", f"{code} bukan bagian dari {parent}."),
        Text(f"Codes here begin with {parent}.", f"Kode di sini diawali {parent}."),
    )


def listed_twice(value: str) -> Mistake:
    """The mistake of an entry that stands there already."""
    return Mistake(
        Text(f"{value} is listed twice.", f"{value} tercantum dua kali."),
        Text("Keep one of them.", "Sisakan satu saja."),
    )


def _no_such(code: str) -> Mistake:
    return Mistake(
        Text(f"The official list has no {code}.", f"Kode {code} tidak ada di daftar resmi."),
        Text(
            "Check the digits; without `districts` the whole official list is used.",
            "Periksa angkanya; tanpa `districts`, seluruh daftar resmi dipakai.",
        ),
    )
