"""The catalogue: every permit as this region offers it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import abort
from flask_smorest import Blueprint
from marshmallow import Schema, fields, validate

from tlkit.site.api.failures import FailureSchema, answer_errors
from tlkit.site.releases import live
from tlkit.site.releases.live import LivePermit
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.languages import current_language

LONGEST_QUERY = 100


class Words(Schema):
    """A text in the site's two languages."""

    id = fields.String(required=True)
    en = fields.String(required=True)


class Sector(Schema):
    """A group of permits."""

    id = fields.String(required=True)
    name = fields.Nested(Words, required=True)


class Time(Schema):
    """The promised time."""

    days = fields.Integer(required=True)
    unit = fields.String(required=True, validate=validate.OneOf(("working-days", "days", "hours")))


class Fee(Schema):
    """What a permit costs. `amount` in whole rupiah; `formula` in words or as arithmetic."""

    kind = fields.String(required=True)
    amount = fields.Integer(allow_none=True)
    formula = fields.String(allow_none=True)


class PermitSummary(Schema):
    """A permit in a list."""

    id = fields.String(required=True)
    name = fields.Nested(Words, required=True)
    summary = fields.Nested(Words, required=True)
    sector = fields.String(required=True)
    agency = fields.String(allow_none=True, metadata={"description": "The region's agency that answers."})
    channel = fields.String(required=True)
    offered = fields.Boolean(required=True)
    opens_here = fields.Boolean(required=True, metadata={"description": "Can be applied for on this site."})
    address = fields.String(required=True, metadata={"description": "The permit's page on this site."})


class Paper(Schema):
    """A paper that an applicant brings."""

    document = fields.String(required=True)
    name = fields.String(required=True)
    applies_to = fields.List(fields.String(), required=True)
    condition = fields.String(allow_none=True)


class StepSchema(Schema):
    """One step between application and certificate."""

    role = fields.String(required=True)
    action = fields.String(required=True)


class Basis(Schema):
    """A regulation that the permit rests on."""

    regulation = fields.String(required=True)
    name = fields.String(allow_none=True)
    article = fields.String(allow_none=True)


class PermitDetail(PermitSummary):
    """A permit, whole. What no source tells is null or empty."""

    requirements = fields.List(fields.Nested(Paper), required=True)
    steps = fields.List(fields.Nested(StepSchema), required=True)
    processing = fields.Nested(Time, allow_none=True)
    fee = fields.Nested(Fee, allow_none=True)
    legal_basis = fields.List(fields.Nested(Basis), required=True)
    local_regulation = fields.List(fields.String(), required=True)
    output = fields.String(allow_none=True)
    validity = fields.String(allow_none=True)
    years = fields.Integer(allow_none=True)
    verified = fields.Boolean(required=True)


class PermitQuery(Schema):
    """Which permits."""

    q = fields.String(validate=validate.Length(max=LONGEST_QUERY), metadata={"description": "Words to find."})
    sector = fields.String(metadata={"description": "Only this sector."})


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
                "name": known.name if (known := now.documents.get(paper.document)) else paper.document,
                "applies_to": list(paper.applies_to),
                "condition": paper.condition,
            }
            for paper in it.requirements
            if paper.superseded is None
        ],
        "steps": [{"role": step.role, "action": step.action} for step in it.steps],
        "processing": {"days": it.processing.days, "unit": it.processing.unit} if it.processing else None,
        "fee": {"kind": it.fee.kind, "amount": it.fee.amount, "formula": it.fee.formula} if it.fee else None,
        "legal_basis": [
            {
                "regulation": cited.regulation,
                "name": law.name if (law := now.regulations.get(cited.regulation)) else None,
                "article": cited.article,
            }
            for cited in it.legal_basis
        ],
        "local_regulation": list(it.local_regulation),
        "output": it.output.name if it.output else None,
        "validity": it.output.validity if it.output else None,
        "years": it.output.years if it.output else None,
        "verified": it.verified,
    }
