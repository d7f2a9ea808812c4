"""The grounds on which a clock may stand still, in words."""

from __future__ import annotations

from collections.abc import Mapping

from tlkit.errors import Text
from tlkit.site.shared.cases.kinds import kind_of
from tlkit.site.shared.cases.models import Case

GROUNDS: Mapping[str, Text] = {
    "returned": Text("waiting for your correction", "menunggu perbaikan dari Anda"),
    "payment": Text("waiting for your payment", "menunggu pembayaran dari Anda"),
}


def grounds_of(case: Case) -> Mapping[str, Text]:
    """Every ground that counts for a case: the common ones and its service's."""
    return {**GROUNDS, **kind_of(case).grounds}
