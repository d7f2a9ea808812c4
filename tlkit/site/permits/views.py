"""The pages of the permits service."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, abort, render_template, request

from tlkit.catalogue.search import FILLERS
from tlkit.site.permits import words
from tlkit.site.permits.listing import Filter, agency_choices, grouped
from tlkit.site.permits.origins import origins
from tlkit.site.permits.page import permit_page
from tlkit.site.permits.standard import service_standard
from tlkit.site.releases import live
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.languages import current_language
from tlkit.site.shared.service import Page

LONGEST_QUERY = 100
"""Characters of a search; what goes beyond is not read."""

blueprint = Blueprint("permits", __name__, template_folder="templates")


@blueprint.get("/izin")
def catalogue() -> str:
    """Every permit, or those that a search and filters leave."""
    now, region, lang = live(), current_instance().region, current_language()
    chosen = Filter(
        request.args.get("q", "").strip()[:LONGEST_QUERY],
        request.args.get("sektor", ""),
        request.args.get("instansi", ""),
    )
    hits = now.search(chosen.query, lang) if chosen.query else None
    return render_template(
        "permits/catalogue.html",
        chosen=chosen,
        groups=grouped(now, region, lang, chosen, {found.id for found in hits.permits} if hits else None),
        ended=hits.tombstones if hits else (),
        fillers=FILLERS,
        tombstones=now.tombstones.values(),
        permits=now.permits,
        sectors=now.sectors,
        agencies=agency_choices(now, region, lang),
    )


@blueprint.get("/izin/<permit_id>")
def permit(permit_id: str) -> str:
    """One permit: where, with what, how long, at what cost, by which law."""
    now = live()
    entry = now.permits.get(permit_id)
    if entry is None or entry.permit.status == "retired":
        abort(404)
    page = permit_page(entry, now, current_instance().region)
    return render_template(
        "permits/permit.html",
        page=page,
        permit=page.permit,
        standard=service_standard(page),
        origins=list(origins(page.permit, now)),
        words=words,
        now=now,
    )


@blueprint.get("/standar-pelayanan")
def standards() -> str:
    """Every service standard on one page, to read or to print."""
    now, region = live(), current_instance().region
    pages = [permit_page(entry, now, region) for entry in now.permits.values() if entry.offered]
    return render_template(
        "permits/standards.html",
        entries=[(page, service_standard(page)) for page in pages],
        sectors=now.sectors,
        words=words,
    )


def published() -> Iterator[Page]:
    """The catalogue without a question, every permit, and the standards."""
    yield "permits.catalogue", {}
    yield "permits.standards", {}
    for permit_id, entry in live().permits.items():
        if entry.permit.status != "retired":
            yield "permits.permit", {"permit_id": permit_id}
