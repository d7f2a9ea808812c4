"""What the inputs of a list's rows offer, in the reader's language."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from tlkit.site.permits import words
from tlkit.site.permits.overlays.rows import LISTS, Row
from tlkit.site.permits.overlays.rows.questions import TYPES, answers
from tlkit.site.permits.overlays.shown import Labels, in_answer, labels_of
from tlkit.site.releases import live
from tlkit.site.shared.languages import current_language
from tlkit.site.shared.pages import in_reader_language


def papers_offered(_rows: Sequence[Row]) -> dict[str, Any]:
    """The papers of the catalogue by name, and the types of applications."""
    documents = sorted(((each.id, each.name) for each in live().documents.values()), key=lambda one: one[1])
    return {"documents": documents, "types": words.TYPES}


def questions_offered(rows: Sequence[Row]) -> dict[str, Any]:
    """The kinds of answers, and the answers that a question may wait for: of those above it."""
    labels = labels_of(map(LISTS["form"].entry, rows))
    waits = {}
    for at in range(len(rows) + 1):
        waits[at] = waits_for(rows[:at], labels)
        now = rows[at].typed.get("show_if") if at < len(rows) else None
        if now and now not in {key for key, _ in waits[at]}:
            waits[at].append((now, now))
    return {"kinds": [(type_, in_reader_language(both)) for type_, both in TYPES.items()], "waits": waits}


def waits_for(rows: Sequence[Row], labels: Labels) -> list[tuple[str, str]]:
    """What a condition may name: as it is sent, and in words."""
    kept, lang = [row for row in rows if not row.gone], current_language()
    return [
        (json.dumps([id_, answer], ensure_ascii=False), f"{labels.get(id_, id_)} = {in_answer(answer, lang)}")
        for id_, answer in answers(kept)
    ]


def steps_offered(_rows: Sequence[Row]) -> dict[str, Any]:
    """Who may act, and how the catalogue's permits say what is done."""
    said_there = {step.action for permit in live().catalogue.permits.values() for step in permit.steps}
    roles = [(role, in_reader_language(both)) for role, both in words.ROLES.items()]
    return {"roles": roles, "actions": sorted(said_there)}


OFFERS = {"requirements": papers_offered, "form": questions_offered, "steps": steps_offered}
