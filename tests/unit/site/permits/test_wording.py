"""What of an application's answers stands on its certificate."""

from __future__ import annotations

from dataclasses import replace

import tlkit.reference
from tlkit.catalogue.model import FieldType, FormField
from tlkit.site.permits.certificates.wording import facts_of

NIK = "9971014911900001"


def field(id_: str, type_: FieldType, *fields: FormField) -> FormField:
    return FormField(id_, id_.capitalize(), type_, "design", fields=fields)


def test_nothing_private_of_a_groups_rows_gets_on_paper() -> None:
    permit = replace(
        tlkit.reference.load().permits["sip-bidan"],
        form=(
            field("nik", "nik"),
            field("pegawai", "group", field("nama", "text"), field("nik", "nik"), field("hp", "phone")),
            field("kontak", "group", field("surel", "email")),
            field("tempat", "text"),
        ),
    )
    answers = {
        "nik": NIK,
        "pegawai": [
            {"nama": "Budi", "nik": NIK, "hp": "+6281234567890"},
            {"nama": "Siti", "nik": NIK},
        ],
        "kontak": [{"surel": "budi@contoh.example"}],
        "tempat": "Klinik Contoh",
    }
    assert facts_of(permit, answers) == (
        ("Pegawai", "Nama: Budi\nNama: Siti"),
        ("Tempat", "Klinik Contoh"),
    )
