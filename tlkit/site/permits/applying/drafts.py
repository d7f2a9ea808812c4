"""Drafts: begun, found again by their link, saved page by page, forgotten.

The link's secret is the key: whoever holds it goes on with the draft. The database knows
only its digest, so that nobody who reads the database could open a draft by its address.
Functions that take a session work inside the caller's write transaction.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tlkit.errors import ConflictError, Text
from tlkit.site.permits.applying.fields import Raw
from tlkit.site.permits.applying.models import Draft
from tlkit.site.shared import uploads

KEPT = timedelta(days=14)
"""How long a draft waits after it was last saved."""


class Elsewhere(ConflictError):
    """The same page was saved from somewhere else since it was opened here."""

    def __init__(self) -> None:
        super().__init__(
            Text(
                "This page was saved in another tab or on another phone meanwhile.",
                "Halaman ini sudah disimpan di tab atau HP lain.",
            )
        )


@dataclass(frozen=True)
class Sheet:
    """One opening of a page: its own name, and a mark of what was saved when it was opened."""

    name: str
    mark: str


def token_hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def owner_of(draft: Draft) -> str:
    """What its uploads belong to."""
    return f"draft:{draft.id}"


def begin(session: Session, permit_digest: str, kind: str, now: datetime) -> tuple[Draft, str]:
    """A new draft, and the secret of its link, which is nowhere kept."""
    token = secrets.token_urlsafe(24)
    draft = Draft(
        token_hash=token_hash(token),
        permit_digest=permit_digest,
        type=kind,
        step="",
        content={},
        expires_at=now + KEPT,
    )
    session.add(draft)
    session.flush()
    return draft, token


def find(session: Session, token: str, now: datetime, *, lock: bool = False) -> Draft | None:
    """The draft of a link; None when there is none or its time is over."""
    query = select(Draft).where(Draft.token_hash == token_hash(token), Draft.expires_at > now)
    return session.scalar(query.with_for_update() if lock else query)


def answers_of(draft: Draft) -> dict[str, Any]:
    """What was answered so far, by field id."""
    return dict(draft.content.get("answers", {}))


def documents_of(draft: Draft) -> dict[str, list[int]]:
    """What was uploaded so far: ids of uploads by document id."""
    return {key: list(ids) for key, ids in draft.content.get("documents", {}).items()}


def typed_in(draft: Draft, slug: str) -> Raw:
    """What stands in the inputs of a page that are yet to be mended."""
    found: Raw = draft.content.get("typed", {}).get(slug, {})
    return found


def sheet_of(draft: Draft, slug: str) -> Sheet:
    """A page that is being opened."""
    return Sheet(secrets.token_hex(6), mark_of(draft, slug))


def mark_of(draft: Draft, slug: str) -> str:
    """Who saved a page last."""
    return str(draft.content.get("sheets", {}).get(slug, ""))


def uploads_of(session: Session, draft: Draft) -> dict[int, uploads.Upload]:
    """What was uploaded for a draft, by id."""
    found = session.scalars(select(uploads.Upload).where(uploads.Upload.owner == owner_of(draft)))
    return {upload.id: upload for upload in found}


def save_answers(
    draft: Draft,
    slug: str,
    sheet: Sheet,
    fields: Sequence[str],
    answers: Mapping[str, Any],
    now: datetime,
    typed: Raw | None = None,
) -> None:
    """Put in the answers of one page; those of `fields` that are not in `answers` go.

    `typed` is what stands in inputs that are yet to be mended, so that nothing is typed twice.
    Raises Elsewhere when another opening of the page saved other answers since this one began:
    the same page sent twice, or again after going back, is no conflict.
    """
    before = answers_of(draft)
    last = mark_of(draft, slug)
    changed = {key: before.get(key) for key in fields} != {key: answers.get(key) for key in fields}
    if changed and last not in ("", sheet.name, sheet.mark):
        raise Elsewhere
    kept = {key: value for key, value in before.items() if key not in fields}
    content = dict(draft.content)
    content["answers"] = {**kept, **answers}
    content["sheets"] = {**content.get("sheets", {}), slug: sheet.name}
    content["typed"] = {**content.get("typed", {}), slug: dict(typed or {})}
    draft.content = content
    draft.step = slug
    draft.expires_at = now + KEPT


def save_documents(draft: Draft, slot: str, ids: Sequence[int], now: datetime) -> None:
    """Put in what was uploaded for one paper."""
    documents = documents_of(draft)
    documents[slot] = list(ids)
    draft.content = {**draft.content, "documents": {key: held for key, held in documents.items() if held}}
    draft.step = "berkas"
    draft.expires_at = now + KEPT


def forget(session: Session, draft: Draft) -> None:
    """Remove a draft and, unless it was sent, all that was uploaded for it."""
    if draft.receipt is None:
        for upload in uploads_of(session, draft).values():
            uploads.discard(session, upload)
    session.delete(draft)


def forget_expired(session: Session, now: datetime, most: int = 200) -> int:
    """Remove drafts whose time is over, at most so many at once; how many there were."""
    expired = session.scalars(select(Draft).where(Draft.expires_at <= now).limit(most)).all()
    for draft in expired:
        forget(session, draft)
    return len(expired)
