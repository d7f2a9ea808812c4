"""An account collects cases, tells nobody whom it knows, and gives nothing to who is not its owner."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.site.backoffice.conftest import Time
from tests.site.canary import find
from tests.site.cases.test_moves import new
from tests.site.officers import browser, make_officer, now, post
from tests.site.residents.account import NUMBERS, PASSWORD, PHONE, register, resident, sign_in
from tlkit.site.residents import services, sessions
from tlkit.site.residents.models import Resident, ResidentCase, ResidentSignIn
from tlkit.site.shared import audit, cases
from tlkit.site.shared.accounts import attempts
from tlkit.site.shared.accounts.guard import Guard
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.privacy import copying

OTHER = "anjing tidur di teras"


def opened(app: Flask, **given: Any) -> str:
    """A case; its receipt."""
    with app.app_context(), writing() as session:
        return cases.open_case(session, new(**given), now(app)).receipt


def open_here(client: FlaskClient, receipt: str) -> None:
    """Open a case on this phone as its applicant does."""
    form = {"resi": receipt, "kontak": "0812 3456 7890"}
    assert post(client, "/cek-status", form).status_code == 303


def put_in(client: FlaskClient, receipt: str) -> TestResponse:
    return post(client, f"/akun/berkas/{receipt}/simpan")


def number() -> str:
    """A phone number that no other test has."""
    return f"0{next(NUMBERS)}"


def words(answer: TestResponse) -> str:
    """What a page says, without what differs by what was typed."""
    return re.sub(r'value="[^"]*"', "", answer.text)


def count(app: Flask, model: type) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_an_account_s_life(app: Flask) -> None:
    app.extensions["tlkit.limits"].clear()
    receipt, other = opened(app), opened(app)
    client = app.test_client()
    open_here(client, receipt)
    assert "Simpan di akun" in client.get(f"/cek-status/{receipt}").text
    assert register(client).location == "/akun"
    page = client.get("/akun")
    assert page.headers["Cache-Control"] == "no-store"
    assert "Belum ada berkas" in page.text
    assert "Dibuka di HP ini, belum di akun" in page.text
    for _ in range(2):
        assert put_in(client, receipt).status_code == 303
    assert put_in(client, other).status_code == 404
    assert "Sudah di akun Anda" in client.get(f"/cek-status/{receipt}").text
    elsewhere = app.test_client()
    assert sign_in(elsewhere, "62-812-3456-7890").status_code == 303
    assert receipt in elsewhere.get("/akun").text
    assert "Izin Contoh" in elsewhere.get(f"/cek-status/{receipt}").text
    assert elsewhere.get(f"/cek-status/{other}").status_code == 302
    post(elsewhere, f"/akun/berkas/{receipt}/lepas")
    assert elsewhere.get(f"/cek-status/{receipt}").status_code == 302
    assert post(elsewhere, "/akun/hapus").location == "/akun/masuk?kabar=dihapus"
    assert [count(app, model) for model in (Resident, ResidentCase, ResidentSignIn)] == [0, 0, 0]
    assert client.get("/akun").status_code == 303
    assert client.get(f"/cek-status/{receipt}").status_code == 200
    with app.app_context():
        assert audit.verify(db.session()).whole
    assert find(app, "+6281234567890", "81234567890", PASSWORD) == []


def test_signing_out_leaves_nothing_of_the_account_on_the_phone(site: Flask) -> None:
    mine, receipt = number(), opened(site)
    at_home, shared = site.test_client(), site.test_client()
    open_here(at_home, receipt)
    register(at_home, mine)
    put_in(at_home, receipt)
    for leave in (
        lambda: post(shared, "/akun/keluar"),
        lambda: post(at_home, "/akun/keluarkan"),
    ):
        assert sign_in(shared, mine).status_code == 303
        assert shared.get(f"/cek-status/{receipt}").status_code == 200
        assert receipt not in shared.get("/cek-status").text
        assert leave().status_code == 303
        assert shared.get(f"/cek-status/{receipt}").status_code == 302
    assert at_home.get("/akun").status_code == 200


def test_a_sign_in_holds_for_thirty_days(site: Flask, time: Time) -> None:
    client = resident(site)
    time.pass_(days=29)
    assert client.get("/akun").status_code == 200
    time.pass_(days=1, minutes=1)
    assert client.get("/akun").status_code == 303


def test_nobody_learns_whether_a_contact_has_an_account(site: Flask) -> None:
    """Neither by registering, nor by signing in, nor by what either leaves behind."""
    mine, receipt, free = number(), opened(site), number()
    owner = site.test_client()
    open_here(owner, receipt)
    register(owner, mine)
    put_in(owner, receipt)
    wrong = [sign_in(site.test_client(), each, "bukan sandinya ini") for each in (mine, free)]
    assert [answer.status_code for answer in wrong] == [422, 422]
    assert words(wrong[0]) == words(wrong[1])
    strangers = [site.test_client() for _ in range(2)]
    made = [register(each, contact, OTHER) for each, contact in zip(strangers, (mine, free), strict=True)]
    assert [(answer.status_code, answer.location) for answer in made] == [(303, "/akun")] * 2
    pages = [words(each.get("/akun")).replace("-", "") for each in strangers]
    assert mine in pages[0], "as it is dialled"
    assert pages[0].replace(mine, free) == pages[1]
    again = [sign_in(site.test_client(), each, OTHER).status_code for each in (mine, free)]
    assert again == [303, 303]
    signed_in = site.test_client()
    assert sign_in(signed_in, mine).status_code == 303
    assert receipt in signed_in.get("/akun").text


@pytest.mark.parametrize("where", [sign_in, register])
def test_as_many_passwords_are_compared_whether_or_not_there_is_an_account(
    site: Flask, monkeypatch: pytest.MonkeyPatch, where: Any
) -> None:
    known, compared = number(), []
    register(site.test_client(), known)
    right = Guard.right_password

    def counted(guard: Guard, account: Any, password: str) -> bool:
        compared.append(account)
        return right(guard, account, password)

    monkeypatch.setattr(Guard, "right_password", counted)
    for contact in (known, number()):
        where(site.test_client(), contact, OTHER)
    assert len(compared) == 2 * services.MOST


def test_a_cookie_that_was_kept_aside_no_longer_counts(site: Flask) -> None:
    client, other = resident(site), site.test_client()
    with site.app_context():
        name = sessions.cookie()
    cookie = client.get_cookie(name)
    assert cookie
    other.set_cookie(name, cookie.value)
    assert other.get("/akun").status_code == 200
    post(client, "/akun/keluar")
    assert other.get("/akun").status_code == 303


def test_who_registers_twice_comes_into_the_same_account(site: Flask) -> None:
    mine, receipt = number(), opened(site)
    client = site.test_client()
    open_here(client, receipt)
    register(client, mine)
    put_in(client, receipt)
    again = site.test_client()
    register(again, mine)
    assert receipt in again.get("/akun").text


def test_a_stranger_s_accounts_never_push_out_one_that_collects(site: Flask) -> None:
    mine, receipt = number(), opened(site)
    client = site.test_client()
    open_here(client, receipt)
    register(client, mine)
    put_in(client, receipt)
    before = count(site, Resident)
    for each in range(services.MOST):
        assert register(site.test_client(), mine, f"{OTHER} {each}").status_code == 303
    assert sign_in(site.test_client(), mine).status_code == 303
    assert count(site, Resident) == before + services.MOST - 1


def test_too_many_that_collect_are_enough(site: Flask, time: Time) -> None:
    mine, receipt = number(), opened(site)
    for each in range(services.MOST):
        client = site.test_client()
        open_here(client, receipt)
        register(client, mine, f"{OTHER} {each}")
        put_in(client, receipt)
    answer = register(site.test_client(), mine, PASSWORD)
    assert (answer.status_code, "Tidak dapat dibuat akun lagi" in answer.text) == (422, True)


@pytest.mark.parametrize("where", [sign_in, register])
def test_guessing_is_closed_whether_or_not_there_is_an_account(site: Flask, time: Time, where: Any) -> None:
    known, unknown, receipt, owner = number(), number(), opened(site), site.test_client()
    open_here(owner, receipt)
    register(owner, known)
    put_in(owner, receipt)
    time.pass_(minutes=16)
    for contact in (known, unknown):
        codes = [where(site.test_client(), contact, f"{OTHER} {each}").status_code for each in range(7)]
        assert codes[:4] == [422 if where is sign_in else 303] * 4
        assert codes[5:] == [429, 429]
        assert sign_in(site.test_client(), contact).status_code == 429
    time.pass_(minutes=16)
    assert sign_in(site.test_client(), known).status_code == 303


def test_an_account_of_one_s_own_buys_no_further_guesses_at_another_s(site: Flask, time: Time) -> None:
    mine, stranger = number(), site.test_client()
    register(site.test_client(), mine)
    register(stranger, mine, OTHER)
    time.pass_(minutes=16)
    tries = [f"{OTHER} 1", f"{OTHER} 2", OTHER, f"{OTHER} 3", f"{OTHER} 4", f"{OTHER} 5", f"{OTHER} 6"]
    codes = [sign_in(site.test_client(), mine, each).status_code for each in tries]
    assert codes == [422, 422, 303, 422, 422, 422, 429]


def test_a_right_password_forgives_failures(site: Flask, time: Time) -> None:
    mine = number()
    register(site.test_client(), mine)
    time.pass_(minutes=16)
    wrong = [OTHER] * (attempts.FAILURES["account"] - 1)
    codes = [
        sign_in(site.test_client(), mine, each).status_code for each in [*wrong, PASSWORD, *wrong, PASSWORD]
    ]
    assert codes == [*[422] * len(wrong), 303] * 2


def test_officers_are_not_shut_out_by_residents_failures(site: Flask) -> None:
    for _ in range(6):
        sign_in(site.test_client(), "siti@kantor.example")
    answer = post(site.test_client(), "/petugas/masuk", {"email": "siti@kantor.example", "password": "x"})
    assert answer.status_code == 422


def test_officer_and_resident_on_one_browser_do_not_mix(site: Flask) -> None:
    client = browser(site, make_officer(site, "administrator", email="both@kantor.example"))
    assert client.get("/akun").status_code == 303
    register(client, number())
    assert client.get("/akun").status_code == 200
    assert client.get("/petugas").status_code == 200
    post(client, "/petugas/keluar")
    assert (client.get("/petugas").status_code, client.get("/akun").status_code) == (302, 200)


@pytest.mark.parametrize(
    ("contact", "password", "field"),
    [
        ("halo", PASSWORD, "kontak"),
        ("a@b", PASSWORD, "kontak"),
        ("0812 3456 7890", "pendek", "sandi"),
        ("0812 3456 7890", "0812-3456-7890", "sandi"),
        ("0812 3456 7890", "+6281234567890", "sandi"),
        ("siti@contoh.example", "siti@contoh.example", "sandi"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    site: Flask, contact: str, password: str, field: str
) -> None:
    answer = register(site.test_client(), contact, password)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert f'id="{field}-error"' in answer.text


def test_forms_from_elsewhere_are_refused(site: Flask) -> None:
    client, form = resident(site), {"kontak": PHONE, "sandi": PASSWORD}
    for path in ("/akun/masuk", "/akun/daftar", "/akun/hapus", "/akun/keluar", "/akun/lupa"):
        assert client.post(path, data=form).status_code == 400


def test_a_case_whose_person_is_erased_leaves_every_account(site: Flask) -> None:
    receipt, client = opened(site), site.test_client()
    open_here(client, receipt)
    register(client, number())
    put_in(client, receipt)
    kept = count(site, ResidentCase)
    with site.app_context(), writing() as session:
        case = cases.by_receipt(session, receipt)
        assert case
        cases.erase_person(session, case, now(site))
    assert count(site, ResidentCase) == kept - 1
    assert receipt not in client.get("/akun").text


def test_the_privacy_desk_copies_and_deletes_an_account(site: Flask) -> None:
    """A copy names the account of the case's own contact, and no other that collects the case."""
    receipt, owner, stranger = opened(site), site.test_client(), site.test_client()
    for client, contact in ((owner, PHONE), (stranger, "asing@contoh.example")):
        open_here(client, receipt)
        register(client, contact)
        put_in(client, receipt)
    with site.app_context():
        case = cases.by_receipt(db.session(), receipt)
        assert case
        said = copying.copy_of(db.session(), case, now(site)).as_json()
    assert "Akun Anda" in said
    assert "asing@contoh.example" not in said
    asked = {"kind": "erasure", "name": "Siti", "contact": PHONE, "words": "Hapus akun saya."}
    post(site.test_client(), "/privasi/permintaan", asked)
    administrator = browser(site, make_officer(site, "administrator", email="desk@kantor.example"))
    answer = {"state": "granted", "words": "Sudah dihapus.", "forget-contact": "yes"}
    assert post(administrator, "/petugas/privasi/1", answer).status_code == 303
    assert (owner.get("/akun").status_code, stranger.get("/akun").status_code) == (303, 200)


def test_an_account_that_nobody_uses_is_deleted(site: Flask, time: Time) -> None:
    idle, used = resident(site), resident(site)
    time.pass_(days=29)
    used.get("/akun")
    time.now += services.UNUSED - timedelta(days=15)
    with site.app_context():
        before = count(site, Resident)
        services.delete_unused()
        assert count(site, Resident) < before
    time.now -= services.UNUSED - timedelta(days=15)
    assert (idle.get("/akun").status_code, used.get("/akun").status_code) == (303, 200)
