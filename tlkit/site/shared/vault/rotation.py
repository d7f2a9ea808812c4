"""Seals rows anew with the current key, a batch at a time; can be stopped and gone on with at any row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, LargeBinary, Table, func, select, type_coerce, update

from tlkit.site.shared.database import db, writing
from tlkit.site.shared.vault.columns import Sealed
from tlkit.site.shared.vault.sealing import PREFIX_BYTES, Vault, vault

BATCH = 200
"""Rows in one transaction: writers wait no longer than for any other change."""


def sealed_columns() -> Iterator[tuple[Table, Column[Any]]]:
    """Every column of the site's tables whose values are sealed."""
    for table in db.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Sealed):
                yield table, column


def reseal_rows() -> int:
    """Seal with the current key whatever another key sealed. Returns how many values that were.

    Rows that change meanwhile are sealed by whoever changes them. Raises `Unreadable` for
    a value that no key opens.
    """
    return sum(reseal_column(table, column) for table, column in sealed_columns())


def reseal_column(table: Table, column: Column[Any]) -> int:
    done = 0
    while changed := reseal_batch(table, column):
        done += changed
    return done


def reseal_batch(table: Table, column: Column[Any]) -> int:
    """One transaction's worth."""
    purpose, box, stored = column.type.purpose, vault(), raw(column)  # type: ignore[attr-defined]
    with writing() as session:
        rows = session.execute(
            select(*table.primary_key, stored.label("sealed")).where(elsewhere(column, box)).limit(BATCH)
        ).all()
        for row in rows:
            fresh = box.seal(box.open(bytes(row.sealed), purpose), purpose)
            # The former value stands in the condition, so that a change made meanwhile is not undone.
            session.execute(
                update(table)
                .where(*same_row(table, row), stored == row.sealed)
                .values({column: type_coerce(fresh, LargeBinary)})
            )
    return len(rows)


def raw(column: Column[Any]) -> ColumnElement[bytes]:
    """The column as it is stored."""
    return type_coerce(column, LargeBinary)


def elsewhere(column: Column[Any], box: Vault) -> ColumnElement[bool]:
    """Whether a value was sealed with a key that is not the current one."""
    head = func.substr(raw(column), 1, PREFIX_BYTES, type_=LargeBinary)
    return head != box.current_prefix


def same_row(table: Table, row: Sequence[Any]) -> list[ColumnElement[bool]]:
    return [key == row[place] for place, key in enumerate(table.primary_key)]
