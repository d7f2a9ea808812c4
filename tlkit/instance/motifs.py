"""Three families of batik geometry as seamless tiles: kawung, ceplok and parang.

Each function draws one tile of `TILE` units a side in two inks and answers the shapes of an SVG.
What reaches over an edge is drawn at the opposite edge too, so that tiles join without a seam.
A `Hand` makes the small choices, so that no two regions draw the family alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import pi, sqrt

from tlkit.instance.figures import lens, mark, num, pair, path, polygon

TILE = 96.0
HALF = TILE / 2
CORNERS = ((0.0, 0.0), (TILE, 0.0), (0.0, TILE), (TILE, TILE))
EDGES = ((HALF, 0.0), (HALF, TILE), (0.0, HALF), (TILE, HALF))

Inks = tuple[str, str]


class Hand:
    """The choices a drawer makes, read one after another from a digest of the region's code."""

    def __init__(self, digest: bytes) -> None:
        self.digest = iter(digest)

    def pick(self, choices: Sequence[str]) -> str:
        """One of the choices."""
        return choices[next(self.digest) % len(choices)]

    def between(self, low: float, high: float) -> float:
        """A measure between two."""
        return low + (high - low) * next(self.digest) / 255


def kawung(hand: Hand, inks: Inks) -> Iterator[str]:
    """Four palm fruits about a centre, each with its seeds, and small flowers in the rooms between."""
    gap, width = hand.between(5, 8), hand.between(14, 19)
    reach = HALF * sqrt(2) - gap
    seeds = hand.pick(("slit", "pair", "lens", "three"))
    yield f'<defs><g id="f">{fruit(gap, reach, width, seeds, inks)}</g></defs>'
    for angle in (45, 135, 225, 315):
        yield f'<use href="#f" transform="translate({num(HALF)} {num(HALF)}) rotate({angle})"/>'
    node = hand.pick(("dot", "ring", "diamond"))
    for place in ((HALF, HALF), *CORNERS):
        yield mark(node, place, hand_size(node), inks[1])
    between = hand.pick(("flower", "cross", "diamond", "dots", "ring"))
    for place in EDGES:
        yield mark(between, place, 9, inks[1])


def fruit(gap: float, reach: float, width: float, seeds: str, inks: Inks) -> str:
    """One kawung fruit, lying along x from `gap` to `reach`."""
    middle, inner = (gap + reach) / 2, (reach - gap) * 0.30
    if seeds == "lens":
        hollow = lens(middle - inner, middle + inner, width * 0.42) + lens(
            middle - inner / 2, middle + inner / 2, 3
        )
        return path(lens(gap, reach, width) + hollow, inks[0])
    if seeds == "slit":
        return path(lens(gap, reach, width) + lens(middle - inner, middle + inner, 4), inks[0])
    places = (-0.55, 0.55) if seeds == "pair" else (-0.9, 0.0, 0.9)
    return path(lens(gap, reach, width), inks[0]) + "".join(
        f'<ellipse cx="{num(middle + inner * place)}" rx="3.6" ry="2" fill="{inks[1]}"/>' for place in places
    )


def ceplok(hand: Hand, inks: Inks) -> Iterator[str]:
    """A rosette in a frame, and a quarter of a smaller one in every corner."""
    petals = int(hand.pick(("8", "8", "12", "6")))
    radius, width = hand.between(24, 29), {6: 11.5, 8: 10.0, 12: 6.5}[petals]
    yield f'<defs><g id="p">{path(lens(6, radius, width), inks[0])}</g></defs>'
    for step in range(petals):
        turn = f"translate({num(HALF)} {num(HALF)}) rotate({num(step * 360 / petals)})"
        yield f'<use href="#p" transform="{turn}"/>'
    yield mark(hand.pick(("dot", "ring")), (HALF, HALF), 4.2, inks[1])
    yield frame(hand.pick(("concave", "diamond", "circle", "octagon")), radius, inks)
    if hand.pick(("yes", "no")) == "yes":
        yield beads(radius + 6.5, petals * 2, inks[1])
    corner = hand.pick(("flower", "star", "leaves"))
    for place in CORNERS:
        yield mark(corner, place, 15, inks[0]) + mark("dot", place, 3, inks[1])


def frame(kind: str, radius: float, inks: Inks) -> str:
    """The line about a rosette; it meets its neighbours in the middle of each edge."""
    if kind == "circle":
        shape = f'<circle cx="{num(HALF)}" cy="{num(HALF)}" r="{num(radius + 13)}"'
    elif kind == "octagon":
        shape = f'<path d="{polygon(HALF, HALF, radius + 13, 8, pi / 8)}"'
    else:
        bend = HALF * (0.62 if kind == "concave" else 0.5)
        near, far, middle, end = num(bend), num(TILE - bend), num(HALF), num(TILE)
        shape = (
            f'<path d="M{middle} 0Q{far} {near} {end} {middle}Q{far} {far} {middle} {end}'
            f'Q{near} {far} 0 {middle}Q{near} {near} {middle} 0Z"'
        )
    return f'{shape} fill="none" stroke="{inks[0]}" stroke-width="2.2"/>'


def parang(hand: Hand, inks: Inks) -> Iterator[str]:
    """Slanting rows of blades, each leaning into the next, parted by rows of small diamonds."""
    count = int(hand.pick(("3", "4", "3")))
    spacing = TILE / sqrt(2)
    step, height = spacing / count, spacing * hand.between(0.30, 0.34)
    start = -(count + 2) * step
    row = "".join(f'<use href="#b" x="{num(start + step * place)}"/>' for place in range(2 * count + 5))
    seed = hand.pick(("diamond", "dot", "dots", "lens"))
    size = min(4.6, spacing / 2 - height - 2.2)
    seeds = "".join(
        mark(seed, (start + step * (place + 0.5), spacing / 2), size, inks[1])
        for place in range(2 * count + 4)
    )
    lines = "".join(
        f'<path d="M{num(start)} {num(level)}H{num(-start)}" stroke="{inks[0]}" stroke-width="1.6"/>'
        for level in (height + 1.4, spacing - height - 1.4)
    )
    yield f'<defs><g id="b">{blade(step, height, hand, inks)}</g><g id="r">{row}{seeds}{lines}</g></defs>'
    yield f'<g transform="{hand.pick(("rotate(-45)", f"translate({num(TILE)} 0) rotate(45)"))}">'
    yield from (f'<use href="#r" y="{num(level * spacing)}"/>' for level in range(-1, 3))
    yield "</g>"


def blade(step: float, height: float, hand: Hand, inks: Inks) -> str:
    """One blade of a parang row: an S that swells at its head and carries an eye."""
    lean, body = step * hand.between(0.5, 0.75), step * hand.between(0.50, 0.6)
    head = body * 1.55
    points = (
        (-lean + head, height * 0.35),
        (lean - head, -height * 0.2),
        (lean - body, -height),
        (lean - body * 0.2, -height * 0.1),
        (-lean + head * 1.5, height * 0.15),
        (-lean + body, height),
    )
    near, tip, top, far, heel, foot = map(pair, points)
    outline = f"M{num(-lean)} {num(height)}C{near} {tip} {top}H{num(lean)}C{far} {heel} {foot}Z"
    eye = hand.pick(("dot", "diamond", "none"))
    return path(outline, inks[0]) + (mark(eye, (0, 0), 2.4, inks[1]) if eye != "none" else "")


def hand_size(node: str) -> float:
    """How large a node of the kawung is: a ring needs more room than a dot."""
    return {"dot": 5.0, "ring": 5.2, "diamond": 5.6}[node]


def beads(radius: float, count: int, ink: str) -> str:
    """A ring of small round beads about the middle of the tile."""
    around = 2 * pi * radius / count
    return (
        f'<circle cx="{num(HALF)}" cy="{num(HALF)}" r="{num(radius)}" fill="none" stroke="{ink}" '
        f'stroke-width="2.6" stroke-linecap="round" stroke-dasharray="0 {around:.3f}"/>'
    )
