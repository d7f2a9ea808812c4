"""What a schema refuses, in words for a clerk.

A schema field raises `ValidationError([Mistake(...)])`; marshmallow's own
sentences are translated here. Nothing in this module reads a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from tlkit.errors import Text

Path = tuple[str | int, ...]

WHOLE = "_schema"
"""Where marshmallow files what concerns a whole object."""


@dataclass(frozen=True)
class Mistake:
    """What is wrong with one value and what would be right; `at_key` points at its name instead."""

    wrong: Text
    right: Text
    at_key: bool = False


Found = tuple[Path, Mistake]
"""A mistake and the path of the value it concerns."""

REQUIRED = Mistake(
    Text("This is missing.", "Isian ini belum ada."),
    Text("Add it.", "Tambahkan isian ini."),
)
NULL = Mistake(
    Text("This is empty.", "Isian ini kosong."),
    Text("Write a value after the colon.", "Tulis isinya setelah titik dua."),
)
NOT_TEXT = Mistake(
    Text("This is not text.", "Isian ini bukan teks."),
    Text('Write it in quotes, like "text".', 'Tulis dalam tanda kutip, seperti "teks".'),
)
NOT_WHOLE_NUMBER = Mistake(
    Text("This is not a whole number.", "Isian ini bukan bilangan bulat."),
    Text("Write digits only, like 5.", "Tulis angka saja, seperti 5."),
)
NOT_YES_NO = Mistake(
    Text("This is neither true nor false.", "Isian ini bukan true atau false."),
    Text("Write true or false.", "Tulis true (ya) atau false (tidak)."),
)
NOT_LIST = Mistake(
    Text("This is not a list.", "Isian ini bukan daftar."),
    Text("Write one line per item, each beginning with a dash.", "Tulis satu baris per isi, diawali -."),
)
NOT_MAPPING = Mistake(
    Text("This is not a set of `name: value` lines.", "Isian ini bukan kumpulan baris `nama: isi`."),
    Text("Write `name: value` lines below it.", "Tulis baris-baris `nama: isi` di bawahnya."),
)
NOT_DATE = Mistake(
    Text("This is not a date.", "Isian ini bukan tanggal."),
    Text("Write year-month-day, like 2026-08-17.", "Tulis tahun-bulan-tanggal, seperti 2026-08-17."),
)

KNOWN_SENTENCES = {
    "Missing data for required field.": REQUIRED,
    "Field may not be null.": NULL,
    "Not a valid string.": NOT_TEXT,
    "Not a valid integer.": NOT_WHOLE_NUMBER,
    "Not a valid boolean.": NOT_YES_NO,
    "Not a valid list.": NOT_LIST,
    "Invalid type.": NOT_MAPPING,
    "Invalid input type.": NOT_MAPPING,
    "Not a valid mapping type.": NOT_MAPPING,
    "Not a valid date.": NOT_DATE,
}
WRONG_KIND = ("Invalid type.", "Invalid input type.")
UNKNOWN_FIELD = "Unknown field."


def visible(text: str, limit: int = 60) -> str:
    """`text` shortened, with control and other invisible characters spelled out, safe on a terminal."""
    shown = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text[:limit])
    return shown + ("…" if len(text) > limit else "")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, or None where none is close."""
    found = get_close_matches(word[:100].lower(), list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def unknown(name: str, known: Iterable[str]) -> Mistake:
    """The mistake of a name that is not among `known`, with the nearest that is."""
    names = sorted(known)
    close = nearest(name, names)
    shown = visible(name)
    if close:
        right = Text(f"Did you mean `{close}`?", f"Maksudnya `{close}`?")
    else:
        listed = ", ".join(names)
        right = Text(f"Remove it; known here: {listed}.", f"Hapus isian ini; yang dikenal: {listed}.")
    wrong = Text(f"`{shown}` is not a known name.", f"`{shown}` bukan nama yang dikenal.")
    return Mistake(wrong, right, at_key=True)


def one_of(value: object, allowed: Iterable[object]) -> Mistake:
    """The mistake of a value outside a short list."""
    listed = ", ".join(str(choice) for choice in allowed)
    shown = visible(str(value))
    return Mistake(
        Text(f"`{shown}` is not possible here.", f"`{shown}` tidak dapat dipakai di sini."),
        Text(f"Choose one of: {listed}.", f"Pilih salah satu: {listed}."),
    )


def found_by(messages: Any, schema: Any) -> Iterator[Found]:
    """Every mistake in the messages of a marshmallow ValidationError, with its path.

    `schema` is the marshmallow schema that raised it; unknown names are compared with its fields.
    """
    yield from _walk(messages, (), schema)


def _walk(messages: Any, path: Path, schema: Any) -> Iterator[Found]:
    if isinstance(messages, dict):
        for key, inner in messages.items():
            if key == WHOLE:
                yield from _walk(inner, path, schema)
            else:
                yield from _walk(inner, (*path, key), schema if isinstance(key, int) else _below(schema, key))
        return
    for message in messages if isinstance(messages, list) else [messages]:
        yield path, _mistake(message, path, schema)


def _mistake(message: Any, path: Path, schema: Any) -> Mistake:
    if isinstance(message, Mistake):
        return message
    if message == UNKNOWN_FIELD:
        return unknown(str(path[-1]), schema if isinstance(schema, tuple) else ())
    if message in WRONG_KIND and getattr(schema, "many", False) and not isinstance(path[-1], int):
        return NOT_LIST
    known = KNOWN_SENTENCES.get(message)
    return known or Mistake(Text(str(message), str(message)), Text("Correct it.", "Perbaiki isian ini."))


def _below(schema: Any, key: str) -> Any:
    """The schema of the field `key`; where it has none, the names that it could have been."""
    while schema is not None and not hasattr(schema, "fields"):
        schema = getattr(schema, "schema", None) or getattr(schema, "inner", None)
    if schema is None:
        return ()
    field = schema.fields.get(key)
    return tuple(names_of(schema)) if field is None else field


def names_of(schema: Any) -> list[str]:
    """The names that a schema knows, as a file writes them."""
    return [field.data_key or name for name, field in schema.fields.items()]
