"""Applications filed as a resident's would be, with papers that can be opened."""

from __future__ import annotations

import io
from typing import Any

from flask import Flask
from PIL import Image
from sqlalchemy import select

from tlkit.catalogue.model import Step
from tlkit.site.permits.applying.papers import slots
from tlkit.site.permits.applying.pinned import digest_in_force, permit_at
from tlkit.site.permits.applying.services import NewApplication, file_application
from tlkit.site.releases import live
from tlkit.site.shared import cases, uploads
from tlkit.site.shared.cases import Case
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.instance import current_instance

NIK = "9971014911900001"
ANSWERS = {
    "jenis_pemohon": "person",
    "nama_pemohon": "Siti Aminah",
    "nik": NIK,
    "telepon": "+6281234567890",
    "email": "siti@contoh.example",
}


def picture() -> io.BytesIO:
    """A photo of a paper, so to speak."""
    content = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(content, "JPEG")
    content.seek(0)
    return content


def file(app: Flask, permit_id: str = "sip-bidan", *roles: str, **answers: Any) -> int:
    """A filed application with a photo for every paper that it must have; returns the case's id.

    `roles` are the steps of its case, those of the permit where none are given.
    """
    with app.app_context():
        return filed(permit_id, roles, {**ANSWERS, **answers})


def filed(permit_id: str, roles: tuple[str, ...], answers: dict[str, Any]) -> int:
    """The same in an application context."""
    instance, now = current_instance(), current_instance().clock()
    with writing() as session:
        digest = digest_in_force(session, live(), permit_id)
        permit = permit_at(session, digest)
        asked = [each for each in slots(permit, "new", answers, live().documents) if each.required]
        files = {
            each.id: uploads.store(session, picture(), f"{each.id}.jpg", limit=10**6, now=now)
            for each in asked
        }
        documents = {name: [upload.id] for name, upload in files.items()}
        new = NewApplication(digest, "new", answers, documents, "id")
        case = file_application(session, new, cases.RESIDENT, instance.region, now)
        if roles:
            case.steps = [{"role": role, "action": Step(role, "…").action} for role in roles]  # type: ignore[arg-type]
            case.role = roles[0]
        for upload in files.values():
            upload.owner = f"case:{case.id}"
        return case.id


def case_of(case_id: int) -> Case:
    """The case as it is now."""
    db.session.rollback()
    return db.session.scalars(
        select(Case).where(Case.id == case_id).execution_options(populate_existing=True)
    ).one()
