"""A row of the fleet: made of what is known of a region, and put into `fleet.yaml`."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from marshmallow import ValidationError

from tlkit.errors import InputError, Text
from tlkit.mistakes import found_by
from tlkit.office.fleet import TOKENS, Member, MemberSchema, fleet_of, read_fleet
from tlkit.office.folder import FLEET, Office
from tlkit.region.model import Region
from tlkit.textfile import whole

NO_PLACE = Text("A row cannot be added at its end.", "Baris baru tidak dapat ditambahkan di akhirnya.")
INSTANCES_LAST = Text(
    "Let `instances:` be the last name in the file, one row per instance.",
    "Taruh `instances:` paling akhir di berkas, satu baris per daerah.",
)


def row_of(known: Region, url: str | None, channel: str | None, cohort: str) -> Member:
    """The row, held to the same rules as one that a person wrote."""
    domain = known.site.domain and f"https://{known.site.domain}"
    schema = MemberSchema()
    data = {
        "slug": known.slug,
        "url": url or domain,
        "token": f"{TOKENS}/{known.slug}",
        "channel": channel or (known.office.channel if known.office else "stable"),
        "cohort": cohort,
    }
    try:
        made: Member = schema.load(data)
    except ValidationError as error:
        found = [mistake for _, mistake in found_by(error.messages, schema)]
        raise InputError([whole(Path(FLEET), one.wrong, one.right) for one in found]) from None
    return made


def with_member(text: str, member: Member) -> str:
    """The file's text with one more row; comments and what stands there stay as they are."""
    rows = re.findall(r"^( *)- +\w", text, re.MULTILINE)
    indent = rows[-1] if rows else ""
    lines = [f"{indent}- slug: {member.slug}"]
    fields = {name: getattr(member, name) or "" for name in ("url", "token", "channel", "cohort")}
    lines += [f"{indent}  {name}: {value}".rstrip() for name, value in fields.items()]
    head = re.sub(r"^instances: *\[ *\]", "instances:", text, flags=re.MULTILINE)
    return head.rstrip("\n") + "\n" + "\n".join(lines) + "\n"


def fleet_with(office: Office, member: Member) -> bytes:
    """The file with the row; it was a person's to write, so look whether the row becomes part of it."""
    content = with_member((office.path / FLEET).read_text(encoding="utf-8"), member).encode()
    with tempfile.TemporaryDirectory() as folder:
        (tried := Path(folder) / FLEET).write_bytes(content)
        try:
            fits = fleet_of(tried) == (*read_fleet(office), member)
        except InputError:
            fits = False
    if not fits:
        raise InputError([whole(office.path / FLEET, NO_PLACE, INSTANCES_LAST)])
    return content
