"""Column types whose values are sealed in the database and plain in Python."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator

from tlkit.site.shared.vault.sealing import vault


class Sealed(TypeDecorator[Any]):
    """Bytes in the database, sealed for `purpose`, which never changes: old rows could not be opened."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, purpose: str) -> None:
        super().__init__()
        self.purpose = purpose

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        return None if value is None else vault().seal(self.plain(value), self.purpose)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        return None if value is None else self.value(vault().open(bytes(value), self.purpose))

    def plain(self, value: Any) -> bytes:
        """What is sealed of a value."""
        raise NotImplementedError

    def value(self, plain: bytes) -> Any:
        """The value that was sealed."""
        raise NotImplementedError


class SealedText(Sealed):
    """A text."""

    cache_ok = True

    def plain(self, value: str) -> bytes:
        return value.encode()

    def value(self, plain: bytes) -> str:
        return plain.decode()


class SealedJSON(Sealed):
    """Anything that JSON can say. A change inside the value is not seen: assign a new value."""

    cache_ok = True

    def plain(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def value(self, plain: bytes) -> Any:
        return json.loads(plain)
