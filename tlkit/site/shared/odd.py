"""What no person types and no database keeps."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

UNKEPT = re.compile("[\0\ud800-\udfff]")
"""The sign NUL, and half of a sign."""


def kept(texts: Iterable[str]) -> bool:
    """Whether every database keeps these texts."""
    return not any(UNKEPT.search(text) for text in texts)


def json_of(sent: bytes | str) -> Any:
    """What JSON in UTF-8 says. Raises `ValueError` for anything else, for lists within lists without end,
    for numbers of thousands of digits, and for a text that is not kept."""
    text = sent if isinstance(sent, str) else sent.decode()
    try:
        found = json.loads(text)
        fits = kept(texts_in(found))
    except RecursionError as error:
        raise ValueError("lists within lists without end") from error
    if not fits:
        raise ValueError("a text that is not kept")
    return found


def texts_in(value: Any) -> Iterator[str]:
    """Every text in what JSON can say, names included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from chain.from_iterable(map(texts_in, chain(value, value.values())))
    elif isinstance(value, list):
        yield from chain.from_iterable(map(texts_in, value))
