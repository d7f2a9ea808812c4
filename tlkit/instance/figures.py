"""The figures that motifs are made of, as pieces of SVG with measures to a tenth."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi, sin


def mark(kind: str, place: tuple[float, float], size: float, ink: str) -> str:
    """A small figure about a place, `size` from its middle to its tip."""
    x, y = place
    if kind == "dot":
        return f'{circle(x, y, size * 0.6)} fill="{ink}"/>'
    if kind == "ring":
        return f'{circle(x, y, size * 0.7)} fill="none" stroke="{ink}" stroke-width="1.8"/>'
    if kind == "dots":
        spread = size * 0.7
        places = ((x + spread, y), (x - spread, y), (x, y + spread), (x, y - spread))
        return "".join(f'{circle(*spot, size * 0.24)} fill="{ink}"/>' for spot in places)
    return f'<path d="{OUTLINES[kind](x, y, size)}" fill="{ink}"/>'


def circle(x: float, y: float, radius: float) -> str:
    """The beginning of a circle, open for its paint."""
    return f'<circle cx="{num(x)}" cy="{num(y)}" r="{num(radius)}"'


def polygon(x: float, y: float, radius: float, sides: int, turn: float) -> str:
    """The outline of a regular polygon."""
    points = (
        (x + radius * cos(turn + 2 * pi * i / sides), y + radius * sin(turn + 2 * pi * i / sides))
        for i in range(sides)
    )
    return "M" + "L".join(f"{num(px)} {num(py)}" for px, py in points) + "Z"


def petals(x: float, y: float, size: float, turn: float) -> str:
    """The outline of a flower of four petals."""
    outline = ""
    for quarter in range(4):
        angle = turn + quarter * pi / 2
        tip, spread = (x + size * cos(angle), y + size * sin(angle)), 0.55
        left = (x + size * 0.62 * cos(angle - spread), y + size * 0.62 * sin(angle - spread))
        right = (x + size * 0.62 * cos(angle + spread), y + size * 0.62 * sin(angle + spread))
        outline += f"M{num(x)} {num(y)}Q{pair(left)} {pair(tip)}Q{pair(right)} {num(x)} {num(y)}Z"
    return outline


def star(x: float, y: float, size: float) -> str:
    """The outline of a star of eight points."""
    points = []
    for turn in range(16):
        radius = size if turn % 4 == 0 else size * 0.72 if turn % 2 == 0 else size * 0.36
        points.append((x + radius * cos(turn * pi / 8), y + radius * sin(turn * pi / 8)))
    return "M" + "L".join(map(pair, points)) + "Z"


def leaf(x: float, y: float, size: float) -> str:
    """The outline of a pointed oval about a place."""
    left, right = f"{num(x - size)} {num(y)}", f"{num(x + size)} {num(y)}"
    return f"M{left}Q{num(x)} {num(y - size)} {right}Q{num(x)} {num(y + size)} {left}Z"


OUTLINES: dict[str, Callable[[float, float, float], str]] = {
    "diamond": lambda x, y, size: polygon(x, y, size, 4, 0),
    "flower": lambda x, y, size: petals(x, y, size, pi / 4),
    "cross": lambda x, y, size: petals(x, y, size, 0),
    "leaves": lambda x, y, size: petals(x, y, size, 0) + petals(x, y, size * 0.8, pi / 4),
    "lens": lambda x, y, size: leaf(x, y, size),
    "star": lambda x, y, size: star(x, y, size),
}


def lens(start: float, end: float, width: float) -> str:
    """The outline of a pointed oval lying along x; `width` is its bulge to each side of a control point."""
    third = (end - start) * 0.30
    return (
        f"M{num(start)} 0C{num(start + third)} {num(-width)} {num(end - third)} {num(-width)} {num(end)} 0"
        f"C{num(end - third)} {num(width)} {num(start + third)} {num(width)} {num(start)} 0Z"
    )


def path(outline: str, ink: str) -> str:
    """A filled outline; what lies inside twice is left open."""
    return f'<path d="{outline}" fill="{ink}" fill-rule="evenodd"/>'


def pair(point: tuple[float, float]) -> str:
    """A point as SVG writes it."""
    return f"{num(point[0])} {num(point[1])}"


def num(value: float) -> str:
    """A measure to a tenth, as short as it goes."""
    return f"{value:.1f}".removesuffix(".0").replace("-0.0", "0")
