"""A signature service on loopback that really signs: its own root, a signer, and ways to fail."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import Any

from asn1crypto import keys, x509
from cryptography import x509 as made
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

NIK = "9999010101800001"
PASSPHRASE = "kata sandi rahasia 7"
USER, PASSWORD = "situs", "rahasia-situs"


@dataclass
class Authority:
    """A root and a signer below it; `root` is PEM."""

    root: bytes
    signer: signers.SimpleSigner

    @classmethod
    def new(cls, now: datetime) -> Authority:
        root_key, key = (rsa.generate_private_key(65537, 2048) for _ in range(2))
        root = certificate("Akar Uji", "Akar Uji", root_key, root_key, now, authority=True)
        leaf = certificate("Penanda Tangan Uji", "Akar Uji", key, root_key, now, authority=False)
        store = SimpleCertificateStore()
        chain = [x509.Certificate.load(one.public_bytes(serialization.Encoding.DER)) for one in (leaf, root)]
        store.register_multiple(chain)
        private = key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        signer = signers.SimpleSigner(
            signing_cert=chain[0], signing_key=keys.PrivateKeyInfo.load(private), cert_registry=store
        )
        return cls(root.public_bytes(serialization.Encoding.PEM), signer)

    def sign(self, pdf: bytes) -> bytes:
        out = BytesIO()
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        signers.sign_pdf(writer, PdfSignatureMetadata(field_name="Tanda"), self.signer, output=out)
        return out.getvalue()


def certificate(
    name: str, issuer: str, key: Any, by: Any, now: datetime, *, authority: bool
) -> made.Certificate:
    def named(text: str) -> made.Name:
        return made.Name([made.NameAttribute(NameOID.COMMON_NAME, text)])

    return (
        made.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(issuer))
        .public_key(key.public_key())
        .serial_number(made.random_serial_number())
        .not_valid_before(now - timedelta(days=30))
        .not_valid_after(now + timedelta(days=3650))
        .add_extension(made.BasicConstraints(authority, None), critical=True)
        .add_extension(made.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            made.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False
        )
        .add_extension(
            made.KeyUsage(
                digital_signature=not authority, content_commitment=not authority, key_encipherment=False,
                data_encipherment=False, key_agreement=False, key_cert_sign=authority, crl_sign=authority,
                encipher_only=False, decipher_only=False,
            ),
            critical=True,
        )
        .sign(by, hashes.SHA256())
    )  # fmt: skip


@dataclass
class SigningService:
    """The service. A document with one of the texts in `fail_on` is refused; `seen` are the paths asked."""

    authority: Authority
    url: str = ""
    fail_on: set[str] = field(default_factory=set)
    answer_with: Any = None
    seen: list[str] = field(default_factory=list)

    def sign(self, fields: dict[str, bytes]) -> tuple[int, bytes]:
        """The answer to a request to sign."""
        if fields["nik"].decode() != NIK or fields["passphrase"].decode() != PASSPHRASE:
            said = f"Passphrase anda salah: {fields['passphrase'].decode()}"
            return 400, json.dumps({"error": said, "status_code": 2031}).encode()
        pdf = fields["file"]
        if any(text in words(pdf) for text in self.fail_on):
            return 400, json.dumps({"error": "Kuota habis"}).encode()
        return 200, self.answer_with(pdf) if self.answer_with else self.authority.sign(pdf)


def words(pdf: bytes) -> str:
    from pypdf import PdfReader

    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


@contextmanager
def signing_service(now: datetime) -> Iterator[SigningService]:
    """A running service, stopped at the end."""
    service = SigningService(Authority.new(now))
    expected = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.reply(
                *service.sign(form(self.headers, self.rfile.read(int(self.headers["Content-Length"]))))
            )

        def reply(self, status: int, body: bytes) -> None:
            service.seen.append(f"{self.command} {self.path}")
            if self.headers.get("Authorization") != expected:
                status, body = 401, b"{}"
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def form(headers: Message, body: bytes) -> dict[str, bytes]:
    """The parts of a multipart body by name."""
    whole = message_from_bytes(b"Content-Type: " + headers["Content-Type"].encode() + b"\r\n\r\n" + body)
    parts = whole.get_payload()
    assert isinstance(parts, list)
    found = {}
    for part in parts:
        assert isinstance(part, Message)
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        found[str(part.get_param("name", header="content-disposition"))] = content
    return found
