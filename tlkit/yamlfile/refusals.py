"""Why a file cannot be read as YAML, in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from tlkit.errors import Problem, Text

NOT_LINES = Text("The file holds no `name: value` lines.", "Berkas ini tidak berisi baris `nama: isi`.")
USE_LINES = Text(
    "Begin from a packaged example, such as regions/example/region.yaml.",
    "Mulailah dari contoh, misalnya regions/example/region.yaml.",
)
STOPPED = {
    "did not find expected ',' or ']'": "kurung [ belum ditutup, atau koma kurang",
    "did not find expected ',' or '}'": "kurung { belum ditutup, atau koma kurang",
    "mapping values are not allowed": "ada titik dua yang tidak pada tempatnya",
    "could not find expected ':'": "titik dua kurang",
    "did not find expected key": "jorokan baris tidak sama dengan baris di atasnya",
    "did not find expected '-' indicator": "jorokan tanda - tidak sama dengan baris di atasnya",
    "block sequence entries are not allowed": "tanda - tidak boleh di sini",
    "found unexpected end of stream": "tanda kutip belum ditutup",
    "found character that cannot start any token": "karakter ini tidak boleh di awal isi tanpa tanda kutip",
    "found unknown escape character": "garis miring terbalik di dalam tanda kutip ganda",
}
"""Why YAML stops, by the words of its reader, in Indonesian."""


def too_deep(path: Path, line: int, column: int) -> Problem:
    """More values within values than anybody writes."""
    wrong = Text("The values are nested too deeply.", "Isian ini terlalu dalam bersarang.")
    right = Text("Check the brackets here.", "Periksa tanda kurung di sini.")
    return Problem(str(path), line, column, "", wrong, right)


def unreadable(path: Path, text: str, error: yaml.MarkedYAMLError) -> Problem:
    """Where YAML stopped, and what usually causes that."""
    mark: Any = error.problem_mark or error.context_mark
    said = error.problem or error.context or ""
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    if mark and "\t" in "".join(text.split("\n")[mark.line : mark.line + 1]):
        wrong = Text("A tab stands in this line.", "Ada tab di baris ini.")
        right = Text("YAML uses spaces: replace the tab.", "YAML memakai spasi: ganti tab itu.")
    elif "document" in said:
        wrong = Text("A second document begins here.", "Dokumen kedua dimulai di sini.")
        right = Text("Keep one document: remove the line `---`.", "Cukup satu dokumen: hapus baris `---`.")
    else:
        why = next((ours for theirs, ours in STOPPED.items() if theirs in said), said)
        wrong = Text(f"YAML stops here: {said}.", f"YAML terhenti di sini: {why}.")
        right = Text(
            "Check quotes, colons and indentation on this line and the one before it.",
            "Periksa tanda kutip, titik dua, dan jorokan di baris ini dan baris sebelumnya.",
        )
    return Problem(str(path), line, column, "", wrong, right)
