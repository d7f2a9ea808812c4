"""E-mail through the region's mail server (`SMTP_URL`)."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from tlkit.errors import Text
from tlkit.site.shared.notices.carrying import BadAddress, Later, Parcel, Refused, Unreachable

TIMEOUT = 20.0
"""Seconds for each answer of the mail server."""
POLICY = "5.7."
NO_ADDRESS = (MessageError, ValueError, IndexError, AttributeError)
"""What the library raises for a text that is no address."""
OURS = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Mail:
    """A mail server. `secure` speaks TLS from the first byte; otherwise as soon as the server offers it."""

    host: str
    port: int
    secure: bool
    user: str
    password: str
    sender: str
    name: str

    @classmethod
    def of(cls, url: str, sender: str, name: str) -> Mail:
        """From `smtp://user:password@host:587` or `smtps://…`. Raises `BadAddress`, without the password.

        `sender` is the region's, or the setting `MAIL_FROM`.
        """
        parts = urlsplit(url)
        try:
            port = parts.port
        except ValueError:
            port = -1
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname or port == -1:
            raise BadAddress(
                Text("SMTP_URL is no address of a mail server.", "SMTP_URL bukan alamat server surel."),
                Text(
                    "Write it as smtp://name:password@host:587.", "Tulis sebagai smtp://nama:sandi@host:587."
                ),
            )
        try:
            Address(addr_spec=sender)
        except NO_ADDRESS:
            raise BadAddress(
                Text("MAIL_FROM is no address of e-mail.", "MAIL_FROM bukan alamat e-mail."),
                Text("Write it as name@example.go.id.", "Tulis sebagai nama@contoh.go.id."),
            ) from None
        secure = parts.scheme == "smtps"
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        return cls(parts.hostname, port or (465 if secure else 587), secure, user, password, sender, name)

    @contextmanager
    def line(self) -> Iterator[MailLine]:
        """A session with the server. Raises `Unreachable`."""
        try:
            server = self.connect()
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(kind_of(error)) from error
        try:
            yield MailLine(server, self)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()

    def connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.secure:
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT, context=context)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT)
        try:
            server.ehlo()
            if not self.secure and server.has_extn("starttls"):
                server.starttls(context=context)
                server.ehlo()
            elif not self.secure and self.user and self.host not in OURS:
                raise smtplib.SMTPNotSupportedError("no TLS: the password is not sent")
            if self.user:
                server.login(self.user, self.password)
        except BaseException:
            server.close()
            raise
        return server

    def letter(self, parcel: Parcel) -> EmailMessage:
        """The mail itself. Raises `Refused` for a recipient that is no address."""
        letter = EmailMessage()
        try:
            letter["To"] = Address(addr_spec=parcel.recipient)
        except NO_ADDRESS as error:
            raise Refused("no address of e-mail") from error
        letter["From"] = Address(self.name, addr_spec=self.sender)
        letter["Subject"] = parcel.subject
        letter["Message-ID"] = parcel.message_id
        letter["Auto-Submitted"] = "auto-generated"
        letter.set_content(parcel.body)
        return letter


@dataclass(frozen=True)
class MailLine:
    """An open session with the mail server."""

    server: smtplib.SMTP
    mail: Mail

    def deliver(self, parcel: Parcel) -> None:
        """Hand over one mail; the server has it when this returns."""
        letter = self.mail.letter(parcel)
        try:
            self.server.send_message(letter)
        except smtplib.SMTPRecipientsRefused as error:
            raise refusal(*max(error.recipients.values())) from error
        except (smtplib.SMTPServerDisconnected, smtplib.SMTPSenderRefused) as error:
            # Whom the server does not take mails from, it takes none of: the settings are wrong.
            raise Unreachable(kind_of(error)) from error
        except smtplib.SMTPResponseException as error:
            self.begin_anew()
            raise refusal(error.smtp_code, error.smtp_error) from error
        except OSError as error:
            raise Unreachable(kind_of(error)) from error
        except smtplib.SMTPException as error:
            raise Refused(kind_of(error)) from error

    def begin_anew(self) -> None:
        """Leave the refused mail behind, so that the next one is heard."""
        with suppress(OSError, smtplib.SMTPException):
            self.server.rset()


def refusal(code: int, words: bytes | str) -> Exception:
    """What a server's answer means: from 500 on it will never take the mail (RFC 5321, 4.2.1).

    Unless it is by a rule of its own, 5.7 (RFC 3463, 3.8), such as whom it relays for: that is put
    right by people, and the mail may go then.
    """
    text = words if isinstance(words, str) else words.decode("ascii", "replace")
    never = code >= 500 and not text.startswith(POLICY)
    return Refused(f"smtp {code}") if never else Later(f"smtp {code}")


def kind_of(error: BaseException) -> str:
    """The kind of a failure, without a word of its text, which may hold an address."""
    code = getattr(error, "smtp_code", None)
    return f"{type(error).__name__} {code}" if code else type(error).__name__
