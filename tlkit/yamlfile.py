"""Strict YAML: one document, no duplicate names, and every value knows where it stands.

Reading gives plain data: dict, list, str, int, float, bool, None and
`datetime.date`. What YAML 1.1 would quietly change stays text as it was typed:
`yes`, `on`, `0215551234`, `+62`, `16:00`. Names are always text. Lines and
columns are looked up only when there is something to report.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import yaml

from tlkit import textfile
from tlkit.errors import InputError, Problem, Text
from tlkit.mistakes import NOT_DATE, found_by, visible

MAX_VALUES = 500_000
MAX_DEPTH = 64
SAFE_BRACKETS = 1_000
SAFE_INDENT = 200

CORE = "tag:yaml.org,2002:"
DEEP_INDENT = re.compile(rf"^[ ?-]{{{SAFE_INDENT}}}", re.MULTILINE)
SHAPES: tuple[tuple[str, str, str], ...] = (
    ("null", r"^(?:~|null|Null|NULL|)$", "~nN"),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"^(?:0|-?[1-9][0-9]{0,17})$", "-0123456789"),
    ("float", r"^-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,17}$", "-0123456789"),
    ("timestamp", r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "0123456789"),
)
CONVERT: dict[str, Callable[[str], Any]] = {
    f"{CORE}str": str,
    f"{CORE}null": lambda text: None,
    f"{CORE}bool": lambda text: text[0] in "tT",
    f"{CORE}int": int,
    f"{CORE}float": float,
    f"{CORE}timestamp": date.fromisoformat,
}
CONTAINERS = (f"{CORE}map", f"{CORE}seq")


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """libyaml where PyYAML was built with it, and only the shapes above."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[Any]]] = {}


for _name, _shape, _first in SHAPES:
    _Loader.add_implicit_resolver(CORE + _name, re.compile(_shape), list(_first))
_Loader.yaml_implicit_resolvers[""] = [(f"{CORE}null", re.compile("^$"))]


@dataclass(frozen=True)
class Document:
    """One file as read: its plain data, and where each value of it stands."""

    path: Path
    data: dict[str, Any]
    node: yaml.MappingNode

    def problem(
        self, field_path: Sequence[str | int], wrong: Text, right: Text, *, at_key: bool = False
    ) -> Problem:
        """A problem at a value, or at its name; where the value is missing, where its parent begins."""
        mark = _mark(self.node, field_path, at_key)
        return Problem(str(self.path), mark.line + 1, mark.column + 1, dotted(field_path), wrong, right)

    def problems_from(self, messages: Any, schema: Any) -> list[Problem]:
        """The problems of a marshmallow ValidationError's messages, in file order."""
        found = (
            self.problem(path, mistake.wrong, mistake.right, at_key=mistake.at_key)
            for path, mistake in found_by(messages, schema)
        )
        return textfile.in_order(found)


def read(path: Path) -> Document:
    """The file as a document.

    Raises InputError with every problem of the same stage: the file itself, its
    characters, its YAML, then duplicate names, dates that do not exist and Python tags.
    """
    text = textfile.read(path)
    node = _compose(path, text)
    builder = _Builder(path)
    data = builder.value(node, 0)
    if builder.problems:
        raise InputError(textfile.in_order(builder.problems))
    if not isinstance(node, yaml.MappingNode):
        raise InputError([textfile.whole(path, _NOT_LINES, _USE_LINES)])
    return Document(path, data, node)


def dotted(field_path: Sequence[str | int]) -> str:
    """The path as people write it: `districts[3].villages[0].code`."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{visible(part)}" for part in field_path)
    return "".join(parts).removeprefix(".")


_NOT_LINES = Text("The file holds no `name: value` lines.", "Berkas ini tidak berisi baris `nama: isi`.")
_USE_LINES = Text(
    "Begin from a packaged example, such as regions/example/region.yaml.",
    "Mulailah dari contoh, misalnya regions/example/region.yaml.",
)


def _compose(path: Path, text: str) -> yaml.Node:
    try:
        if text.count("[") + text.count("{") > SAFE_BRACKETS or DEEP_INDENT.search(text):
            _refuse_deep(path, text)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        raise InputError([_unreadable(path, text, error)]) from None
    except RecursionError:
        raise InputError([_too_deep(path, 0, 0)]) from None
    if node is None:
        raise InputError([textfile.whole(path, _NOT_LINES, _USE_LINES)])
    return node


def _refuse_deep(path: Path, text: str) -> None:
    """Count the nesting event by event: composing is recursive and would end the process."""
    depth = 0
    event: Any
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise InputError([_too_deep(path, event.start_mark.line + 1, event.start_mark.column + 1)])


def _too_deep(path: Path, line: int, column: int) -> Problem:
    wrong = Text("The values are nested too deeply.", "Isian ini terlalu dalam bersarang.")
    right = Text("Check the brackets here.", "Periksa tanda kurung di sini.")
    return Problem(str(path), line, column, "", wrong, right)


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


def _unreadable(path: Path, text: str, error: yaml.MarkedYAMLError) -> Problem:
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


class _Builder:
    """Turns nodes into plain data and gathers what may not stand in a file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.count = 0

    def value(self, node: yaml.Node, depth: int) -> Any:
        """Aliases are built anew each time they occur, so that counting stops an alias bomb."""
        self.count += 1
        if self.count > MAX_VALUES:
            wrong = Text("The file repeats itself without end.", "Isi berkas berulang tanpa batas.")
            right = Text("Write the values out instead of `*`.", "Tulis isinya langsung tanpa tanda `*`.")
            raise InputError([textfile.whole(self.path, wrong, right)])
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if depth >= MAX_DEPTH:
            mark = node.start_mark
            raise InputError([_too_deep(self.path, mark.line + 1, mark.column + 1)])
        if node.tag not in CONTAINERS:
            self._refuse_tag(node)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, depth + 1)
        return [self.value(item, depth + 1) for item in node.value]

    def _mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key, item in node.value:
            if not isinstance(key, yaml.ScalarNode):
                wrong = Text("A name must be plain text.", "Nama isian harus teks biasa.")
                self._refuse(key, wrong, Text("Write `name: value`.", "Tulis `nama: isi`."))
                continue
            if key.value in data:
                shown = visible(key.value)
                wrong = Text(f"`{shown}` stands here twice.", f"`{shown}` ditulis dua kali di sini.")
                self._refuse(key, wrong, Text("Keep one of them.", "Sisakan satu saja."))
            data[key.value] = self.value(item, depth)
        return data

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        convert = CONVERT.get(node.tag)
        if convert is None:
            self._refuse_tag(node)
            return None
        try:
            return convert(node.value)
        except (ValueError, IndexError):
            self._refuse(node, NOT_DATE.wrong, NOT_DATE.right)
            return None

    def _refuse_tag(self, node: yaml.Node) -> None:
        tag = visible(node.tag.replace(CORE, "!!"))
        wrong = Text(f"The tag `{tag}` is not allowed.", f"Tanda `{tag}` tidak diperbolehkan.")
        right = Text("Remove what begins with `!`.", "Hapus bagian yang diawali `!`.")
        self._refuse(node, wrong, right)

    def _refuse(self, node: yaml.Node, wrong: Text, right: Text) -> None:
        mark = node.start_mark
        self.problems.append(Problem(str(self.path), mark.line + 1, mark.column + 1, "", wrong, right))


def _mark(node: yaml.Node, field_path: Sequence[str | int], at_key: bool) -> Any:
    mark = node.start_mark
    for part in field_path:
        if isinstance(part, int) and isinstance(node, yaml.SequenceNode) and part < len(node.value):
            node = node.value[part]
            mark = node.start_mark
            continue
        pairs = node.value if isinstance(node, yaml.MappingNode) else []
        pair = next((pair for pair in pairs if pair[0].value == part), None)
        if pair is None:
            break
        node = pair[1]
        mark = pair[0].start_mark if at_key or node.value == "" else node.start_mark
    return mark
