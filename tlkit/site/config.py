"""The settings of one site: the instance's `.env`, and the environment before it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tlkit.errors import Text, TlkitError
from tlkit.site.shared.database import database_uri

KNOWN = (
    "DATABASE_URL", "REDIS_URL", "PROXIES", "TLKIT_KEYS", "CLAMD",
    "SMTP_URL", "MAIL_FROM", "WHATSAPP_URL", "WHATSAPP_TOKEN",
    "BSRE_URL", "BSRE_USER", "BSRE_PASSWORD", "BSRE_ROOTS", "PAYMENT_SECRET",
)  # fmt: skip
"""The settings that the site reads."""


def settings(instance: Path, environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Flask's configuration for an instance. Raises `TlkitError` for an `.env` that cannot be read."""
    given = env_file(instance / ".env")
    given.update({name: environment[name] for name in KNOWN if environment.get(name)})
    uri = database_uri(given.get("DATABASE_URL"), instance / "var")
    away = {"pool_pre_ping": True, "connect_args": {"connect_timeout": 3}}
    return {
        **{name: given[name] for name in KNOWN if given.get(name)},
        "SQLALCHEMY_DATABASE_URI": uri,
        "SQLALCHEMY_ENGINE_OPTIONS": away if uri.startswith("postgresql") else {},
    }


def env_file(path: Path) -> dict[str, str]:
    """The `NAME=value` lines of a file; empty when there is none. Quotes around a value are dropped."""
    if not path.exists():
        return {}
    values: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        name, equals, value = stripped.removeprefix("export ").partition("=")
        if not equals:
            raise unreadable(path, number)
        values[name.strip()] = value.strip().strip("\"'")
    return values


def unreadable(path: Path, number: int) -> TlkitError:
    return TlkitError(
        Text(f"{path}:{number}: this line is no setting.", f"{path}:{number}: baris ini bukan pengaturan."),
        Text("Write it as NAME=value, or start it with #.", "Tulis sebagai NAMA=nilai, atau awali dengan #."),
    )
