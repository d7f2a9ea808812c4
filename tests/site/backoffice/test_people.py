"""What an administrator does: invite, give roles, write down leave, reset; nobody locks all out."""

from __future__ import annotations

import itertools
import re
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from urllib.parse import urlsplit

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.servers import free_port
from tests.site.backoffice.conftest import Time
from tests.site.canary import find
from tests.site.notices.test_delivery import Box
from tests.site.officers import browser, make_officer, officer, post
from tlkit.site.shared.accounts.models import Account
from tlkit.site.shared.accounts.standins import away, substituted_by
from tlkit.site.shared.audit import AuditEvent, verify
from tlkit.site.shared.database import db
from tlkit.site.shared.notices.delivery import deliver

NUMBERS = itertools.count()


@pytest.fixture
def boss(app: Flask) -> FlaskClient:
    return officer(app, "administrator", email=f"boss{next(NUMBERS)}@kantor.example")


@pytest.fixture
def clerk(app: Flask) -> int:
    return make_officer(app, "verifier", email=f"clerk{next(NUMBERS)}@kantor.example", name="Budi Contoh")


def form_of(clerk: int, **changed: object) -> dict[str, object]:
    said = {"name": "Budi Contoh, S.H.", "email": f"budi{clerk}@kantor.example", "roles": ["signer"]}
    return {**said, "active": "yes", **changed}


def kept(app: Flask, number: int) -> Account:
    with app.app_context():
        return db.session.get_one(Account, number)


def test_an_invitation_leads_to_a_password(app: Flask, boss: FlaskClient) -> None:
    said = {"name": "Rina  Contoh", "email": " RINA@kantor.example ", "roles": ["verifier", "technical"]}
    page = post(boss, "/petugas/orang/baru", {**said, "agency": "dinkes", "title": "Penata"}).text
    link = re.search(r'id="link" value="([^"]+)"', page)
    assert link
    visitor = app.test_client()
    path = urlsplit(link[1]).path
    assert "rina@kantor.example" in visitor.get(path).text
    assert post(visitor, path, {"password": "kalimat yang panjang"}).status_code == 303
    with app.app_context():
        account = db.session.query(Account).filter_by(email="rina@kantor.example").one()
        assert (account.name, account.agency, account.title) == ("Rina Contoh", "dinkes", "Penata")
        assert account.role_names == {"verifier", "technical"}


@pytest.mark.parametrize("how", ["invited", "reset"])
def test_an_invitation_is_mailed_too(
    app: Flask, boss: FlaskClient, clerk: int, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    box, port = Box(), free_port()
    monkeypatch.setitem(app.config, "SMTP_URL", f"smtp://127.0.0.1:{port}")
    said = {"name": "Ratna Contoh", "email": f"ratna{clerk}@kantor.example", "roles": ["verifier"]}
    if how == "invited":
        page = post(boss, "/petugas/orang/baru", said).text
    else:
        page = post(boss, f"/petugas/orang/{clerk}/atur-ulang").text
    link = re.search(r'id="link" value="([^"]+)"', page)
    assert link
    assert "bila tidak sampai, salin tautan ini" in page
    assert find(app, link[1].rpartition("/")[2]) == []
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    try:
        with app.app_context():
            deliver()
    finally:
        server.stop()
    (mail,) = box.mails
    assert mail.rcpt_tos == [said["email"] if how == "invited" else kept(app, clerk).email]
    assert link[1] in message_from_bytes(mail.content, policy=default).get_content()
    assert app.test_client().get(urlsplit(link[1]).path).status_code == 200


def test_without_a_mail_server_the_page_says_to_pass_the_link_on(boss: FlaskClient, clerk: int) -> None:
    page = post(boss, f"/petugas/orang/{clerk}/atur-ulang").text
    assert "Kirim tautan ini kepada Budi Contoh sendiri" in page
    assert "bila tidak sampai" not in page


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"email": "nobody"}, "email"),
        ({"email": "boss0@kantor.example"}, "email"),
        ({"name": " "}, "name"),
        ({"roles": []}, "roles"),
        ({"roles": ["king"]}, "roles"),
        ({"nip": "1234"}, "nip"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    app: Flask, boss: FlaskClient, changed: dict[str, object], field: str
) -> None:
    make_officer(app, "verifier", email="boss0@kantor.example") if field == "email" and not exists(
        app
    ) else None
    answer = post(boss, "/petugas/orang/baru", {**form_of(0), **changed})
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert 'role="alert"' in answer.text


def exists(app: Flask) -> bool:
    with app.app_context():
        return db.session.query(Account).filter_by(email="boss0@kantor.example").first() is not None


def test_roles_and_acting_signers_are_kept(app: Flask, boss: FlaskClient, clerk: int) -> None:
    form = form_of(clerk, acting="Plt.", nip="19800101 200501 1 001", roles=["signer", "reviewer"])
    assert post(boss, f"/petugas/orang/{clerk}", form).status_code == 303
    account = kept(app, clerk)
    assert (account.acting, account.nip) == ("Plt.", "198001012005011001")
    assert account.role_names == {"signer", "reviewer"}
    assert browser(app, clerk).get("/petugas/orang").status_code == 403


def test_a_changed_role_counts_from_the_next_page_on(app: Flask, boss: FlaskClient, clerk: int) -> None:
    theirs = browser(app, clerk)
    assert theirs.get("/petugas/orang").status_code == 403
    post(boss, f"/petugas/orang/{clerk}", form_of(clerk, roles=["administrator"]))
    assert theirs.get("/petugas/orang").status_code == 200


def test_who_may_not_sign_in_any_more_is_out_at_once(app: Flask, boss: FlaskClient, clerk: int) -> None:
    theirs = browser(app, clerk)
    post(boss, f"/petugas/orang/{clerk}", form_of(clerk, active=""))
    assert theirs.get("/petugas").status_code == 302


def test_somebody_stays_administrator(app: Flask) -> None:
    with app.app_context():
        for account in db.session.query(Account):
            account.active = False
        db.session.commit()
    number = make_officer(app, "administrator", email=f"last{next(NUMBERS)}@kantor.example")
    last = browser(app, number)
    answer = post(last, f"/petugas/orang/{number}", form_of(number, roles=["verifier"]))
    assert answer.status_code == 422
    assert "Tidak akan ada administrator lagi" in answer.text
    assert post(last, f"/petugas/orang/{number}", form_of(number, active="")).status_code == 422
    assert kept(app, number).active


def test_a_substitute_has_the_others_work_on_those_days(
    app: Flask, boss: FlaskClient, clerk: int, time: Time
) -> None:
    stand_in = make_officer(app, "verifier", email=f"stand-in{clerk}@kantor.example")
    path, today = f"/petugas/orang/{clerk}/cuti", app.extensions["tlkit"].today()
    days = {"since": today + timedelta(1), "until": today + timedelta(3), "stand_in": stand_in}
    assert post(boss, path, days).status_code == 303
    with app.app_context():
        found = [
            (substituted_by(stand_in, today + timedelta(n)), away({clerk}, today + timedelta(n)))
            for n in range(5)
        ]
    assert found == [((), frozenset()), *[((clerk,), frozenset({clerk}))] * 3, ((), frozenset())]
    leave = re.search(rf"/petugas/orang/{clerk}/cuti/(\d+)/hapus", boss.get(f"/petugas/orang/{clerk}").text)
    assert leave
    post(boss, leave[0])
    with app.app_context():
        assert substituted_by(stand_in, today + timedelta(1)) == ()


@pytest.mark.parametrize(
    ("roles", "fields", "said"),
    [
        (("front-desk",), {}, "belum punya peran untuk pekerjaan ini: Verifikator"),
        (("verifier",), {"agency": "sosial"}, "dari dinas lain"),
        (("verifier",), {"active": False}, "tidak boleh masuk"),
    ],
)
def test_a_substitute_must_be_able_to_do_the_work(
    app: Flask, boss: FlaskClient, clerk: int, roles: tuple[str, ...], fields: dict[str, object], said: str
) -> None:
    other = make_officer(app, *roles, email=f"unfit{next(NUMBERS)}@kantor.example", **fields)
    today = app.extensions["tlkit"].today()
    days = {"since": today, "until": today + timedelta(3), "stand_in": other}
    answer = post(boss, f"/petugas/orang/{clerk}/cuti", days)
    assert answer.status_code == 422
    assert answer.text.count(said) == 2, "above the form and at its input"
    assert f'value="{today}"' in answer.text
    with app.app_context():
        assert (substituted_by(other, today), away({clerk}, today)) == ((), frozenset())


def test_a_substitute_that_no_row_can_have_is_passed_over(app: Flask, boss: FlaskClient, clerk: int) -> None:
    days = {"since": "2026-12-01", "until": "2026-12-02", "stand_in": "9" * 30}
    assert post(boss, f"/petugas/orang/{clerk}/cuti", days).status_code == 404


def test_leave_that_ends_before_it_begins_is_refused(boss: FlaskClient, clerk: int) -> None:
    for days in ({"since": "2026-12-05", "until": "2026-12-01"}, {"since": "soon", "until": ""}):
        assert post(boss, f"/petugas/orang/{clerk}/cuti", days).status_code == 422


def test_a_reset_from_the_page_gives_a_fresh_link(app: Flask, boss: FlaskClient, clerk: int) -> None:
    theirs = browser(app, clerk)
    page = post(boss, f"/petugas/orang/{clerk}/atur-ulang").text
    assert "/petugas/undangan/" in page
    assert theirs.get("/petugas").status_code == 302


def test_the_start_page_names_whose_work_is_mine(app: Flask, clerk: int, boss: FlaskClient) -> None:
    stand_in = make_officer(app, "verifier", email=f"start{clerk}@kantor.example")
    today = app.extensions["tlkit"].today()
    post(boss, f"/petugas/orang/{clerk}/cuti", {"since": today, "until": today, "stand_in": stand_in})
    assert "Budi Contoh" in browser(app, stand_in).get("/petugas").text


def test_what_was_done_to_accounts_is_in_the_audit(app: Flask) -> None:
    with app.app_context():
        found = verify(db.session())
        actions = set(db.session.scalars(select(AuditEvent.action)))
    assert found.whole
    assert actions >= {"account.invited", "account.changed", "account.reset", "account.absence-added"}


def test_who_looked_at_an_officer_s_page_is_in_the_audit(app: Flask, boss: FlaskClient, clerk: int) -> None:
    assert boss.get(f"/petugas/orang/{clerk}").status_code == 200
    seen = select(AuditEvent).filter_by(action="account.seen", subject=f"account:{clerk}")
    with app.app_context():
        assert len(db.session.scalars(seen).all()) == 1
