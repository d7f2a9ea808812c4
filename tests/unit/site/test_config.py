"""Settings come from the instance's `.env`, the environment before it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tlkit.errors import TlkitError
from tlkit.site.config import env_file, settings


def test_without_settings_the_database_is_a_file_of_the_instance(tmp_path: Path) -> None:
    uri = settings(tmp_path, {})["SQLALCHEMY_DATABASE_URI"]
    assert uri.startswith(f"sqlite:///file:{tmp_path}/var/site.db?")


def test_the_environment_comes_before_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("# ours\n\nexport DATABASE_URL='postgres://a/b'\n")
    assert settings(tmp_path, {})["SQLALCHEMY_DATABASE_URI"] == "postgresql+psycopg://a/b"
    given = {"DATABASE_URL": "postgresql://c/d"}
    assert settings(tmp_path, given)["SQLALCHEMY_DATABASE_URI"] == "postgresql+psycopg://c/d"


def test_values_keep_what_stands_in_them(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text('A="x=y z"\nB = c#d\n')
    assert env_file(tmp_path / ".env") == {"A": "x=y z", "B": "c#d"}


def test_a_line_that_is_no_setting_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("A=1\nDATABASE_URL\n")
    with pytest.raises(TlkitError, match=r"\.env:2"):
        settings(tmp_path, {})
