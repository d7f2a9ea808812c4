"""Where the values on a permit's page come from, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tlkit.catalogue.lint import LOCAL
from tlkit.catalogue.model import Permit
from tlkit.errors import Text
from tlkit.site.permits.words import day
from tlkit.site.releases import Live
from tlkit.site.releases.live import Ground

FIELDS: Mapping[str, Text] = {
    "summary": Text("Summary", "Ringkasan"),
    "agency": Text("Agency", "Instansi"),
    "channel": Text("Where to apply", "Tempat mengurus"),
    "aliases": Text("Other names", "Nama lain"),
    "national": Text("National system", "Sistem nasional"),
    "requirements": Text("What to bring", "Persyaratan"),
    "form": Text("Questions", "Pertanyaan"),
    "steps": Text("Steps", "Langkah"),
    "processing": Text("Time", "Waktu"),
    "fee": Text("Fee", "Biaya"),
    "legal_basis": Text("Legal basis", "Dasar hukum"),
    "output": Text("Result", "Hasil"),
    "standard": Text("Service standard", "Standar pelayanan"),
    "decree": Text("Decree", "Keputusan penetapan"),
    "technical_agency": Text("Technical agency", "Dinas teknis"),
    "counter": Text("Counter", "Loket"),
    "local_regulation": Text("Local regulation", "Peraturan daerah"),
}


def origins(permit: Permit, now: Live) -> Iterator[Text]:
    """A sentence about the centre's values, then one for each that the region set."""
    if now.grounds is None:
        return
    if now.source != "kit" and not permit.id.startswith(LOCAL):
        since = now.grounds.base.since
        yield Text(
            f"The central office's release {now.version}, in force since {day(since, 'en')}.",
            f"Rilis {now.version} dari kantor pusat, berlaku sejak {day(since, 'id')}.",
        )
    for name, ground in now.grounds.region.get(permit.id, {}).items():
        if name in FIELDS and name in now.permits[permit.id].origin:
            yield set_here(FIELDS[name], ground)


def set_here(field: Text, ground: Ground) -> Text:
    """That the region itself has set a field, since when, and on what ground; its words stay as they are."""
    why = " ".join(f"{words.rstrip('.')}." for words in (ground.reason, ground.legal_basis) if words)
    return Text(
        f"{field.en}: set by the region, {day(ground.since, 'en')}. {why}".strip(),
        f"{field.id}: ditetapkan daerah, {day(ground.since, 'id')}. {why}".strip(),
    )
