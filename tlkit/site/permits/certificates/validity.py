"""Until when a certificate holds."""

from __future__ import annotations

from datetime import date

from tlkit.catalogue.model import Output
from tlkit.errors import ExitCode, Text, TlkitError


class BadValidity(TlkitError):
    """The end that was given cannot be."""

    exit_code = ExitCode.INPUT


def valid_until(output: Output | None, issued_on: date, given: date | None) -> date | None:
    """The last day, None for no end.

    A permit that follows a registration or an earlier permit ends on the day `given`; one of so
    many years ends then at the latest, earlier when a day is given. Raises `BadValidity`.
    """
    latest = years_later(issued_on, output.years) if output and output.years else None
    if given is None:
        return latest
    if given <= issued_on:
        raise BadValidity(
            Text("The permit would end before it begins.", "Izin akan berakhir sebelum berlaku."),
            Text("Give a later day.", "Isi tanggal yang lebih akhir."),
        )
    if latest is not None and given > latest:
        raise BadValidity(
            Text(
                f"This permit holds for {output.years if output else 0} years at most: until {latest}.",
                f"Izin ini berlaku paling lama {output.years if output else 0} tahun: sampai {latest}.",
            ),
            Text("Give an earlier day, or leave it empty.", "Isi tanggal yang lebih awal, atau kosongkan."),
        )
    return given


def years_later(day: date, years: int) -> date:
    """The same day so many years on; the 29th of February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
