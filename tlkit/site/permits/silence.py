"""What a permit says beside its promised time: what silence means, and when the time stands still."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tlkit.catalogue.model import Citation, Permit, Regulation
from tlkit.errors import Text
from tlkit.site.permits.words import duration

WAITS = Text(
    "The count stands still while the payment is awaited.", "Hitungan berhenti selama menunggu pembayaran."
)


def rule_of(permit: Permit, regulations: Mapping[str, Regulation]) -> str | None:
    """The rule under which an application counts as granted in silence: `PP 1/2030, Pasal 5`.

    None where the permit does not say so. A regulation that nobody knows any more goes by its id.
    """
    cited = permit.processing.deemed_approval if permit.processing else None
    return cited_as(cited, regulations) if cited else None


def cited_as(cited: Citation, regulations: Mapping[str, Regulation]) -> str:
    """A citation in words, Indonesian as all law."""
    known = regulations.get(cited.regulation)
    return ", ".join(part for part in (known.name if known else cited.regulation, cited.article) if part)


def beside_time(permit: Permit, regulations: Mapping[str, Regulation]) -> Iterator[Text]:
    """The sentences that belong below the promised time."""
    time, rule = permit.processing, rule_of(permit, regulations)
    if time and time.waits_for_payment:
        yield WAITS
    if time and rule:
        en, id_ = (duration(time.days, time.unit, lang) for lang in ("en", "id"))
        yield Text(
            f"After {en} without a decision the application counts as granted (under {rule}).",
            f"Bila lewat {id_} tanpa keputusan, permohonan dianggap dikabulkan (dasar: {rule}).",
        )
