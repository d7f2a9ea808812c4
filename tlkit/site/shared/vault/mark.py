"""Whether the keys at hand are those that the database was filled with.

Two hosts with keys of their own, or a database restored without its keys, would otherwise
be noticed only when somebody's data cannot be opened.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Connection, String, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from tlkit.errors import Text
from tlkit.site.shared.database import Base
from tlkit.site.shared.vault.keys import BadKeys
from tlkit.site.shared.vault.sealing import vault


class KeyMark(Base):
    """A value that only this site's keys give; it tells nothing of them."""

    __tablename__ = "key_mark"
    __table_args__ = (CheckConstraint("id = 1", name="single"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    mark: Mapped[str] = mapped_column(String(64))


class ForeignKeys(BadKeys):
    """The database was filled with other keys."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "The site's keys are not those that its database was filled with.",
                "Kunci situs ini bukan kunci yang dipakai untuk mengisi basis datanya.",
            ),
            Text(
                "Put back var/secrets/keys.json from your backup, or the same TLKIT_KEYS on every host.",
                "Kembalikan var/secrets/keys.json dari cadangan, atau TLKIT_KEYS yang sama di semua server.",
            ),
        )


def check_mark(connection: Connection) -> None:
    """Mark a new database with the keys at hand. Raises `ForeignKeys` for one that others marked."""
    mine = vault().secret("mark").hex()
    found = connection.execute(select(KeyMark.mark)).scalar()
    if found is None:
        connection.execute(insert(KeyMark).values(id=1, mark=mine))
    elif found != mine:
        raise ForeignKeys
