"""The fields that are lists, each with its kind of row."""

from __future__ import annotations

from collections.abc import Mapping

from tlkit.site.permits.overlays.rows.listed import RowKind
from tlkit.site.permits.overlays.rows.papers import PAPERS
from tlkit.site.permits.overlays.rows.questions import QUESTIONS
from tlkit.site.permits.overlays.rows.steps import STEPS

LISTS: Mapping[str, RowKind] = {"requirements": PAPERS, "form": QUESTIONS, "steps": STEPS}
