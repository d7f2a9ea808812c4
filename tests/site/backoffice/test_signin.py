"""Signing in: password, then one-time code; failures close it; each device can be ended."""

from __future__ import annotations

import itertools
import re
from datetime import datetime
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.site.backoffice.conftest import Time
from tests.site.officers import browser, make_officer, post
from tlkit.site.shared.accounts import entering, services
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


def lock(app: Flask, email: str) -> None:
    """What a stranger does who knows an officer's e-mail address."""
    stranger = app.test_client()
    for _ in range(6):
        last = post(stranger, "/petugas/masuk", {"email": email, "password": "x" * 12})
    assert last.status_code == 429
    assert "dari perangkat yang pernah Anda pakai" in last.text


def test_a_stranger_locks_nobody_out_of_a_device_that_was_used_before(
    app: Flask, client: FlaskClient, email: str, time: Time
) -> None:
    begin(client, app, email)
    post(client, "/petugas/keluar")
    time.pass_(seconds=60)
    for _ in range(7):
        lock(app, email)
    assert give_password(app.test_client(), email) == "", "a device that nobody knows"
    assert give_password(client, email) == "/petugas/masuk/kode"
    assert post(client, "/petugas/masuk/kode", {"code": code(app, email)}).status_code == 303
    assert client.get("/petugas").status_code == 200


def test_a_familiar_device_is_closed_by_its_own_failures_and_closes_no_other(
    app: Flask, client: FlaskClient, email: str, time: Time
) -> None:
    begin(client, app, email)
    post(client, "/petugas/keluar")
    for expected in [422] * 5 + [429]:
        answer = post(client, "/petugas/masuk", {"email": email, "password": "x" * 12})
        assert answer.status_code == expected
    assert give_password(client, email) == ""
    assert give_password(app.test_client(), email) == "/petugas/masuk/kode"
    time.pass_(minutes=16)
    assert give_password(client, email) == "/petugas/masuk/kode"


def test_a_device_of_one_officer_is_no_better_for_guessing_another_s_password(
    app: Flask, client: FlaskClient, email: str
) -> None:
    begin(client, app, email)
    post(client, "/petugas/keluar")
    other = f"other-{email}"
    make_officer(app, "verifier", email=other)
    for expected in [422] * 5 + [429]:
        answer = post(client, "/petugas/masuk", {"email": other, "password": "x" * 12})
        assert answer.status_code == expected
    with client.session_transaction():
        held = client.get_cookie("tlkit-kota-contoh-perangkat")
    assert held is not None
    assert held.http_only
    assert email not in held.value


def test_a_forged_device_is_a_stranger_s(app: Flask, client: FlaskClient, email: str) -> None:
    lock(app, email)
    client.set_cookie("tlkit-kota-contoh-perangkat", '[["x","y"]].a.b')
    assert give_password(client, email) == ""


def test_who_opens_a_link_of_the_administrator_s_is_not_locked_out(
    app: Flask, client: FlaskClient, email: str, time: Time
) -> None:
    with app.app_context():
        link = urlsplit(reset(account(app, email).id, "cli", time()).link).path
    lock(app, email)
    assert post(client, link, {"password": "kalimat yang baru"}).status_code == 303
    assert give_password(client, email, "kalimat yang baru") == "/petugas/masuk/kode-baru"


def test_the_present_password_cannot_be_guessed_from_a_session(
    app: Flask, client: FlaskClient, email: str
) -> None:
    begin(client, app, email)
    form = {"present": "x", "password": "kalimat yang baru"}
    said = [post(client, "/petugas/akun/sandi", form).text for _ in range(6)]
    assert ["Terlalu banyak percobaan" in each for each in said] == [False] * 5 + [True]
    assert post(client, "/petugas/akun/sandi", {**form, "present": PASSWORD}).status_code == 422


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


def test_a_link_that_two_open_at_once_sets_one_password(
    app: Flask, client: FlaskClient, email: str, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        link = urlsplit(reset(account(app, email).id, "cli", time()).link).path
    take_up = services.take_up

    def after_another(token: str, hashed: str, now: datetime) -> bool:
        assert take_up(token, "hash dari orang lain", now)
        return take_up(token, hashed, now)

    monkeypatch.setattr(services, "take_up", after_another)
    assert post(client, link, {"password": "kalimat yang baru"}).status_code == 410
    assert account(app, email).password == "hash dari orang lain"
    assert client.get_cookie("tlkit-kota-contoh-perangkat") is None


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
