"""Cases put straight into the database, for pages that only read them."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from sqlalchemy import insert

from tlkit.site.shared.accounts.models import Account
from tlkit.site.shared.cases.models import Case, CaseKey, CaseWord
from tlkit.site.shared.cases.receipts import shown
from tlkit.site.shared.database import writing
from tlkit.site.shared.vault import vault

NOW = datetime(2026, 11, 24, 3, 0, tzinfo=timezone.utc)
STEPS = [{"role": role, "action": "…"} for role in ("counter", "verifier", "technical", "signer", "handover")]


def receipt(number: int) -> str:
    """A receipt of one's own for each number."""
    return shown(f"{number:08d}".translate({ord("0"): "A", ord("1"): "C"}))


def row(number: int, **values: Any) -> dict[str, Any]:
    """One case; number 1 is due first."""
    due = NOW + timedelta(hours=number)
    return {
        "id": number,
        "service": "permits",
        "kind": "sip-bidan",
        "title": "Surat Izin Praktik (SIP) Bidan",
        "receipt": receipt(number),
        "language": "id",
        "applicant_name": "Siti Aminah",
        "contact": {"phone": "+6281200000000"},
        "agency": "dpmptsp",
        "technical_agency": None,
        "district": None,
        "village": None,
        "steps": STEPS,
        "position": 1,
        "role": "verifier",
        "state": "open",
        "outcome": None,
        "opened_at": NOW - timedelta(days=3),
        "complete_at": NOW - timedelta(days=2),
        "check_due_at": None,
        "due_at": due,
        "next_at": due,
        "promise_days": 12,
        "promise_unit": "working-days",
        "calendar": "ID 2026",
        "estimated": False,
        "waits": [],
        "deemed": None,
        "closed_at": None,
        "erased_at": None,
        "assignee_id": None,
        "changed_at": NOW,
        "changed_by": "system",
        "revision": 1,
        **values,
    }


def put(rows: list[dict[str, Any]]) -> None:
    """Store them, and the words of their names."""
    words = [
        {"word": word, "case_id": each["id"]}
        for each in rows
        for word in set(each["applicant_name"].lower().split())
    ]
    with writing() as session:
        session.execute(insert(Case), rows)
        session.execute(insert(CaseWord), words)


def put_nik(case_id: int, nik: str) -> None:
    """Make a case findable by a NIK."""
    with writing() as session:
        session.add(CaseKey(kind="nik", key=vault().index("nik", nik), case_id=case_id))


def put_officer(number: int, name: str) -> None:
    """An account to assign cases to."""
    with writing() as session:
        session.add(
            Account(id=number, email=f"{number}@contoh.example", name=name, created_at=NOW, recovery=[])
        )
