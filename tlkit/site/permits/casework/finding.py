"""Finding cases by what an officer has in hand: a receipt, a whole NIK, or the beginning of a name.

What is typed stands in no address and in no log. A NIK is found whole or not at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import aliased

from tlkit.site.permits.casework.queue import COLUMNS, PAGE, Listed, Query, names_of
from tlkit.site.permits.sight import SERVICE
from tlkit.site.shared.accounts.officer import Officer
from tlkit.site.shared.cases.finding import LAST, by_key
from tlkit.site.shared.cases.models import Case, CaseWord
from tlkit.site.shared.cases.receipts import BadReceipt, parse
from tlkit.site.shared.cases.sight import seen_by
from tlkit.site.shared.cases.talk import unread_from_resident
from tlkit.site.shared.cases.words import words_of
from tlkit.site.shared.database import db

Means = Literal["receipt", "nik", "name"]
SHORTEST = 3
"""Letters that the beginning of a name needs; fewer would find half of the town."""

MOST_WORDS = 5
RECEIPT = re.compile(r"(?=.*\d)(?=.*[A-Z])[0-9A-Z]{9}|[0-9]{9}")
"""What is meant as a receipt: nine signs, digits among them. One in eighteen receipts has none."""


@dataclass(frozen=True)
class Wanted:
    """What was typed, understood."""

    means: Means
    value: str
    words: tuple[str, ...] = ()


def wanted(typed: str) -> Wanted | None:
    """What an officer looks for; None when it is too little to go by.

    Raises `BadReceipt` for what is meant as a receipt and is none.
    """
    plain = re.sub(r"[\s.\-–]+", "", typed).upper()
    if re.fullmatch(r"\d{16}", plain):
        return Wanted("nik", plain)
    if RECEIPT.fullmatch(plain) or is_receipt(plain):
        return Wanted("receipt", parse(typed))
    words = tuple(words_of(typed))[:MOST_WORDS]
    if not any(len(word) >= SHORTEST for word in words):
        return None
    return Wanted("name", typed, words)


def is_receipt(plain: str) -> bool:
    """Whether these letters are a receipt; hardly a name agrees with a check character."""
    try:
        parse(plain)
    except BadReceipt:
        return False
    return True


def found(officer: Officer, asked: Wanted) -> Listed:
    """The first cases that fit, those an officer may see. Two queries."""
    hits = db.session.execute(search(officer, asked).limit(PAGE)).all()
    rows = list({row.id: row for row in hits}.values())  # a name may have two words that begin alike
    return Listed(rows, None, names_of({row.assignee_id for row in rows}))


def search(officer: Officer, asked: Wanted) -> Query:
    """The query of a search."""
    unread = unread_from_resident(Case.id).label("unread")
    query = select(*COLUMNS, unread).where(Case.service == SERVICE, *seen_by(officer))
    if asked.means == "receipt":
        return query.where(Case.receipt == asked.value)
    if asked.means == "nik":
        return query.where(Case.id.in_(by_key("nik", asked.value))).order_by(Case.id.desc())
    return by_name(query, asked.words)


def by_name(query: Query, words: tuple[str, ...]) -> Query:
    """Cases whose names hold words that begin so: the longest leads, the others only confirm."""
    first, *others = sorted(words, key=len, reverse=True)
    query = query.join(CaseWord, CaseWord.case_id == Case.id).where(begins(CaseWord, first))
    for word in others:
        also = aliased(CaseWord)
        query = query.where(exists().where(also.case_id == Case.id, begins(also, word)))
    return query.order_by(CaseWord.word, CaseWord.case_id)


def begins(table: type[CaseWord], word: str) -> ColumnElement[bool]:
    """Words that begin so: a range, for an index."""
    return (table.word >= word) & (table.word < word + LAST)
