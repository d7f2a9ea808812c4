"""The register names every table that holds personal data."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from markupsafe import escape

from tests.site.folders import make_instance
from tlkit.site import create_app
from tlkit.site.shared.privacy import register
from tlkit.site.shared.vault.rotation import sealed_columns


def site(tmp_path: Path) -> Flask:
    return create_app(make_instance(tmp_path))


def test_every_table_with_sealed_columns_is_declared(tmp_path: Path) -> None:
    with site(tmp_path).app_context():
        named = {table for entry in register() for table in entry.tables}
        sealed = {table.name for table, _ in sealed_columns()}
    assert sealed - named == set()


def test_the_page_shows_every_entry_in_both_languages(tmp_path: Path) -> None:
    app = site(tmp_path)
    with app.app_context():
        entries = register()
    for path, lang in (("/privasi/register", "id"), ("/en/privasi/register", "en")):
        page = app.test_client().get(path).text
        for entry in entries:
            assert escape(entry.purpose.in_(lang)) in page
