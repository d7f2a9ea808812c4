"""What the officers' pages call states, outcomes and what was done."""

from __future__ import annotations

from collections.abc import Mapping

from tlkit.errors import Text
from tlkit.site.shared.cases.events import EVENTS as EVENTS

SCOPES: Mapping[str, Text] = {
    "mine": Text("Mine", "Tugas saya"),
    "agency": Text("My agency's", "Instansi saya"),
    "all": Text("All", "Semua"),
}
STATES: Mapping[str, Text] = {
    "open": Text("In progress", "Dikerjakan"),
    "returned": Text("With the applicant", "Di pemohon"),
    "paused": Text("Paused", "Dijeda"),
    "closed": Text("Closed", "Selesai"),
}
TIMES: Mapping[str, Text] = {
    "late": Text("Overdue", "Lewat waktu"),
    "silent": Text("Counts as granted", "Dianggap dikabulkan"),
}
UNREAD = Text("New message", "Pesan baru")
OUTCOMES: Mapping[str, Text] = {
    "granted": Text("Granted", "Diterbitkan"),
    "refused": Text("Refused", "Ditolak"),
    "withdrawn": Text("Withdrawn", "Ditarik"),
}
NEWS: Mapping[str, Text] = {
    "received": Text("Application received", "Permohonan diterima"),
    "complete": Text("File complete", "Berkas lengkap"),
    "returned": Text("Returned for correction", "Dikembalikan untuk diperbaiki"),
    "paused": Text("Clock paused", "Waktu dijeda"),
    "message": Text("There is a message", "Ada pesan"),
    "ready": Text("Ready to be collected", "Siap diambil"),
    "granted": Text("Done", "Selesai"),
    "refused": Text("Refused", "Ditolak"),
    "withdrawn": Text("Withdrawn", "Ditarik"),
    "revoked": Text("Permit revoked", "Izin dicabut"),
    "receipt": Text("Receipt number", "Nomor resi"),
    "contact": Text("Contact changed, to the former one", "Kontak diubah, ke kontak lama"),
    "expiring": Text("The permit ends soon", "Izin hampir berakhir"),
}
"""What an applicant is told, by the name of its text."""
CHANNELS: Mapping[str, Text] = {
    "email": Text("e-mail", "e-mail"),
    "whatsapp": Text("WhatsApp", "WhatsApp"),
}
FATES: Mapping[str, Text] = {
    "waiting": Text("waits to be sent", "menunggu dikirim"),
    "sending": Text("waits to be sent", "menunggu dikirim"),
    "sent": Text("sent", "terkirim"),
    "failed": Text("could not be sent", "gagal dikirim"),
    "skipped": Text(
        "not sent, this site has no provider for it", "tidak dikirim, situs ini belum punya penyedianya"
    ),
}
"""What became of it."""
WORK: Mapping[str, Text] = {
    "counter": Text("Received at the counter", "Diterima di loket"),
    "national": Text("National system", "Sistem nasional"),
    "check": Text("Checklist", "Daftar periksa"),
    "paraf": Text("Initials (paraf)", "Paraf"),
    "visit-date": Text("Visit arranged", "Jadwal kunjungan"),
    "visit": Text("Report of the visit", "Laporan kunjungan"),
    "advice": Text("Recommendation", "Rekomendasi"),
    "revocation": Text("Certificate revoked", "Pencabutan izin"),
    "refusal": Text("Refusal proposed", "Usul penolakan"),
    "handover": Text("Handed over", "Penyerahan"),
}
"""The kinds of `Work`."""
