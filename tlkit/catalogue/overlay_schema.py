"""Plain data into an overlay and back: every mistake at once, locked fields refused."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any, cast

from marshmallow import Schema, ValidationError, fields, post_load, pre_load

from tlkit.catalogue.lint import LOCAL
from tlkit.catalogue.mapping import Locate, nowhere, permit_to_data, to_data
from tlkit.catalogue.patches import OFFERED, Overlay, Patch
from tlkit.catalogue.permit_schema import Entry, PermitEntry, many
from tlkit.catalogue.policy import POLICIES
from tlkit.catalogue.schema import load, repeated
from tlkit.catalogue.values import Day, Key, Whole, Words
from tlkit.errors import Text
from tlkit.mistakes import NOT_MAPPING, Mistake, found_by

SOME_OVERLAY = nowhere("overlay")


class PatchEntry(Entry):
    """A patch; `value` is given the type of the field that it patches."""

    makes = Patch
    reason = Words()
    legal_basis = Words()
    owner = Words()
    expires = Day()
    base = Key()


class Locked(fields.Field[Any]):
    """A field that only the base may set."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        wrong = Text(f"`{attr}` is fixed by the base catalogue.", f"`{attr}` ditetapkan oleh katalog induk.")
        right = Text("Remove it, or ask the central office.", "Hapus isian ini, atau minta ke kantor pusat.")
        raise ValidationError([Mistake(wrong, right, at_key=True)])


def _patch_of(name: str, value: fields.Field[Any]) -> fields.Field[Any]:
    """How a patch of the named field is written; only regional fields need no reason."""
    policy = POLICIES.get(name, "overridable")
    if policy == "locked":
        return Locked()
    typed = copy.copy(value)
    typed.required = True
    reason = Words(required=policy != "regional")
    return fields.Nested(PatchEntry.from_dict({"value": typed, "reason": reason}, name=f"Patch_{name}"))


CHANGES = Entry.from_dict(
    {
        **{name: _patch_of(name, value) for name, value in PermitEntry().declared_fields.items()},
        OFFERED: _patch_of(OFFERED, fields.Boolean(truthy={True}, falsy={False})),
    },
    name="Changes",
)()


class ByPermit(fields.Field[dict[str, Any]]):
    """Changes by permit id."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise ValidationError([NOT_MAPPING])
        mistakes: dict[str, Any] = {}
        changes: dict[str, Any] = {}
        for id_, body in value.items():
            try:
                changes[id_] = CHANGES.load(body)
            except ValidationError as error:
                mistakes[id_] = _tree(error.messages, CHANGES)
        if mistakes:
            raise ValidationError(mistakes)
        return changes


class OwnId(Key):
    """The id of a region's own permit."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        id_ = super()._deserialize(value, attr, data, **kwargs)
        if not id_.startswith(LOCAL):
            wrong = Text("This could be mistaken for the base's.", "Ini dapat tertukar dengan milik induk.")
            right = Text(f"Begin it with {LOCAL}.", f"Awali dengan {LOCAL}.")
            raise ValidationError([Mistake(wrong, right)])
        return id_


class OwnPermitEntry(PermitEntry):
    id = OwnId(required=True)


class OverlayEntry(Entry):
    makes = Overlay
    revision = Whole()
    permits = ByPermit()
    added = many(OwnPermitEntry)

    @pre_load
    def leave_out_empty(self, data: Any, **kwargs: Any) -> Any:
        """`added:` with nothing after it adds nothing."""
        return {k: v for k, v in data.items() if v is not None} if isinstance(data, dict) else data

    @post_load
    def make(self, data: dict[str, Any], **kwargs: Any) -> Any:
        if mistakes := repeated(data.get("added", [])):
            raise ValidationError({"added": mistakes})
        return super().make(data, **kwargs)


OVERLAY = OverlayEntry()


def overlay_from(data: Any, at: Locate = SOME_OVERLAY) -> Overlay:
    """The overlay that plain data describes, in the format of `tlkit.catalogue.overlay`.

    Raises InputError with every mistake, placed by `at`: give the `Document.problem` of
    the file that was read.
    """
    return cast(Overlay, load(OVERLAY, data, at))


def overlay_to_data(overlay: Overlay) -> dict[str, Any]:
    """The overlay as plain data for JSON and YAML."""
    return {
        "revision": overlay.revision,
        "permits": {
            id_: {name: _patch_data(patch) for name, patch in patches.items()}
            for id_, patches in overlay.permits.items()
        },
        "added": [permit_to_data(permit) for permit in overlay.added],
    }


def _patch_data(patch: Patch) -> dict[str, Any]:
    data: Mapping[str, Any] = to_data(patch)
    return {"value": to_data(patch.value), **data}


def _tree(messages: Any, schema: Schema) -> Any:
    """The messages with every sentence turned into a mistake, while its schema is at hand."""
    tree: dict[Any, Any] = {}
    for path, mistake in found_by(messages, schema):
        if not path:
            return [mistake]
        place = tree
        for part in path[:-1]:
            place = place.setdefault(part, {})
        place[path[-1]] = [mistake]
    return tree
