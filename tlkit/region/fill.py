"""What a region has yet to fill in before its site serves the public."""

from __future__ import annotations

from tlkit.region.model import Region

CONTACTS = ("address", "phone", "whatsapp", "email", "website")


def to_fill(region: Region) -> tuple[str, ...]:
    """The dotted names of what is still missing, in the order of the file."""
    missing = [f"contacts.{name}" for name in CONTACTS if getattr(region.contacts, name) is None]
    if region.site.domain is None:
        missing.insert(0, "site.domain")
    if region.information_officer is None:
        missing.append("information_officer")
    if not region.emergency:
        missing.append("emergency")
    if not region.agencies:
        missing.append("agencies")
    if not region.service_points:
        missing.append("service_points")
    return tuple(missing)
