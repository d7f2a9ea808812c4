"""The instances that the office knows: one row each in `fleet.yaml`.

    instances:
    - slug: kota-bogor
      url: https://izin.example.id
      token: keys/tokens/kota-bogor     # or env:TOKEN_KOTA_BOGOR; never the token itself
      channel: stable
      cohort: canary

Instances of the cohort `canary` receive a release first; the others only once all of these have it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load

from tlkit import yamlfile
from tlkit.errors import InputError, Problem, Text
from tlkit.mistakes import NOT_TEXT, Mistake, one_of, unknown, visible
from tlkit.office.folder import FLEET, Office
from tlkit.region.fields import Id, Slug
from tlkit.region.values import Url

SCHEMA = 1
CANARY, GENERAL = "canary", "general"
TOKENS = "keys/tokens"
"""Where tokens lie, one file each, within the office's folder."""
REFERENCE = re.compile(rf"env:[A-Za-z_][A-Za-z0-9_]*|{TOKENS}/[A-Za-z0-9_-]+")

TWICE = Text("`{slug}` stands here twice.", "`{slug}` ditulis dua kali di sini.")
KEEP_ONE = Text("Keep one of them.", "Sisakan satu saja.")
NOT_REFERENCE = Mistake(
    Text("This does not say where the token is.", "Isian ini tidak menyebut tempat token."),
    Text(
        f"Write {TOKENS}/SLUG or env:NAME; never the token itself.",
        f"Tulis {TOKENS}/SLUG atau env:NAMA; jangan pernah tokennya sendiri.",
    ),
)
NOBODY = Text("No instance of this fleet was chosen.", "Tidak ada daerah yang terpilih.")
ENROL = Text("Enrol one: tlkit office enrol INSTANCE", "Daftarkan dahulu: tlkit office enrol INSTANSI")


@dataclass(frozen=True)
class Member:
    """One instance. `token` says where its token is: a path in the office's folder, or `env:NAME`.

    `url` is None until somebody knows where its site answers.
    """

    slug: str
    url: str | None
    token: str
    channel: str = "stable"
    cohort: str = GENERAL


class Reference(fields.Field[str]):
    """Where a token is."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str):
            raise ValidationError([NOT_TEXT])
        if not REFERENCE.fullmatch(value):
            raise ValidationError([NOT_REFERENCE])
        return value


class Address(Url):
    """Where an instance answers; kept without a slash at its end."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        return super()._deserialize(value, attr, data, **kwargs).rstrip("/")


class MemberSchema(Schema):
    """A row of `instances`."""

    slug = Slug(required=True)
    url = Address(required=True, allow_none=True)
    token = Reference(required=True)
    channel = Id()
    cohort = Id()

    @post_load
    def make(self, data: dict[str, Any], **kwargs: Any) -> Member:
        return Member(**data)


class FleetSchema(Schema):
    """The whole file."""

    schema = fields.Integer(required=True, strict=True)
    instances = fields.List(fields.Nested(MemberSchema), required=True)


def read_fleet(office: Office) -> tuple[Member, ...]:
    """Every instance, in the order of the file.

    Raises InputError with the line of every mistake.
    """
    return fleet_of(office.path / FLEET)


def fleet_of(path: Path) -> tuple[Member, ...]:
    """The instances in a file; as `read_fleet`."""
    document = yamlfile.read(path)
    schema = FleetSchema()
    try:
        data = schema.load(document.data)
    except ValidationError as error:
        raise InputError(document.problems_from(error.messages, schema)) from None
    members: list[Member] = data["instances"]
    problems = [*_newer(document), *_twice(document, members)]
    if problems:
        raise InputError(problems)
    return tuple(members)


def chosen(fleet: Sequence[Member], only: Sequence[str], cohort: str | None) -> tuple[Member, ...]:
    """Those named in `only` and of the cohort, all where neither is given.

    Raises InputError for a name that the fleet lacks, TlkitError where nobody is left.
    """
    slugs, cohorts = [one.slug for one in fleet], {one.cohort for one in fleet}
    wrong = [unknown(name, slugs) for name in only if name not in slugs]
    if cohort is not None and fleet and cohort not in cohorts:
        wrong.append(unknown(cohort, cohorts))
    if wrong:
        raise InputError([Problem(FLEET, 0, 0, "", one.wrong, one.right) for one in wrong])
    found = [one for one in fleet if (not only or one.slug in only) and cohort in (None, one.cohort)]
    if not found:
        raise InputError([Problem(FLEET, 0, 0, "", NOBODY, ENROL)])
    return tuple(found)


def _newer(document: yamlfile.Document) -> list[Problem]:
    number = document.data["schema"]
    if number == SCHEMA:
        return []
    mistake = one_of(number, (SCHEMA,))
    return [document.problem(("schema",), mistake.wrong, mistake.right)]


def _twice(document: yamlfile.Document, members: Iterable[Member]) -> list[Problem]:
    listed = [one.slug for one in members]
    return [
        document.problem(("instances", number, "slug"), _about(TWICE, slug), KEEP_ONE)
        for number, slug in enumerate(listed)
        if Counter(listed[: number + 1])[slug] > 1
    ]


def _about(text: Text, slug: str) -> Text:
    return Text(*(words.format(slug=visible(slug)) for words in text))
