"""What the permits service keeps of people, for the register of processing."""

from __future__ import annotations

from tlkit.errors import Text
from tlkit.site.shared.processing import PUBLIC_TASK, Processing

SEEN_BY = Text(
    "officers who handle the application; every sight is recorded",
    "petugas yang memproses permohonan; setiap kali dibuka, dicatat",
)

DRAFTS = Processing(
    "drafts",
    Text("Keeping what is filled in until it is sent", "Menyimpan isian sampai dikirim"),
    Text("Applicants", "Pemohon"),
    Text("Whatever the form asks", "Isian formulir"),
    PUBLIC_TASK,
    Text("nobody but the applicant", "hanya pemohon sendiri"),
    ("draft",),
    Text("until it is sent, or its link expires", "sampai dikirim, atau tautannya kedaluwarsa"),
)

APPLICATIONS = Processing(
    "applications",
    Text("Checking and deciding applications for permits", "Memeriksa dan memutuskan permohonan izin"),
    Text("Applicants, those they act for, persons in charge", "Pemohon, pemberi kuasa, penanggung jawab"),
    Text(
        "Identity (NIK, NPWP, NIB), address, answers, reports of visits, charges",
        "Identitas (NIK, NPWP, NIB), alamat, isian, laporan kunjungan, retribusi",
    ),
    PUBLIC_TASK,
    SEEN_BY,
    ("application", "case_work", "assessment", "payment"),
    service="permits",
)

CERTIFICATES = Processing(
    "certificates",
    Text("Issuing permits and letting others check them", "Menerbitkan izin dan melayani pengecekannya"),
    Text("Holders of permits", "Pemegang izin"),
    Text("Name, object, number; in public only masked", "Nama, objek, nomor; untuk umum hanya disamarkan"),
    PUBLIC_TASK,
    SEEN_BY,
    ("certificate",),
    service="permits",
)

PROCESSING = (DRAFTS, APPLICATIONS, CERTIFICATES)
