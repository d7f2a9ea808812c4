"""The kit's own wheel, carried along in an instance: the kit is not in every package index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import tlkit

WHEELS = "wheels"
"""The folder of an instance where `pip` looks first."""


def at_hand(here: Path | None = None) -> Path | None:
    """The wheel of this very version, where builds leave it, or None.

    Looks into `dist/` and `wheelhouse/` of a checkout, then into the present folder and its
    `wheels/`, as where the kit was installed from a wheelhouse.
    """
    for place in places(here or Path.cwd()):
        for wheel in sorted(place.glob(f"tlkit-{tlkit.__version__}-*.whl")):
            if wheel.is_file():
                return wheel
    return None


def places(here: Path) -> Iterator[Path]:
    """The folders to look into, the first of them first."""
    checkout = Path(tlkit.__file__).resolve().parent.parent
    if (checkout / "setup.cfg").is_file():
        yield from (checkout / "dist", checkout / "wheelhouse")
    yield from (here, here / WHEELS)
