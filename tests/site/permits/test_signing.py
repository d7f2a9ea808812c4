"""Electronic signatures: what is kept is the same document, whole, and signed by somebody trusted."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.site.permits.signing_service import (
    NIK,
    PASSPHRASE,
    PASSWORD,
    USER,
    Authority,
    SigningService,
    signing_service,
)
from tlkit.site.permits.certificates.signing import Bsre, SigningFailed, verify
from tlkit.site.shared.papers import Paper

NOW = datetime(2026, 11, 24, 3, tzinfo=timezone.utc)


def letter(text: str) -> bytes:
    paper = Paper("Surat", NOW)
    paper.begin()
    paper.text(text)
    return paper.pdf()


@pytest.fixture(scope="module")
def running() -> Iterator[SigningService]:
    with signing_service(NOW) as service:
        yield service


@pytest.fixture
def service(running: SigningService) -> SigningService:
    running.answer_with = None
    running.fail_on.clear()
    running.seen.clear()
    return running


@pytest.fixture
def bsre(service: SigningService, tmp_path: Path) -> Bsre:
    (tmp_path / "akar.pem").write_bytes(service.authority.root)
    found = Bsre.of(
        {"BSRE_URL": service.url, "BSRE_USER": USER, "BSRE_PASSWORD": PASSWORD, "BSRE_ROOTS": "akar.pem"},
        tmp_path,
    )
    assert found is not None
    return found


def failing(
    bsre: Bsre, text: str = "izin", passphrase: str = PASSPHRASE, now: datetime = NOW
) -> SigningFailed:
    with pytest.raises(SigningFailed) as caught:
        bsre.sign(letter(text), NIK, passphrase, now)
    return caught.value


def test_a_document_comes_back_signed(bsre: Bsre, service: SigningService) -> None:
    sent = letter("izin nomor 7")
    signed = bsre.sign(sent, NIK, PASSPHRASE, NOW)
    assert signed.startswith(sent)
    assert b"/ByteRange" in signed
    assert service.seen == ["POST /api/sign/pdf"]


def test_a_wrong_passphrase_is_never_repeated(bsre: Bsre, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    error = failing(bsre, passphrase="bukan ini")
    assert error.reason == "refused"
    assert "bukan ini" not in str(error.message) + str(error.hint) + caplog.text + repr(bsre)
    assert PASSWORD not in repr(bsre)


def test_the_services_own_words_are_passed_on(bsre: Bsre, service: SigningService) -> None:
    service.fail_on.add("izin")
    assert "Kuota habis" in failing(bsre).message.id


def test_an_altered_document_is_not_kept(bsre: Bsre, service: SigningService) -> None:
    service.answer_with = lambda pdf: service.authority.sign(letter("izin lain"))
    assert failing(bsre).reason == "untrusted"


def test_bytes_changed_after_signing_are_noticed(bsre: Bsre, service: SigningService) -> None:
    def tamper(pdf: bytes) -> bytes:
        signed = bytearray(service.authority.sign(pdf))
        signed[signed.index(b"/Producer") + 12] ^= 1
        return bytes(signed)

    service.answer_with = tamper
    assert failing(bsre).reason == "untrusted"


def test_something_added_after_signing_is_noticed(bsre: Bsre, service: SigningService) -> None:
    service.answer_with = lambda pdf: service.authority.sign(pdf) + b"\n% tambahan\n%%EOF\n"
    assert failing(bsre).reason == "untrusted"


def test_a_strangers_signature_is_not_trusted(bsre: Bsre, service: SigningService) -> None:
    service.answer_with = Authority.new(NOW).sign
    error = failing(bsre)
    assert (error.reason, "trusted root" in error.message.en) == ("untrusted", True)


def test_a_certificate_that_has_run_out_is_not_trusted(bsre: Bsre) -> None:
    assert failing(bsre, now=NOW + timedelta(days=4000)).reason == "untrusted"


@pytest.mark.parametrize("answer", [b"", b"<html>halo</html>", b"%PDF-1.7 rusak"])
def test_no_signed_pdf_is_noticed(bsre: Bsre, service: SigningService, answer: bytes) -> None:
    service.answer_with = lambda pdf: answer
    assert failing(bsre).reason == "untrusted"


def test_however_an_answer_is_damaged_it_is_refused_and_nothing_fails(
    bsre: Bsre, service: SigningService
) -> None:
    sent = letter("izin")
    signed = service.authority.sign(sent)
    gap = range(signed.index(b"/Contents <"), signed.index(b"/ByteRange"))
    for place, byte in [
        (signed.index(b"/FlateDecode") + 4, b"x"),
        *((place, bytes([(7 * place) % 251])) for place in range(0, len(signed), 29)),
    ]:
        if place in gap or signed[place : place + 1] == byte:
            continue
        with pytest.raises(SigningFailed) as caught:
            verify(signed[:place] + byte + signed[place + 1 :], sent, bsre.roots, NOW)
        assert caught.value.reason == "untrusted"


def test_an_unsigned_answer_is_noticed(bsre: Bsre, service: SigningService) -> None:
    service.answer_with = lambda pdf: pdf
    assert "no signature" in failing(bsre).message.en


def test_a_service_that_is_away(bsre: Bsre) -> None:
    assert failing(replace(bsre, url="http://127.0.0.1:9")).reason == "unreachable"


def test_wrong_access_is_said(bsre: Bsre) -> None:
    assert failing(replace(bsre, password="lain")).reason == "refused"


def test_settings(tmp_path: Path) -> None:
    assert Bsre.of({}, tmp_path) is None
    for some in ({"BSRE_URL": "https://x.example"}, dict.fromkeys(("BSRE_URL", "BSRE_USER"), "x")):
        with pytest.raises(SigningFailed):
            Bsre.of(some, tmp_path)
    (tmp_path / "kosong.pem").write_text("")
    whole = {"BSRE_URL": "https://x.example", "BSRE_USER": "a", "BSRE_PASSWORD": "b"}
    for roots in ("tidak-ada.pem", "kosong.pem"):
        with pytest.raises(SigningFailed) as caught:
            Bsre.of({**whole, "BSRE_ROOTS": roots}, tmp_path)
        assert "BSRE_ROOTS" in caught.value.message.id
