"""Removes what belongs to nobody: files without a row, rows without an owner."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select

from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.jobs import Job
from tlkit.site.shared.uploads.models import Upload
from tlkit.site.shared.uploads.services import discard, files

AGE = timedelta(days=1)
"""Long enough for a slow form, and for a transaction that a crash has left open."""

DAILY = 24 * 3600.0


def sweep() -> int:
    """Remove what has belonged to nobody for a day. Returns how many files went."""
    before = current_instance().clock() - AGE
    return sweep_rows(before) + sweep_files(before)


def sweep_rows(before: datetime) -> int:
    with writing() as session:
        found = session.scalars(select(Upload).where(Upload.owner == "", Upload.created_at < before)).all()
        for upload in found:
            discard(session, upload)
    return len(found)


def sweep_files(before: datetime) -> int:
    """Remove files that no row names. Their age is the disk's, as a clock set for a test is not."""
    removed = 0
    for path in files().all():
        try:
            old = path.stat().st_mtime < before.timestamp()
        except FileNotFoundError:
            continue
        known = old and db.session.scalar(select(Upload.id).where(Upload.token == path.name))
        if old and known is None:
            path.unlink(missing_ok=True)
            removed += 1
    return removed


SWEEP = Job("uploads.sweep", sweep, every=DAILY)
