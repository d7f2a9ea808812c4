"""The names and kinds of value that a region file may hold."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema, fields

from tlkit.region.fields import (
    Colour,
    DistrictCode,
    Domain,
    Email,
    File,
    Id,
    Line,
    Name,
    Paragraph,
    Phone,
    RegencyCode,
    Slug,
    VillageCode,
)
from tlkit.region.values import Choice, Clock, Coordinates, Day, LooseDate, Settings, TilePath, Url

VERSION = 1
SERVICES = (
    "permits", "complaints", "admissions", "assistance", "places", "news", "surveys", "adoption",
)  # fmt: skip
"""The services of a site that a region can switch off."""


def many(schema: type[Schema]) -> fields.Nested:
    """A list of such entries; an empty value means none."""
    return fields.Nested(schema, many=True, allow_none=True)


class SiteSchema(Schema):
    """`site`"""

    name = Name(required=True)
    tagline = Line(allow_none=True)
    domain = Domain(allow_none=True)


class BrandingSchema(Schema):
    """`branding`"""

    logo = File(required=True)
    colour = Colour(required=True)
    second_colour = Colour(required=True)


class ContactsSchema(Schema):
    """`contacts`"""

    address = Line(allow_none=True)
    phone = Phone(allow_none=True)
    whatsapp = Phone(allow_none=True)
    email = Email(allow_none=True)
    website = Url(allow_none=True)


class InformationOfficerSchema(Schema):
    """`information_officer`"""

    name = Name(required=True)
    address = Line(allow_none=True)
    phone = Phone(allow_none=True)
    email = Email(allow_none=True)
    website = Url(allow_none=True)


class EmergencySchema(Schema):
    """`emergency[]`"""

    name = Name(required=True)
    number = Phone(required=True)
    source = Line(required=True)


class AgencySchema(Schema):
    """`agencies[]`"""

    id = Id(required=True)
    name = Line(required=True)
    short = Name(required=True)
    kinds = fields.List(Id(), allow_none=True)
    address = Line(allow_none=True)
    phone = Phone(allow_none=True)
    email = Email(allow_none=True)
    website = Url(allow_none=True)
    source = Line(allow_none=True)


class ServicePointSchema(Schema):
    """`service_points[]`"""

    id = Id(required=True)
    name = Name(required=True)
    kind = Choice("counter", "mall", required=True)
    agency = Id(allow_none=True)
    address = Line(allow_none=True)
    hours = Line(allow_none=True)
    phone = Phone(allow_none=True)
    location = Coordinates(allow_none=True)
    source = Line(allow_none=True)


class VillageSchema(Schema):
    """`districts[].villages[]`"""

    code = VillageCode(required=True)
    name = Name()
    centre = Coordinates(allow_none=True)


class DistrictSchema(Schema):
    """`districts[]`"""

    code = DistrictCode(required=True)
    name = Name()
    centre = Coordinates(allow_none=True)
    villages = many(VillageSchema)


class ServiceSwitchSchema(Schema):
    """`services.*`"""

    on = fields.Boolean(required=True, truthy={True}, falsy={False})
    agency = Id(allow_none=True)
    settings = Settings(allow_none=True)


ServicesSchema: type[Schema] = Schema.from_dict(
    {name: fields.Nested(ServiceSwitchSchema, allow_none=True) for name in SERVICES}, name="ServicesSchema"
)


class HolidaySchema(Schema):
    """`working.holidays[]`"""

    date = Day(required=True)
    name = Name(required=True)


class WorkingSchema(Schema):
    """`working`"""

    days = fields.List(Choice(1, 2, 3, 4, 5, 6, 7))
    opens = Clock()
    closes = Clock()
    holidays = many(HolidaySchema)


class OfficeSchema(Schema):
    """`office`"""

    url = Url(required=True)
    channel = Id()
    root = File(allow_none=True)


FreezeSchema: type[Schema] = Schema.from_dict(
    {"from": Day(required=True), "to": Day(required=True), "reason": Line(required=True)},
    name="FreezeSchema",
)


class ReplicationSchema(Schema):
    """`replication`"""

    evidence = Line(required=True)
    date = LooseDate(required=True)
    source = Line(required=True)


class RegionSchema(Schema):
    """A whole region file."""

    schema = Choice(VERSION, required=True)
    code = RegencyCode(required=True)
    slug = Slug(required=True)
    name = Name(required=True)
    province = Name(required=True)
    government = Name(required=True)
    zone = Choice("WIB", "WITA", "WIT", required=True)
    languages = fields.List(Choice("id", "en"), required=True)
    mode = Choice("live", "demo")
    site = fields.Nested(SiteSchema, required=True)
    branding = fields.Nested(BrandingSchema, required=True)
    pledge = Paragraph(allow_none=True)
    contacts = fields.Nested(ContactsSchema, allow_none=True)
    information_officer = fields.Nested(InformationOfficerSchema, allow_none=True)
    emergency = many(EmergencySchema)
    agencies = many(AgencySchema)
    service_points = many(ServicePointSchema)
    districts = many(DistrictSchema)
    boundaries = File(allow_none=True)
    map_tiles = TilePath(allow_none=True)
    services = fields.Nested(ServicesSchema, allow_none=True)
    working = fields.Nested(WorkingSchema, allow_none=True)
    office = fields.Nested(OfficeSchema, allow_none=True)
    freeze = many(FreezeSchema)
    replication = fields.Nested(ReplicationSchema, allow_none=True)


Values = dict[str, Any]
"""What the schema loads: checked values, not yet a Region."""
