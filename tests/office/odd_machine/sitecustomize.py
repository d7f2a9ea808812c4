"""Python reads this before a site's own code, where a test puts this folder first: an odd machine.

ODD_DAYS=2     its clock is two days ahead; -2 behind
ODD_KIT=0.0.1  its kit calls itself so, and says no more than the first answers did
"""

from __future__ import annotations

import os
from datetime import datetime, timedelta, tzinfo

if "ODD_KIT" in os.environ:
    import tlkit

    tlkit.__version__ = os.environ["ODD_KIT"]

    from tlkit.site.releases import views

    FIRST = {
        "kit_version",
        "version",
        "installed",
        "digest",
        "counts",
        "generation",
        "changed",
        "reason",
        "message",
    }
    all_that_is_said = vars(views)["message_to_data"]

    def first_edition(message: object) -> dict[str, object]:
        return {name: value for name, value in all_that_is_said(message).items() if name in FIRST}

    vars(views)["message_to_data"] = first_edition

if "ODD_DAYS" in os.environ:
    from tlkit.site.shared import clock

    AHEAD = timedelta(days=int(os.environ["ODD_DAYS"]))

    class Odd(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Odd:
            return cls.fromtimestamp(datetime.now(tz).timestamp() + AHEAD.total_seconds(), tz)

    vars(clock)["datetime"] = Odd
