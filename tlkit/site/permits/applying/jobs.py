"""What the job process does for drafts."""

from __future__ import annotations

from tlkit.site.permits.applying import drafts
from tlkit.site.shared.database import writing
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.jobs import Job


def forget_drafts() -> None:
    """Remove drafts whose time is over, with all that was uploaded for them."""
    while True:
        with writing() as session:
            if not drafts.forget_expired(session, current_instance().clock()):
                return


FORGET = Job("permits.forget-drafts", forget_drafts, every=3600.0)
