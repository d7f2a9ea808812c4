"""What a permit catalogue is: permits, the rules they rest on, and what came before.

Frozen values only. Text that the interface shows in two languages is a `Text`;
all other permit text is Indonesian. A fact without a source is absent: None, or
an empty tuple, and the site says that the office must supply it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from tlkit.errors import Text

Status = Literal["active", "deprecated", "retired"]
Channel = Literal["here", "counter", "national", "unsure"]
ApplicationType = Literal["new", "renewal", "change", "copy", "revocation"]
FeeKind = Literal["free", "retribusi", "tax", "pnbp", "deposit", "compensation"]
RegulationStatus = Literal["in-force", "amended", "repealed", "unsure"]
DayUnit = Literal["working-days", "days", "hours"]
StepRole = Literal[
    "counter", "verifier", "field-visit", "technical", "assessment", "payment", "review", "signer", "handover"
]
FieldType = Literal[
    "text", "long-text", "number", "money", "date", "choice", "choices", "yes-no",
    "nik", "npwp", "nitku", "nib", "family-card", "phone", "email", "address", "point",
    "group", "documents", "stamped-letter", "declaration",
]  # fmt: skip
StandardComponent = Literal[
    "requirements", "procedure", "time", "fee", "output", "complaints",
    "legal-basis", "facilities", "staff-competence", "internal-oversight",
    "staff-count", "service-guarantee", "safety-guarantee", "performance-evaluation",
]  # fmt: skip
"""The 14 components of a service standard in the order of Permenpan-RB 15/2014."""


@dataclass(frozen=True, slots=True)
class Superseded:
    """A requirement that national law has dropped: which regulation, from which day."""

    by: str
    date: date


@dataclass(frozen=True, slots=True)
class Requirement:
    """A paper or proof that an applicant brings.

    `document` names an entry of the catalogue's documents, or a paper that has no entry and
    then carries its `name` here. `condition` says in words when it is asked for; None means
    always. `note` says what to mind here, in place of the document's help. `sources` are ids
    of `Source`.
    """

    document: str
    applies_to: tuple[ApplicationType, ...] = ("new",)
    condition: str | None = None
    superseded: Superseded | None = None
    sources: tuple[str, ...] = ()
    name: str | None = None
    note: str | None = None

    def described(self, documents: Mapping[str, Document]) -> Document:
        """The paper as an applicant reads of it; one that nobody describes goes by its id."""
        known = documents.get(self.document) or Document(self.document, self.document)
        return Document(known.id, self.name or known.name, self.note or known.help)


@dataclass(frozen=True, slots=True)
class FormField:
    """A question of the application form. `source` is a Source id, or `design` for our own."""

    id: str
    label: str
    type: FieldType
    source: str
    required: bool = True
    help: str | None = None
    options: tuple[str, ...] = ()
    show_if: tuple[str, str] | None = None
    """The id of another field and the answer to it under which this one is asked."""
    fields: tuple[FormField, ...] = ()
    """What is asked in each row of a `group`."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step between application and certificate: who acts, and what they do."""

    role: StepRole
    action: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A regulation that a permit rests on, and the article where one is known."""

    regulation: str
    article: str | None = None


@dataclass(frozen=True, slots=True)
class Processing:
    """The promised time. Where several offices were observed, the longest of them.

    `deemed_approval` is the rule under which an application counts as granted when the time
    passes without a decision; None where the permit does not say so. With `waits_for_payment`
    the time stands still while a bill is unpaid.
    """

    days: int
    unit: DayUnit = "working-days"
    sources: tuple[str, ...] = ()
    deemed_approval: Citation | None = None
    waits_for_payment: bool = False


@dataclass(frozen=True, slots=True)
class Fee:
    """What a permit costs, in whole rupiah; a formula in words where it depends."""

    kind: FeeKind
    amount: int | None = None
    formula: str | None = None
    legal_basis: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Output:
    """What the applicant receives, and how long it holds (in words and, where fixed, years)."""

    name: str
    validity: str | None = None
    years: int | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class National:
    """A national system in which the permit is applied for, and what to prepare for it."""

    system: str
    prepare: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decree:
    """The region's decree that sets this permit's service standard and opens it."""

    number: str
    date: date
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Permit:
    """One service of the catalogue."""

    id: str
    sector: str
    name: Text
    summary: Text
    agency: str
    channel: Channel
    aliases: tuple[str, ...] = ()
    national: National | None = None
    requirements: tuple[Requirement, ...] = ()
    form: tuple[FormField, ...] = ()
    steps: tuple[Step, ...] = ()
    processing: Processing | None = None
    fee: Fee | None = None
    legal_basis: tuple[Citation, ...] = ()
    output: Output | None = None
    standard: Mapping[str, str] = field(default_factory=dict)
    """Components of the service standard that no other field holds, by StandardComponent."""
    decree: Decree | None = None
    technical_agency: str | None = None
    counter: str | None = None
    local_regulation: tuple[str, ...] = ()
    """The region's own regulations behind this permit, in words; national ones are in `legal_basis`."""
    observed_in: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    verified: bool = False
    status: Status = "active"
    """A deprecated permit takes no new applications; a retired one is no longer shown."""


@dataclass(frozen=True, slots=True)
class Regulation:
    """A law, cited by permits through its id, such as `uu-17-2023`."""

    id: str
    name: str
    about: str
    status: RegulationStatus
    scope: Literal["national", "regional"] = "national"
    replaced_by: str | None = None
    note: str | None = None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A kind of paper that requirements name, such as `ktp`."""

    id: str
    name: str
    help: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read: which office's page, and its address where there is one."""

    id: str
    title: str
    region: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class NationalSystem:
    """A national licensing system, such as OSS; `url` is None where it was not verified."""

    id: str
    name: Text
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Tombstone:
    """An abolished permit that people still search for, and what came instead."""

    id: str
    name: str
    aliases: tuple[str, ...]
    text: Text
    replaced_by: tuple[str, ...] = ()
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One whole catalogue. Mappings keep the order of their files."""

    version: str
    permits: Mapping[str, Permit]
    sectors: Mapping[str, Text]
    agency_kinds: Mapping[str, Text]
    documents: Mapping[str, Document]
    regulations: Mapping[str, Regulation]
    sources: Mapping[str, Source]
    systems: Mapping[str, NationalSystem]
    tombstones: Mapping[str, Tombstone]
