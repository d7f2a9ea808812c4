"""What the office and a site tell each other, as values and as plain data for JSON.

A site's answers hold counts, versions and the names of permits and fields; never a
person, an application or a text that a resident wrote. A reader ignores names that it
does not know and fills in those that are missing where a default makes sense, so that
two versions of the kit understand each other.

    POST /office/v1/plan            bundle bytes → PlanAnswer
    POST /office/v1/apply           bundle bytes → ApplyAnswer
    GET  /office/v1/status          → StatusAnswer
    GET  /office/v1/proposals       → a list of ProposalMessage
    POST /office/v1/proposals/<id>  ProposalDecision → ProposalMessage
    anything refused                → Refusal

`tlkit.catalogue.message_schema` has `message_to_data` and `message_from`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from tlkit.catalogue.verdicts import Verdict
from tlkit.errors import Text

Health = Literal["ok", "degraded"]
ProposalState = Literal["proposed", "accepted", "declined"]
LISTED = 500
"""Lines of a plan that an answer lists, at most; its counts are always whole."""


@dataclass(frozen=True)
class Line:
    """What a plan says of one field of one permit; `field` is empty for a whole permit."""

    permit_id: str
    verdict: Verdict
    field: str = ""


@dataclass(frozen=True)
class PlanAnswer:
    """What a release would do to a site: `digest` is the plan's, to be named when applying it.

    `counts` is by verdict. `lines` are the conflicts first, `LISTED` at most. `frozen` says
    why only an urgent release would be applied today.
    """

    installed: str | None
    version: str
    digest: str
    counts: Mapping[str, int]
    lines: tuple[Line, ...] = ()
    frozen: str | None = None


@dataclass(frozen=True)
class ApplyAnswer:
    """What is in force after a release was applied.

    `changed` is False where it was in force before. `waiting_until` is the day from which
    a release that was accepted holds, None when it holds now.
    """

    version: str
    generation: int
    changed: bool
    conflicts: int = 0
    waiting_until: date | None = None


@dataclass(frozen=True)
class StatusAnswer:
    """How a site stands. `version` is None until a first catalogue is in force.

    `overridden` names each field for which the region's value stands in place of the
    base's, as `PERMIT/FIELD`. `last_contact` is when the office was last heard from.
    `alarm` says in words what an operator should look at. `usage` is counts by service.
    """

    kit_version: str
    version: str | None
    channel: str | None = None
    generation: int = 0
    applied_at: datetime | None = None
    last_contact: datetime | None = None
    conflicts: int = 0
    orphaned: int = 0
    not_offered: int = 0
    own_permits: int = 0
    unsupplied: int = 0
    """Regional fields, such as a permit's decree, that are still empty."""
    overridden: tuple[str, ...] = ()
    proposals: int = 0
    frozen: str | None = None
    health: Health = "ok"
    alarm: str | None = None
    usage: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class ProposalMessage:
    """A region's wish to change the base. `overlay` is plain data, as `overlay_to_data` gives it."""

    id: str
    proposed_on: date
    reason: str
    overlay: Mapping[str, Any]
    state: ProposalState = "proposed"
    note: str | None = None


@dataclass(frozen=True)
class ProposalDecision:
    """The office's answer to a proposal; `note` is for the region to read."""

    state: Literal["accepted", "declined"]
    note: str | None = None


@dataclass(frozen=True)
class Refusal:
    """Why a request was refused: a short code for machines, and words for people."""

    reason: str
    message: Text
    hint: Text | None = None
