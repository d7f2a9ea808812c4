"""Strict text files: UTF-8, of a bearable size, without hidden characters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from tlkit.errors import InputError, Problem, Text
from tlkit.mistakes import visible
from tlkit.reasons import reason

MAX_BYTES = 5_000_000
HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
LEADING_TAB = re.compile(r"^ *\t[ \t]*(?=\S)", re.MULTILINE)


def read(path: Path) -> str:
    """The file's text, at most 5 MB, without a byte order mark.

    Raises InputError where it cannot be opened, is too large, is not UTF-8, or holds
    hidden characters or lines indented with tabs (all of these at once).
    """
    text = _decoded(path, _bytes(path))
    problems = _bad_characters(path, text)
    if problems:
        raise InputError(problems)
    return text


def whole(path: Path, wrong: Text, right: Text) -> Problem:
    """A problem of the file as a whole."""
    return Problem(visible(str(path), 200), 0, 0, "", wrong, right)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems from the top of the file to its end."""
    return sorted(problems, key=lambda problem: (problem.line, problem.column))


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        why = reason(error)
        wrong = Text(f"The file cannot be opened: {why.en}.", f"Berkas tidak dapat dibuka: {why.id}.")
        right = Text("Check its name and who may read it.", "Periksa nama dan izin baca berkas itu.")
        raise InputError([whole(path, wrong, right)]) from None
    if len(raw) > MAX_BYTES:
        wrong = Text("The file is larger than 5 MB.", "Berkas lebih besar dari 5 MB.")
        right = Text("Is this the right file?", "Apakah ini berkas yang benar?")
        raise InputError([whole(path, wrong, right)])
    return raw


def _decoded(path: Path, raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        wrong = Text("The file is not UTF-8 text.", "Berkas ini bukan teks UTF-8.")
        right = Text("Save it as UTF-8 in your editor.", "Simpan sebagai UTF-8 di penyunting Anda.")
        raise InputError([Problem(str(path), line, column, "", wrong, right)]) from None


def _bad_characters(path: Path, text: str) -> list[Problem]:
    found = []
    for match in HIDDEN.finditer(text):
        code = f"U+{ord(match[0]):04X}"
        wrong = Text(
            f"A hidden character ({code}) stands here.", f"Ada karakter tersembunyi ({code}) di sini."
        )
        right = Text("Delete it and type the text anew.", "Hapus dan ketik ulang teksnya.")
        found.append(_at(path, text, match.start(), wrong, right))
    for match in LEADING_TAB.finditer(text):
        wrong = Text("This line is indented with a tab.", "Baris ini menjorok dengan tab.")
        right = Text("YAML indents with spaces: use two.", "YAML menjorok dengan spasi: pakai dua spasi.")
        found.append(_at(path, text, match.start(), wrong, right))
    return in_order(found)


def _at(path: Path, text: str, offset: int, wrong: Text, right: Text) -> Problem:
    line = text.count("\n", 0, offset) + 1
    column = offset - text.rfind("\n", 0, offset)
    return Problem(str(path), line, column, "", wrong, right)
