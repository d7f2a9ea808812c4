"""What a part of the site says of the personal data that it keeps. No rules, no data of anybody."""

from __future__ import annotations

from dataclasses import dataclass

from tlkit.errors import Text

PUBLIC_TASK = Text(
    "carrying out a public service and official duties (UU 27/2022, Article 20 (2) e)",
    "pelaksanaan pelayanan publik dan kewenangan (UU 27/2022 Pasal 20 ayat (2) huruf e)",
)
LEGAL_DUTY = Text(
    "a duty under the law (UU 27/2022, Article 20 (2) c)",
    "pemenuhan kewajiban hukum (UU 27/2022 Pasal 20 ayat (2) huruf c)",
)


@dataclass(frozen=True)
class Processing:
    """One entry of the register of processing: purpose, persons, data, basis, who sees it, how long.

    `tables` are those that hold the data; a test finds a table with sealed columns that no
    entry names. `service` is the one whose `retention_years` ends the keeping; without one,
    `kept` says when it ends.
    """

    id: str
    purpose: Text
    persons: Text
    data: Text
    basis: Text
    seen_by: Text
    tables: tuple[str, ...]
    kept: Text | None = None
    service: str | None = None
