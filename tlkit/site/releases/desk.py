"""What the officers' catalogue pages ask: the job process looks, plans and applies.

A web process hands its question over as plain data and gets plain data back. Where no job
process listens, it answers itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from flask import Flask, current_app

from tlkit.catalogue.diff import FIELDS, Change
from tlkit.catalogue.mapping import to_data
from tlkit.catalogue.overlay import OFFERED, overlay_to_data
from tlkit.errors import InputError, StalePlan, Text, TlkitError
from tlkit.site.releases import editing
from tlkit.site.releases.history import rollback
from tlkit.site.releases.overlays import Imported
from tlkit.site.releases.settling import pending_of, present_pair, settle
from tlkit.site.shared.aside import Aside, Message
from tlkit.site.shared.instance import Instance, current_instance

QUESTION = "desk"
Data = dict[str, Any]


class Unfit(TlkitError):
    """What could not be done: mistakes by the path of their field, and whether a plan was `stale`."""

    def __init__(
        self, message: Text, hint: Text | None, problems: list[tuple[str, Text]], stale: bool
    ) -> None:
        super().__init__(message, hint)
        self.problems = problems
        self.stale = stale


def ask(act: str, **words: Any) -> Data:
    """The answer to a question, from the job process where one listens.

    Raises `Unfit` for what cannot be done, and `CutOff` when the answer does not come.
    """
    aside = cast(Aside, current_app.extensions["tlkit.aside"])
    found = aside.ask(QUESTION, {"act": act, **words})
    told = answer(current_instance(), {"act": act, **words}) if found is None else found.words
    if "refused" in told:
        raise unfit(told["refused"])
    return cast(Data, told["answer"])


def answered(app: Flask, question: Message) -> Message:
    """The job process's side."""
    with app.app_context():
        return Message(answer(current_instance(), question.words))


def answer(instance: Instance, question: Mapping[str, Any]) -> Data:
    """Do what is asked; a failure that the kit knows is told as data."""
    words = dict(question)
    try:
        return {"answer": ACTS[words.pop("act")](instance, **words)}
    except TlkitError as error:
        return {"refused": refusal(error)}


def waiting(instance: Instance) -> Data:
    """Which fields of which permits wait for an officer."""
    items = pending_of(instance, present_pair())
    return {"items": [[item.permit_id, item.field, item.verdict] for item in items]}


def look(instance: Instance, permit: str) -> Data:
    """One permit as the centre says it, the region's patches, and what waits.

    Of a permit of the region's own, `base` is what was said when it was added; of one that
    nobody has any more, it is None.
    """
    present = present_pair()
    own = {each.id: each for each in present.overlay.added}
    found = present.base.permits.get(permit, own.get(permit))
    items = [item.as_data() for item in pending_of(instance, present) if item.permit_id == permit]
    return {
        "base": None if found is None else {name: to_data(getattr(found, name)) for name in FIELDS},
        "patches": overlay_to_data(present.overlay)["permits"].get(permit, {}),
        "own": permit in own,
        "waiting": items,
        "offered": OFFERED,
    }


def edit(
    instance: Instance, permit: str, field: str, patch: Data | None, by: str, plan: str | None = None
) -> Data:
    """Plan a change, or put a planned one in force."""
    done = editing.change(instance, permit, field, patch, by, plan)
    return {"plan": done.digest, **told_of(done.outcome)}


def add(instance: Instance, entry: Data, new: bool, by: str, plan: str | None = None) -> Data:
    """Plan a permit of the region's own, or put a planned one in force."""
    done = editing.own(instance, entry, new, by, plan)
    return {"plan": done.digest, **told_of(done.outcome)}


def decide(instance: Instance, permit: str, field: str, choice: str, reason: str | None, by: str) -> Data:
    """Settle what waits in one field."""
    return told_of(settle(instance, permit, field, "keep" if choice == "keep" else "take", reason, by))


def go_back(instance: Instance, to: int, by: str) -> Data:
    """Put an earlier generation in force again."""
    return {"generation": rollback(instance, to, by)}


ACTS: Mapping[str, Callable[..., Data]] = {
    "waiting": waiting,
    "look": look,
    "edit": edit,
    "add": add,
    "decide": decide,
    "rollback": go_back,
}


def told_of(done: Imported) -> Data:
    """What changed and what waits now, as plain data."""
    waits = [[item.permit_id, item.field] for item in done.waiting if item.verdict == "conflict"]
    return {
        "generation": done.generation,
        "revision": done.revision,
        "changes": [changed.as_data() for changed in changes_of(done)],
        "conflicts": waits,
    }


def changes_of(done: Imported) -> list[Change]:
    """The changes to permits: an overlay changes nothing else."""
    return [changed for changed in done.changes if changed.table == "permits"]


def refusal(error: TlkitError) -> Data:
    """A failure as plain data."""
    problems = error.problems if isinstance(error, InputError) else []
    return {
        "message": list(error.message),
        "hint": None if error.hint is None else list(error.hint),
        "problems": [[one.field, *one.wrong, *one.right] for one in problems],
        "stale": isinstance(error, StalePlan),
    }


def unfit(told: Mapping[str, Any]) -> Unfit:
    """The failure that was told."""
    problems = [
        (field, Text(f"{wrong_en} {right_en}", f"{wrong_id} {right_id}"))
        for field, wrong_en, wrong_id, right_en, right_id in told["problems"]
    ]
    hint = None if told["hint"] is None else Text(*told["hint"])
    return Unfit(Text(*told["message"]), hint, problems, told["stale"])
