"""What a region has yet to fill in before its site serves the public."""

from __future__ import annotations

from tlkit.errors import Text
from tlkit.region.model import Region

LABELS = {
    "site.tagline": Text("one sentence under the site's name", "satu kalimat di bawah nama situs"),
    "site.domain": Text("the site's host name", "nama domain situs"),
    "contacts.address": Text("the office's address", "alamat kantor"),
    "contacts.phone": Text("a telephone number", "nomor telepon"),
    "contacts.whatsapp": Text("a WhatsApp number", "nomor WhatsApp"),
    "contacts.email": Text("an e-mail address", "alamat surel"),
    "contacts.website": Text("the government's own site", "situs resmi pemerintah daerah"),
    "information_officer": Text("the information officer (PPID)", "pejabat informasi (PPID)"),
    "emergency": Text("emergency numbers", "nomor darurat"),
    "agencies": Text("agencies", "perangkat daerah"),
    "service_points": Text("counters and service malls", "loket dan mal pelayanan publik"),
}
"""What `to_fill` may name, in words, in the order of the file."""


def to_fill(region: Region) -> tuple[str, ...]:
    """The dotted names of what is still missing, in the order of the file; keys of `LABELS`."""
    return tuple(name for name in LABELS if not _value(region, name))


def _value(region: Region, name: str) -> object:
    found: object = region
    for part in name.split("."):
        found = getattr(found, part)
    return found
