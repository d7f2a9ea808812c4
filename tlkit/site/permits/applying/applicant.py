"""Who applies: a person, a company or another body, perhaps through a proxy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Person:
    """A human being who can be reached."""

    name: str
    nik: str
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True)
class Organisation:
    """What a person in charge applies for."""

    name: str
    nib: str | None = None
    npwp: str | None = None
    deed: str | None = None
    position: str | None = None


@dataclass(frozen=True)
class Applicant:
    """The principal, in whose name a certificate is made out, and who acts for them."""

    kind: str
    person: Person
    organisation: Organisation | None = None
    proxy: Person | None = None

    @property
    def name(self) -> str:
        """The name that stands on the certificate."""
        return self.organisation.name if self.organisation else self.person.name

    def plain(self) -> dict[str, Any]:
        """As it is kept."""
        return asdict(self)

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Applicant:
        """As it was kept."""
        body, proxy = plain.get("organisation"), plain.get("proxy")
        return cls(
            plain["kind"],
            Person(**plain["person"]),
            Organisation(**body) if body else None,
            Person(**proxy) if proxy else None,
        )


def applicant_of(answers: Mapping[str, Any]) -> Applicant:
    """Who applies, from a form's answers. Raises KeyError where the form is not complete."""
    kind = answers["jenis_pemohon"]
    body = None
    if kind != "person":
        body = Organisation(
            answers["badan_nama"],
            answers.get("badan_nib") or answers.get("nib"),
            answers.get("badan_npwp") or answers.get("npwp"),
            answers.get("badan_akta"),
            answers.get("badan_jabatan"),
        )
    return Applicant(
        kind,
        Person(answers["nama_pemohon"], answers["nik"], answers.get("telepon"), answers.get("email")),
        body,
        proxy_of(answers),
    )


def proxy_of(answers: Mapping[str, Any]) -> Person | None:
    """Who acts for the applicant, if anybody."""
    if answers.get("dikuasakan") != "yes":
        return None
    return Person(
        answers["kuasa_nama"], answers["kuasa_nik"], answers["kuasa_telepon"], answers.get("kuasa_email")
    )
