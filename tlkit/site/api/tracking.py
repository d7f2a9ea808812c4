"""How a case stands, for whoever has its receipt and the applicant's phone number or e-mail."""

from __future__ import annotations

from typing import Any

from flask import abort
from marshmallow import Schema, fields, validate

from tlkit.site.api.failures import FailureSchema, answer_errors
from tlkit.site.api.reading import Blueprint
from tlkit.site.shared.cases import BadReceipt, Case, granted_by_silence, parse, standing
from tlkit.site.shared.cases.finding import by_receipt_and_contact
from tlkit.site.shared.database import db
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.limits import limited
from tlkit.site.shared.workdays import Calendar


class Question(Schema):
    """A receipt, and how its applicant is reached."""

    receipt = fields.String(
        required=True, validate=validate.Length(max=40), metadata={"description": "Such as K7MP-3XQ9-T."}
    )
    contact = fields.String(
        required=True, validate=validate.Length(max=254), metadata={"description": "Phone number or e-mail."}
    )


class TrackedStep(Schema):
    """A step and whether it is done."""

    role = fields.String(required=True)
    action = fields.String(required=True)
    done = fields.Boolean(required=True)


class Tracked(Schema):
    """How a case stands."""

    receipt = fields.String(required=True)
    title = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(("open", "returned", "paused", "closed")))
    outcome = fields.String(allow_none=True, validate=validate.OneOf(("granted", "refused", "withdrawn")))
    opened_at = fields.DateTime(required=True)
    due_at = fields.DateTime(allow_none=True)
    days_left = fields.Integer(allow_none=True, metadata={"description": "In units of the promise."})
    unit = fields.String(required=True)
    estimated = fields.Boolean(required=True)
    deemed = fields.String(
        allow_none=True,
        metadata={"description": "The rule under which it counts as granted by now, its time being over."},
    )
    steps = fields.List(fields.Nested(TrackedStep), required=True)


blueprint = Blueprint("api-tracking", __name__, description="How a case stands")
answer_errors(blueprint)


@blueprint.route("/tracking", methods=["POST"])
@limited("10 per minute", "cek-status")
@limited("60 per hour", "cek-status")
@blueprint.arguments(Question)
@blueprint.response(200, Tracked)
@blueprint.alt_response(404, schema=FailureSchema, description="No such case, or another person's.")
@blueprint.alt_response(422, schema=FailureSchema)
@blueprint.alt_response(429, schema=FailureSchema, description="Asked too often.")
def track(asked: dict[str, str]) -> dict[str, Any]:
    """How one case stands. A receipt that is absent and one that is another's get the same answer."""
    try:
        receipt = parse(asked["receipt"])
    except BadReceipt:
        receipt = ""
    case = by_receipt_and_contact(db.session(), receipt, asked["contact"])
    return told(case) if case is not None and case.erased_at is None else abort(404)


def told(case: Case) -> dict[str, Any]:
    """A case without a name in it."""
    instance = current_instance()
    now = instance.clock()
    stands = standing(case, Calendar.of(instance.region), now)
    return {
        "receipt": case.receipt,
        "title": case.title,
        "state": case.state,
        "outcome": case.outcome,
        "opened_at": case.opened_at,
        "due_at": stands.due,
        "days_left": stands.days_left,
        "unit": stands.unit,
        "estimated": stands.estimated,
        "deemed": case.deemed if granted_by_silence(case, now) else None,
        "steps": [
            {"role": step["role"], "action": step["action"], "done": number < case.position}
            for number, step in enumerate(case.steps)
        ],
    }
