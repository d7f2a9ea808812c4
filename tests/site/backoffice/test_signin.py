"""Signing in: password, then one-time code; failures close it; each device can be ended."""

from __future__ import annotations

import itertools
import re
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.site.backoffice.conftest import Time
from tests.site.officers import browser, make_officer, post
from tlkit.site.shared.accounts import entering
from tlkit.site.shared.accounts.guard import guard
from tlkit.site.shared.accounts.models import Account, SignIn
from tlkit.site.shared.accounts.services import reset
from tlkit.site.shared.database import db, writing

PASSWORD = "hujan turun pelan"
NUMBERS = itertools.count()


@pytest.fixture
def email(app: Flask, time: Time) -> str:
    """A new officer with a password; an hour after whatever came before."""
    time.pass_(hours=1)
    app.extensions["tlkit.limits"].clear()
    name = f"p{next(NUMBERS)}@kantor.example"
    number = make_officer(app, "verifier", "administrator", email=name)
    with app.app_context():
        hashed = guard().hashed(PASSWORD)
        with writing() as session:
            session.get_one(Account, number).password = hashed
    return name


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def account(app: Flask, email: str) -> Account:
    with app.app_context():
        return db.session.query(Account).filter_by(email=email).one()


def code(app: Flask, email: str) -> str:
    with app.app_context():
        secret = account(app, email).totp
        assert secret
        return guard().codes.generate_totp_password(secret)


def give_password(client: FlaskClient, email: str, password: str = PASSWORD) -> str:
    return post(client, "/petugas/masuk", {"email": email, "password": password}).headers.get("Location", "")


def begin(client: FlaskClient, app: Flask, email: str) -> list[str]:
    """Sign in for the first time; returns the recovery codes."""
    assert give_password(client, email) == "/petugas/masuk/kode-baru"
    page = client.get("/petugas/masuk/kode-baru").text
    key = re.search(r"<code>([A-Z2-7 -]+)</code>", page)
    assert key
    with app.app_context():
        codes = guard().codes
        now = codes._totp.from_source(codes._totp(key=key.group(1)).to_json(encrypt=True)).generate().token
    answer = post(client, "/petugas/masuk/kode-baru", {"code": now})
    assert answer.status_code == 200, answer.text
    return re.findall(r"<li><code>([^<]+)</code>", answer.text)


def test_no_officers_page_before_the_first_code(client: FlaskClient, app: Flask, email: str) -> None:
    assert give_password(client, email) == "/petugas/masuk/kode-baru"
    assert client.get("/petugas").headers["Location"] == "/petugas/masuk"
    begin(client, app, email)
    assert client.get("/petugas").status_code == 200


def test_password_and_code_let_in_and_lead_to_the_page_asked_for(
    app: Flask, client: FlaskClient, email: str, time: Time
) -> None:
    begin(client, app, email)
    other = app.test_client()
    time.pass_(seconds=60)
    assert other.get("/petugas/akun?x=1").headers["Location"] == "/petugas/masuk"
    assert give_password(other, email.upper()) == "/petugas/masuk/kode"
    answer = post(other, "/petugas/masuk/kode", {"code": code(app, email)})
    assert answer.headers["Location"] == "/petugas/akun?x=1"
    assert other.get("/petugas").status_code == 200


def test_a_code_counts_once(app: Flask, client: FlaskClient, email: str, time: Time) -> None:
    begin(client, app, email)
    time.pass_(seconds=60)
    now = code(app, email)
    for expected in (303, 422):
        other = app.test_client()
        give_password(other, email)
        assert post(other, "/petugas/masuk/kode", {"code": now}).status_code == expected


def test_a_recovery_code_counts_once(app: Flask, client: FlaskClient, email: str) -> None:
    codes = begin(client, app, email)
    assert len(codes) == entering.RECOVERY_CODES
    for expected in (303, 422):
        other = app.test_client()
        give_password(other, email)
        answer = post(other, "/petugas/masuk/kode", {"code": codes[0].upper().replace("-", " ")})
        assert answer.status_code == expected
    assert codes[1] not in str(account(app, email).recovery)


def test_absent_and_wrong_get_the_same_answer_and_both_close(
    app: Flask, client: FlaskClient, email: str, time: Time
) -> None:
    said = {}
    for name in (email, f"nobody-{email}"):
        answers = [
            post(app.test_client(), "/petugas/masuk", {"email": name, "password": "x" * 12}) for _ in range(6)
        ]
        said[name] = [(each.status_code, re.sub(r'value="[^"]*"', "", each.text)) for each in answers]
        assert [status for status, _ in said[name]] == [422] * 5 + [429]
    assert said[email] == said[f"nobody-{email}"]
    assert give_password(client, email) == ""
    time.pass_(minutes=16)
    assert give_password(client, email) == "/petugas/masuk/kode-baru"


def test_wrong_codes_close_the_account_too(app: Flask, client: FlaskClient, email: str, time: Time) -> None:
    begin(client, app, email)
    time.pass_(seconds=60)
    other = app.test_client()
    give_password(other, email)
    found = [post(other, "/petugas/masuk/kode", {"code": "000000"}).text for _ in range(6)]
    assert "Terlalu banyak percobaan" in found[5]
    right = post(other, "/petugas/masuk/kode", {"code": code(app, email)})
    assert right.status_code == 422


def test_half_a_sign_in_is_forgotten(app: Flask, client: FlaskClient, email: str, time: Time) -> None:
    begin(client, app, email)
    other = app.test_client()
    give_password(other, email)
    time.pass_(minutes=11)
    answer = post(other, "/petugas/masuk/kode", {"code": code(app, email)})
    assert answer.headers["Location"] == "/petugas/masuk"


@pytest.mark.parametrize("wait", [{"hours": 2.1}, {"hours": 13}])
def test_a_sign_in_ends_by_itself(
    app: Flask, client: FlaskClient, email: str, time: Time, wait: dict[str, float]
) -> None:
    begin(client, app, email)
    if wait["hours"] > 12:
        for _ in range(6):
            time.pass_(hours=1.9)
            assert client.get("/petugas").status_code == 200
        time.pass_(hours=1)
    else:
        time.pass_(**wait)
    assert client.get("/petugas").status_code == 302


def test_each_device_can_be_signed_out(app: Flask, client: FlaskClient, email: str) -> None:
    begin(client, app, email)
    number = account(app, email).id
    other, third = browser(app, number), browser(app, number)
    page = client.get("/petugas/akun").text
    ids = re.findall(r'name="id" value="(\d+)"', page)
    assert len(ids) == 2
    post(client, "/petugas/akun/akhiri", {"id": ids[1]})
    assert [each.get("/petugas").status_code for each in (other, third)] == [302, 200]
    post(client, "/petugas/akun/akhiri")
    assert [each.get("/petugas").status_code for each in (client, third)] == [200, 302]


def test_another_account_s_device_cannot_be_signed_out(app: Flask, client: FlaskClient, email: str) -> None:
    begin(client, app, email)
    number = make_officer(app, "verifier", email=f"other-{email}")
    stranger = browser(app, number)
    with app.app_context():
        theirs = db.session.query(SignIn.id).filter_by(account_id=number).scalar()
    post(client, "/petugas/akun/akhiri", {"id": theirs})
    assert stranger.get("/petugas").status_code == 200


def test_signing_out_ends_the_sign_in_and_not_only_the_cookie(
    app: Flask, client: FlaskClient, email: str
) -> None:
    begin(client, app, email)
    with client.session_transaction() as cookie:
        kept = dict(cookie)
    assert post(client, "/petugas/keluar").headers["Location"] == "/petugas/masuk"
    with client.session_transaction() as cookie:
        cookie.update(kept)
    assert client.get("/petugas").status_code == 302


def test_a_reset_ends_everything_and_gives_a_link_that_works_once(
    app: Flask, client: FlaskClient, email: str, time: Time
) -> None:
    begin(client, app, email)
    with app.app_context():
        link = urlsplit(reset(account(app, email).id, "cli", time()).link).path
    assert client.get("/petugas").status_code == 302
    assert give_password(client, email) == ""
    fresh = app.test_client()
    assert post(fresh, link, {"password": "pendek"}).status_code == 422
    assert post(fresh, link, {"password": "kalimat yang baru"}).headers["Location"] == "/petugas/masuk"
    assert fresh.get(link).status_code == 410
    assert give_password(fresh, email, "kalimat yang baru") == "/petugas/masuk/kode-baru"


def test_a_link_expires(app: Flask, client: FlaskClient, email: str, time: Time) -> None:
    with app.app_context():
        link = urlsplit(reset(account(app, email).id, "cli", time()).link).path
    time.pass_(hours=71)
    assert client.get(link).status_code == 200
    time.pass_(hours=2)
    assert client.get(link).status_code == 410


def test_the_password_is_kept_as_argon2id_at_the_cost_set(app: Flask, email: str) -> None:
    assert str(account(app, email).password).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_changing_the_password_needs_the_present_one(app: Flask, client: FlaskClient, email: str) -> None:
    begin(client, app, email)
    other = browser(app, account(app, email).id)
    fresh = "kalimat yang baru"
    assert post(client, "/petugas/akun/sandi", {"present": "x", "password": fresh}).status_code == 422
    assert post(client, "/petugas/akun/sandi", {"present": PASSWORD, "password": fresh}).status_code == 303
    assert [each.get("/petugas").status_code for each in (client, other)] == [200, 302]


@pytest.mark.parametrize("path", ["/petugas/masuk", "/petugas/keluar", "/petugas/akun/kode-pemulihan"])
def test_a_form_of_another_site_is_refused(app: Flask, client: FlaskClient, email: str, path: str) -> None:
    begin(client, app, email)
    assert client.post(path, data={"email": email, "password": PASSWORD}).status_code == 400
    assert client.post(path, data={"csrf_token": "made up"}).status_code == 400
    assert client.get("/petugas").status_code == 200


def test_the_cookie_is_shut_to_scripts_and_other_sites(client: FlaskClient) -> None:
    cookie = client.get("/petugas/masuk").headers["Set-Cookie"]
    assert cookie.startswith("tlkit-kota-contoh=")
    for part in ("HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie
    https = client.get("/petugas/masuk", base_url="https://localhost")
    assert "Secure" in https.headers["Set-Cookie"]
