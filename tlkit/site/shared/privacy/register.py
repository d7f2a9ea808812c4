"""The register of processing (UU 27/2022): one list, from what each part of the site declares."""

from __future__ import annotations

from tlkit.errors import Text
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.privacy.schedule import kept_for
from tlkit.site.shared.processing import LEGAL_DUTY, PUBLIC_TASK, Processing

OFFICERS_OF_THE_CASE = Text(
    "officers who handle the case; every sight is recorded",
    "petugas yang menangani berkas; setiap kali dibuka, dicatat",
)

CASES = Processing(
    "cases",
    Text("Handling files and telling their applicants how they stand",
         "Menangani berkas dan mengabari pemohon"),
    Text("Applicants", "Pemohon"),
    Text("Name, phone number, e-mail, messages; NIK only as a search key that cannot be turned back",
         "Nama, nomor HP, e-mail, pesan; NIK hanya sebagai kunci pencarian yang tidak dapat dibalik"),
    PUBLIC_TASK,
    OFFICERS_OF_THE_CASE,
    ("case_file", "case_event", "case_message", "case_return", "case_word", "case_key"),
    service="permits",
)  # fmt: skip

UPLOADS = Processing(
    "uploads",
    Text("Keeping the documents that a file needs", "Menyimpan dokumen yang diperlukan berkas"),
    Text("Applicants and persons named in their documents", "Pemohon dan orang yang disebut di dokumennya"),
    Text("Documents and photos, without camera data", "Dokumen dan foto, tanpa data kamera"),
    PUBLIC_TASK,
    OFFICERS_OF_THE_CASE,
    ("upload",),
    service="permits",
)

NOTICES = Processing(
    "notices",
    Text("Sending news of a file by e-mail and WhatsApp",
         "Mengirim kabar berkas lewat e-mail dan WhatsApp"),
    Text("Applicants", "Pemohon"),
    Text("Phone number or e-mail, and the text of the message", "Nomor HP atau e-mail, dan isi pesan"),
    PUBLIC_TASK,
    Text("the mail server and WhatsApp provider that the region uses",
         "server e-mail dan penyedia WhatsApp yang dipakai daerah"),
    ("outbox",),
    Text("until it is sent or given up", "sampai terkirim atau tidak dapat dikirim"),
)  # fmt: skip

ACCOUNTS = Processing(
    "accounts",
    Text("Letting officers in, and knowing who did what", "Memberi akses petugas dan tahu siapa berbuat apa"),
    Text("Officers", "Petugas"),
    Text("Name, office e-mail, NIP, title, roles, sign-ins",
         "Nama, e-mail kantor, NIP, jabatan, peran, waktu masuk"),
    LEGAL_DUTY,
    Text("administrators and auditors", "administrator dan auditor"),
    ("account", "sign_in", "invitation"),
    Text("while the officer serves, and as long as the audit names them",
         "selama petugas bertugas, dan selama tercatat di audit"),
)  # fmt: skip

AUDIT = Processing(
    "audit",
    Text("Recording every change and every sight of personal data",
         "Mencatat setiap perubahan dan setiap kali data pribadi dilihat"),
    Text("Officers", "Petugas"),
    Text("Number of the account, what was done, when; nothing about applicants",
         "Nomor akun, tindakan, waktu; tidak memuat data pemohon"),
    LEGAL_DUTY,
    Text("auditors", "auditor"),
    ("audit_event",),
    Text("for as long as the site runs", "selama situs berjalan"),
)  # fmt: skip

REQUESTS = Processing(
    "privacy",
    Text("Answering requests about personal data", "Menjawab permintaan tentang data pribadi"),
    Text("Whoever asks", "Siapa pun yang meminta"),
    Text("Name, phone number or e-mail, what is asked and the answer",
         "Nama, nomor HP atau e-mail, isi permintaan dan jawabannya"),
    LEGAL_DUTY,
    Text("administrators and auditors", "administrator dan auditor"),
    ("privacy_request", "destruction", "destruction_approval"),
    Text("as proof that the request was answered", "sebagai bukti permintaan sudah dijawab"),
)  # fmt: skip

SHARED = (CASES, UPLOADS, NOTICES, ACCOUNTS, AUDIT, REQUESTS)
"""What the parts that every service stands on keep."""


def register() -> list[Processing]:
    """Every entry: of what is shared, and of the services that are on."""
    services = current_instance().services
    return [*SHARED, *(entry for service in services for entry in service.processing)]


def kept(entry: Processing) -> Text:
    """How long an entry's data is kept, in words."""
    if entry.kept is not None:
        return entry.kept
    return kept_for(entry.service or entry.id)
