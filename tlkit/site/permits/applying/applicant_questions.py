"""What whoever applies is asked about themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tlkit.errors import Text
from tlkit.site.permits.applying.fields import Option, Question

WHO = Question(
    "jenis_pemohon",
    "choice",
    Text("Who applies?", "Siapa yang mengajukan?"),
    options=(
        Option("person", Text("A person, in their own name", "Perorangan, atas nama sendiri")),
        Option("company", Text("A company (CV, PT, cooperative …)", "Badan usaha (CV, PT, koperasi, …)")),
        Option("body", Text("A foundation, school, government office …", "Yayasan, sekolah, instansi, …")),
    ),
)
PROXY = Question(
    "dikuasakan",
    "yes-no",
    Text("Are you applying for somebody else?", "Apakah Anda mengurus ini untuk orang lain?"),
    Text(
        "If so, prepare a letter of authority and your identity card. The permit is in the applicant's name.",
        "Bila ya, siapkan surat kuasa dan KTP Anda. Izin tetap terbit atas nama pemohon.",
    ),
)
HOME = "alamat_pemohon"
ADDRESS = Question(
    HOME,
    "address",
    Text("Address on the identity card", "Alamat sesuai KTP"),
    Text("It may be anywhere in Indonesia.", "Boleh di mana saja di Indonesia."),
)
PERSON = (
    Question(
        "nama_pemohon",
        "text",
        Text("Full name", "Nama lengkap"),
        Text("As on the identity card, without titles.", "Seperti tertulis di KTP, tanpa gelar."),
        autocomplete="name",
    ),
    Question("nik", "nik", Text("NIK", "NIK"), Text("16 digits on the identity card.", "16 angka di KTP.")),
    Question("tempat_lahir", "text", Text("Place of birth", "Tempat lahir")),
    Question("tanggal_lahir", "date", Text("Date of birth", "Tanggal lahir"), autocomplete="bday"),
    ADDRESS,
    Question(
        "telepon",
        "phone",
        Text("Phone number", "Nomor telepon"),
        Text(
            "We get in touch by this number when a paper is missing.",
            "Kami menghubungi nomor ini bila ada berkas yang kurang.",
        ),
        autocomplete="tel",
    ),
    Question("email", "email", Text("E-mail address", "Alamat e-mail"), required=False, autocomplete="email"),
)
IDENTITY = ("nama_pemohon", "nik")
OPTIONAL_HERE = ("tempat_lahir", "tanggal_lahir")
"""What is asked of a person only where the permit's own form asks it."""

POSITION = Question(
    "badan_jabatan", "text", Text("Position of the person in charge", "Jabatan penanggung jawab")
)
COMPANY = (
    Question(
        "badan_nama", "text", Text("Name of the company", "Nama badan usaha"), autocomplete="organization"
    ),
    Question(
        "badan_nib",
        "nib",
        Text("NIB", "NIB"),
        Text("13 digits, from OSS.", "13 angka, dari OSS."),
    ),
    Question(
        "badan_npwp",
        "npwp",
        Text("NPWP of the company", "NPWP badan usaha"),
        Text("16 digits, or the old 15.", "16 angka, atau 15 angka yang lama."),
    ),
    Question(
        "badan_akta",
        "text",
        Text("Deed: number and date", "Akta pendirian: nomor dan tanggal"),
    ),
    POSITION,
)
BODY = (
    Question("badan_nama", "text", Text("Name of the body", "Nama lembaga"), autocomplete="organization"),
    Question("badan_npwp", "npwp", Text("NPWP of the body", "NPWP lembaga"), required=False),
    Question(
        "badan_akta",
        "text",
        Text(
            "Deed or founding decree: number and date",
            "Akta atau surat keputusan pendirian: nomor dan tanggal",
        ),
        required=False,
    ),
    POSITION,
)
PROXY_PERSON = (
    Question("kuasa_nama", "text", Text("Your full name", "Nama lengkap Anda"), autocomplete="name"),
    Question(
        "kuasa_nik",
        "nik",
        Text("Your NIK", "NIK Anda"),
        Text("16 digits on your card.", "16 angka di KTP Anda."),
    ),
    Question(
        "kuasa_telepon",
        "phone",
        Text("Your phone number", "Nomor telepon Anda"),
        Text("Both of you are told how it goes.", "Kabar dikirim ke pemohon dan ke Anda."),
        autocomplete="tel",
    ),
    Question(
        "kuasa_email",
        "email",
        Text("Your e-mail address", "Alamat e-mail Anda"),
        required=False,
        autocomplete="email",
    ),
)
OWN_NUMBERS = {"badan_nib": "nib", "badan_npwp": "npwp"}
"""Numbers of a company that are not asked where the permit's own form asks them, by that form's id."""


def person_questions(form: Sequence[Question]) -> tuple[Question, ...]:
    """What a person is asked: the permit's own wording where it has one.

    Whatever the permit says of it, nobody applies without a name and a NIK.
    """
    asked = {question.id: question for question in form}
    found = (
        in_both_languages(asked[question.id], question) if question.id in asked else question
        for question in PERSON
        if question.id in asked or question.id not in OPTIONAL_HERE
    )
    return tuple(
        replace(each, required=True, show_if=None) if each.id in IDENTITY else each for each in found
    )


def in_both_languages(asked: Question, own: Question) -> Question:
    """A permit's own question; where it says no more than the site's does, in the site's two languages."""
    same = asked.label.id == own.label.id
    help_ = own.help if asked.help is None or (own.help and asked.help.id == own.help.id) else asked.help
    return replace(asked, label=own.label if same else asked.label, help=help_, spoken=same)


def body_questions(kind: str, form: Sequence[Question]) -> tuple[Question, ...]:
    """What a company or another body is asked, without what the permit asks anyhow."""
    asked = {question.id for question in form if question.show_if is None}
    own = {"company": COMPANY, "body": BODY}.get(kind, ())
    return tuple(question for question in own if OWN_NUMBERS.get(question.id) not in asked)
