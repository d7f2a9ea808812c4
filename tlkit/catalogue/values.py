"""The kinds of value in a catalogue, each refused in words for a clerk."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from marshmallow import ValidationError, fields

from tlkit.errors import Text
from tlkit.mistakes import (
    NOT_DATE,
    NOT_LIST,
    NOT_MAPPING,
    NOT_TEXT,
    NOT_WHOLE_NUMBER,
    Mistake,
    one_of,
    visible,
)

LONGEST = 4_000
LARGEST = 10**15
KEY = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LANGUAGES = ("id", "en")


def refuse(wrong: Text, right: Text) -> ValidationError:
    """The error that carries one mistake through marshmallow."""
    return ValidationError([Mistake(wrong, right)])


class Words(fields.Field[str]):
    """Text that says something: not blank, at most 4,000 characters, nothing invisible in it."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str):
            raise ValidationError([NOT_TEXT])
        if value.isprintable() and 0 < len(value) <= LONGEST and not value.isspace():
            return value
        return self._several_lines(value)

    def _several_lines(self, value: str) -> str:
        if not value.strip():
            raise refuse(
                Text("This is empty.", "Isian ini kosong."),
                Text("Write the text, or remove the line.", "Tulis isinya, atau hapus baris ini."),
            )
        if len(value) > LONGEST:
            raise refuse(
                Text(f"This has {len(value)} characters.", f"Panjangnya {len(value)} huruf."),
                Text(f"Shorten it to {LONGEST}.", f"Ringkas sampai {LONGEST} huruf."),
            )
        if not value.replace("\n", "").isprintable():
            raise refuse(
                Text(
                    f"`{visible(value)}` holds an invisible character.",
                    f"`{visible(value)}` berisi huruf yang tidak terlihat.",
                ),
                Text("Type the text again by hand.", "Ketik ulang teks itu."),
            )
        return value


class Key(fields.Field[str]):
    """The id of an entry: lower-case letters, digits, `-`, `_` and `.`, at most 80."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str):
            raise ValidationError([NOT_TEXT])
        if not KEY.fullmatch(value):
            raise refuse(
                Text(f"`{visible(value)}` cannot be an id.", f"`{visible(value)}` tidak dapat menjadi id."),
                Text("Use a-z, 0-9, `-`, like `sip-bidan`.", "Pakai a-z, 0-9, `-`, seperti `sip-bidan`."),
            )
        return value


class Choice(fields.Field[str]):
    """One of a short list of words."""

    def __init__(self, allowed: Iterable[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.allowed = tuple(allowed)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if value not in self.allowed:
            raise ValidationError([one_of(value, self.allowed)])
        return str(value)


class Whole(fields.Field[int]):
    """A whole number from `least` up."""

    def __init__(self, least: int = 0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.least = least

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValidationError([NOT_WHOLE_NUMBER])
        if not self.least <= value <= LARGEST:
            raise refuse(
                Text(f"{value} is not possible here.", f"{value} tidak dapat dipakai di sini."),
                Text(f"Write at least {self.least}.", f"Tulis paling sedikit {self.least}."),
            )
        return value


class Day(fields.Field[date]):
    """A date, from YAML as such and from JSON as `2026-08-17`."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> date:
        if type(value) is date:
            return value
        if not isinstance(value, str) or not DAY.fullmatch(value):
            raise ValidationError([NOT_DATE])
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValidationError([NOT_DATE]) from None


class Bilingual(fields.Field[Text]):
    """The same words in both languages: `{id: …, en: …}`."""

    words = Words()

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Text:
        if not isinstance(value, dict) or set(value) != set(LANGUAGES):
            raise refuse(
                Text("Both languages belong here.", "Isi kedua bahasa di sini."),
                Text("Write `{id: …, en: …}`.", "Tulis `{id: …, en: …}`."),
            )
        mistakes = {}
        for lang in LANGUAGES:
            try:
                self.words.deserialize(value[lang])
            except ValidationError as error:
                mistakes[lang] = error.messages
        if mistakes:
            raise ValidationError(mistakes)
        return Text(id=value["id"], en=value["en"])


class Pair(fields.Field[tuple[str, str]]):
    """Two texts in a list."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> tuple[str, str]:
        if not isinstance(value, list) or len(value) != 2 or not all(isinstance(part, str) for part in value):
            raise refuse(
                NOT_LIST.wrong,
                Text("Write two texts: `[field, answer]`.", "Tulis dua teks: `[isian, jawaban]`."),
            )
        return value[0], value[1]


class Components(fields.Field[dict[str, str]]):
    """Texts by name, the names from a short list."""

    def __init__(self, allowed: Iterable[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.allowed = tuple(allowed)
        self.words = Words()

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> dict[str, str]:
        if not isinstance(value, dict):
            raise ValidationError([NOT_MAPPING])
        mistakes: dict[str, Any] = {}
        for name, text in value.items():
            try:
                self.words.deserialize(text)
            except ValidationError as error:
                mistakes[name] = error.messages
            if name not in self.allowed:
                mistakes[name] = [one_of(name, self.allowed)]
        if mistakes:
            raise ValidationError(mistakes)
        return dict(value)
