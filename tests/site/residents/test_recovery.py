"""A forgotten password: a link to the contact, for half an hour, once, and never to another's list."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.site.backoffice.conftest import Time
from tests.site.officers import post
from tests.site.residents.account import PASSWORD, register, sign_in
from tests.site.residents.test_account import open_here, opened, put_in, words
from tlkit.site.shared.database import db
from tlkit.site.shared.notices import Outgoing

FRESH = "hujan turun di sawah"


def ask(site: Flask, contact: str) -> tuple[int, str]:
    answer = post(site.test_client(), "/akun/lupa", {"kontak": contact})
    return answer.status_code, words(answer)


def link(site: Flask, contact: str) -> str:
    """The path of the last link that was sent to a contact."""
    with site.app_context():
        rows = db.session.scalars(select(Outgoing).where(Outgoing.template == "account-reset"))
        bodies = [row.body or "" for row in rows if row.recipient == contact]
    found = re.search(r"https?://[^/\s]+((?:/en)?/akun/sandi/\S+)", bodies[-1])
    assert found
    return found[1]


def collecting(site: Flask, contact: str) -> tuple[FlaskClient, str]:
    """A browser signed in to an account with one case, and the case's receipt."""
    client, receipt = site.test_client(), opened(site)
    open_here(client, receipt)
    register(client, contact)
    put_in(client, receipt)
    return client, receipt


def test_the_link_gives_the_contact_and_not_the_list(site: Flask) -> None:
    former, receipt = collecting(site, "lupa@contoh.example")
    assert ask(site, "Lupa@contoh.example")[0] == 200
    path, owner = link(site, "lupa@contoh.example"), site.test_client()
    assert "Daftar berkasnya akan kosong" in owner.get(path).text
    assert post(owner, path, {"sandi": "pendek"}).status_code == 422
    assert post(owner, path, {"sandi": FRESH}).location == "/akun"
    assert receipt not in owner.get("/akun").text
    assert former.get("/akun").status_code == 303
    assert sign_in(site.test_client(), "lupa@contoh.example").status_code == 422
    assert sign_in(site.test_client(), "lupa@contoh.example", FRESH).status_code == 303
    assert site.test_client().get(path).status_code == 410
    assert post(site.test_client(), path, {"sandi": PASSWORD}).status_code == 410


def test_a_link_ends_after_half_an_hour(site: Flask, time: Time) -> None:
    register(site.test_client(), "lambat@contoh.example")
    ask(site, "lambat@contoh.example")
    path = link(site, "lambat@contoh.example")
    time.pass_(minutes=29)
    assert site.test_client().get(path).status_code == 200
    time.pass_(minutes=1)
    assert site.test_client().get(path).status_code == 410


def test_the_link_leads_to_the_reader_s_language(site: Flask) -> None:
    register(site.test_client(), "reader@contoh.example")
    post(site.test_client(), "/en/akun/lupa", {"kontak": "reader@contoh.example"})
    path = link(site, "reader@contoh.example")
    assert path.startswith("/en/")
    assert "New password" in site.test_client().get(path).text


def test_a_link_of_ones_own_making_opens_nothing(site: Flask) -> None:
    register(site.test_client(), "asli@contoh.example")
    ask(site, "asli@contoh.example")
    payload, _, signature = link(site, "asli@contoh.example").rpartition(".")
    for path in (f"{payload}x.{signature}", f"{payload}.{signature[::-1]}", "/akun/sandi/x"):
        assert site.test_client().get(path).status_code == 410


def test_asking_tells_nothing_and_only_so_often(site: Flask, time: Time) -> None:
    register(site.test_client(), "ada@contoh.example")
    for each in range(7):
        known, unknown = ask(site, "ada@contoh.example"), ask(site, "tiada@contoh.example")
        assert known == unknown
        assert known[0] == (200 if each < 5 else 429)
    with site.app_context():
        sent = db.session.scalars(select(Outgoing).where(Outgoing.template == "account-reset"))
        assert "tiada@contoh.example" not in [row.recipient for row in sent]


@pytest.mark.parametrize("there", [True, False])
def test_what_cannot_be_sent_is_said_whether_or_not_there_is_an_account(site: Flask, there: bool) -> None:
    contact = "0812 7777 000" + str(int(there))
    if there:
        register(site.test_client(), contact)
    status, page = ask(site, contact)
    assert (status, "tidak dapat mengirim ke nomor HP" in page) == (422, True)


def test_without_a_provider_the_page_says_what_to_do(site: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(site.config, "SMTP_URL", "")
    page = site.test_client().get("/akun/lupa").text
    assert "Buat akun baru, dengan nomor atau e-mail yang sama pun boleh." in page
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]
