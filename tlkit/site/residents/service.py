"""The service put together."""

from __future__ import annotations

from tlkit.errors import Text
from tlkit.site.residents import (
    collection,
    entering,  # noqa: F401  its pages stand in the blueprint
    recovering,  # noqa: F401
    services,
    views,
)
from tlkit.site.residents.blueprint import TITLE, blueprint
from tlkit.site.shared.cases.kinds import Beside
from tlkit.site.shared.jobs import Job
from tlkit.site.shared.processing import Processing
from tlkit.site.shared.service import NavItem, Service

CONSENT = Text(
    "the consent of whoever makes the account (UU 27/2022, Article 20 (2) a)",
    "persetujuan orang yang membuat akun (UU 27/2022 Pasal 20 ayat (2) huruf a)",
)

PROCESSING = Processing(
    "residents",
    Text("Collecting the files of a resident in one account, for those who want one",
         "Mengumpulkan berkas seorang warga di satu akun, bagi yang mau"),
    Text("Residents who made an account; nobody needs one",
         "Warga yang membuat akun; tidak ada yang wajib"),
    Text("Phone number or e-mail, which files are collected, kind of device and time of sign-ins; "
         "no name and no NIK",
         "Nomor HP atau e-mail, berkas mana yang dikumpulkan, jenis perangkat dan waktu masuk; "
         "tanpa nama dan tanpa NIK"),
    CONSENT,
    Text("the holder of the account alone", "hanya pemilik akun"),
    ("resident", "resident_case", "resident_sign_in"),
    Text("until the holder deletes it, or two years after the last sign-in",
         "sampai pemiliknya menghapus, atau dua tahun sejak terakhir masuk"),
)  # fmt: skip

AUDITED = {
    "resident.registered": Text("Resident's account made", "Akun warga dibuat"),
    "resident.signed-in": Text("Resident signed in", "Warga masuk"),
    "resident.signed-out": Text("Resident signed out", "Warga keluar"),
    "resident.reset": Text("Resident's account begun anew", "Akun warga dimulai ulang"),
    "resident.deleted": Text("Resident's account deleted", "Akun warga dihapus"),
    "resident.unused": Text("Unused account of a resident deleted", "Akun warga yang tidak dipakai dihapus"),
    "resident.case-added": Text("File put into an account", "Berkas disimpan ke akun"),
    "resident.case-removed": Text("File taken out of an account", "Berkas dilepas dari akun"),
}
"""What is done with accounts, as the audit's readers see it."""

TIDY = Job("residents.unused", services.delete_unused, every=24 * 3600.0)

SERVICE = Service(
    "residents",
    blueprint,
    jobs=(TIDY,),
    processing=(PROCESSING,),
    beside_cases=Beside(
        panels=views.panels, opens=views.opens, copy=collection.copy, forget=collection.forget
    ),
    forget_contact=services.forget_contact,
    audited=AUDITED,
    besides_the_bar=(NavItem("residents.account", "home", TITLE, 100),),
)
