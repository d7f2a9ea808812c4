"""One file as read, and where each value of it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tlkit import textfile
from tlkit.errors import Problem, Text
from tlkit.mistakes import found_by, visible


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
        mark = mark_at(self.node, field_path, at_key)
        return Problem(str(self.path), mark.line + 1, mark.column + 1, dotted(field_path), wrong, right)

    def problems_from(self, messages: Any, schema: Any) -> list[Problem]:
        """The problems of a marshmallow ValidationError's messages, in file order."""
        found = (
            self.problem(path, mistake.wrong, mistake.right, at_key=mistake.at_key)
            for path, mistake in found_by(messages, schema)
        )
        return textfile.in_order(found)


def dotted(field_path: Sequence[str | int]) -> str:
    """The path as people write it: `districts[3].villages[0].code`."""
    parts = (f"[{part}]" if isinstance(part, int) else f".{visible(part)}" for part in field_path)
    return "".join(parts).removeprefix(".")


def mark_at(node: yaml.Node, field_path: Sequence[str | int], at_key: bool) -> Any:
    """Where a value, or its name, begins; where it is missing, where what should hold it begins."""
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
