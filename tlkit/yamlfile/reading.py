"""A file becomes a document, or every problem of the same stage is told at once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from tlkit import textfile
from tlkit.errors import InputError
from tlkit.yamlfile.building import MAX_DEPTH, Builder
from tlkit.yamlfile.dialect import Loader
from tlkit.yamlfile.document import Document
from tlkit.yamlfile.refusals import NOT_LINES, USE_LINES, too_deep, unreadable

SAFE_BRACKETS = 1_000
SAFE_INDENT = 200
DEEP_INDENT = re.compile(rf"^[ ?-]{{{SAFE_INDENT}}}", re.MULTILINE)


def read(path: Path) -> Document:
    """The file as a document.

    Raises InputError with every problem of the same stage: the file itself, its
    characters, its YAML, then duplicate names, dates that do not exist and Python tags.
    """
    text = textfile.read(path)
    node = compose(path, text)
    builder = Builder(path)
    data = builder.value(node, 0)
    if builder.problems:
        raise InputError(textfile.in_order(builder.problems))
    if not isinstance(node, yaml.MappingNode):
        raise InputError([textfile.whole(path, NOT_LINES, USE_LINES)])
    return Document(path, data, node)


def compose(path: Path, text: str) -> yaml.Node:
    try:
        if text.count("[") + text.count("{") > SAFE_BRACKETS or DEEP_INDENT.search(text):
            refuse_deep(path, text)
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        raise InputError([unreadable(path, text, error)]) from None
    except RecursionError:
        raise InputError([too_deep(path, 0, 0)]) from None
    if node is None:
        raise InputError([textfile.whole(path, NOT_LINES, USE_LINES)])
    return node


def refuse_deep(path: Path, text: str) -> None:
    """Count the nesting event by event: composing is recursive and would end the process."""
    depth = 0
    event: Any
    for event in yaml.parse(text, Loader=Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise InputError([too_deep(path, event.start_mark.line + 1, event.start_mark.column + 1)])
