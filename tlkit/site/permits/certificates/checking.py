"""What anybody may know of a certificate that carries a code: no more than is on its face, and no NIK."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from tlkit.errors import Text
from tlkit.site.permits.certificates.codes import masked
from tlkit.site.permits.certificates.models import Certificate
from tlkit.site.shared.cases.retention import ERASED
from tlkit.site.shared.clock import local_date
from tlkit.site.shared.instance import current_instance

State = Literal["valid", "ended", "revoked", "refusal"]

STATES: dict[State, Text] = {
    "valid": Text("In force", "Berlaku"),
    "ended": Text("No longer in force: its time is over", "Tidak berlaku: masa berlakunya habis"),
    "revoked": Text("No longer in force: revoked", "Tidak berlaku: sudah dicabut"),
    "refusal": Text("A genuine letter that refuses an application", "Surat penolakan yang asli"),
}
ELECTRONIC = Text("Signed electronically", "Ditandatangani secara elektronik")
BY_HAND = Text("Signed by hand and stamped", "Ditandatangani dan dicap pada kertas")


@dataclass(frozen=True)
class Checked:
    """A certificate as strangers may see it. `holder` is None once the site has forgotten them."""

    state: State
    number: str
    title: str
    holder: str | None
    object: str
    issued_on: date
    valid_until: date | None
    revoked_on: date | None
    signed: Text

    @property
    def word(self) -> Text:
        """How it stands, in words."""
        return STATES[self.state]


def checked(session: Session, code: str, today: date) -> Checked | None:
    """The signed certificate or refusal with this code; None for an unknown one and for a draft."""
    made = session.scalar(
        select(Certificate).where(Certificate.code == code, Certificate.issued_at.is_not(None))
    )
    if made is None or made.number is None or made.issued_on is None:
        return None
    return Checked(
        state_of(made, today),
        made.number,
        made.title,
        holder_of(made),
        made.object,
        made.issued_on,
        made.valid_until,
        local_date(made.revoked_at, current_instance().region.zone) if made.revoked_at else None,
        ELECTRONIC if made.way == "bsre" and made.signature_verified else BY_HAND,
    )


def holder_of(made: Certificate) -> str | None:
    """A body by its name, anybody else masked; None where the name was destroyed."""
    if made.holder == ERASED:
        return None
    body = made.details.get("holder_kind", "person") != "person"
    return made.holder if body else masked(made.holder)


def state_of(made: Certificate, today: date) -> State:
    """Whether it counts today; its last day counts."""
    if made.revoked_at is not None:
        return "revoked"
    if made.kind == "refusal":
        return "refusal"
    return "ended" if made.valid_until is not None and made.valid_until < today else "valid"
