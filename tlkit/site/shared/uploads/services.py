"""Takes files in, gives them out, lets them go."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from flask import current_app
from sqlalchemy.orm import Session

from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.transactions import once_committed, unless_committed
from tlkit.site.shared.uploads.files import Files
from tlkit.site.shared.uploads.joining import one_document
from tlkit.site.shared.uploads.kinds import kind_of
from tlkit.site.shared.uploads.models import FileKind, Upload
from tlkit.site.shared.uploads.pdfs import check_pdf
from tlkit.site.shared.uploads.pictures import redraw
from tlkit.site.shared.uploads.refusals import too_big
from tlkit.site.shared.uploads.scanner import scan

NAME_LENGTH = 80
ENDINGS: dict[FileKind, str] = {"pdf": "pdf", "jpeg": "jpg", "png": "png"}
BLANK = re.compile(r"\s+")


@dataclass(frozen=True)
class Received:
    """A file that was checked, made harmless and sealed on disk, but belongs to nobody yet."""

    token: str
    kind: FileKind
    size: int
    digest: str
    shown_name: str
    pages: int


def receive(stream: IO[bytes], name: str, *, limit: int) -> Received:
    """Check and seal what was sent, at most `limit` bytes. Slow: call it outside of a transaction.

    Raises `RefusedUpload`, and then nothing is kept.
    """
    content = read_within(stream, limit)
    kind = kind_of(content)
    scan(content, current_app.config.get("CLAMD"))
    if kind == "pdf":
        return put_away(content, kind, name, check_pdf(content))
    return put_away(redraw(content, kind), kind, name, 1)


def receive_pictures(sent: Sequence[tuple[IO[bytes], str]], *, limit: int) -> Received:
    """Several photos as one PDF, a page each, in the order given. Raises `RefusedUpload`.

    `limit` holds for each photo and for the PDF.
    """
    contents = []
    for stream, _ in sent:
        content = read_within(stream, limit)
        scan(content, current_app.config.get("CLAMD"))
        contents.append(content)
    document = one_document(contents, current_instance().clock())
    if len(document) > limit:
        raise too_big(limit)
    return put_away(document, "pdf", sent[0][1], len(contents))


def put_away(content: bytes, kind: FileKind, name: str, pages: int) -> Received:
    """Seal a content on disk."""
    digest = hashlib.sha256(content).hexdigest()
    return Received(files().add(content), kind, len(content), digest, shown_name(name, kind), pages)


def file_away(session: Session, received: Received, *, now: datetime, owner: str = "") -> Upload:
    """Enter a received file in the database; where the transaction fails, the file goes too."""
    upload = Upload(
        token=received.token,
        kind=received.kind,
        size=received.size,
        digest=received.digest,
        shown_name=received.shown_name,
        pages=received.pages,
        created_at=now,
        owner=owner,
    )
    session.add(upload)
    session.flush()
    folder = files()
    unless_committed(session, lambda: folder.remove(received.token))
    return upload


def store(
    session: Session, stream: IO[bytes], name: str, *, limit: int, now: datetime, owner: str = ""
) -> Upload:
    """`receive` and `file_away` in one, for where nobody waits for the transaction."""
    return file_away(session, receive(stream, name, limit=limit), now=now, owner=owner)


def join_pictures(
    session: Session, sent: Sequence[tuple[IO[bytes], str]], *, limit: int, now: datetime, owner: str = ""
) -> Upload:
    """`receive_pictures` and `file_away` in one."""
    return file_away(session, receive_pictures(sent, limit=limit), now=now, owner=owner)


def keep(session: Session, content: bytes, name: str, *, pages: int, now: datetime, owner: str) -> Upload:
    """Keep a PDF that the site itself made, such as a certificate."""
    return file_away(session, put_away(content, "pdf", name, pages), now=now, owner=owner)


def contents(upload: Upload) -> bytes:
    """What is kept. Raises `Unreadable`."""
    return files().read(upload.token)


def discard(session: Session, upload: Upload) -> None:
    """Let go of a file: its row now, its content once the transaction is committed."""
    token, folder = upload.token, files()
    session.delete(upload)
    session.flush()
    once_committed(session, lambda: folder.remove(token))


def files() -> Files:
    """The folder of the site at work."""
    return Files(current_instance().var / "uploads")


def read_within(stream: IO[bytes], limit: int) -> bytes:
    """The whole content; no more is read than tells that it is too big."""
    content = stream.read(limit + 1)
    if len(content) > limit:
        raise too_big(limit)
    return content


def shown_name(name: str, kind: FileKind) -> str:
    """A name to show: no folders, no invisible or turning letters, the ending that its content has."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(letter for letter in last if unicodedata.category(letter)[0] not in "CZ" or letter == " ")
    stem = BLANK.sub(" ", seen.rpartition(".")[0] if "." in seen else seen).strip(" .")[:NAME_LENGTH]
    return f"{stem or 'berkas'}.{ENDINGS[kind]}"
