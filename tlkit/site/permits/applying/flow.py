"""One draft as its pages need it: the permit it answers to, its pages, how far it has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy.orm import Session

from tlkit.catalogue.model import ApplicationType, Document, Permit
from tlkit.site.permits.applying.checks import first_open, is_complete
from tlkit.site.permits.applying.drafts import answers_of, documents_of
from tlkit.site.permits.applying.models import Draft
from tlkit.site.permits.applying.papers import Slot, slots
from tlkit.site.permits.applying.pinned import documents_at, permit_at
from tlkit.site.permits.applying.sections import Section, narrowed, sections

REVIEW = "periksa"


@dataclass(frozen=True)
class Form:
    """Everything about one draft that does not change while a page of it is answered.

    The draft may hold more answers and uploads: to what was asked before one changed one's mind.
    """

    draft: Draft
    permit: Permit
    answers: dict[str, Any]
    documents: dict[str, list[int]]
    pages: tuple[Section, ...]
    slots: tuple[Slot, ...]

    @classmethod
    def of(cls, session: Session, draft: Draft, named: Mapping[str, Document]) -> Form:
        """The form of a draft; `named` are the documents of the catalogue that is live."""
        permit, given = permit_at(session, draft.permit_digest), answers_of(draft)
        pages, answers = narrowed(sections(permit, draft.type, given), given)
        papers = slots(permit, draft.type, answers, documents_at(session, draft.permit_digest, named))
        held = {each.id for each in papers}
        documents = {name: ids for name, ids in documents_of(draft).items() if name in held}
        return cls(draft, permit, answers, documents, pages, papers)

    @property
    def kind(self) -> ApplicationType:
        """What is applied for."""
        return cast(ApplicationType, self.draft.type)

    def page(self, slug: str) -> Section | None:
        """A page by its address; None where this application has no such page."""
        return next((page for page in self.pages if page.slug == slug), None)

    def done(self, page: Section) -> bool:
        """Whether a page was saved with nothing left open."""
        seen = page.slug in self.draft.content.get("sheets", {}) or page.kind == "papers"
        return seen and is_complete(page, self.answers, self.documents, self.slots)

    @property
    def open_page(self) -> Section | None:
        """The first page that is not done; None when the form can be sent."""
        return next((page for page in self.pages if not self.done(page)), None)

    @property
    def lacking(self) -> Section | None:
        """The first page on which something that must be there is missing, seen or not."""
        return first_open(self.pages, self.answers, self.documents, self.slots)

    def reachable(self, slug: str) -> bool:
        """Whether a page may be opened: every page before it is done."""
        for page in self.pages:
            if page.slug == slug:
                return True
            if not self.done(page):
                return False
        return slug == REVIEW

    def after(self, slug: str) -> str:
        """The address of the page that follows; that of the review at the end."""
        names = [page.slug for page in self.pages]
        following = names[names.index(slug) + 1 :] if slug in names else names
        return following[0] if following else REVIEW

    def before(self, slug: str) -> str | None:
        """The address of the page before; None for the first."""
        names = [*(page.slug for page in self.pages), REVIEW]
        number = names.index(slug)
        return names[number - 1] if number else None
