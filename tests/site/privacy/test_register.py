"""The register names every table that holds personal data."""

from __future__ import annotations

import re
from pathlib import Path

from flask import Flask
from markupsafe import escape
from sqlalchemy import JSON, String

from tests.site.folders import make_instance
from tlkit.site import create_app
from tlkit.site.shared.database import db
from tlkit.site.shared.privacy import register
from tlkit.site.shared.vault.rotation import sealed_columns


def site(tmp_path: Path) -> Flask:
    return create_app(make_instance(tmp_path))


def test_every_table_with_sealed_columns_is_declared(tmp_path: Path) -> None:
    with site(tmp_path).app_context():
        named = {table for entry in register() for table in entry.tables}
        sealed = {table.name for table, _ in sealed_columns()}
    assert sealed - named == set()


DOC = Path(__file__).parents[3] / "docs" / "privacy.md"
OFFICERS = {"account", "account_role", "sign_in", "invitation", "destruction_approval"}
"""Tables about officers, who stand in clear by name."""
HARMLESS = {
    "audit_event": "actor action subject detail digest",
    "audit_head": "digest seal",
    "case_event": "kind actor actor_name detail",
    "case_file": "service receipt language agency technical_agency steps role state outcome promise_unit"
    " calendar waits deemed changed_by",
    "case_key": "kind",
    "case_message": "author author_name",
    "case_pause": "ground",
    "case_return": "fields documents",
    "case_work": "kind uploads",
    "application": "permit_digest documents notice_version",
    "assessment": "kind number",
    "certificate": "kind permit_id code way signer_name acting",
    "destruction": "service reason state decided_name ground",
    "draft": "token_hash permit_digest type step receipt",
    "outbox": "template channel language message_id state outcome",
    "payment": "source",
    "privacy_request": "receipt kind about language state",
    "resident": "password",
    "resident_sign_in": "token",
    "sign_in_attempts": "key",
    "upload": "token kind owner",
}
"""Columns with words that are never a resident's: states, keys of lists, tokens' digests, officers' names."""


def test_what_stands_in_clear_about_residents_is_documented(tmp_path: Path) -> None:
    with site(tmp_path).app_context():
        about = {table for entry in register() for table in entry.tables} | HARMLESS.keys()
        tables = [table for table in db.metadata.sorted_tables if table.name in about - OFFICERS]
    clear = {
        f"{table.name}.{column.name}"
        for table in tables
        for column in table.columns
        if isinstance(column.type, (String, JSON))
    }
    harmless = {f"{table}.{name}" for table, names in HARMLESS.items() for name in names.split()}
    told = set(re.findall(r"`(\w+\.\w+)`", DOC.read_text().partition("## What is optional")[0]))
    assert clear - harmless == told


def test_every_table_of_cases_and_residents_is_declared(tmp_path: Path) -> None:
    """A table that hangs on a case or on a resident's account holds something about a person."""
    with site(tmp_path).app_context():
        named = {table for entry in register() for table in entry.tables}
        hanging = {
            table.name
            for table in db.metadata.sorted_tables
            for key in table.foreign_keys
            if key.column.table.name in ("case_file", "resident")
        }
    assert hanging - named - {"case_pause"} == set()


def test_the_page_shows_every_entry_in_both_languages(tmp_path: Path) -> None:
    app = site(tmp_path)
    with app.app_context():
        entries = register()
    for path, lang in (("/privasi/register", "id"), ("/en/privasi/register", "en")):
        page = app.test_client().get(path).text
        for entry in entries:
            assert escape(entry.purpose.in_(lang)) in page
