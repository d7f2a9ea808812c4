"""Mails over TLS, from the first byte or by STARTTLS, with a password: to a server that proves its name."""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.servers import free_port
from tlkit.site.shared.notices import mail
from tlkit.site.shared.notices.carrying import Parcel, Refused, Unreachable
from tlkit.site.shared.notices.mail import Mail

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")

USER, PASSWORD = "situs@kota.example", "rahasia/:@surel"
WRITTEN = "situs%40kota.example:rahasia%2F%3A%40surel"
PARCEL = Parcel("<a@kota.example>", "siti@contoh.id", "Resi", "Kami menerima permohonan Anda.")


@pytest.mark.parametrize("recipient", ["@", "a@", "a@[", "a@;", "<x>@y.id", "x@" + "a." * 99, "\ud800@x", ""])
def test_what_is_no_address_is_refused_and_breaks_nothing(recipient: str) -> None:
    letters = Mail.of("smtp://127.0.0.1", "situs@kota.example", "Kota")
    with pytest.raises(Refused, match="no address"):
        letters.letter(Parcel("<a@kota.example>", recipient, "Resi", "Isi."))


class Box:
    """A mail server's box, and who logged in."""

    def __init__(self) -> None:
        self.mails: list[bytes] = []
        self.secure: list[bool] = []
        self.logins: list[tuple[str, str]] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.mails.append(envelope.content)
        self.secure.append(server.transport.get_extra_info("ssl_object") is not None)
        return "250 OK"

    def login(self, server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
        assert isinstance(given, LoginPassword)
        self.logins.append((given.login.decode(), given.password.decode()))
        return AuthResult(success=self.logins[-1] == (USER, PASSWORD), handled=False)


def certificate(folder: Path, *, ours: bool = True) -> Path:
    """Key and certificate of a server: at this address, or of one with another name."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(timezone.utc)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "surel")])
    said = x509.IPAddress(ipaddress.ip_address("127.0.0.1")) if ours else x509.DNSName("lain.example")
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([said]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"server-{ours}.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


@pytest.fixture
def box() -> Box:
    return Box()


Start = Callable[..., str]


@pytest.fixture
def start(box: Box, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Starts a server and returns its host and port; this machine trusts its certificate."""
    with ExitStack() as running:

        def started(kind: str, *, ours: bool = True, trusted: bool = True) -> str:
            file = certificate(tmp_path, ours=ours)
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(file)
            if trusted:
                monkeypatch.setenv("SSL_CERT_FILE", str(file))
            kinds: dict[str, dict[str, Any]] = {
                "plain": {"auth_require_tls": False},
                "starttls": {"tls_context": context, "require_starttls": True},
                "tls": {"ssl_context": context, "auth_require_tls": False},
            }
            server = Controller(
                box,
                hostname="127.0.0.1",
                port=free_port(),
                authenticator=box.login,
                auth_required=True,
                **kinds[kind],
            )
            server.start()
            running.callback(server.stop)
            return f"127.0.0.1:{server.port}"

        yield started


def deliver(url: str) -> None:
    with Mail.of(url, "no-reply@kota.example", "Kota Contoh").line() as line:
        line.deliver(PARCEL)


@pytest.mark.parametrize(("kind", "scheme"), [("starttls", "smtp"), ("tls", "smtps")])
def test_a_mail_goes_over_tls_with_the_password(start: Start, box: Box, kind: str, scheme: str) -> None:
    deliver(f"{scheme}://{WRITTEN}@{start(kind)}")
    assert box.logins == [(USER, PASSWORD)]
    assert box.secure == [True]
    assert b"permohonan Anda" in box.mails[0]


@pytest.mark.parametrize(("kind", "scheme"), [("starttls", "smtp"), ("tls", "smtps")])
@pytest.mark.parametrize("wrong", [{"ours": False}, {"trusted": False}])
def test_no_password_goes_to_a_server_that_cannot_prove_its_name(
    start: Start, box: Box, kind: str, scheme: str, wrong: dict[str, bool]
) -> None:
    with pytest.raises(Unreachable) as caught:
        deliver(f"{scheme}://{WRITTEN}@{start(kind, **wrong)}")
    assert str(caught.value) == "SSLCertVerificationError"
    assert (box.logins, box.mails) == ([], [])


def test_a_wrong_password_is_told_without_being_repeated(start: Start, box: Box) -> None:
    with pytest.raises(Unreachable) as caught:
        deliver(f"smtp://situs:salah-sekali@{start('starttls')}")
    assert str(caught.value) == "SMTPAuthenticationError 535"
    assert {password for _, password in box.logins} == {"salah-sekali"}
    assert box.mails == []


def test_no_password_goes_over_an_open_line(start: Start, box: Box, monkeypatch: pytest.MonkeyPatch) -> None:
    address = start("plain")
    monkeypatch.setattr(mail, "OURS", ())  # as if the server stood elsewhere
    with pytest.raises(Unreachable):
        deliver(f"smtp://{WRITTEN}@{address}")
    assert (box.logins, box.mails) == ([], [])
