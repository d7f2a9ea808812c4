"""Officers read what became of every message to an applicant, whichever it is."""

from __future__ import annotations

from tlkit.site.permits.casework.words import NEWS
from tlkit.site.shared.notices.texts import PACKAGED

ELSEWHERE = {"account-reset", "invitation", "privacy-answer", "privacy-received"}
"""Messages that are about no case."""


def test_every_message_about_a_case_has_a_name() -> None:
    assert {path.name.split(".")[0] for path in PACKAGED.iterdir()} - ELSEWHERE == set(NEWS)
