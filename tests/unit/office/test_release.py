"""What is released, what is refused, and what is told about it."""

from __future__ import annotations

import shutil
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.office.offices import NOW, edit, make_office, publish
from tlkit import reference
from tlkit.catalogue.bundle import bundle_from_bytes, release_from_bytes
from tlkit.catalogue.diff import diff
from tlkit.errors import InputError, UntrustedError
from tlkit.office.carry import write_bundle
from tlkit.office.folder import Office
from tlkit.office.impact import impact, read_overlays
from tlkit.office.past import NothingToRelease, history, named
from tlkit.office.release import bundle, examine

SOSIAL = "catalogue/sosial.yaml"


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("offices") / "pusat"
    publish(make_office(folder), effective_from=date(2030, 1, 2))
    return folder


@pytest.fixture
def office(pristine: Path, tmp_path: Path) -> Office:
    """An office with one release."""
    shutil.copytree(pristine, tmp_path / "pusat")
    return Office(tmp_path / "pusat", "Kantor Contoh")


def month(moment: datetime) -> str:
    """The beginning of versions of that moment, in Jakarta."""
    there = moment.astimezone(timezone(timedelta(hours=7)))
    return f"{there.year}.{there.month}"


def test_history_tells_what_was_released(office: Office) -> None:
    edit(office, "donasi", "sumbangan sukarela")
    second = publish(office, channel="pilot", urgent=True, notes="Dua.")
    first, last = history(office)
    assert (first.version, first.effective_from, first.urgent) == (f"{month(NOW)}.1", date(2030, 1, 2), False)
    assert last == second
    assert (last.version, last.channel, last.notes, last.urgent) == (f"{month(NOW)}.2", "pilot", "Dua.", True)
    assert first.released == NOW


def test_versions_begin_anew_each_month_of_jakarta(office: Office) -> None:
    edit(office, "donasi", "sumbangan sukarela")
    eve = datetime(NOW.year + 1, 2, 28, 16, 59, tzinfo=timezone.utc)
    assert publish(office, now=eve).version == f"{NOW.year + 1}.2.1"
    edit(office, "sumbangan sukarela", "donasi")
    assert publish(office, now=eve + timedelta(minutes=1)).version == f"{NOW.year + 1}.3.1"


def test_nothing_new_is_not_released(office: Office) -> None:
    with pytest.raises(NothingToRelease):
        publish(office)
    assert len(history(office)) == 1
    publish(office, channel="pilot")


def drop(office: Office) -> None:
    (office.path / "catalogue" / SOSIAL).write_text("sector: sosial\npermits: []\n")


def retire_at_once(office: Office) -> None:
    edit(office, "channel: counter", "channel: counter\n  status: retired")


def cite_what_is_not_there(office: Office) -> None:
    edit(office, "uu-9-1961", "uu-9-1691")


def ask_an_unknown_agency(office: Office) -> None:
    edit(office, "agency: sosial", "agency: sosail")


def cite_what_was_repealed(office: Office) -> None:
    edit(office, "regulation: uu-9-1961", "regulation: pp-5-2021")


def call_another_permit_by_its_id(office: Office) -> None:
    edit(office, "agency: sosial", "agency: pertanian")
    edit(office, "Izin Pengumpulan Uang atau Barang (PUB)", "Izin Kolam")


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [
        (drop, "vanished"),
        (retire_at_once, "status"),
        (cite_what_is_not_there, "dead-reference"),
        (ask_an_unknown_agency, "dead-reference"),
        (cite_what_was_repealed, "repealed"),
        (call_another_permit_by_its_id, "changed-meaning"),
    ],
)
def test_a_wrong_catalogue_is_found_and_not_released(office: Office, spoil: object, rule: str) -> None:
    assert callable(spoil)
    spoil(office)
    errors = [one.finding for one in examine(office, "stable") if one.finding.level == "error"]
    assert {one.rule for one in errors} == {rule}
    assert "pengumpulan-uang-barang" in {one.about for one in errors}
    with pytest.raises(InputError) as caught:
        publish(office)
    assert {problem.field for problem in caught.value.problems} == {one.about for one in errors}
    assert len(history(office)) == 1


def test_a_finding_stands_at_its_line(office: Office) -> None:
    cite_what_is_not_there(office)
    [found] = [one for one in examine(office, "stable") if one.finding.level == "error"]
    path = Path(found.file)
    assert path == office.path / "catalogue" / SOSIAL
    assert "uu-9-1691" in path.read_text(encoding="utf-8").splitlines()[found.line - 1]


def test_every_finding_of_the_reference_has_a_place(office: Office) -> None:
    found = examine(office, "stable")
    assert found
    assert all(one.line for one in found)


def test_catalogues_are_named(office: Office) -> None:
    version = history(office)[0].version
    assert named(office, "0") == reference.load()
    edit(office, "donasi", "sumbangan sukarela")
    [change] = diff(named(office, version), named(office, "working"))
    assert (change.permit_id, change.field) == ("pengumpulan-uang-barang", "aliases")
    with pytest.raises(NothingToRelease):
        named(office, "1999.1.1")


def test_a_bundle_carries_the_newest_release(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "rilis.bundle"
    made, until = write_bundle(office, "stable", file, NOW)
    read = bundle_from_bytes(file.read_bytes())
    assert read == bundle(office, "stable")
    [content] = read.targets.values()
    assert release_from_bytes(content).version == made.version
    assert until == NOW + timedelta(days=3)
    assert (office.path / "releases" / f"stable-{made.version}.bundle").read_bytes() == file.read_bytes()
    with pytest.raises(NothingToRelease):
        write_bundle(office, "pilot", file, NOW)
    with pytest.raises(UntrustedError):
        write_bundle(office, "stable", file, NOW + timedelta(days=3))
    with pytest.raises(InputError):
        write_bundle(office, "stable", tmp_path, NOW)


def test_an_altered_release_is_not_carried(office: Office) -> None:
    for path in (office.repository / "targets" / "stable").iterdir():
        path.write_bytes(path.read_bytes().replace(b"Izin", b"izin", 1))
    with pytest.raises(UntrustedError):
        bundle(office, "stable")


@pytest.mark.parametrize("channel", ["", "Stable", "../x", "a b"])
def test_a_channel_has_a_plain_name(office: Office, channel: str) -> None:
    with pytest.raises(InputError):
        publish(office, channel=channel)


def test_impact_finds_permits_tombstones_and_overlays(tmp_path: Path) -> None:
    overlay = tmp_path / "overlay.yaml"
    overlay.write_text(
        "revision: 1\n"
        "permits:\n"
        "  sip-bidan:\n"
        "    fee: {value: {kind: free, legal_basis: [pp-16-2021]}, reason: Gratis.}\n"
        "    summary: {value: {id: a, en: b}, reason: r,\n"
        "      legal_basis: 'Peraturan Pemerintah Nomor 16 Tahun 2021'}\n"
        "    counter: {value: Loket 3}\n"
    )
    found = impact(reference.load(), "pp-16-2021", read_overlays([overlay]))
    told = {(one.table, one.id, one.field, one.overlay) for one in found}
    assert ("tombstones", "imb", "by", None) in told
    assert {entry[1:] for entry in told if entry[3]} == {
        ("sip-bidan", "fee", str(overlay)),
        ("sip-bidan", "summary", str(overlay)),
    }
    citing = {
        permit.id
        for permit in reference.load().permits.values()
        if any(citation.regulation == "pp-16-2021" for citation in permit.legal_basis)
    }
    assert citing == {one.id for one in found if one.field == "legal_basis" and one.overlay is None}


def test_impact_of_an_unknown_regulation_names_the_nearest() -> None:
    with pytest.raises(InputError) as caught:
        impact(reference.load(), "permenpan-rb-15-2041", {})
    assert "permenpan-rb-15-2014" in caught.value.problems[0].show("id")
