"""What the service writes down in the audit, in words."""

from __future__ import annotations

from collections.abc import Mapping

from tlkit.errors import Text

AUDITED: Mapping[str, Text] = {
    "application.reused": Text("Former answers taken over", "Jawaban lama dipakai lagi"),
    "case.listed": Text("List of cases seen", "Daftar berkas dilihat"),
    "case.listed-for-signing": Text("Letters to sign seen", "Daftar surat untuk ditandatangani dilihat"),
    "case.searched": Text("Cases searched for", "Berkas dicari"),
    "case.seen": Text("Case opened by an officer", "Berkas dibuka petugas"),
    "case.verified-and-signed-by-one": Text(
        "Verified and signed by one person", "Diperiksa dan ditandatangani orang yang sama"
    ),
    "document.seen": Text("Document opened", "Dokumen dibuka"),
    "draft.seen": Text("Draft at the counter opened", "Isian di loket dibuka"),
    "paper.seen": Text("Letter or receipt opened", "Surat atau tanda terima dibuka"),
    "register.seen": Text("Register of permits taken", "Register izin diambil"),
    "receipt.recovered": Text("Receipt number recovered at the counter", "Nomor resi dicarikan di loket"),
    "certificate.drafted": Text("Certificate drafted", "Konsep izin dibuat"),
    "certificate.numbered": Text("Certificate numbered", "Izin diberi nomor"),
    "certificate.issued": Text("Certificate signed", "Izin ditandatangani"),
    "certificate.revoked": Text("Certificate revoked", "Izin dicabut"),
    "certificate.dropped": Text("Certificate's draft dropped", "Konsep izin dibatalkan"),
    "refusal.drafted": Text("Refusal drafted", "Konsep penolakan dibuat"),
    "refusal.numbered": Text("Refusal numbered", "Surat penolakan diberi nomor"),
    "refusal.issued": Text("Refusal signed", "Surat penolakan ditandatangani"),
    "refusal.dropped": Text("Refusal's draft dropped", "Konsep penolakan dibatalkan"),
    "fee.assessed": Text("Charge worked out", "Retribusi atau pajak ditetapkan"),
    "fee.paid": Text("Payment recorded", "Pembayaran dicatat"),
}
