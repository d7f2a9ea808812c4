"""The kinds of value that only messages and releases have."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from marshmallow import ValidationError, fields

from tlkit.catalogue.values import KEY, Whole, refuse
from tlkit.errors import Text
from tlkit.mistakes import NOT_DATE, NOT_MAPPING, NOT_TEXT, visible

FIELD_OF_PERMIT = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}/[a-z_]{1,40}")
MANY_COUNTS = 200


class Plain(fields.Field[dict[str, Any]]):
    """Named plain data, kept as it is."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise ValidationError([NOT_MAPPING])
        return value


class Counts(Plain):
    """Whole numbers from 0 up, by name."""

    number = Whole()

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> dict[str, Any]:
        counts = super()._deserialize(value, attr, data, **kwargs)
        if len(counts) > MANY_COUNTS or not all(map(KEY.fullmatch, map(_dashed, counts))):
            raise refuse(
                Text("These are not counts by name.", "Ini bukan jumlah menurut nama."),
                Text("Write `name: number` lines.", "Tulis baris `nama: angka`."),
            )
        return {name: self.number.deserialize(count) for name, count in counts.items()}


class Moment(fields.Field[datetime]):
    """A date and time with its distance from UTC, such as `2026-03-01T07:30:00+07:00`."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> datetime:
        try:
            moment = datetime.fromisoformat(value)
        except (TypeError, ValueError):
            raise ValidationError([NOT_DATE]) from None
        if moment.tzinfo is None:
            raise ValidationError([NOT_DATE])
        return moment


class FieldOfPermit(fields.Field[str]):
    """`PERMIT/FIELD`, such as `sip-bidan/processing`."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str):
            raise ValidationError([NOT_TEXT])
        if not FIELD_OF_PERMIT.fullmatch(value):
            raise refuse(
                Text(f"`{visible(value)}` names no field.", f"`{visible(value)}` tidak menyebut isian."),
                Text("Write `permit/field`.", "Tulis `izin/isian`."),
            )
        return value


def _dashed(name: str) -> str:
    return name.replace("_", "-")
