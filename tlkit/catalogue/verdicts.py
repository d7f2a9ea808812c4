"""What a new base means for one field of a permit, with a region's change over it or without.

| verdict | the new base … | and then |
| --- | --- | --- |
| `unchanged` | says what the installed one says | nothing happens |
| `take_base` | has another value, and the region has none or adds to it | the base's comes in force |
| `keep_local` | has another value, and the region's own is settled | the region's stays in force |
| `conflict` | differs from what the region wrote against | the region keeps its own, an officer looks |
| `added` | has a permit that the installed one lacks | the permit appears |
| `deprecated` | lets a permit run out | it takes no new applications |
| `removed` | no longer has a permit | the permit disappears |
| `orphaned_override` | has no place for the region's value | the value has no effect, an officer looks |
"""

from __future__ import annotations

from typing import Any, Literal, get_args

from tlkit.catalogue.patches import Patch, value_digest
from tlkit.catalogue.policy import POLICIES, Policy

Verdict = Literal[
    "unchanged",
    "take_base",
    "keep_local",
    "conflict",
    "added",
    "deprecated",
    "removed",
    "orphaned_override",
]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
"""All eight, in the order in which they are counted."""


def judged(name: str, before: Any, after: Any, patch: Patch | None) -> Verdict:
    """The verdict on a field that both bases have; `patch` is the region's value that holds today.

    A region's value conflicts where the base has moved on from what it was written
    against, at whichever release that happened, and says something else than the region.
    """
    changed: Verdict = "take_base" if before != after else "unchanged"
    if patch is None:
        return changed
    policy: Policy = POLICIES[name]
    if policy == "locked":
        return "orphaned_override"
    if policy == "append-only":
        return changed
    if policy == "overridable" and patch.value != after and _moved_on(before, after, patch):
        return "conflict"
    return "keep_local" if before != after else "unchanged"


def _moved_on(before: Any, after: Any, patch: Patch) -> bool:
    """Whether the base says something else than when the patch was written.

    A patch that does not tell was written against the installed base.
    """
    return before != after if patch.base is None else patch.base != value_digest(after)
