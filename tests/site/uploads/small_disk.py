"""A site on a disk of a few megabytes, which fills up while a resident applies; prints what was seen.

Run in a mount namespace of its own: `unshare --mount python -m tests.site.uploads.small_disk FOLDER`.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from tests.site.folders import make_instance
from tests.site.permits.applying.resident import (
    CONTACT,
    DECLARED,
    PAPERS,
    PERSON,
    PLACE,
    TREE,
    WHO,
    WHY,
    Resident,
)
from tests.site.uploads.samples import pdf
from tlkit.site import create_app
from tlkit.site.permits.applying.models import Application
from tlkit.site.prepare import prepare_app
from tlkit.site.shared.database import db
from tlkit.site.shared.uploads import Upload

PIECE = 4096


class Disk:
    """A disk of its own below the site's `var`."""

    def __init__(self, var: Path) -> None:
        var.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(var)], check=True)
        self.ballast = var / "ballast"

    def fill(self, leaving: int) -> None:
        """Write until nothing fits, then give back so many bytes."""
        with self.ballast.open("wb", buffering=0) as file, suppress(OSError):
            while file.write(os.urandom(PIECE)):
                pass
        os.truncate(self.ballast, max(0, self.ballast.stat().st_size - leaving))

    def free(self) -> None:
        self.ballast.unlink()


def walk(folder: Path) -> dict[str, Any]:
    instance = make_instance(folder)
    disk = Disk(instance / "var")
    app = create_app(instance)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    prepare_app(app)
    resident = Resident(app.test_client())
    resident.begin(TREE)
    resident.fill(WHO, PERSON, CONTACT, PLACE, WHY)
    page = resident.path
    seen: dict[str, Any] = {}

    def upload(leaving: int) -> None:
        disk.fill(leaving)
        resident.send({"berkas:ktp": (io.BytesIO(pdf() + os.urandom(400_000)), "ktp.pdf")}, to=page)
        kept = [path.name for path in (instance / "var" / "uploads").rglob("*") if path.is_file()]
        with app.app_context():
            rows = db.session.scalar(select(func.count()).select_from(Upload))
        seen[f"upload with {leaving} bytes left"] = [resident.wrong, resident.page.status_code, kept, rows]
        disk.free()
        resident.open(page)

    for leaving in (0, 100_000):
        upload(leaving)
    resident.upload(*PAPERS)
    resident.fill(DECLARED)
    send = resident.path.replace("periksa", "kirim")
    hidden = resident.hidden()
    disk.fill(0)
    resident.send({}, to=send, hidden=hidden)
    seen["sending"] = [resident.page.status_code, resident.page.text]
    disk.free()
    resident.send({}, to=send, hidden=hidden)
    seen["sending again"] = [resident.page.status_code, bool(resident.receipt)]
    with app.app_context():
        seen["applications"] = db.session.scalar(select(func.count()).select_from(Application))
        seen["whole"] = db.session.connection().exec_driver_sql("PRAGMA integrity_check").scalar()
    return seen


if __name__ == "__main__":
    print(json.dumps(walk(Path(sys.argv[1]))))
