"""Where an instance's queue lies: in a file of its own, in Redis, or in its PostgreSQL.

What lies there is JSON: whoever can write to a shared Redis can ask for a job, and no more.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from huey import PostgresHuey, RedisHuey, SqliteHuey
from huey.registry import Message
from huey.serializer import Serializer
from sqlalchemy.engine import URL, make_url

TABLES = "jobs"
"""How the queue's tables begin in PostgreSQL; huey makes them, not a migration."""
PATIENCE = 3
"""Seconds to wait for a server."""


class Plain(Serializer):  # type: ignore[misc]
    """Messages as JSON, where huey would take any Python object."""

    def _serialize(self, data: Message) -> bytes:
        return json.dumps(data._asdict(), default=datetime.isoformat).encode()

    def _deserialize(self, data: bytes) -> Message:
        fields = json.loads(data)
        fields["args"] = tuple(fields["args"])
        if fields["eta"] is not None:
            fields["eta"] = datetime.fromisoformat(fields["eta"])
        return Message(**fields)


def queue_of(slug: str, database: str, var: Path, redis: str | None) -> Any:
    """The queue of one instance; several may share a server.

    `database` is the address that SQLAlchemy uses: PostgreSQL holds the queue too, unless
    `redis` names a server. Nothing is asked of a Redis before the first job.
    """
    address = make_url(database)
    name = name_of(slug, address)
    shared = {"results": False, "serializer": Plain()}
    if redis:
        return RedisHuey(name, url=redis, **shared)
    if address.get_backend_name() == "postgresql":
        dsn = address.set(drivername="postgresql").render_as_string(hide_password=False)
        return PostgresHuey(name, dsn=dsn, table_prefix=TABLES, connect_timeout=PATIENCE, **shared)
    var.mkdir(parents=True, exist_ok=True)
    return SqliteHuey(name, filename=str(var / "jobs.db"), fsync=True, **shared)


def name_of(slug: str, address: URL) -> str:
    """A name that no other instance has: its database is its own; the user's name is not part of it."""
    host = address.host or address.query.get("host", "")
    where = f"{host}:{address.port or ''}/{address.database}"
    return f"tlkit_{re.sub('[^a-z0-9]', '_', slug)}_{sha256(where.encode()).hexdigest()[:12]}"
