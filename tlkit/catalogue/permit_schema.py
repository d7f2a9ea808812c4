"""The names and kinds of value of one permit in plain data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, get_args

from marshmallow import Schema, fields, post_load

from tlkit.catalogue import model
from tlkit.catalogue.values import Bilingual, Choice, Components, Day, Key, Pair, Whole, Words


class Entry(Schema):
    """An entry that becomes one of the model's values; its lists become tuples."""

    makes: ClassVar[Callable[..., Any]] = dict

    @post_load
    def make(self, data: dict[str, Any], **kwargs: Any) -> Any:
        return type(self).makes(**{k: tuple(v) if isinstance(v, list) else v for k, v in data.items()})


def many(entry: type[Entry]) -> fields.Nested:
    """A list of such entries."""
    return fields.Nested(entry, many=True)


def keys() -> fields.List[str]:
    """A list of ids."""
    return fields.List(Key())


class SupersededEntry(Entry):
    makes = model.Superseded
    by = Key(required=True)
    date = Day(required=True)


class RequirementEntry(Entry):
    makes = model.Requirement
    document = Key(required=True)
    applies_to = fields.List(Choice(get_args(model.ApplicationType)))
    condition = Words()
    superseded = fields.Nested(SupersededEntry)
    sources = keys()
    name = Words()
    note = Words()


class FormFieldEntry(Entry):
    makes = model.FormField
    id = Key(required=True)
    label = Words(required=True)
    type = Choice(get_args(model.FieldType), required=True)
    source = Key(required=True)
    required = fields.Boolean(truthy={True}, falsy={False})
    help = Words()
    options = fields.List(Words())
    show_if = Pair()
    rows = fields.Nested(
        lambda: FormFieldEntry(exclude=("rows",)), many=True, data_key="fields", attribute="fields"
    )


class StepEntry(Entry):
    makes = model.Step
    role = Choice(get_args(model.StepRole), required=True)
    action = Words(required=True)


class CitationEntry(Entry):
    makes = model.Citation
    regulation = Key(required=True)
    article = Words()


class ProcessingEntry(Entry):
    makes = model.Processing
    days = Whole(least=1, required=True)
    unit = Choice(get_args(model.DayUnit))
    sources = keys()
    deemed_approval = fields.Nested(CitationEntry)
    waits_for_payment = fields.Boolean(truthy={True}, falsy={False})


class FeeEntry(Entry):
    makes = model.Fee
    kind = Choice(get_args(model.FeeKind), required=True)
    amount = Whole()
    formula = Words()
    legal_basis = keys()
    sources = keys()


class OutputEntry(Entry):
    makes = model.Output
    name = Words(required=True)
    validity = Words()
    years = Whole(least=1)
    sources = keys()


class NationalEntry(Entry):
    makes = model.National
    system = Key(required=True)
    prepare = fields.List(Words())


class DecreeEntry(Entry):
    makes = model.Decree
    number = Words(required=True)
    date = Day(required=True)
    title = Words()


class PermitEntry(Entry):
    makes = model.Permit
    id = Key(required=True)
    sector = Key(required=True)
    name = Bilingual(required=True)
    summary = Bilingual(required=True)
    agency = Key(required=True)
    channel = Choice(get_args(model.Channel), required=True)
    aliases = fields.List(Words())
    national = fields.Nested(NationalEntry)
    requirements = many(RequirementEntry)
    form = many(FormFieldEntry)
    steps = many(StepEntry)
    processing = fields.Nested(ProcessingEntry)
    fee = fields.Nested(FeeEntry)
    legal_basis = many(CitationEntry)
    output = fields.Nested(OutputEntry)
    standard = Components(get_args(model.StandardComponent))
    decree = fields.Nested(DecreeEntry)
    technical_agency = Words()
    counter = Words()
    local_regulation = fields.List(Words())
    observed_in = keys()
    sources = keys()
    verified = fields.Boolean(truthy={True}, falsy={False})
    status = Choice(get_args(model.Status))
