"""Which YAML is read: libyaml's, with the shapes of YAML 1.2 alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

import yaml

CORE = "tag:yaml.org,2002:"
SHAPES: tuple[tuple[str, str, str], ...] = (
    ("null", r"^(?:~|null|Null|NULL|)$", "~nN"),
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"^(?:0|-?[1-9][0-9]{0,17})$", "-0123456789"),
    ("float", r"^-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,17}$", "-0123456789"),
    ("timestamp", r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "0123456789"),
)
CONVERT: dict[str, Callable[[str], Any]] = {
    f"{CORE}str": str,
    f"{CORE}null": lambda text: None,
    f"{CORE}bool": lambda text: text[0] in "tT",
    f"{CORE}int": int,
    f"{CORE}float": float,
    f"{CORE}timestamp": date.fromisoformat,
}
CONTAINERS = (f"{CORE}map", f"{CORE}seq")


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """libyaml where PyYAML was built with it, and only the shapes above."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[Any]]] = {}


for _name, _shape, _first in SHAPES:
    Loader.add_implicit_resolver(CORE + _name, re.compile(_shape), list(_first))
Loader.yaml_implicit_resolvers[""] = [(f"{CORE}null", re.compile("^$"))]
