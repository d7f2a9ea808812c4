"""Why a bundle is refused, in words for a clerk and as a short code for machines.

| code | what happened |
| --- | --- |
| `altered` | bytes are not those that were signed |
| `stranger` | signed by a key that the office never had |
| `rotated` | signed by a key that the office has withdrawn |
| `threshold` | signed by the office, but by too few of its keys |
| `rollback` | older than what was seen before |
| `expired` | too old to say what is newest: somebody may hold back what came after |
| `channel` | for sites of another channel |
| `incomplete` | a file is missing |
| `too-large`, `damaged`, `unknown-format` | see `tlkit.catalogue.envelope` |
| `no-root` | this site knows no office |
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tlkit.catalogue.bundle import Bundle
from tlkit.errors import Text, UntrustedError

if TYPE_CHECKING:
    from tuf.api.metadata import Metadata, Root
    from tuf.ngclient import Updater

ASK = Text("Ask the central office to send it again.", "Minta kantor pusat mengirim ulang.")
WARN = Text(
    "Do not use it, and tell the central office by telephone.",
    "Jangan dipakai, dan beri tahu kantor pusat lewat telepon.",
)
CLOCK = Text(
    "Ask the central office for a fresh one; check that the date of this server is right.",
    "Minta yang baru ke kantor pusat; periksa apakah tanggal server ini benar.",
)
NEWER = Text(
    "Use the newest release; to go back, use: tlkit site INSTANCE catalogue rollback",
    "Pakai rilis terbaru; untuk kembali, pakai: tlkit site INSTANSI catalogue rollback",
)
WORDS: dict[str, tuple[Text, Text]] = {
    "altered": (
        Text("The release was altered on its way.", "Isi rilis berubah di perjalanan."), WARN,
    ),
    "stranger": (
        Text("The release is signed by a stranger.", "Rilis ditandatangani pihak yang tidak dikenal."), WARN,
    ),
    "rotated": (
        Text(
            "The release is signed with a key that the office has withdrawn.",
            "Rilis ditandatangani dengan kunci yang sudah dicabut oleh kantor pusat.",
        ), WARN,
    ),
    "threshold": (
        Text("Too few of the office's keys signed this.", "Penanda tangan dari kantor pusat kurang."), WARN,
    ),
    "rollback": (
        Text("This is older than what this site has seen.", "Rilis ini lebih lama dari yang sudah diterima."),
        NEWER,
    ),
    "expired": (
        Text("The release has expired: it may hide a newer one.",
             "Rilis kedaluwarsa: mungkin ada yang lebih baru yang ditahan."), CLOCK,
    ),
    "incomplete": (
        Text("A part of the release is missing.", "Sebagian berkas rilis tidak ada."), ASK,
    ),
    "too-large": (
        Text("The release is larger than a site accepts.", "Rilis melebihi ukuran yang diterima situs."), ASK,
    ),
}  # fmt: skip
ROLES = ("timestamp", "snapshot", "targets")


def refusal(reason: str) -> UntrustedError:
    """The error of one of the codes in `WORDS`."""
    return UntrustedError(*WORDS[reason], reason=reason)


def too_large() -> UntrustedError:
    """The release alone is larger than any bundle may be."""
    return refusal("too-large")


def other_channel(theirs: str, ours: str) -> UntrustedError:
    """What was sent is meant for other sites."""
    return UntrustedError(
        Text(
            f"The release is for the channel {theirs}; this site follows {ours}.",
            f"Rilis ini untuk saluran {theirs}; situs ini mengikuti {ours}.",
        ),
        ASK,
        reason="channel",
    )


def no_such_channel(ours: str) -> UntrustedError:
    """The office has no release in the channel that the instance follows."""
    return UntrustedError(
        Text(f"The office has no release for {ours}.", f"Kantor pusat tidak punya rilis untuk {ours}."),
        Text("Check the channel in trust/office.json.", "Periksa saluran di trust/office.json."),
        reason="channel",
    )


def no_root() -> UntrustedError:
    """The instance was never told whom to trust, or its root file is damaged."""
    return UntrustedError(
        Text("This site does not know its central office.", "Situs ini belum mengenal kantor pusatnya."),
        Text(
            "Ask the office to enrol it: trust/root.json.",
            "Minta kantor pusat mendaftarkannya: trust/root.json.",
        ),
        reason="no-root",
    )


@contextmanager
def in_words(updater: Updater, work: Path, bundle: Bundle) -> Iterator[None]:
    """Turn what the client raises into an UntrustedError that says what is wrong."""
    from tuf.api import exceptions as tuf

    try:
        yield
    except tuf.UnsignedMetadataError as error:
        raise refusal(who_signed(updater._trusted_set.root, work, bundle)) from error
    except tuf.ExpiredMetadataError as error:
        raise refusal("expired") from error
    except tuf.BadVersionNumberError as error:
        raise refusal("rollback") from error
    except tuf.DownloadLengthMismatchError as error:
        raise refusal("altered") from error
    except tuf.DownloadError as error:
        raise refusal("incomplete") from error
    except tuf.RepositoryError as error:
        raise refusal("altered") from error


def who_signed(root: Root, work: Path, bundle: Bundle) -> str:
    """Why signatures do not suffice: of the next root where one is brought, else of the other roles."""
    past = withdrawn(work)
    following = parsed(bundle.metadata, f"{root.version + 1}.root.json", "root")
    if following is not None:
        found = judged(root, "root", following, past)
        # Signed well by the keys it follows, a root that is refused lacks its own.
        return found or judged(following.signed, "root", following, past) or "threshold"
    for role in ROLES:
        for name in bundle.metadata:
            metadata = parsed(bundle.metadata, name, role) if f".{name}".endswith(f".{role}.json") else None
            if metadata is not None and (found := judged(root, role, metadata, past)):
                return found
    return "stranger"


def judged(root: Root, role: str, metadata: Metadata[Any], past: Mapping[str, set[str]]) -> str | None:
    """What is wrong with the signatures that a role's metadata carries; None where they suffice."""
    result = root.get_verification_result(role, metadata.signed_bytes, metadata.signatures)
    if result:
        return None
    if result.signed:
        return "threshold"
    signers = set(metadata.signatures)
    if signers & set(root.get_delegated_role(role).keyids):
        return "altered"
    return "rotated" if signers & past.get(role, set()) else "stranger"


def withdrawn(work: Path) -> dict[str, set[str]]:
    """The keys that each role had in any root of the office that was verified here."""
    found: dict[str, set[str]] = {}
    for path in (work / "root_history").glob("*.root.json"):
        root = parsed({path.name: path.read_bytes()}, path.name, "root")
        for role, held in root.signed.roles.items() if root else ():
            found.setdefault(role, set()).update(held.keyids)
    return found


def parsed(files: Mapping[str, bytes], name: str, role: str) -> Metadata[Any] | None:
    """One file of a role's metadata, or None where it is missing or something else."""
    from tuf.api.metadata import Metadata
    from tuf.api.serialization import DeserializationError

    try:
        found: Metadata[Any] = Metadata.from_bytes(files[name])
    except (KeyError, DeserializationError):
        return None
    return found if found.signed.type == role else None
