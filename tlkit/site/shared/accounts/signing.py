"""Four eyes: who verified a case does not sign it, unless the region says that one person may.

On a demonstration one person may: whoever tries it out does everything.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum

from tlkit.region.model import Region

SETTING = "one_person_may_verify_and_sign"
"""The region's setting of the permits service that lets one person do both."""


class Signing(Enum):
    """What holds for one signer of one case. RECORDED: allowed, and the case's audit must say so."""

    ALLOWED = "allowed"
    RECORDED = "recorded"
    REFUSED = "refused"


def may_sign(verifiers: Collection[int], signer: int, region: Region) -> Signing:
    """Whether account `signer` may sign a case that the accounts `verifiers` verified."""
    if signer not in verifiers:
        return Signing.ALLOWED
    switch = region.services.get("permits")
    allowed = region.mode == "demo" or (switch is not None and switch.settings.get(SETTING) is True)
    return Signing.RECORDED if allowed else Signing.REFUSED
