"""Addresses: that of the identity card, anywhere in Indonesia, and that of a place within the region."""

from __future__ import annotations

import re

from tlkit.errors import Text
from tlkit.region.villages import found_villages, village_anywhere, village_in
from tlkit.site.permits.applying.fields.base import (
    LONGEST_LINE,
    Kind,
    Question,
    Raw,
    Reading,
    Setting,
    Value,
    typed,
)

VILLAGE, SEARCH, STREET, RT, RW, HAMLET, POSTAL = ".desa", ".cari", ".jalan", ".rt", ".rw", ".dusun", ".pos"
PARTS = {STREET: "street", RT: "rt", RW: "rw", HAMLET: "hamlet", POSTAL: "postal_code"}


def read_address(question: Question, raw: Raw, name: str, setting: Setting) -> Reading:
    """A village by its code, and the words that lead to the door."""
    given = {key: typed(raw, name + part)[:LONGEST_LINE] for part, key in PARTS.items()}
    code = typed(raw, name + VILLAGE)
    if not question.required and not code and not any(given.values()):
        return Reading()
    reading = Reading()
    known = (village_in if question.place else village_anywhere)(setting.region, code) if code else None
    if known is None:
        reading.errors[name + VILLAGE] = no_village(question, setting, typed(raw, name + SEARCH))
    if not given["street"]:
        reading.errors[name + STREET] = Text(
            "Write the street and the number of the house.", "Tulis nama jalan dan nomor rumah."
        )
    for part, key in ((RT, "rt"), (RW, "rw")):
        if given[key] and not re.fullmatch(r"[0-9]{1,3}", given[key]):
            reading.errors[name + part] = Text(
                f"The {key.upper()} is a number of up to 3 digits, such as 004.",
                f"{key.upper()} berupa angka, paling banyak 3, misalnya 004.",
            )
    if given["postal_code"] and not re.fullmatch(r"[0-9]{5}", given["postal_code"]):
        reading.errors[name + POSTAL] = Text("A postal code has 5 digits.", "Kode pos terdiri dari 5 angka.")
    if not reading.errors:
        reading.value = {
            "village": code,
            "place": known,
            **{key: text for key, text in given.items() if text},
        }
    return reading


def no_village(question: Question, setting: Setting, searched: str) -> Text:
    """What to do where no village was chosen."""
    if question.place:
        return Text("Choose the village.", "Pilih kelurahan atau desanya.")
    if not searched:
        return Text("Look up your village and choose it.", "Cari kelurahan atau desa Anda, lalu pilih.")
    if found_villages(setting.region, searched):
        return Text("Choose your village below.", "Pilih kelurahan atau desa Anda di bawah ini.")
    return Text(
        "No village is called that. Look at the spelling, or write its district and see all of it.",
        "Tidak ada kelurahan atau desa dengan nama itu. Periksa ejaannya, atau tulis nama kecamatannya.",
    )


def write_address(question: Question, value: Value) -> dict[str, list[str]]:
    """The value in its inputs."""
    if value is None:
        return {}
    parts = {part: [value[key]] for part, key in PARTS.items() if value.get(key)}
    return {VILLAGE: [value["village"]], **parts}


def show_address(question: Question, value: Value, lang: str) -> str:
    """The address in one line."""
    door = " ".join(f"{key.upper()} {value[key]}" for key in ("rt", "rw") if value.get(key))
    parts = (value.get("street"), door, value.get("hamlet"), value.get("place"), value.get("postal_code"))
    return ", ".join(part for part in parts if part)


ADDRESS = Kind(read_address, write_address, show_address)
