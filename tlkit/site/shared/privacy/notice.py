"""The privacy notice: what it says now, and what it said to somebody earlier.

The kit's words stand in `notices/`, the region's own in its `content/privasi/` under the same
names. A version is a digest of the words, so it changes when they do and only then.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tlkit.errors import Text
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.privacy.models import KeptNotice
from tlkit.site.shared.privacy.schedule import kept_for

PACKAGED = Path(__file__).parent / "notices"
MAX_BYTES = 20_000


@dataclass(frozen=True)
class Notice:
    """A notice in Markdown, in both languages, and its version."""

    name: str
    version: str
    text: Text


def notice(name: str, service: str) -> Notice:
    """The notice of a name as it reads now, with the service's retention in it.

    Raises `LookupError` for a name that neither the region nor the kit has.
    """
    kept = kept_for(service)
    text = Text(
        written(name, "en").replace("{retention}", kept.en),
        written(name, "id").replace("{retention}", kept.id),
    )
    return Notice(name, hashlib.sha256("\0".join(text).encode()).hexdigest()[:12], text)


def shown(session: Session, name: str, service: str, now: datetime) -> str:
    """The version of the notice that somebody is shown now; its words are kept for good."""
    found = notice(name, service)
    if session.get(KeptNotice, found.version) is None:
        # Somebody else may be shown it in the same moment, for the first time too.
        row = KeptNotice(
            version=found.version,
            name=name,
            text_id=found.text.id,
            text_en=found.text.en,
            first_shown_at=now,
        )
        with suppress(IntegrityError), session.begin_nested():
            session.add(row)
    return found.version


def written(name: str, lang: str) -> str:
    """The words in a language; the region's Indonesian ones come before the kit's English."""
    own = current_instance().path / "content" / "privasi"
    for folder in (own, PACKAGED):
        for language in dict.fromkeys((lang, "id")):
            path = folder / f"{name}.{language}.md"
            if path.is_file() and path.stat().st_size <= MAX_BYTES:
                text = path.read_text(encoding="utf-8-sig", errors="replace").strip()
                if text:
                    return text
    raise LookupError(f"no privacy notice named {name!r}")
