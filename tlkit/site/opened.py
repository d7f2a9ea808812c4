"""One site's application context for a command, its database ready."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from sqlalchemy.exc import DBAPIError

from tlkit.errors import Text, TlkitError
from tlkit.site.app import create_app
from tlkit.site.shared.clock import Clock, system_clock
from tlkit.site.shared.database import db
from tlkit.site.shared.instance import Instance
from tlkit.site.shared.schema import at_head


class NotPrepared(TlkitError):
    """The database is away, or its tables are not those of this kit."""

    def __init__(self) -> None:
        super().__init__(
            Text("The site's database is not ready.", "Basis data situs belum siap."),
            Text("Run: tlkit site INSTANCE migrate", "Jalankan: tlkit site INSTANSI migrate"),
        )


@contextmanager
def opened(instance: Path, clock: Clock = system_clock) -> Iterator[Instance]:
    """The instance in a folder. Raises TlkitError when its region file is wrong, and `NotPrepared`."""
    app = create_app(instance, clock=clock)
    with app.app_context():
        try:
            ready = at_head()
        except DBAPIError as error:
            raise NotPrepared from error
        if not ready:
            raise NotPrepared
        try:
            yield cast(Instance, app.extensions["tlkit"])
        finally:
            db.session.remove()
            db.engine.dispose()
