"""What officers do at their desks, as their pages send it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from tests.site.folders import close, make_instance
from tests.site.officers import post
from tests.site.permits.filed import case_of
from tlkit.site import create_app
from tlkit.site.prepare import prepare_app


@contextmanager
def live_site(folder: Path) -> Iterator[Flask]:
    """A site that is no demonstration."""
    made = create_app(make_instance(folder, replace={"mode: demo": "mode: live"}))
    prepare_app(made)
    yield made
    close(made)


def do(client: FlaskClient, case_id: int, action: str, revision: int | str | None = None, **form: Any) -> Any:
    """Send a form of a case's page, as it stands now unless another revision is given."""
    with client.application.app_context():
        seen = case_of(case_id).revision if revision is None else revision
    return post(client, f"/petugas/permohonan/{case_id}/{action}", {"revision": seen, **form})


def state(app: Flask, case_id: int) -> tuple[str, str | None, str | None]:
    """A case's state, whose step it is, and its outcome."""
    with app.app_context():
        case = case_of(case_id)
        return case.state, case.role, case.outcome


def step_panel(client: FlaskClient, case_id: int) -> str:
    """What stands at the step whose turn it is."""
    page = client.get(f"/petugas/permohonan/{case_id}").text
    return page.partition('aria-labelledby="langkah-ini"')[2].partition("</section>")[0]
