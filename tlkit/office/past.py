"""What was released: it stands in the signed targets and nowhere else, so it is what the sites see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tuf.api.exceptions import LengthOrHashMismatchError
from tuf.api.metadata import TargetFile

from tlkit import reference
from tlkit.catalogue import versions
from tlkit.catalogue.bundle import ReleaseBody, release_from_bytes
from tlkit.catalogue.model import Catalogue
from tlkit.catalogue.schema import catalogue_from
from tlkit.errors import ExitCode, Text, TlkitError, UntrustedError
from tlkit.office.folder import Office
from tlkit.office.repository import TARGETS, Published, read

NEWEST = "catalogue.json"
"""The name of a channel's newest release; each keeps its own name beside it."""

NONE = Text("Nothing was released in the channel {channel} yet.", "Belum ada rilis di saluran {channel}.")
MAKE = Text(
    'Make one: tlkit catalogue release --notes "…"', 'Buat dahulu: tlkit catalogue release --notes "…"'
)
UNKNOWN = Text("There is no release {version}.", "Tidak ada rilis {version}.")
LIST = Text("List them: tlkit catalogue history", "Lihat daftarnya: tlkit catalogue history")


class NothingToRelease(TlkitError):
    """The working catalogue is what was released last, or there is no release to be had."""

    exit_code = ExitCode.INPUT


@dataclass(frozen=True)
class Released:
    """One release as the signed targets tell it. `released` is in UTC."""

    version: str
    channel: str
    notes: str
    released: datetime
    effective_from: date | None
    urgent: bool

    @property
    def path(self) -> str:
        """Its target path."""
        return f"{self.channel}/{self.version}.json"

    def as_data(self) -> dict[str, Any]:
        """The same as plain data, for JSON."""
        return {
            "version": self.version,
            "channel": self.channel,
            "notes": self.notes,
            "released": self.released.isoformat(),
            "effective_from": self.effective_from and self.effective_from.isoformat(),
            "urgent": self.urgent,
        }


def history(office: Office) -> list[Released]:
    """Every release, the oldest first."""
    return history_of(read(office.repository))


def history_of(published: Published) -> list[Released]:
    """The same of metadata that was read."""
    targets = published.targets.signed.targets
    found = [_released(target) for path, target in targets.items() if not path.endswith(f"/{NEWEST}")]
    return sorted(found, key=lambda one: versions.order(one.version))


def newest(published: Published, channel: str) -> Released | None:
    """A channel's newest release."""
    return next((one for one in reversed(history_of(published)) if one.channel == channel), None)


def body_of(office: Office, version: str) -> ReleaseBody:
    """A release by its version. Raises NothingToRelease where there is none."""
    published = read(office.repository)
    for one in history_of(published):
        if one.version == version:
            return release_from_bytes(content_of(office, published, one.path))
    raise NothingToRelease(Text(*(text.format(version=version) for text in UNKNOWN)), LIST)


def catalogue_of(body: ReleaseBody) -> Catalogue:
    """The catalogue of a release."""
    return catalogue_from(body.catalogue_data)


def former(office: Office, published: Published, channel: str) -> Catalogue | None:
    """The catalogue of a channel's newest release."""
    last = newest(published, channel)
    return catalogue_of(release_from_bytes(content_of(office, published, last.path))) if last else None


def named(office: Office, name: str) -> Catalogue:
    """A catalogue by its version, `working` for the office's own, `0` for the kit's reference."""
    if name == "working":
        return office.catalogue()
    return reference.load() if name == reference.VERSION else catalogue_of(body_of(office, name))


def content_of(office: Office, published: Published, path: str) -> bytes:
    """The bytes of a release by its target path. Raises UntrustedError where its file was altered."""
    target = published.targets.signed.targets[path]
    content = (office.path / TARGETS / target.get_prefixed_paths()[0]).read_bytes()
    try:
        target.verify_length_and_hashes(content)
    except LengthOrHashMismatchError:
        raise UntrustedError(
            Text(f"The file of {path} was altered.", f"Berkas {path} sudah berubah."),
            Text("Restore repository/ from the web server.", "Pulihkan repository/ dari server web."),
            reason="damaged",
        ) from None
    return content


def _released(target: TargetFile) -> Released:
    told: dict[str, Any] = target.unrecognized_fields["custom"]
    day = told["effective_from"]
    moment = datetime.fromisoformat(told["released"])
    return Released(
        told["version"],
        told["channel"],
        told["notes"],
        moment,
        day and date.fromisoformat(day),
        told["urgent"],
    )
