"""From the nodes of a file to plain data; what may not stand in a file is gathered, not raised one by one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from tlkit import textfile
from tlkit.errors import InputError, Problem, Text
from tlkit.mistakes import NOT_DATE, visible
from tlkit.yamlfile.dialect import CONTAINERS, CONVERT, CORE
from tlkit.yamlfile.refusals import too_deep

MAX_VALUES = 500_000
MAX_DEPTH = 64


class Builder:
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
            raise InputError([too_deep(self.path, mark.line + 1, mark.column + 1)])
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
