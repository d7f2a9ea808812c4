"""What else arrives at the residents' forms: nothing of it is kept, nobody is left without a word."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from tests.site.folders import close, make_instance
from tests.site.permits.applying.resident import CONTACT, PERSON, PLACE, TREE, WHO, WHY, Resident, photo
from tests.site.uploads.samples import huge_jpeg, huge_png, pdf
from tlkit.site import create_app
from tlkit.site.prepare import prepare_app
from tlkit.site.shared.database import db, writing
from tlkit.site.shared.uploads import Upload


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A site with SQLite."""
    app = create_app(make_instance(tmp_path_factory.mktemp("bad")))
    prepare_app(app)
    yield app
    close(app)


@pytest.fixture
def resident(site: Flask) -> Resident:
    """A resident before the page of papers, of whom no earlier one has left a file."""
    site.extensions["tlkit.limits"].clear()
    with site.app_context(), writing() as session:
        session.execute(delete(Upload))
    found = Resident(site.test_client())
    found.begin(TREE)
    found.fill(WHO, PERSON, CONTACT, PLACE, WHY)
    return found


def kept(resident: Resident) -> int:
    """How many files were kept."""
    with resident.client.application.app_context():
        return db.session.scalar(select(func.count()).select_from(Upload)) or 0


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("surat.pdf", b"MZ\x90\x00" + b"\0" * 200, "program"),
        ("surat.pdf", b"\x7fELF" + b"\0" * 200, "program"),
        ("foto.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", "Kirim PDF atau foto"),
        ("foto.jpg", b"<!doctype html><script>1</script>", "Kirim PDF atau foto"),
        ("surat.pdf", b"<svg xmlns='http://www.w3.org/2000/svg' onload='1'/>", "Kirim PDF atau foto"),
        ("foto.png", huge_png(), "terlalu besar"),
        ("foto.jpg", huge_jpeg(), "terlalu besar"),
        ("kosong.pdf", b"", "kosong"),
        ("besar.pdf", b"%PDF-1.4\n" + b"0" * 5_000_001, "lebih besar dari 5 MB"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_paper_is_refused_in_words(
    resident: Resident, name: str, content: bytes, said: str
) -> None:
    resident.send({"berkas:ktp": (io.BytesIO(content), name)})
    assert said in resident.wrong["berkas:ktp"]
    assert kept(resident) == 0


def test_a_name_with_tricks_is_only_a_name(resident: Resident) -> None:
    resident.send({"berkas:ktp": (photo(), "../../../etc/passwd\u202egpj.exe"), "aksi": "unggah"})
    assert "passwd" in resident.page.text
    assert "etc/" not in resident.page.text
    assert "\u202e" not in resident.page.text
    folder = resident.client.application.extensions["tlkit"].var / "uploads"
    assert not [path for path in folder.rglob("*") if "passwd" in path.name]


def test_a_request_of_two_gigabytes_is_refused_by_its_length(resident: Resident) -> None:
    answer = resident.client.post(
        resident.path,
        environ_overrides={"CONTENT_LENGTH": str(2 * 1024**3), "wsgi.input": io.BytesIO(b"")},
        content_type="multipart/form-data; boundary=x",
    )
    assert answer.status_code == 413


def test_several_photos_become_one_pdf(resident: Resident) -> None:
    resident.send({"berkas:ktp": [(photo(), "a.jpg"), (photo(90), "b.jpg")], "aksi": "unggah"})
    assert kept(resident) == 1
    assert "2 halaman" in resident.page.text


def test_several_pdfs_chosen_at_once_are_all_kept(resident: Resident) -> None:
    sent = [(io.BytesIO(pdf()), "kk.pdf"), (photo(), "ktp.jpg"), (io.BytesIO(pdf()), "akta.pdf")]
    resident.send({"berkas:ktp": sent, "aksi": "unggah"})
    assert resident.wrong == {}
    assert all(name in resident.page.text for name in ("kk.pdf", "ktp.jpg", "akta.pdf"))
    assert kept(resident) == 3


def test_a_form_from_elsewhere_is_refused(resident: Resident) -> None:
    resident.send({"berkas:ktp": (photo(), "a.jpg")}, hidden={})
    assert resident.page.status_code == 400
    assert kept(resident) == 0


def test_anothers_upload_can_be_neither_seen_nor_removed(resident: Resident) -> None:
    resident.send({"berkas:ktp": (photo(), "a.jpg"), "aksi": "unggah"})
    with resident.client.application.app_context():
        upload = db.session.scalars(select(Upload)).one()
    other = Resident(resident.client.application.test_client())
    other.begin(TREE)
    other.fill(WHO, PERSON, CONTACT, PLACE, WHY)
    token = other.token
    other.send({"aksi": f"buang:ktp:{upload.id}"})
    assert other.open(f"/permohonan/{token}/lihat/{upload.token}").status_code == 404
    assert kept(resident) == 1
    shown = resident.client.get(f"/permohonan/{resident.token}/lihat/{upload.token}")
    assert (shown.status_code, shown.headers["Cache-Control"]) == (200, "no-store")


@pytest.mark.parametrize(
    "address", ["/permohonan/x", "/permohonan/return-1", "/permohonan/x/pemohon", "/permohonan/x/terkirim"]
)
def test_a_link_that_opens_nothing_says_so(resident: Resident, address: str) -> None:
    assert resident.open(address).status_code == 410


def test_no_page_of_a_form_is_kept_by_a_browser(resident: Resident) -> None:
    assert resident.open(resident.path).headers["Cache-Control"] == "no-store"


def test_a_live_site_without_a_decree_sends_people_to_the_counter(tmp_path: Path) -> None:
    app: Flask = create_app(make_instance(tmp_path, replace={"mode: demo": "mode: live"}))
    prepare_app(app)
    client = app.test_client()
    page = client.get(f"/izin/{TREE}").text
    assert "pengajuan daring di situs ini belum dibuka" in page
    assert "/ajukan" not in page
    assert client.get(f"/izin/{TREE}/ajukan").headers["Location"].endswith(f"/izin/{TREE}#di-mana")
    close(app)


def test_the_permits_page_holds_a_link_and_no_token(resident: Resident) -> None:
    page = resident.client.get(f"/izin/{TREE}").text
    assert f'href="/izin/{TREE}/ajukan"' in page
    assert "csrf" not in page


def test_many_phones_behind_one_address_of_a_carrier_all_begin(resident: Resident) -> None:
    hidden, address = resident.hidden(), f"/izin/{TREE}/ajukan"
    codes = [resident.client.post(address, data={**hidden, "jenis": "new"}).status_code for _ in range(60)]
    assert codes == [303] * 60
