"""The shapes in which the catalogue is told."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

LONGEST_QUERY = 100


class Words(Schema):
    """A text in the site's two languages."""

    id = fields.String(required=True)
    en = fields.String(required=True)


class Sector(Schema):
    """A group of permits."""

    id = fields.String(required=True)
    name = fields.Nested(Words, required=True)


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


class Time(Schema):
    """The promised time, and what happens to it."""

    days = fields.Integer(required=True)
    unit = fields.String(required=True, validate=validate.OneOf(("working-days", "days", "hours")))
    deemed_approval = fields.Nested(
        Basis, allow_none=True,
        metadata={"description": "The rule under which an application counts as granted after it."},
    )  # fmt: skip
    waits_for_payment = fields.Boolean(
        required=True, metadata={"description": "The time stands still while a bill is unpaid."}
    )


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
