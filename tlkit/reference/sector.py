"""One sector's file: permits, and the parts that several of them share.

    sector: tenaga-kesehatan
    common:
      sip: {agency: kesehatan, steps: [...]}
    permits:
    - id: sip-bidan
      use: [sip]
      ...

`use` merges the named parts in their order, the permit's own values last; each value
is taken whole.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from tlkit.catalogue import schema
from tlkit.catalogue.model import Permit
from tlkit.errors import InputError, Problem, Text
from tlkit.mistakes import NOT_LIST, Mistake, unknown
from tlkit.yamlfile import Document

NAMES = ("sector", "common", "permits")


def permits_in(document: Document, taken: Collection[str]) -> tuple[dict[str, Permit], list[Problem]]:
    """The permits of one sector's file in its order, and every mistake in it.

    `taken` are the ids of other files' permits.
    """
    problems = _shape(document)
    if problems:
        return {}, problems
    found: dict[str, Permit] = {}
    for index, body in enumerate(document.data["permits"]):
        try:
            permit = _permit(document, index, body)
        except InputError as error:
            problems += [problem for problem in error.problems if problem not in problems]
            continue
        if permit.id in taken or permit.id in found:
            problems.append(_at(document, ("permits", index, "id"), schema.twice(permit.id)))
        found[permit.id] = permit
    return found, problems


def _shape(document: Document) -> list[Problem]:
    problems = [_at(document, (name,), unknown(name, NAMES)) for name in document.data if name not in NAMES]
    if not isinstance(document.data.get("permits"), list):
        problems.append(_at(document, ("permits",), NOT_LIST))
    common = document.data.get("common", {})
    if not isinstance(common, dict) or not all(isinstance(part, dict) for part in common.values()):
        wrong = Text("This is not a set of named parts.", "Ini bukan kumpulan bagian bernama.")
        right = Text("Write `name: {…}` below it.", "Tulis `nama: {…}` di bawahnya.")
        problems.append(document.problem(("common",), wrong, right))
    return problems


def _permit(document: Document, index: int, body: Any) -> Permit:
    place: tuple[str | int, ...] = ("permits", index)
    common = document.data.get("common", {})
    own = dict(body) if isinstance(body, dict) else {}
    merged: dict[str, Any] = {"sector": document.data.get("sector")}
    origin: dict[Any, tuple[str | int, ...]] = {"sector": ()}
    for name in own.pop("use", ()):
        if name not in common:
            raise InputError([_at(document, (*place, "use"), unknown(str(name), common))])
        merged |= common[name]
        origin |= dict.fromkeys(common[name], ("common", name))
    merged |= own
    origin |= dict.fromkeys(own, place)

    def at(path: Any, wrong: Text, right: Text, *, at_key: bool = False) -> Problem:
        return document.problem((*origin.get(path[0], place), *path), wrong, right, at_key=at_key)

    return schema.permit_from_data(merged, at)


def _at(document: Document, path: tuple[str | int, ...], mistake: Mistake) -> Problem:
    return document.problem(path, mistake.wrong, mistake.right, at_key=mistake.at_key)
