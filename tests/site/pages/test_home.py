"""Home, about, help, privacy: the region's own values, or honest words where there are none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.site.pages.reading import Reading, read
from tests.site.pages.sites import region_of, with_permit, with_region
from tlkit.region.model import Contacts, EmergencyNumber, Region
from tlkit.site.home.writing import writing
from tlkit.site.shared.instance import Instance

HOSTILE = [
    "<script>alert(1)</script>",
    "{{ 7*7 }}{{ cycler.__init__.__globals__ }}",
    "\"'><img src=x onerror=alert(1)>",
    "100% %s %(name)s",
    "\u202enosrep 😀 " + "x" * 3000,
]


def test_home_shows_what_a_resident_needs_first(reader: FlaskClient) -> None:
    page = read(reader, "/")
    for words in (
        "Kota Contoh",
        "Urusan kota selesai dari ponsel",
        "Siaga Kota Contoh",
        "Mal Pelayanan Publik",
    ):
        assert words in page.text
    assert "tel:112" in page.links()
    assert "Belum ada berita." in page.text
    assert [
        form for form in page.all("form") if form.get("action") == "/izin" and form.get("method") == "get"
    ]


def test_home_leads_to_every_sector(shared_site: Flask) -> None:
    links = read(shared_site.test_client(), "/en/").links()
    assert len([link for link in links if link.startswith("/en/izin#")]) == 12


def test_the_bar_says_where_one_is(reader: FlaskClient) -> None:
    for path, current in (
        ("/", "/"),
        ("/izin", "/izin"),
        ("/izin/sip-bidan", "/izin"),
        ("/wilayah", "/wilayah"),
    ):
        marked = [each.get("href") for each in read(reader, path).all("a") if each.get("aria-current")]
        assert marked == [current], path


def test_the_other_language_is_the_same_page(reader: FlaskClient) -> None:
    for path in ("/", "/izin/sip-bidan", "/izin?q=bidan"):
        english = next(each for each in read(reader, path).all("a") if each.get("hreflang") == "en")
        assert english.get("href") == "/en" + path
        back = next(each for each in read(reader, "/en" + path).all("a") if each.get("hreflang") == "id")
        assert back.get("href") == path


def test_search_engines_learn_the_other_language_where_the_site_has_a_domain(site: Flask) -> None:
    def alternates() -> list[str | None]:
        page = read(site.test_client(), "/izin")
        return [each.get("href") for each in page.all("link") if each.get("rel") == "alternate"]

    assert alternates() == ["https://layanan.contoh.example/en/izin"]
    with_region(site, lambda region: replace(region, site=replace(region.site, domain=None)))
    assert alternates() == []


def test_about_names_pledge_officer_and_ombudsman(site: Flask) -> None:
    reader = site.test_client()
    page = read(reader, "/tentang")
    for words in ("Kami melayani sesuai standar pelayanan", "PPID Kota Contoh", "Ombudsman"):
        assert words in page.text
    assert "tel:137" in page.links()
    with_region(site, lambda region: replace(region, pledge=None, information_officer=None, agencies=()))
    page = read(reader, "/tentang")
    assert "Belum ditetapkan oleh Pemerintah Kota Contoh." in page.text
    assert "Pejabat pengelola informasi belum diisi" in page.text


def test_about_does_not_call_the_list_the_regions_own(reader: FlaskClient) -> None:
    page = read(reader, "/tentang")
    assert "bukan daftar resmi daerah ini" in page.text
    assert "diperiksa dan dilengkapi" not in page.text


def test_agencies_without_contact_are_named_once_together(site: Flask) -> None:
    def bare(region: Region) -> Region:
        agencies = [
            replace(each, address=None, phone=None, email=None, website=None) for each in region.agencies
        ]
        return replace(region, agencies=(replace(agencies[0], phone="0999-1"), *agencies[1:]))

    with_region(site, bare)
    page = read(site.test_client(), "/tentang")
    assert page.text.count("belum diisi:") == 1
    assert len(page.all("summary")) == 1
    assert all(agency.name in page.text for agency in region_of(site).agencies)


def test_help_gives_the_governments_contacts_once(reader: FlaskClient) -> None:
    links = read(reader, "/bantuan").links()
    assert len([link for link in links if link.startswith("mailto:")]) == 1


@pytest.mark.parametrize(("start", "button"), [("", "Ajukan sekarang"), ("/en", "Apply now")])
def test_help_names_the_button_that_begins_an_application(site: Flask, start: str, button: str) -> None:
    with_permit(site, "sip-bidan", {"opens_here": True}, channel="here")
    reader = site.test_client()
    assert button in read(reader, f"{start}/bantuan").text
    assert button in read(reader, f"{start}/izin/sip-bidan").text


def test_a_region_without_contacts_says_so(site: Flask) -> None:
    with_region(site, lambda region: replace(region, contacts=Contacts(), emergency=(), service_points=()))
    page = read(site.test_client(), "/")
    assert "Kontak pemerintah daerah belum diisi." in page.text
    assert "Loket layanan belum diisi oleh Pemerintah Kota Contoh." in page.text
    assert "Nomor darurat" not in page.text


def test_numbers_can_be_rung(site: Flask) -> None:
    contacts = Contacts(phone="(021) 5576-4955", whatsapp="0812 3456 7890", website="javascript:alert(1)")
    with_region(site, lambda region: replace(region, contacts=contacts))
    links = read(site.test_client(), "/bantuan").links()
    assert "tel:02155764955" in links
    assert "https://wa.me/6281234567890" in links
    assert not [link for link in links if link.startswith("javascript")]


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_are_only_words(site: Flask, value: str) -> None:
    def spoil(region: object) -> object:
        old = region_of(site)
        return replace(
            old,
            name=value,
            province=value,
            government=value,
            pledge=value,
            site=replace(old.site, name=value, tagline=value),
            contacts=Contacts(*[value] * 5),
            emergency=(EmergencyNumber(value, value, value),),
            agencies=tuple(
                replace(agency, name=value, address=value, phone=value) for agency in old.agencies
            ),
            service_points=tuple(replace(point, name=value, hours=value) for point in old.service_points),
            districts=tuple(replace(district, name=value) for district in old.districts),
        )

    with_region(site, spoil)  # type: ignore[arg-type]
    reader = site.test_client()
    for path in (
        "/",
        "/izin",
        "/izin/sip-bidan",
        "/tentang",
        "/bantuan",
        "/wilayah",
        "/wilayah/99.99.01",
        "/luring",
    ):
        page = read(reader, path)
        assert page.faults == [], path
        assert "".join(page.silent).strip() == "", path
        assert not [name for each in page.elements for name in each.attributes if name.startswith("on")], path
        assert len([each for each in page.all("script") if not each.get("src")]) == 0, path
    assert " ".join(value.split()) in read(reader, "/tentang").text
    assert reader.get("/manifest.webmanifest").get_json()["short_name"] == value


class TestOwnWords:
    """Markdown of the region's `content/`, before the kit's."""

    def page(self, site: Flask, text: str, name: str = "tentang.md", path: str = "/tentang") -> Reading:
        instance: Instance = site.extensions["tlkit"]
        (instance.path / "content").mkdir(exist_ok=True)
        (instance.path / "content" / name).write_text(text, encoding="utf-8")
        return read(site.test_client(), path)

    def test_the_regions_text_comes_before_the_kits(self, site: Flask) -> None:
        page = self.page(site, "# Judul\n\nKata **kami** sendiri.")
        assert "Kata kami sendiri." in page.text
        assert len(page.all("h1")) == 1
        assert len(page.all("strong")) == 1

    def test_markdown_carries_no_code(self, site: Flask) -> None:
        page = self.page(
            site,
            '<script>alert(1)</script><p style="x" onclick="y">a</p><iframe src="//x"></iframe>'
            "[klik](javascript:alert(1)) {{ 7*7 }} <form><input></form> ![x](https://x/y.png)",
        )
        assert "".join(page.silent).strip() == ""
        assert page.all("iframe") == []
        assert not [link for link in page.links() if "javascript" in link]
        assert not [
            each for each in page.elements if "onclick" in each.attributes or "style" in each.attributes
        ]
        assert "{{ 7*7 }}" in page.text

    def test_english_falls_back_on_the_regions_indonesian_and_says_so(self, site: Flask) -> None:
        page = self.page(site, "Hanya bahasa Indonesia.", path="/en/tentang")
        assert "Hanya bahasa Indonesia." in page.text
        assert [each for each in page.all("div") if each.get("lang") == "id"]
        page = self.page(site, "In English.", name="tentang.en.md", path="/en/tentang")
        assert "In English." in page.text

    @pytest.mark.parametrize("name", ["tentang", "privasi", "bantuan"])
    def test_the_kit_has_every_text_in_both_languages(self, tmp_path: Path, name: str) -> None:
        assert writing(tmp_path, name, "id").lang == "id"
        assert writing(tmp_path, name, "en").lang == "en"
        assert writing(tmp_path, name, "jv").lang == "id"

    def test_a_file_beyond_reason_is_not_read(self, tmp_path: Path) -> None:
        (tmp_path / "tentang.md").write_text("x" * 200_001)
        assert "xxx" not in writing(tmp_path, "tentang", "id").html
