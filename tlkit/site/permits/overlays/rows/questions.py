"""Rows of a form: a question, what kind of answer, and when it is asked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from tlkit.catalogue.forms import YES_NO
from tlkit.catalogue.model import FieldType
from tlkit.catalogue.references import OUR_OWN
from tlkit.errors import Text
from tlkit.site.permits.overlays.rows.listed import Entry, Parts, Row, RowKind
from tlkit.site.permits.overlays.rows.naming import free_key
from tlkit.site.shared.odd import json_of

OWN = "daerah-"
TYPES: Mapping[FieldType, Text] = {
    "text": Text("A line of text", "Teks satu baris"),
    "long-text": Text("Longer text", "Teks panjang"),
    "number": Text("A number", "Angka"),
    "money": Text("An amount in rupiah", "Jumlah uang (Rp)"),
    "date": Text("A date", "Tanggal"),
    "choice": Text("One of several answers", "Pilih satu jawaban"),
    "choices": Text("Several answers", "Pilih beberapa jawaban"),
    "yes-no": Text("Yes or no", "Ya atau tidak"),
    "nik": Text("NIK", "NIK"),
    "npwp": Text("NPWP", "NPWP"),
    "nitku": Text("NITKU", "NITKU"),
    "nib": Text("NIB", "NIB"),
    "family-card": Text("Number of the family card", "Nomor Kartu Keluarga"),
    "phone": Text("Telephone number", "Nomor telepon"),
    "email": Text("E-mail address", "Alamat e-mail"),
    "address": Text("An address", "Alamat"),
    "point": Text("A point on the map", "Titik di peta"),
    "documents": Text("A paper to upload", "Unggahan berkas"),
    "stamped-letter": Text("A letter with a duty stamp", "Surat bermeterai"),
    "declaration": Text("A declaration to tick", "Pernyataan yang dicentang"),
}
"""The types that need nothing more than a row; a group of questions is made in an overlay's file."""
CHOICES = ("choice", "choices")
NO_LABEL = Text("Write the question.", "Tulis pertanyaannya.")
NO_TYPE = Text("Choose what kind of answer it has.", "Pilih jenis jawabannya.")
NO_OPTIONS = Text("Write two answers or more, one a line.", "Tulis dua jawaban atau lebih, satu per baris.")
NEEDLESS = Text(
    "Answers belong only to a question that offers them. Clear them, or change the kind.",
    "Jawaban hanya untuk pertanyaan pilihan. Kosongkan, atau ganti jenisnya.",
)
NOT_ASKED = Text(
    "That question or answer is no longer above this one. Choose again.",
    "Pertanyaan atau jawaban itu tidak ada lagi di atas. Pilih ulang.",
)


def parts(entry: Entry) -> Parts:
    """What stands in the inputs of a question; a group has none."""
    if entry.get("fields"):
        return {}
    condition = entry.get("show_if")
    return {
        "label": str(entry.get("label", "")),
        "type": str(entry.get("type", "")),
        "required": "ya" if entry.get("required", True) else "",
        "help": str(entry.get("help") or ""),
        "options": "\n".join(entry.get("options", ())),
        "show_if": json.dumps(list(condition), ensure_ascii=False) if condition else "",
    }


def read(entry: Entry, typed: Parts) -> Entry:
    """The question that was typed, over what the page was opened with."""
    options = lines(typed.get("options", ""))
    found = {
        "id": entry.get("id", ""),
        "label": typed.get("label", ""),
        "type": typed.get("type", ""),
        "source": entry.get("source", OUR_OWN),
        **({} if typed.get("required") else {"required": False}),
        **({"help": typed["help"]} if typed.get("help") else {}),
        **({"options": options} if options else {}),
    }
    condition = pair(typed.get("show_if", ""))
    return {**found, "show_if": condition} if condition else found


def begun(typed: Parts, rows: Sequence[Row]) -> Entry:
    """A new question."""
    taken = {str(row.entry.get("id")) for row in rows}
    return {"id": free_key(OWN, typed.get("label", ""), taken), "source": OUR_OWN}


def mistakes(row: Row, before: Sequence[Row]) -> Mapping[str, Text]:
    """What is wrong with a question."""
    typed, found = row.typed, {}
    if not typed.get("label"):
        found["label"] = NO_LABEL
    if typed.get("type") not in TYPES:
        found["type"] = NO_TYPE
    offered = lines(typed.get("options", ""))
    if typed.get("type") in CHOICES and len(offered) < 2:
        found["options"] = NO_OPTIONS
    if typed.get("type") not in CHOICES and offered:
        found["options"] = NEEDLESS
    condition = pair(typed.get("show_if", ""))
    kept = condition is not None and condition == list(row.entry.get("show_if") or ())
    if condition and tuple(condition) not in set(answers(before)) and not (kept and asked(before, condition)):
        found["show_if"] = NOT_ASKED
    return found


def answers(rows: Sequence[Row]) -> Iterator[tuple[str, str]]:
    """Each question that offers answers, with each of them: what a later one may wait for."""
    for row in rows:
        entry = read(row.entry, row.typed) if row.typed else row.entry
        offered = YES_NO if entry.get("type") == "yes-no" else entry.get("options", ())
        yield from ((str(entry.get("id")), answer) for answer in offered)


def asked(rows: Sequence[Row], condition: Sequence[str]) -> bool:
    """Whether a condition looks back at a question that takes any answer."""
    entry = next((row.entry for row in rows if row.entry.get("id") == condition[0]), None)
    return entry is not None and not entry.get("options") and entry.get("type") != "yes-no"


def lines(typed: str) -> list[str]:
    """The lines that say something."""
    return [line.strip() for line in typed.splitlines() if line.strip()]


def pair(typed: str) -> list[str] | None:
    """The question and the answer that a condition names."""
    try:
        found = json_of(typed) if typed else None
    except ValueError:
        return None
    fits = isinstance(found, list) and len(found) == 2 and all(isinstance(each, str) for each in found)
    return found if fits else None


QUESTIONS = RowKind(
    key=lambda entry: str(entry.get("id")),
    parts=parts,
    read=read,
    empty={"label": "", "type": "", "required": "ya", "help": "", "options": "", "show_if": ""},
    mistakes=mistakes,
    begun=begun,
    needed="label",
    firm=True,
)
