"""The page of one permit: where, with what, how long, at what cost, by which law, and what is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.site.pages.reading import Reading, read
from tests.site.pages.sites import live_of, live_permit, region_of, with_permit, with_region
from tlkit.catalogue.model import Citation, Decree, Fee, Processing, Requirement, Superseded
from tlkit.site.permits.page import permit_page
from tlkit.site.permits.standard import named, service_standard
from tlkit.site.permits.words import COMPONENTS, duration, rupiah

BARE = {
    "requirements": (), "form": (), "steps": (), "processing": None, "fee": None, "legal_basis": (),
    "output": None, "standard": {}, "national": None, "sources": (), "observed_in": (),
}  # fmt: skip


PROMISES = ("Dilayani secara daring", "sedang disiapkan", "ke akun Anda", "Di situs ini")
"""What a permit's page must not say where it takes no applications yet."""


def test_what_is_to_open_here_sends_one_to_the_counter(site: Flask) -> None:
    with_permit(site, "sip-bidan", {"opens_here": False})
    page = read(site.test_client(), "/izin/sip-bidan")
    assert "/izin/sip-bidan/ajukan" not in page.links()
    assert "Ke loket dulu: pengajuan daring di situs ini belum dibuka." in page.text
    assert [words for words in PROMISES if words in page.text] == []
    assert "Yang akan ditanyakan" in page.text
    assert "Mal Pelayanan Publik Kota Contoh" in page.text
    assert "Senin–Jumat 08.00–15.00 WITA" in page.text


def test_what_opens_here_leads_to_the_form_and_names_the_counter_for_help(site: Flask) -> None:
    with_permit(site, "sip-bidan", {"opens_here": True})
    page = read(site.test_client(), "/izin/sip-bidan")
    assert "/izin/sip-bidan/ajukan" in page.links()
    assert "Ajukan di sini, dari HP, tanpa membuat akun." in page.text
    assert "Mal Pelayanan Publik Kota Contoh" in page.text


def test_a_missing_decree_names_the_agency(site: Flask) -> None:
    with_permit(site, "sip-bidan", {"opens_here": False})
    words = "Dinas Kesehatan belum mencatat keputusan yang menetapkan"
    assert words in read(site.test_client(), "/izin/sip-bidan").text
    with_permit(site, "sip-bidan", {"opens_here": False}, decree=Decree("500/12/2026", date(2026, 2, 3)))
    assert words not in read(site.test_client(), "/izin/sip-bidan").text


def test_what_silence_means_and_what_the_time_waits_for_stand_beside_the_time(site: Flask) -> None:
    silence = Processing(5, deemed_approval=Citation("uu-17-2023", "Pasal 5"), waits_for_payment=True)
    with_permit(site, "sip-bidan", processing=silence)
    granted = (
        "Bila lewat 5 hari kerja tanpa keputusan, permohonan dianggap dikabulkan "
        "(dasar: Undang-Undang Nomor 17 Tahun 2023, Pasal 5)."
    )
    page = read(site.test_client(), "/izin/sip-bidan").text
    assert page.count(granted) == 2, "below the time, and in the service standard"
    assert page.count("Hitungan berhenti selama menunggu pembayaran.") == 2
    english = read(site.test_client(), "/en/izin/sip-bidan").text
    assert "After 5 working days without a decision the application counts as granted" in english
    assert granted in read(site.test_client(), "/standar-pelayanan").text
    told = site.test_client().get("/api/v1/permits/sip-bidan").get_json()["processing"]
    assert told.pop("deemed_approval") == {
        "regulation": "uu-17-2023",
        "name": "Undang-Undang Nomor 17 Tahun 2023",
        "article": "Pasal 5",
    }
    assert told == {"days": 5, "unit": "working-days", "waits_for_payment": True}
    with_permit(site, "sip-bidan", processing=Processing(5))
    assert "dianggap dikabulkan" not in read(site.test_client(), "/izin/sip-bidan").text


def test_the_regions_own_regulations_are_shown(site: Flask) -> None:
    with_permit(site, "sip-bidan", legal_basis=(), local_regulation=("Perwal Contoh 3/2026",))
    page = read(site.test_client(), "/izin/sip-bidan")
    assert page.text.count("Perwal Contoh 3/2026") == 2
    assert "Dasar hukum belum diisi" not in page.text


def test_a_fact_read_elsewhere_names_the_place(site: Flask) -> None:
    assert (
        "Menurut halaman dari Kabupaten Kolaka; pastikan di loket."
        in read(site.test_client(), "/izin/sip-bidan").text
    )


def test_a_complaint_goes_to_the_agency_then_further(reader: FlaskClient) -> None:
    page = read(reader, "/izin/sip-bidan")
    assert "Sampaikan dahulu kepada Dinas Kesehatan." in page.text
    assert "https://www.lapor.go.id" in page.links()
    assert "tel:137" in page.links()


def test_a_counter_permit_asks_no_online_questions(site: Flask) -> None:
    with_permit(site, "sip-bidan", {"opens_here": False}, channel="counter")
    page = read(site.test_client(), "/izin/sip-bidan")
    assert "Datang ke loket." in page.text
    assert "Yang akan ditanyakan" not in page.text


def test_the_counter_a_region_names_comes_first(site: Flask) -> None:
    first = region_of(site).service_points[0]
    other = replace(first, id="loket-dinkes", name="Loket Sehat", agency="dinkes")
    with_region(site, lambda region: replace(region, service_points=(first, other)))
    assert "Loket Sehat" in read(site.test_client(), "/izin/sip-bidan").text
    with_permit(site, "sip-bidan", counter="mpp")
    assert "Loket Sehat" not in read(site.test_client(), "/izin/sip-bidan").text


def test_a_region_without_counters_says_so(site: Flask) -> None:
    with_region(site, lambda region: replace(region, service_points=()))
    assert (
        "Loket belum diisi oleh Pemerintah Kota Contoh." in read(site.test_client(), "/izin/sip-bidan").text
    )


def test_a_national_permit_links_the_system_and_says_what_to_prepare(shared_site: Flask) -> None:
    permit = live_permit(shared_site, "pbg-rumah-tinggal").permit
    assert permit.national
    system = live_of(shared_site).systems[permit.national.system]
    for prefix, name in (("", system.name.id), ("/en", system.name.en)):
        page = read(shared_site.test_client(), f"{prefix}/izin/pbg-rumah-tinggal")
        assert name in page.text
        assert system.url in page.links()
        assert all(item in page.text for item in permit.national.prepare)


def test_what_is_not_offered_says_so(site: Flask) -> None:
    with_permit(site, "sip-bidan", {"offered": False, "opens_here": False})
    assert "Tidak dilayani di Kota Contoh." in read(site.test_client(), "/izin/sip-bidan").text


def test_a_dropped_requirement_is_only_named_as_no_longer_needed(site: Flask) -> None:
    page = read(site.test_client(), "/izin/sip-bidan")
    assert "Rekomendasi organisasi profesi tidak diperlukan lagi" in page.text
    assert "12 Januari 2024" in page.text
    dropped = Superseded("se-menkes-6-2024", date(2024, 1, 12))
    with_permit(site, "sip-bidan", requirements=(Requirement("ktp", superseded=dropped), Requirement("kk")))
    found = permit_page(live_permit(site, "sip-bidan"), live_of(site), region_of(site))
    assert [paper.document.id for paper in found.papers["new"]] == ["kk"]
    assert [each.document.id for each in found.dropped] == ["ktp"]


def test_a_figure_of_another_office_is_said_to_be_one(site: Flask) -> None:
    observed = "Menurut halaman dari kantor lain; pastikan di loket."
    with_permit(site, "sip-bidan", processing=Processing(12, "days"), fee=Fee("free"))
    assert read(site.test_client(), "/izin/sip-bidan").text.count(observed) == 2
    with_permit(site, "sip-bidan", {"origin": {"processing": "regional", "fee": "regional"}})
    page = read(site.test_client(), "/izin/sip-bidan")
    assert observed not in page.text
    assert "Paling lama 12 hari" in page.text
    assert "Gratis" in page.text


@pytest.mark.parametrize(
    ("fee", "words"),
    [
        (Fee("retribusi", amount=1250000), ["Rp1.250.000", "Retribusi daerah"]),
        (Fee("tax", formula="25% dari nilai sewa"), ["Pajak daerah", "25% dari nilai sewa"]),
        (Fee("retribusi", amount=0), ["Rp0"]),
    ],
)
def test_a_fee_is_said_in_full(site: Flask, fee: Fee, words: list[str]) -> None:
    with_permit(site, "sip-bidan", fee=fee)
    page = read(site.test_client(), "/izin/sip-bidan")
    assert all(word in page.text for word in words), page.text


def test_what_nobody_has_supplied_is_said_to_be_missing(site: Flask) -> None:
    with_permit(site, "sip-bidan", **BARE)
    page = read(site.test_client(), "/izin/sip-bidan")
    for words in ("Persyaratan belum diisi oleh Dinas Kesehatan", "Belum ditetapkan", "Tanyakan di loket"):
        assert words in page.text
    assert page.text.count("Belum diisi oleh Dinas Kesehatan") >= 14


def test_the_decree_is_named_or_said_to_be_missing(site: Flask) -> None:
    reader = site.test_client()
    assert "Belum ditetapkan oleh instansi." in read(reader, "/izin/sip-bidan").text
    with_permit(site, "sip-bidan", decree=Decree("500/12/2026", date(2026, 2, 3), "Standar Pelayanan"))
    page = read(reader, "/izin/sip-bidan")
    assert "500/12/2026, 3 Februari 2026: Standar Pelayanan" in page.text
    assert "Belum ditetapkan oleh instansi." not in page.text


def test_unverified_is_said_plainly_and_only_then(site: Flask) -> None:
    words = "Belum diverifikasi oleh Dinas Kesehatan."
    reader = site.test_client()
    assert words in read(reader, "/izin/sip-bidan").text
    with_permit(site, "sip-bidan", verified=True)
    assert words not in read(reader, "/izin/sip-bidan").text


def test_the_english_page_marks_what_stays_indonesian(reader: FlaskClient) -> None:
    page = read(reader, "/en/izin/sip-bidan")
    assert "What to bring" in page.text
    papers = [each for each in page.all("ul") if each.get("class") == "checks"]
    assert papers
    assert all(each.get("lang") == "id" for each in papers)


def test_an_acronym_in_a_condition_keeps_its_capitals() -> None:
    assert named("KTP", "KTP ahli waris") == "KTP (KTP ahli waris)"
    assert named("Denah", "Bila praktik mandiri") == "Denah (bila praktik mandiri)"


def test_a_national_permit_leads_to_its_system_where_nothing_else_is_known(reader: FlaskClient) -> None:
    page = read(reader, "/izin/pbg-rumah-tinggal")
    assert "Siapkan dulu yang disebut di atas. Syarat lengkapnya ada di SIMBG" in page.text
    assert "Ikuti langkah-langkah di SIMBG" in page.text


def test_every_permit_has_the_14_components_in_order(shared_site: Flask) -> None:
    now, region = live_of(shared_site), region_of(shared_site)
    for entry in now.permits.values():
        standard = service_standard(permit_page(entry, now, region))
        assert [component.key for component in standard] == list(COMPONENTS)
        assert len(standard) == 14


def test_what_the_agency_wrote_comes_before_what_is_derived(site: Flask) -> None:
    with_permit(site, "sip-bidan", standard={"time": "Satu hari", "facilities": "Ruang tunggu"})
    found = permit_page(live_permit(site, "sip-bidan"), live_of(site), region_of(site))
    lines = {component.key: component.lines for component in service_standard(found)}
    assert lines["time"] == ["Satu hari"]
    assert lines["facilities"] == ["Ruang tunggu"]
    assert lines["staff-count"] == []
    assert lines["requirements"]


def test_the_standards_page_has_every_permit_once(shared_site: Flask) -> None:
    page = read(shared_site.test_client(), "/standar-pelayanan")
    ids = [each.get("id") for each in page.all("article")]
    assert sorted(map(str, ids)) == sorted(live_of(shared_site).permits)
    assert "123 standar pelayanan" in page.text


def test_only_web_addresses_of_sources_become_links(site: Flask) -> None:
    now = live_of(site)
    first = now.permits["sip-bidan"].permit.sources[0]
    bad = replace(now.sources[first], url="javascript:alert(1)")
    catalogue = replace(now.catalogue, sources={**now.sources, first: bad})
    changed = replace(now, catalogue=catalogue)
    site.extensions["tlkit.live"] = lambda: changed
    page = read(site.test_client(), "/izin/sip-bidan")
    assert not [link for link in page.links() if link.startswith("javascript")]


def test_words_of_numbers() -> None:
    assert rupiah(1250000) == "Rp1.250.000"
    assert rupiah(0) == "Rp0"
    assert duration(1, "working-days", "en") == "1 working day"
    assert duration(12, "working-days", "id") == "12 hari kerja"
    assert duration(2, "hours", "en") == "2 hours"


def test_the_page_stays_small(shared_site: Flask) -> None:
    import brotli

    for path, most in (
        ("/", 8_000),
        ("/izin", 16_000),
        ("/izin/sip-bidan", 10_000),
        ("/standar-pelayanan", 60_000),
    ):
        body = shared_site.test_client().get(path).data
        assert len(brotli.compress(body, quality=5)) < most, path


def test_a_page_reads_as_words(reader: FlaskClient) -> None:
    page: Reading = read(reader, "/izin/sip-bidan")
    for leak in ("None", "Markup", "Text(", "LivePermit", "{{", "&lt;", "()"):
        assert leak not in page.text, leak
