"""What applications, complaints and requests for aid have in common: a case before a service.

A case has a receipt, steps in their order, a clock, a timeline, messages, returns for correction,
one officer at a time and an outcome. Every change writes its line of the timeline, its audit row
and its notices in the caller's transaction. Nothing here knows a service: a service says what its
steps demand and what its pages add through a `CaseKind`.
"""

from tlkit.site.shared.cases.actors import RESIDENT, SYSTEM, Actor
from tlkit.site.shared.cases.clock import Count, Deadline, NotCounted, Promise, Span
from tlkit.site.shared.cases.failures import OutOfOrder, Stale
from tlkit.site.shared.cases.finding import by_key, by_name, by_receipt
from tlkit.site.shared.cases.kinds import Ask, CaseKind, Panel, Part
from tlkit.site.shared.cases.models import (
    Case,
    CaseEvent,
    CaseKey,
    CaseMessage,
    CasePause,
    CaseReturn,
    CaseWord,
)
from tlkit.site.shared.cases.moves import assign, close, corrected, finish_step, give_back, let_go
from tlkit.site.shared.cases.opening import NewCase, open_case
from tlkit.site.shared.cases.pausing import held_on, pause, resume, wait
from tlkit.site.shared.cases.phone import case_here, remember
from tlkit.site.shared.cases.receipts import BadReceipt, new_receipt, parse
from tlkit.site.shared.cases.registered import kind_of
from tlkit.site.shared.cases.retention import closed_before, erase_person
from tlkit.site.shared.cases.silence import by_silence, granted_by_silence
from tlkit.site.shared.cases.standing import Standing, standing
from tlkit.site.shared.cases.talk import messages_of, read_messages, say_to, unread, unread_from_resident
from tlkit.site.shared.cases.timeline import events_of, open_return, who_did

__all__ = [
    "RESIDENT",
    "SYSTEM",
    "Actor",
    "Ask",
    "BadReceipt",
    "Case",
    "CaseEvent",
    "CaseKey",
    "CaseKind",
    "CaseMessage",
    "CasePause",
    "CaseReturn",
    "CaseWord",
    "Count",
    "Deadline",
    "NewCase",
    "NotCounted",
    "OutOfOrder",
    "Panel",
    "Part",
    "Promise",
    "Span",
    "Stale",
    "Standing",
    "assign",
    "by_key",
    "by_name",
    "by_receipt",
    "by_silence",
    "case_here",
    "close",
    "closed_before",
    "corrected",
    "erase_person",
    "events_of",
    "finish_step",
    "give_back",
    "granted_by_silence",
    "held_on",
    "kind_of",
    "let_go",
    "messages_of",
    "new_receipt",
    "open_case",
    "open_return",
    "parse",
    "pause",
    "read_messages",
    "remember",
    "resume",
    "say_to",
    "standing",
    "unread",
    "unread_from_resident",
    "wait",
    "who_did",
]
