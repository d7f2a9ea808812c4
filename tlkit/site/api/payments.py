"""Payments that a bank or a payment service tells: see `permits.fees.webhook` for the signature."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from flask import abort, current_app, request
from marshmallow import Schema, fields, validate

from tlkit.site.api.failures import FailureSchema, answer_errors
from tlkit.site.api.reading import Blueprint
from tlkit.site.permits.fees.balance import assessment_numbered, balance_of
from tlkit.site.permits.fees.formula import LARGEST_AMOUNT
from tlkit.site.permits.fees.paying import paid_by_message
from tlkit.site.permits.fees.webhook import HEADER, check_signature
from tlkit.site.shared.database import writing
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.limits import limited

P = ParamSpec("P")
R = TypeVar("R")


class Told(Schema):
    """A payment as it is told."""

    assessment = fields.String(
        required=True, validate=validate.Length(max=120), metadata={"description": "The notice's number."}
    )
    reference = fields.String(
        required=True, validate=validate.Regexp(r"^[0-9A-Za-z][0-9A-Za-z./_-]{2,63}$"),
        metadata={"description": "The payment's own number; the same for the same payment."},
    )  # fmt: skip
    amount = fields.Integer(
        required=True, strict=True, validate=validate.Range(1, LARGEST_AMOUNT),
        metadata={"description": "Whole rupiah."},
    )  # fmt: skip
    paid_at = fields.AwareDateTime(required=True)


class Recorded(Schema):
    """How the assessment stands now."""

    reference = fields.String(required=True)
    due = fields.Integer(required=True)
    paid = fields.Integer(required=True)
    state = fields.String(required=True, validate=validate.OneOf(("unpaid", "short", "paid", "over")))


blueprint = Blueprint("api-payments", __name__, description="Payments told by message")
answer_errors(blueprint)


def signed(view: Callable[P, R]) -> Callable[P, R]:
    """Let only signed, fresh messages through, before anything in them is read."""

    @wraps(view)
    def checked(*args: P.args, **kwargs: P.kwargs) -> R:
        secret = current_app.config.get("PAYMENT_SECRET")
        check_signature(secret, request.headers.get(HEADER), request.get_data(), current_instance().clock())
        return view(*args, **kwargs)

    return checked


@blueprint.route("/webhooks/payments", methods=["POST"])
@limited("600 per minute", "webhook")
@signed
@blueprint.arguments(Told)
@blueprint.response(200, Recorded)
@blueprint.doc(
    parameters=[
        {
            "in": "header",
            "name": HEADER,
            "required": True,
            "schema": {"type": "string"},
            "description": "t=<seconds since 1970>,v1=<HMAC-SHA256 of seconds, a full stop and the body>",
        }
    ]
)
@blueprint.alt_response(401, schema=FailureSchema, description="Not signed, or not in time.")
@blueprint.alt_response(404, schema=FailureSchema, description="No such assessment, or nothing to pay here.")
@blueprint.alt_response(409, schema=FailureSchema, description="The reference stands for another payment.")
@blueprint.alt_response(422, schema=FailureSchema)
def payment(told: dict[str, Any]) -> dict[str, Any]:
    """Tell a payment. Told twice, it counts once."""
    now = current_instance().clock()
    with writing() as session:
        assessment = assessment_numbered(session, told["assessment"]) or abort(404)
        made = paid_by_message(session, assessment, told["reference"], told["amount"], told["paid_at"], now)
        balance = balance_of(session, assessment.case_id) or abort(404)
        return {
            "reference": made.reference, "due": balance.due, "paid": balance.paid, "state": balance.state
        }  # fmt: skip
