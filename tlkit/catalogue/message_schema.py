"""Messages to plain data and back: every mistake at once, names of newer versions ignored."""

from __future__ import annotations

from typing import Any, TypeVar, cast, get_args

from marshmallow import EXCLUDE, fields

from tlkit.catalogue import messages
from tlkit.catalogue.mapping import nowhere, to_data
from tlkit.catalogue.message_values import Counts, FieldOfPermit, Moment, Plain
from tlkit.catalogue.permit_schema import Entry, many
from tlkit.catalogue.schema import load
from tlkit.catalogue.values import Bilingual, Choice, Day, Key, Whole, Words
from tlkit.catalogue.verdicts import VERDICTS

Message = TypeVar("Message")


class MessageEntry(Entry):
    class Meta:
        unknown = EXCLUDE


class LineEntry(MessageEntry):
    makes = messages.Line
    permit_id = Key(required=True)
    verdict = Choice(VERDICTS, required=True)
    field = Words()


class PlanAnswerEntry(MessageEntry):
    makes = messages.PlanAnswer
    installed = Words(required=True, allow_none=True)
    version = Words(required=True)
    digest = Key(required=True)
    counts = Counts(required=True)
    lines = many(LineEntry)
    frozen = Words()


class ApplyAnswerEntry(MessageEntry):
    makes = messages.ApplyAnswer
    version = Words(required=True)
    generation = Whole(required=True)
    changed = fields.Boolean(truthy={True}, falsy={False}, required=True)
    conflicts = Whole()
    waiting_until = Day()


class StatusAnswerEntry(MessageEntry):
    makes = messages.StatusAnswer
    kit_version = Words(required=True)
    version = Words(required=True, allow_none=True)
    channel = Key()
    generation = Whole()
    applied_at = Moment()
    last_contact = Moment()
    conflicts = Whole()
    orphaned = Whole()
    not_offered = Whole()
    own_permits = Whole()
    unsupplied = Whole()
    overridden = fields.List(FieldOfPermit())
    proposals = Whole()
    frozen = Words()
    health = Choice(get_args(messages.Health))
    alarm = Words()
    usage = Counts()


class ProposalMessageEntry(MessageEntry):
    makes = messages.ProposalMessage
    id = Key(required=True)
    proposed_on = Day(required=True)
    reason = Words(required=True)
    overlay = Plain(required=True)
    state = Choice(get_args(messages.ProposalState))
    note = Words()


class ProposalDecisionEntry(MessageEntry):
    makes = messages.ProposalDecision
    state = Choice(("accepted", "declined"), required=True)
    note = Words()


class RefusalEntry(MessageEntry):
    makes = messages.Refusal
    reason = Key(required=True)
    message = Bilingual(required=True)
    hint = Bilingual()


SCHEMAS: dict[Any, Entry] = {
    entry.makes: entry
    for entry in (
        PlanAnswerEntry(),
        ApplyAnswerEntry(),
        StatusAnswerEntry(),
        ProposalMessageEntry(),
        ProposalDecisionEntry(),
        RefusalEntry(),
    )
}


def message_to_data(message: Any) -> dict[str, Any]:
    """A message as plain data for JSON; what has its default value is left out."""
    return cast("dict[str, Any]", to_data(message))


def message_from(kind: type[Message], data: Any) -> Message:
    """The message of a kind, such as `StatusAnswer`, in plain data from the other side.

    Raises InputError with every mistake: what answered may be anything.
    """
    return cast(Message, load(SCHEMAS[kind], data, nowhere(kind.__name__)))
