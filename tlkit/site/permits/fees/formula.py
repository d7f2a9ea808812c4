"""Arithmetic over named numbers: `luas * 15000 * (1 + indeks)`. Nothing else can be said in a formula.

It is worked out in decimals, as on paper: 100 × 1.1 is 110 and not a little more.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from simpleeval import InvalidExpression, SimpleEval  # type: ignore[import-untyped]

from tlkit.errors import ExitCode, Text, TlkitError

LONGEST = 500
MOST_NODES = 200
LARGEST_POWER = 10
LARGEST_AMOUNT = 10**15
"""A thousand billion rupiah: beyond that somebody mistyped."""

NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
OPERATORS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Pow, ast.USub, ast.UAdd)
SHAPES = (ast.Expression, ast.BinOp, ast.UnaryOp, ast.Constant, ast.Name, ast.Load, ast.Call)
FINEST = Decimal("1e-12")
"""What a division leaves over below this is nothing: 10 / 3 * 3 is 10."""


def rounded(number: Decimal, digits: Decimal = Decimal(0)) -> Decimal:
    """Halves up, as people do; `digits` after the comma, below zero before it: -3 for whole thousands."""
    return number.quantize(FINEST).quantize(Decimal(1).scaleb(-int(digits)), ROUND_HALF_UP)


def up(number: Decimal) -> Decimal:
    return number.quantize(FINEST).to_integral_value(ROUND_CEILING)


def down(number: Decimal) -> Decimal:
    return number.quantize(FINEST).to_integral_value(ROUND_FLOOR)


FUNCTIONS = {"min": min, "max": max, "bulat": rounded, "ke_atas": up, "ke_bawah": down}
"""What a formula may call: least, most, rounded, rounded up and down to whole numbers."""


class BadFormula(TlkitError):
    """What was written is no formula, or it cannot be worked out with these numbers."""

    exit_code = ExitCode.INPUT


def names_in(formula: str) -> tuple[str, ...]:
    """The numbers that a formula asks for, in order. Raises `BadFormula`."""
    tree = parsed(formula)
    called = {node.func for node in ast.walk(tree) if isinstance(node, ast.Call)}
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node not in called]
    return tuple(dict.fromkeys(node.id for node in sorted(names, key=lambda node: node.col_offset)))


def computable(formula: str | None) -> bool:
    """Whether a catalogue's formula can be worked out; one in words cannot, nor can a single name."""
    try:
        return formula is not None and not isinstance(parsed(formula).body, ast.Name)
    except BadFormula:
        return False


def evaluate(formula: str, values: Mapping[str, float]) -> int:
    """The amount in whole rupiah, halves rounded up. Raises `BadFormula`."""
    missing = [name for name in names_in(formula) if name not in values]
    if missing:
        shown = ", ".join(missing)
        raise bad(Text(f"These numbers are missing: {shown}.", f"Angka ini belum diisi: {shown}."))
    numbers = {name: Decimal(str(value)) for name, value in values.items()}
    worker = SimpleEval(names=numbers, functions={**FUNCTIONS}, operators=None)
    worker.nodes[ast.Constant] = lambda node: Decimal(str(node.value))
    try:
        return rupiah_of(worker.eval(formula, previously_parsed=parsed(formula).body))
    except ZeroDivisionError:
        raise bad(Text("The formula divides by zero.", "Rumus membagi dengan nol.")) from None
    except (InvalidExpression, ArithmeticError, ValueError, TypeError):
        raise bad(
            Text("The formula cannot be worked out with these numbers.", "Rumus tidak dapat dihitung.")
        ) from None


def rupiah_of(result: Decimal) -> int:
    """A result as an amount."""
    if not 0 <= result <= LARGEST_AMOUNT:
        raise bad(
            Text("The result is no amount of money.", "Hasil rumus bukan jumlah uang yang wajar."),
        )
    return int(rounded(result))


def parsed(formula: str) -> ast.Expression:
    """The formula as a tree in which only arithmetic stands. Raises `BadFormula`."""
    try:
        tree = ast.parse(formula.strip()[: LONGEST + 1], mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise not_arithmetic() from None
    nodes = list(ast.walk(tree))
    if len(formula) > LONGEST or len(nodes) > MOST_NODES or not all(map(allowed, nodes)):
        raise not_arithmetic()
    return tree


def allowed(node: ast.AST) -> bool:
    """Whether a part of a formula is arithmetic: numbers, small letters, and powers that stay small."""
    if isinstance(node, ast.Constant):
        value = node.value
        return isinstance(value, int | float) and type(value) is not bool and value <= LARGEST_AMOUNT
    if isinstance(node, ast.Name):
        return NAME.fullmatch(node.id) is not None
    if isinstance(node, ast.Call):
        named = isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS
        return named and bool(node.args) and not node.keywords
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow):
        power = node.right
        return isinstance(power, ast.Constant) and type(power.value) is int and power.value <= LARGEST_POWER
    return isinstance(node, (*SHAPES, *OPERATORS))


def not_arithmetic() -> BadFormula:
    return bad(Text("This is no formula.", "Tulisan ini bukan rumus."))


def bad(message: Text) -> BadFormula:
    return BadFormula(
        message,
        Text(
            "Write arithmetic with names in small letters, such as luas * 15000 * 1.5; min, max, bulat, "
            "ke_atas and ke_bawah may be used.",
            "Tulis hitungan dengan nama berhuruf kecil, misalnya luas * 15000 * 1.5; boleh memakai min, max, "
            "bulat, ke_atas, dan ke_bawah.",
        ),
    )
