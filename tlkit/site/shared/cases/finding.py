"""Finds cases: by receipt, by an exact value, by the beginnings of words of a name."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tlkit.site.shared.cases.models import Case, CaseKey, CaseWord
from tlkit.site.shared.cases.words import contact_of, words_of
from tlkit.site.shared.vault import Kind, vault

LAST = "\U0010ffff"
"""Sorts after every sign that a word holds."""


def by_receipt(session: Session, receipt: str) -> Case | None:
    """The case of a receipt as `parse` gives it."""
    return session.scalar(select(Case).where(Case.receipt == receipt))


def by_receipt_and_contact(session: Session, receipt: str, contact: str) -> Case | None:
    """The case of a receipt whose applicant has this phone number or e-mail.

    One query, whether the receipt is absent or somebody else's.
    """
    kind, value = contact_of(contact) or ("email", contact)
    known = by_key(kind, value)  # type: ignore[arg-type]
    return session.scalar(select(Case).where(Case.receipt == receipt, Case.id.in_(known)))


def by_key(kind: Kind, value: str) -> Select[Any]:
    """The numbers of the cases with exactly this value, in its normal form."""
    return select(CaseKey.case_id).where(CaseKey.kind == kind, CaseKey.key == vault().index(kind, value))


def by_name(query: str) -> Select[Any] | None:
    """The numbers of the cases whose name has a word beginning with each word asked for; None for no word."""
    found: Select[Any] | None = None
    for word in words_of(query):
        has = select(CaseWord.case_id).where(CaseWord.word >= word, CaseWord.word < word + LAST)
        found = has if found is None else found.where(CaseWord.case_id.in_(has))
    return found
