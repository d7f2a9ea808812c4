"""How one site stands, for the person who looks after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from tlkit.errors import Text, TlkitError
from tlkit.site.app import create_app
from tlkit.site.published.folder import current_generation
from tlkit.site.releases.current import live
from tlkit.site.shared.schema import at_head


@dataclass(frozen=True)
class Status:
    """What an operator asks first. `catalogue` is None while nothing is in force."""

    database: str
    catalogue: str | None
    source: str | None
    activated_at: str | None
    permits: int
    published: str | None

    @property
    def ready(self) -> bool:
        """Whether the site can serve."""
        return self.database == "ready" and self.catalogue is not None

    def as_json(self) -> dict[str, Any]:
        return {"ready": self.ready, **asdict(self)}

    def lines(self) -> Iterator[Text]:
        """The same in words, a line each."""
        yield DATABASE[self.database]
        if self.catalogue is None:
            yield Text("No catalogue is in force.", "Belum ada katalog yang berlaku.")
        else:
            since = f"{self.catalogue} ({self.source}), {self.activated_at}: {self.permits}"
            yield Text(f"Catalogue {since} permits", f"Katalog {since} izin")
        if self.published is None:
            yield Text("No published pages yet.", "Belum ada halaman terbit.")
        else:
            yield Text(f"Published pages: {self.published}", f"Halaman terbit: {self.published}")


DATABASE = {
    "ready": Text("The database is ready.", "Basis data siap."),
    "old": Text(
        "The database needs `tlkit site INSTANCE migrate`.",
        "Basis data perlu `tlkit site INSTANSI migrate`.",
    ),
    "away": Text("The database cannot be reached.", "Basis data tidak dapat dihubungi."),
}


def status(instance: Path) -> Status:
    """Look at an instance without changing it. Raises `TlkitError` when its region file is wrong."""
    app = create_app(instance)
    published = current_generation(app.extensions["tlkit"].var / "published")
    with app.app_context():
        database = database_state()
        try:
            found = live() if database == "ready" else None
        except TlkitError:
            found = None
    if found is None:
        return Status(database, None, None, None, 0, published)
    since = found.activated_at.isoformat(timespec="seconds")
    return Status(database, found.version, found.source, since, len(found.permits), published)


def database_state() -> str:
    """One of the keys of `DATABASE`."""
    try:
        return "ready" if at_head() else "old"
    except DBAPIError:
        return "away"
