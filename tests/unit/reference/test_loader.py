"""Mistakes in reference files are named with their file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tlkit.errors import InputError
from tlkit.reference import load_from

FILES = {
    "documents.yaml": "documents:\n  ktp: {name: KTP}\n",
    "sources.yaml": "sources:\n  kota-a: {title: Laman Kota A}\n",
    "vocabulary.yaml": """\
sectors:
  taman: {id: Taman, en: Parks}
agency_kinds:
  lingkungan: {id: Lingkungan, en: Environment}
systems: {}
""",
    "regulations/national.yaml": "regulations:\n  uu-1: {name: UU 1, about: Taman, status: in-force}\n",
    "catalogue/abolished.yaml": "tombstones: {}\n",
    "catalogue/taman.yaml": """\
sector: taman
common:
  taman:
    agency: lingkungan
    channel: counter
    steps: [{role: counter, action: Loket.}]
  cepat:
    processing: {days: 1}
    steps: [{role: counter, action: Cepat.}]
permits:
- id: izin-taman
  use: [taman, cepat]
  name: {id: Izin Taman, en: Park permit}
  summary: {id: Memakai taman., en: Use a park.}
  channel: unsure
- id: izin-pohon
  use: [taman]
  name: {id: Izin Pohon, en: Tree permit}
  summary: {id: Menebang pohon., en: Fell a tree.}
""",
}


def written(folder: Path, **changed: tuple[str, str, str]) -> Path:
    """The files, each change being a file and a text in it to put in place of another."""
    texts = dict(FILES)
    for name, old, new in changed.values():
        assert old in texts[name]
        texts[name] = texts[name].replace(old, new)
    for name, text in texts.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def problems(folder: Path) -> list[str]:
    with pytest.raises(InputError) as caught:
        load_from(folder, "1")
    return [problem.show("en").removeprefix(f"{folder}/") for problem in caught.value.problems]


def test_shared_parts_are_merged_and_the_permit_s_own_win(tmp_path: Path) -> None:
    whole = load_from(written(tmp_path), "1")
    park, tree = whole.permits.values()
    assert (park.sector, park.agency, park.channel) == ("taman", "lingkungan", "unsure")
    assert [step.action for step in park.steps] == ["Cepat."]
    assert park.processing is not None
    assert (tree.channel, tree.processing) == ("counter", None)
    assert whole.version == "1"


def test_a_mistake_stands_where_it_was_written(tmp_path: Path) -> None:
    own = ("catalogue/taman.yaml", "  channel: unsure\n", "  channel: mail\n")
    shared = ("catalogue/taman.yaml", "{days: 1}", "{days: soon}")
    table = ("documents.yaml", "{name: KTP}", "{title: KTP}")
    words = ("vocabulary.yaml", "en: Parks", "en: ''")
    assert problems(written(tmp_path, own=own, shared=shared, table=table, words=words)) == [
        "documents.yaml:2:8: documents.ktp.name: This is missing. Add it.",
        "documents.yaml:2:9: documents.ktp.title: `title` is not a known name. "
        "Remove it; known here: help, id, name.",
        "vocabulary.yaml:2:22: sectors.taman.en: This is empty. Write the text, or remove the line.",
        "catalogue/taman.yaml:15:12: permits[0].channel: `mail` is not possible here. "
        "Choose one of: here, counter, national, unsure.",
        "catalogue/taman.yaml:8:24: common.cepat.processing.days: This is not a whole number. "
        "Write digits only, like 5.",
    ]


@pytest.mark.parametrize(
    ("name", "old", "new", "shown"),
    [
        ("catalogue/taman.yaml", "use: [taman]", "use: [tamna]", "17:3"),
        ("catalogue/taman.yaml", "sector: taman", "sektor: taman", "1:1"),
        ("catalogue/taman.yaml", "id: izin-pohon", "id: izin-taman", "16:7"),
        ("catalogue/taman.yaml", "permits:\n- id", "permits: x\ny:\n- id", "10:10"),
        ("catalogue/taman.yaml", "common:\n", "common:\n  x: 3\n", "3:3"),
        ("documents.yaml", "  ktp: {name: KTP}", "  - ktp", "2:3"),
        ("documents.yaml", "  ktp: {name: KTP}", "  ktp: KTP", "2:8"),
        ("regulations/national.yaml", "in-force}", "in-force", "3:1"),
    ],
)  # fmt: skip
def test_a_misshapen_file_is_refused(tmp_path: Path, name: str, old: str, new: str, shown: str) -> None:
    found = problems(written(tmp_path, change=(name, old, new)))
    assert any(line.startswith(f"{name}:{shown}:") for line in found), found


def test_an_id_stands_in_one_file_only(tmp_path: Path) -> None:
    folder = written(tmp_path)
    (folder / "regulations/regional.yaml").write_text(FILES["regulations/national.yaml"], "utf-8")
    (folder / "catalogue/teman.yaml").write_text(FILES["catalogue/taman.yaml"], "utf-8")
    found = problems(folder)
    assert [line.split(": ")[0] for line in found] == [
        "regulations/regional.yaml:2:3",
        "catalogue/teman.yaml:11:7",
        "catalogue/teman.yaml:16:7",
    ]
