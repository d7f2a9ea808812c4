"""Everything that the site writes down in its audit has words for those who read it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import tlkit.site
from tlkit.site.backoffice.trail_words import OWN
from tlkit.site.permits.audited import AUDITED as PERMITS
from tlkit.site.privacy.service import AUDITED as PRIVACY
from tlkit.site.residents.service import AUDITED as RESIDENTS
from tlkit.site.shared.audit.chain import SLUG

WRITERS = {"record", "seen", "note", "written", "add"}
"""What functions are called that hand an action on to the audit."""


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def said(tree: ast.AST) -> Iterator[ast.expr]:
    """The arguments that may be an action."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from (each.value for each in node.keywords if each.arg == "action")
            if called(node) in WRITERS:
                yield from node.args


def actions() -> tuple[set[str], set[str]]:
    """The actions written whole in the code, and the beginnings of those put together there."""
    whole, begun = set(), set()
    for file in Path(tlkit.site.__path__[0]).rglob("*.py"):
        for each in said(ast.parse(file.read_text())):
            if isinstance(each, ast.Constant) and isinstance(each.value, str) and SLUG.fullmatch(each.value):
                whole.add(each.value)
            if isinstance(each, ast.JoinedStr) and isinstance(each.values[0], ast.Constant):
                begun.add(str(each.values[0].value))
    return whole, {each for each in begun if each.endswith(".")}


def test_every_action_has_words() -> None:
    words = {**OWN, **PERMITS, **PRIVACY, **RESIDENTS}
    whole, begun = actions()
    assert {"case.opened", "document.seen", "resident.signed-in", "privacy.answered"} <= whole
    assert whole - words.keys() == set()
    assert begun == {"catalogue.", "destruction."}
    assert all(any(action.startswith(beginning) for action in words) for beginning in begun)
