"""What can happen to a case, as officers read it."""

from __future__ import annotations

from collections.abc import Mapping

from tlkit.errors import Text

EVENTS: Mapping[str, Text] = {
    "case.opened": Text("Application received", "Permohonan diterima"),
    "case.complete": Text("File complete", "Berkas lengkap"),
    "step.finished": Text("Step finished", "Langkah selesai"),
    "case.returned": Text("Returned for correction", "Dikembalikan untuk diperbaiki"),
    "case.corrected": Text("Corrected by the applicant", "Diperbaiki pemohon"),
    "case.paused": Text("Clock paused", "Waktu dijeda"),
    "case.resumed": Text("Clock runs again", "Waktu berjalan lagi"),
    "case.recounted": Text(
        "Due date counted anew: free days changed", "Batas waktu dihitung ulang: hari libur berubah"
    ),
    "case.assigned": Text("Given to an officer", "Penugasan diubah"),
    "case.closed": Text("Closed", "Ditutup"),
    "message.sent": Text("Message", "Pesan"),
    "receipt.sent": Text("Receipt number sent", "Nomor resi dikirim"),
    "contact.changed": Text("Contact changed at the counter", "Kontak diubah di loket"),
    "consent.given": Text("Consent given", "Persetujuan diberikan"),
    "consent.withdrawn": Text("Consent withdrawn", "Persetujuan ditarik"),
    "person.erased": Text("Personal data erased", "Data pribadi dihapus"),
}
