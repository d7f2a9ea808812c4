"""A copy of what is kept about a case's person: to read, for machines, and every file (UU 27/2022)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import RawIOBase
from zipfile import ZIP_STORED, ZipFile

from flask import render_template
from sqlalchemy import select
from sqlalchemy.orm import Session

from tlkit.errors import Text
from tlkit.site.shared import uploads
from tlkit.site.shared.cases import Case, Part, events_of, kind_of, messages_of
from tlkit.site.shared.cases.registered import beside_cases
from tlkit.site.shared.cases.spoken import day_of
from tlkit.site.shared.cases.telling import lines_of, moment

OFFICER, YOU = Text("Officer", "Petugas"), Text("You", "Anda")


@dataclass(frozen=True)
class Copy:
    """Everything about one case's person; `files` are its uploads, each with its name in the copy."""

    receipt: str
    title: str
    language: str
    parts: Sequence[Part]
    files: Sequence[tuple[str, uploads.Upload]]
    made_at: datetime

    def as_json(self) -> str:
        """The parts for machines."""
        parts = [
            {
                "title": part.title.in_(self.language),
                "lines": [{"name": name, "value": value} for name, value in part.lines],
            }
            for part in self.parts
        ]
        found = {
            "receipt": self.receipt,
            "title": self.title,
            "made_at": self.made_at.isoformat(),
            "parts": parts,
            "files": [name for name, _ in self.files],
        }
        return json.dumps(found, ensure_ascii=False, indent=2)


def copy_of(session: Session, case: Case, now: datetime) -> Copy:
    """The copy of a case, in its person's language."""
    lang = case.language
    parts = [about(case, lang), *kind_of(case).copy(session, case, lang), *told(session, case, lang)]
    parts += [part for each in beside_cases() for part in each.copy(session, case, lang)]
    owned = select(uploads.Upload).where(uploads.Upload.owner == f"case:{case.id}")
    files = [
        (f"berkas/{number:02d}-{upload.shown_name}", upload)
        for number, upload in enumerate(session.scalars(owned.order_by(uploads.Upload.id)), start=1)
    ]
    return Copy(case.receipt, case.title, lang, [part for part in parts if part.lines], files, now)


def about(case: Case, lang: str) -> Part:
    """Who applied, and how they are reached."""
    lines = [
        (Text("Receipt number", "Nomor resi").in_(lang), case.receipt),
        (Text("Name", "Nama").in_(lang), case.applicant_name),
        (Text("Received", "Diterima").in_(lang), day_of(case.opened_at, lang)),
        *((Text("Contact", "Kontak").in_(lang), value) for value in case.contact.values()),
    ]
    return Part(Text("Your application", "Permohonan Anda"), lines)


def told(session: Session, case: Case, lang: str) -> Iterator[Part]:
    """What happened, and what was written."""
    events = lines_of(case, events_of(session, case, public=True))
    yield Part(
        Text("What happened", "Riwayat"),
        [
            (moment(line.at, lang), " · ".join(filter(None, [line.action or line.text.in_(lang), line.note])))
            for line in events
        ],
    )
    yield Part(
        Text("Messages", "Pesan"),
        [
            (
                f"{moment(each.sent_at, lang)}, {(YOU if each.author == 'resident' else OFFICER).in_(lang)}",
                each.text,
            )
            for each in messages_of(session, case)
        ],
    )


class Tray(RawIOBase):
    """Takes what is written and hands it on: no more than one file of the copy is in memory."""

    def __init__(self) -> None:
        self.held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, content: object) -> int:
        taken = bytes(content)  # type: ignore[call-overload]
        self.held += taken
        return len(taken)

    def emptied(self) -> bytes:
        """What was written since the last time."""
        taken, self.held = bytes(self.held), bytearray()
        return taken


def packed(copy: Copy) -> Iterator[bytes]:
    """The copy as a ZIP, piece by piece: a page to read, the same as JSON, the files as they were sent."""
    tray = Tray()
    page = render_template("privacy/copy.html", copy=copy, made=moment(copy.made_at, copy.language))
    with ZipFile(tray, "w", ZIP_STORED) as archive:
        archive.writestr("salinan.html", page)
        archive.writestr("data.json", copy.as_json())
        yield tray.emptied()
        for name, upload in copy.files:
            archive.writestr(name, uploads.contents(upload))
            yield tray.emptied()
    yield tray.emptied()
