"""The table of who may do what, read from `access.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml
from flask import Flask

from tlkit.site.shared.accounts.officer import ROLES

FILE = Path(__file__).with_name("access.yaml")
EVERYBODY = "everybody"
OFFICERS = "officers"
RESIDENTS = "residents"


class Route(NamedTuple):
    """One address and what is done there."""

    rule: str
    method: str
    endpoint: str

    @property
    def row(self) -> str:
        return f"{self.method} {self.rule}"


def routes(app: Flask) -> Iterator[Route]:
    """Every address of an application with each of its methods."""
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield Route(rule.rule, method, rule.endpoint)


def table() -> dict[str, frozenset[str] | None]:
    """Row → the officers' roles admitted; None where no officer's sign-in is asked for."""
    return {row: roles_of(who) for row, who in rows().items()}


def rows() -> dict[str, str]:
    """Row → who may, as the file says it."""
    found: dict[str, str] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


def for_residents() -> frozenset[str]:
    """The rows that ask for a resident's account."""
    return frozenset(row for row, who in rows().items() if who == RESIDENTS)


def roles_of(who: str) -> frozenset[str] | None:
    if who in (EVERYBODY, RESIDENTS):
        return None
    named = frozenset(ROLES) if who == OFFICERS else frozenset(who.split())
    assert named <= ROLES.keys(), f"no such role: {who}"
    return named


def address(rule: str) -> str:
    """An address of a rule, its parts filled in with what exists nowhere."""
    return re.sub(r"<int[^>]*>", "999999999", re.sub(r"<(?!int)[^>]+>", "nowhere", rule))
