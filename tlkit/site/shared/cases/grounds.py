"""The grounds on which a clock may stand still, in words."""

from __future__ import annotations

from collections.abc import Mapping

from tlkit.errors import Text
from tlkit.site.shared.cases.models import Case
from tlkit.site.shared.cases.registered import kind_of

GROUNDS: Mapping[str, Text] = {
    "returned": Text("waiting for your correction", "menunggu perbaikan dari Anda"),
    "payment": Text("waiting for your payment", "menunggu pembayaran dari Anda"),
    "handover": Text("decided, and waiting for you to collect it", "sudah diputus, tinggal Anda ambil"),
}


CAME: Mapping[str, Text] = {
    "payment": Text(
        "We received your payment: the clock goes on", "Pembayaran Anda kami terima: waktu berjalan lagi"
    ),
}
"""What is said when that for which a clock stood still has come."""


def grounds_of(case: Case) -> Mapping[str, Text]:
    """Every ground on which a case's clock may ever have stopped: the common ones and its service's."""
    return {**GROUNDS, **kind_of(case).grounds}


def stopping(case: Case) -> Mapping[str, Text]:
    """Those on which its clock may be stopped: its service's own, and what the case was opened with.

    Giving the case back stops it too, but is no pause.
    """
    allowed = {*kind_of(case).grounds, *case.waits} - {"returned"}
    return {ground: words for ground, words in grounds_of(case).items() if ground in allowed}
