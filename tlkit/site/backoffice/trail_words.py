"""What the rows of the audit say, in words: the frame's own, and what each service adds."""

from __future__ import annotations

from collections.abc import Mapping

from tlkit.errors import Text
from tlkit.site.shared.cases.events import EVENTS
from tlkit.site.shared.instance import current_instance

ACTORS: Mapping[str, Text] = {
    "resident": Text("Resident", "Warga"),
    "system": Text("The site", "Situs"),
    "cli": Text("A command on the server", "Perintah di server"),
}

OWN: Mapping[str, Text] = {
    **EVENTS,
    "case.entered": Text(
        "Case opened with receipt and contact", "Berkas dibuka dengan nomor resi dan kontak"
    ),
    "cases.recounted": Text("Last days counted anew", "Batas waktu dihitung ulang"),
    "account.invited": Text("Officer invited", "Petugas diundang"),
    "account.changed": Text("Officer changed", "Data petugas diubah"),
    "account.disabled": Text("Officer disabled", "Petugas dinonaktifkan"),
    "account.seen": Text("Officer's page opened", "Halaman petugas dibuka"),
    "account.reset": Text("Password and codes taken away", "Sandi dan kode dicabut"),
    "account.password-set": Text("Password set", "Sandi dibuat"),
    "account.codes-begun": Text("One-time codes begun", "Kode sekali pakai dipasang"),
    "account.recovery-renewed": Text("Recovery codes made anew", "Kode pemulihan dibuat ulang"),
    "account.signed-in": Text("Signed in", "Masuk"),
    "account.signed-out": Text("Signed out", "Keluar"),
    "account.absence-added": Text("Leave written down", "Cuti dicatat"),
    "account.absence-removed": Text("Leave taken back", "Cuti dibatalkan"),
    "audit.seen": Text("Audit trail read", "Jejak audit dibaca"),
    "catalogue.start": Text("First catalogue in force", "Katalog pertama diberlakukan"),
    "catalogue.release": Text("Release in force", "Rilis diberlakukan"),
    "catalogue.overlay": Text("Region's own values changed", "Isian daerah diubah"),
    "catalogue.rollback": Text("Former catalogue back in force", "Katalog lama diberlakukan lagi"),
    "catalogue.day": Text("A new day's catalogue in force", "Katalog hari baru diberlakukan"),
    "keys.rotated": Text("New encryption key", "Kunci penyandian baru"),
    "keys.resealed": Text("Sealed anew under the new key", "Disandikan ulang dengan kunci baru"),
}


def words() -> dict[str, Text]:
    """The words of every action that this site may have written down."""
    services = current_instance().services
    return {**OWN, **{action: text for service in services for action, text in service.audited.items()}}
