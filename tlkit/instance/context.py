"""What the template may know of a region: few values, each already safe where it is written.

A region's words belong in `region.yaml`, which is copied and never rendered. What must stand in
another file is shaped here, by a rule that fails rather than lets a character through.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tlkit import __version__
from tlkit.region.model import Region

SLUG = re.compile(r"[a-z][a-z0-9-]{1,40}")
CODE = re.compile(r"[0-9]{2}(\.[0-9]{2})?")
HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")
HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~&])")
LONGEST_NAME = 40


def context_of(region: Region, headers: Mapping[str, str]) -> dict[str, Any]:
    """The slug and the private `_region` values of the template.

    Raises `ValueError` for a value that no loaded region can have.
    """
    host = checked(HOST, region.site.domain) if region.site.domain else ""
    return {
        "slug": checked(SLUG, region.slug),
        "_region": {
            "title": one_line(region.name),
            "code": checked(CODE, region.code),
            "server_name": server_name(host),
            "host": host,
            "headers": [nginx_header(name, value) for name, value in headers.items()],
            "version": __version__,
        },
    }


def checked(shape: re.Pattern[str], value: str) -> str:
    """`value`, which has the shape from end to end."""
    if not shape.fullmatch(value):
        raise ValueError(f"not of the shape {shape.pattern}: {value!r}")
    return value


def server_name(host: str) -> str:
    """The words of nginx's `server_name`; a long name as a pattern, which its table of names has room for."""
    if len(host) > LONGEST_NAME:
        return "~^" + host.replace(".", "\\.") + "$"
    return host or "_"


def one_line(text: str) -> str:
    """`text` on one line of Markdown, with nothing that Markdown or HTML would act upon."""
    return MARKDOWN.sub(r"\\\1", " ".join("".join(c if c.isprintable() else " " for c in text).split()))


def nginx_header(name: str, value: str) -> str:
    """A header as the words of nginx's `add_header`; nginx has no way to write a plain `$`."""
    if "$" in value or not value.isprintable():
        raise ValueError(f"nginx cannot send the header {name}")
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'{checked(HEADER, name)} "{escaped}"'
