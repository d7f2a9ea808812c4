"""Small catalogues for tests: made-up permits, whole and changeable."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tlkit.catalogue.model import (
    Catalogue,
    Citation,
    Document,
    Fee,
    FormField,
    NationalSystem,
    Output,
    Permit,
    Processing,
    Regulation,
    Requirement,
    Source,
    Step,
    Tombstone,
)
from tlkit.errors import Text


def permit(id_: str = "izin-taman", **changes: Any) -> Permit:
    """A permit with every part that a service standard shows."""
    whole = Permit(
        id=id_,
        sector="taman",
        name=Text(id="Izin Taman", en="Park permit"),
        summary=Text(id="Izin memakai taman kota.", en="Lets you use a city park."),
        agency="lingkungan",
        channel="here",
        aliases=("RTH",),
        requirements=(Requirement("ktp", sources=("kota-a",)),),
        form=(FormField("nama", "Nama", "text", "design"),),
        steps=(Step("counter", "Loket memeriksa berkas."), Step("signer", "Kepala dinas menandatangani.")),
        processing=Processing(3, sources=("kota-a",)),
        fee=Fee("free"),
        legal_basis=(Citation("uu-1"),),
        output=Output("Surat Izin Taman"),
    )
    return replace(whole, **changes)


def catalogue(*permits: Permit, **changes: Any) -> Catalogue:
    """A catalogue in which everything that `permit` names exists."""
    listed = permits or (permit(),)
    whole = Catalogue(
        version="7",
        permits={each.id: each for each in listed},
        sectors={"taman": Text(id="Taman", en="Parks")},
        agency_kinds={"lingkungan": Text(id="Lingkungan hidup", en="Environment")},
        documents={"ktp": Document("ktp", "KTP")},
        regulations={
            "uu-1": Regulation("uu-1", "UU 1", "Taman", "in-force"),
            "uu-0": Regulation("uu-0", "UU 0", "Taman lama", "repealed", replaced_by="uu-1"),
        },
        sources={"kota-a": Source("kota-a", "Laman Kota A")},
        systems={"oss": NationalSystem("oss", Text(id="OSS", en="OSS"))},
        tombstones={
            "ho": Tombstone(
                "ho", "Izin Gangguan", ("HO",), Text(id="Tidak ada lagi.", en="Gone."), ("izin-taman",)
            )
        },
    )
    return replace(whole, **changes)
