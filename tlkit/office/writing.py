"""A catalogue as the YAML files of `tlkit.reference`: one order, one form, so that a change shows alone.

Each sector is one file, what permits share is written out with each of them. Reading the
files with `tlkit.reference.load_from` gives the same catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from tlkit.catalogue.mapping import permit_to_data, to_data
from tlkit.catalogue.model import Catalogue
from tlkit.errors import Text

WIDTH = 110
SHORT = 80
"""Letters of a list that stands on one line, at most."""
HEADS = {
    "documents.yaml": "Jenis berkas yang disebut persyaratan. Kunci: id.",
    "sources.yaml": "Tempat fakta dibaca. Kunci: id.",
    "vocabulary.yaml": "Kata pilihan: sektor, jenis perangkat daerah, sistem nasional.",
    "regulations/national.yaml": "Peraturan nasional; izin menyebutnya dengan id.",
    "regulations/regional.yaml": "Peraturan daerah; izin menyebutnya dengan id.",
    "catalogue/abolished.yaml": "Izin yang sudah dihapus tetapi masih dicari, dan penggantinya.",
}
SECTOR = "Izin sektor ini. Periksa sesudah mengubah: tlkit catalogue lint"


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """libyaml where PyYAML was built with it; short lists on one line, no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> yaml.Node:
        short = all(isinstance(item, str) for item in sequence) and sum(map(len, sequence)) <= SHORT
        node: yaml.Node = super().represent_sequence(tag, sequence, flow_style=short)
        return node


def files_of(catalogue: Catalogue) -> dict[str, bytes]:
    """Every file of the catalogue, by its path within the catalogue's folder."""
    return {path: _text(HEADS.get(path, SECTOR), data) for path, data in _contents(catalogue).items()}


def _contents(catalogue: Catalogue) -> dict[str, Any]:
    laws = {
        scope: {id_: law for id_, law in catalogue.regulations.items() if law.scope == scope}
        for scope in ("national", "regional")
    }
    words = {name: _table(getattr(catalogue, name)) for name in ("sectors", "agency_kinds", "systems")}
    contents: dict[str, Any] = {
        "documents.yaml": {"documents": _table(catalogue.documents)},
        "sources.yaml": {"sources": _table(catalogue.sources)},
        "vocabulary.yaml": words,
        **{f"regulations/{scope}.yaml": {"regulations": _table(found)} for scope, found in laws.items()},
        "catalogue/abolished.yaml": {"tombstones": _table(catalogue.tombstones)},
    }
    return contents | {f"catalogue/{sector}.yaml": data for sector, data in _sectors(catalogue).items()}


def _sectors(catalogue: Catalogue) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for permit in catalogue.permits.values():
        sector = found.setdefault(permit.sector, {"sector": permit.sector, "permits": []})
        data = permit_to_data(permit)
        sector["permits"].append({name: value for name, value in data.items() if name != "sector"})
    return found


def _table(entries: Mapping[str, Any]) -> dict[str, Any]:
    return {id_: _body(entry) for id_, entry in entries.items()}


def _body(entry: Any) -> Any:
    data = to_data(entry)
    return data if isinstance(entry, Text) else {name: value for name, value in data.items() if name != "id"}


def _text(head: str, data: Any) -> bytes:
    written = yaml.dump(
        data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH, default_flow_style=False
    )
    return f"# {head}\n{written}".encode()
