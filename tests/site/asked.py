"""What a piece of work asks the database."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

APART = ("BEGIN", "SELECT activation.id, activation.until")
"""SQLite's opening words, and the look at what is in force: the machine's clock says which request has it."""


@contextmanager
def asked(engine: Engine) -> Iterator[list[str]]:
    """The statements that this thread sends meanwhile, in order."""
    found: list[str] = []
    mine = threading.get_ident()

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if threading.get_ident() == mine and not statement.startswith(APART):
            found.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)
