"""What applications tell the frame of cases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask import current_app

from tlkit.site.permits.applying.corrections import names_of
from tlkit.site.releases import live
from tlkit.site.shared.cases import Case
from tlkit.site.shared.database import db
from tlkit.site.shared.languages import current_language


def named(case: Case, fields: Sequence[str], documents: Sequence[str]) -> Iterable[str]:
    """What was given back, in the names that the applicant knows."""
    lang = current_language()
    return names_of(db.session(), case, live().documents, fields, documents, lang)


def correction(case: Case) -> str:
    """Where the applicant corrects what was given back."""
    built: str = current_app.jinja_env.globals["page_url"](  # type: ignore[operator]
        "permits.applying.correct", receipt=case.receipt
    )
    return built
