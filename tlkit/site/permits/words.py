"""The words of the catalogue's fixed vocabularies, in the two languages of the interface."""

from __future__ import annotations

from collections.abc import Mapping

from tlkit.catalogue.model import (
    ApplicationType,
    DayUnit,
    FeeKind,
    RegulationStatus,
    StandardComponent,
    StepRole,
)
from tlkit.errors import Text
from tlkit.site.shared.written import day as day
from tlkit.site.shared.written import rupiah as rupiah

CHANNELS: Mapping[str, Text] = {
    "here": Text("At the counter, online later", "Lewat loket, daring menyusul"),
    "counter": Text("At the counter", "Di loket"),
    "national": Text("National system", "Sistem nasional"),
    "unsure": Text("Ask at the counter", "Tanyakan di loket"),
}
"""Where one applies. What is to open here is served at the counter until it does."""
CHANNEL_CHOICES: Mapping[str, Text] = {**CHANNELS, "here": Text("On this site", "Di situs ini")}
"""The same to whoever decides it."""
ONLINE = Text("Apply here", "Ajukan di sini")
CHANNEL_ICONS: Mapping[str, str] = {
    "here": "counter", "counter": "counter", "national": "external", "unsure": "help"
}  # fmt: skip
TYPES: Mapping[ApplicationType, Text] = {
    "new": Text("New application", "Permohonan baru"),
    "renewal": Text("Renewal", "Perpanjangan"),
    "change": Text("Change", "Perubahan"),
    "copy": Text("Copy of a lost or damaged one", "Salinan (hilang atau rusak)"),
    "revocation": Text("Revocation", "Pencabutan"),
}
ROLES: Mapping[StepRole, Text] = {
    "counter": Text("Counter", "Loket"),
    "verifier": Text("Check of the papers", "Pemeriksaan berkas"),
    "field-visit": Text("Visit to the place", "Peninjauan lapangan"),
    "technical": Text("Technical agency", "Dinas teknis"),
    "assessment": Text("Assessment of the charge", "Penetapan biaya"),
    "payment": Text("Payment", "Pembayaran"),
    "review": Text("Review", "Pemeriksaan akhir"),
    "signer": Text("Signature", "Penandatanganan"),
    "handover": Text("Handover", "Penyerahan"),
}
UNITS: Mapping[DayUnit, tuple[Text, Text]] = {
    "working-days": (Text("working day", "hari kerja"), Text("working days", "hari kerja")),
    "days": (Text("day", "hari"), Text("days", "hari")),
    "hours": (Text("hour", "jam"), Text("hours", "jam")),
}
FEES: Mapping[FeeKind, Text] = {
    "free": Text("Free of charge", "Gratis"),
    "retribusi": Text("Local charge (retribusi)", "Retribusi daerah"),
    "tax": Text("Local tax", "Pajak daerah"),
    "pnbp": Text("State revenue (PNBP)", "Penerimaan negara (PNBP)"),
    "deposit": Text("Deposit, returned later", "Uang jaminan, dikembalikan"),
    "compensation": Text("Compensation", "Kompensasi"),
}
STATUSES: Mapping[RegulationStatus, Text] = {
    "in-force": Text("in force", "berlaku"),
    "amended": Text("in force, amended", "berlaku, sudah diubah"),
    "repealed": Text("repealed", "dicabut"),
    "unsure": Text("status not confirmed", "status belum dipastikan"),
}
COMPONENTS: Mapping[StandardComponent, Text] = {
    "requirements": Text("Requirements", "Persyaratan"),
    "procedure": Text("System, mechanism and procedure", "Sistem, mekanisme, dan prosedur"),
    "time": Text("Time", "Jangka waktu pelayanan"),
    "fee": Text("Fee", "Biaya/tarif"),
    "output": Text("What you receive", "Produk pelayanan"),
    "complaints": Text(
        "Handling of complaints, suggestions and input", "Penanganan pengaduan, saran, dan masukan"
    ),
    "legal-basis": Text("Legal basis", "Dasar hukum"),
    "facilities": Text("Facilities and equipment", "Sarana dan prasarana, dan/atau fasilitas"),
    "staff-competence": Text("Competence of the staff", "Kompetensi pelaksana"),
    "internal-oversight": Text("Internal oversight", "Pengawasan internal"),
    "staff-count": Text("Number of staff", "Jumlah pelaksana"),
    "service-guarantee": Text("Guarantee of service", "Jaminan pelayanan"),
    "safety-guarantee": Text(
        "Guarantee of security and safety", "Jaminan keamanan dan keselamatan pelayanan"
    ),
    "performance-evaluation": Text("Evaluation of performance", "Evaluasi kinerja pelaksana"),
}
"""The 14 components of Permenpan-RB 15/2014, in its order and, in Indonesian, in its words."""


def duration(count: int, unit: DayUnit, lang: str) -> str:
    """`12 hari kerja`, `1 working day`."""
    one, many = UNITS[unit]
    return f"{count} {(one if count == 1 else many).in_(lang)}"
