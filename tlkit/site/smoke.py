"""Whether a generated instance boots: its home page, with nothing written anywhere."""

from __future__ import annotations

from html import escape
from pathlib import Path

from tlkit.errors import Text, TlkitError
from tlkit.site.app import create_app
from tlkit.site.releases.current import set_live
from tlkit.site.releases.packaged import packaged_live
from tlkit.site.shared.vault.keys import new_ring, ring_to_text


def smoke(path: Path) -> None:
    """Make the application of an instance and ask for its home page.

    The packaged catalogue stands in for the database, which is not touched, like all of
    `var/`. Raises `TlkitError` when the page does not come or does not name the region.
    """
    passing = {"SQLALCHEMY_DATABASE_URI": "sqlite://", "TLKIT_KEYS": ring_to_text(new_ring())}
    app = create_app(path, config=passing)
    instance = app.extensions["tlkit"]
    made = packaged_live(instance.region, instance.clock())
    set_live(app, lambda: made)
    answer = app.test_client().get("/")
    if answer.status_code != 200 or escape(instance.region.name) not in answer.text:
        raise TlkitError(
            Text(
                f"The generated site does not start: its home page answers {answer.status}.",
                f"Situs yang dibuat tidak berjalan: berandanya menjawab {answer.status}.",
            )
        )
