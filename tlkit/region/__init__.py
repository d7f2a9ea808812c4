"""What a region is, and how its file becomes one.

`load` is the way in: one YAML file, strictly read, becomes one frozen `Region` or
one InputError with every mistake in it. This package reads region files, their
logos and boundaries, and writes drafts; it renders nothing, knows no site and no
catalogue. Only `codes` speaks with the package that holds the official codes.
"""

from __future__ import annotations

from tlkit.region.fill import to_fill
from tlkit.region.json_schema import json_schema
from tlkit.region.load import load
from tlkit.region.model import Region
from tlkit.region.resolve import Resolved, packaged, resolve

__all__ = ["Region", "Resolved", "json_schema", "load", "packaged", "resolve", "to_fill"]
