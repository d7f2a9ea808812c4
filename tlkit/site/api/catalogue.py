"""The catalogue: every permit as this region offers it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import abort

from tlkit.catalogue.model import Citation, Processing
from tlkit.site.api.failures import FailureSchema, answer_errors
from tlkit.site.api.reading import Blueprint
from tlkit.site.api.shapes import PermitDetail, PermitQuery, PermitSummary, Sector
from tlkit.site.releases import live
from tlkit.site.releases.live import LivePermit
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.languages import current_language

blueprint = Blueprint("api-catalogue", __name__, description="The permit catalogue")
answer_errors(blueprint)


@blueprint.route("/sectors", methods=["GET"])
@blueprint.response(200, Sector(many=True))
def sectors() -> list[dict[str, Any]]:
    """The groups of permits."""
    return [{"id": key, "name": words(name)} for key, name in live().sectors.items()]


@blueprint.route("/permits", methods=["GET"])
@blueprint.arguments(PermitQuery, location="query")
@blueprint.response(200, PermitSummary(many=True))
@blueprint.alt_response(422, schema=FailureSchema)
def permits(asked: dict[str, str]) -> list[dict[str, Any]]:
    """Every permit; those that a search or a sector leaves."""
    now = live()
    found: Sequence[LivePermit] = tuple(now.permits.values())
    if asked.get("q", "").strip():
        hits = now.search(asked["q"], current_language())
        found = [now.permits[permit.id] for permit in hits.permits if permit.id in now.permits]
    return [
        summary(entry) for entry in found if asked.get("sector", entry.permit.sector) == entry.permit.sector
    ]


@blueprint.route("/permits/<permit_id>", methods=["GET"])
@blueprint.response(200, PermitDetail)
@blueprint.alt_response(404, schema=FailureSchema)
def permit(permit_id: str) -> dict[str, Any]:
    """One permit."""
    return detail(live().permits.get(permit_id) or abort(404))


def words(text: Any) -> dict[str, str]:
    return {"id": text.id, "en": text.en}


def summary(entry: LivePermit) -> dict[str, Any]:
    """A permit in a list."""
    it, region = entry.permit, current_instance().region
    agency = region.agency_for(it.agency)
    return {
        "id": it.id,
        "name": words(it.name),
        "summary": words(it.summary),
        "sector": it.sector,
        "agency": agency.name if agency else None,
        "channel": it.channel,
        "offered": entry.offered,
        "opens_here": entry.opens_here,
        "address": f"/izin/{it.id}",
    }


def detail(entry: LivePermit) -> dict[str, Any]:
    """A permit, whole. Papers that national law has dropped are left out."""
    it, now = entry.permit, live()
    return {
        **summary(entry),
        "requirements": [
            {
                "document": paper.document,
                "name": paper.described(now.documents).name,
                "applies_to": list(paper.applies_to),
                "condition": paper.condition,
            }
            for paper in it.requirements
            if paper.superseded is None
        ],
        "steps": [{"role": step.role, "action": step.action} for step in it.steps],
        "processing": time(it.processing) if it.processing else None,
        "fee": {"kind": it.fee.kind, "amount": it.fee.amount, "formula": it.fee.formula} if it.fee else None,
        "legal_basis": [basis(cited) for cited in it.legal_basis],
        "local_regulation": list(it.local_regulation),
        "output": it.output.name if it.output else None,
        "validity": it.output.validity if it.output else None,
        "years": it.output.years if it.output else None,
        "verified": it.verified,
    }


def time(promised: Processing) -> dict[str, Any]:
    """The promised time."""
    silence = promised.deemed_approval
    return {
        "days": promised.days,
        "unit": promised.unit,
        "deemed_approval": basis(silence) if silence else None,
        "waits_for_payment": promised.waits_for_payment,
    }


def basis(cited: Citation) -> dict[str, Any]:
    """A regulation with its name, as far as it is known."""
    law = live().regulations.get(cited.regulation)
    return {
        "regulation": cited.regulation, "name": law.name if law else None, "article": cited.article
    }  # fmt: skip
