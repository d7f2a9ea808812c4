"""The catalogue page: every permit, found by words and by filter without JavaScript."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.site.pages.reading import Reading, read
from tests.site.pages.sites import live_of, region_of, with_permit, with_region
from tlkit.site.permits.listing import Filter, agency_choices, grouped


def listed(page: Reading) -> list[str]:
    """The ids of the permits on the list, in order."""
    rows = [
        place for place, each in enumerate(page.elements) if each.tag == "li" and "data-w" in each.attributes
    ]
    return [(page.elements[place + 1].attributes["href"] or "").rpartition("/")[2] for place in rows]


def stones(page: Reading) -> list[dict[str, str | None]]:
    """The abolished permits that are shown."""
    return [each for each in page.all("article") if "hidden" not in each]


def test_all_123_stand_under_their_sectors(reader: FlaskClient) -> None:
    page = read(reader, "/izin")
    assert len(set(listed(page))) == len(listed(page)) == 123
    assert len(page.all("section")) == 12
    assert "123 izin" in page.text
    assert stones(page) == []


@pytest.mark.parametrize(
    ("prefix", "word"), [("", "bidan"), ("", "SIPB"), ("/en", "midwife"), ("/en", "bidan")]
)
def test_a_word_finds_a_permit(reader: FlaskClient, prefix: str, word: str) -> None:
    page = read(reader, f"{prefix}/izin?q={word}")
    assert "sip-bidan" in listed(page)
    assert len(listed(page)) < 20


@pytest.mark.parametrize("word", ["IMB", "SIUP", "TDP", "HO", "SITU"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_what_was_abolished_leads_to_what_came_instead(reader: FlaskClient, prefix: str, word: str) -> None:
    page = read(reader, f"{prefix}/izin?q={word}")
    shown = stones(page)
    assert [
        names for each in shown if word in (names := each.get("data-names") or "").split("|") or word in names
    ]


def test_nothing_found_says_what_to_do(reader: FlaskClient) -> None:
    page = read(reader, "/izin?q=tidakadayangbegini")
    assert "0 izin ditemukan" in page.text
    assert "hidden" not in next(each for each in page.all("div") if each.get("id") == "kosong")
    assert "hidden" in next(each for each in read(reader, "/izin").all("div") if each.get("id") == "kosong")


def test_a_sector_and_an_agency_narrow_the_list(shared_site: Flask) -> None:
    reader, now, region = shared_site.test_client(), live_of(shared_site), region_of(shared_site)
    social = {entry.permit.id for entry in now.permits.values() if entry.permit.sector == "sosial"}
    page = read(reader, "/izin?sektor=sosial")
    assert set(listed(page)) == social
    assert [each for each in page.all("option") if each.get("value") == "sosial" and "selected" in each]
    health = {entry.permit.id for entry in now.permits.values() if entry.permit.agency == "kesehatan"}
    assert region.agency_for("kesehatan")
    assert set(listed(read(reader, "/izin?instansi=dinkes"))) == health
    assert listed(read(reader, "/izin?sektor=sosial&instansi=dinkes")) == []
    assert listed(read(reader, "/izin?sektor=tidakada")) == []


def test_an_agency_that_the_region_has_not_named_is_described(shared_site: Flask) -> None:
    names = dict(agency_choices(live_of(shared_site), region_of(shared_site), "id"))
    assert names["dinkes"] == "Dinas Kesehatan"
    assert names["kind-perdagangan"] == "Instansi urusan perdagangan"
    assert len(names) == len(set(names.values()))


def test_a_filtered_page_is_not_offered_to_search_engines(reader: FlaskClient) -> None:
    def robots(path: str) -> list[dict[str, str | None]]:
        return [meta for meta in read(reader, path).all("meta") if meta.get("name") == "robots"]

    assert robots("/izin?q=bidan")
    assert robots("/izin") == []


def test_a_permit_that_is_not_offered_is_not_listed(site: Flask) -> None:
    with_permit(site, "sip-bidan", {"offered": False})
    page = read(site.test_client(), "/izin")
    assert "sip-bidan" not in listed(page)
    assert "122 izin" in page.text


@pytest.mark.parametrize(
    ("opens_here", "label"), [(True, "Ajukan di sini"), (False, "Lewat loket, daring menyusul")]
)
def test_what_opens_here_says_so_in_the_list(site: Flask, opens_here: bool, label: str) -> None:
    with_permit(site, "sip-bidan", {"opens_here": opens_here}, channel="here")
    groups = grouped(live_of(site), region_of(site), "id", Filter(), {"sip-bidan"})
    (row,) = groups[0].rows
    assert (row.channel, row.channel_label) == ("here", label)


@pytest.mark.parametrize(
    "query", ["<script>alert(1)</script>", '" autofocus onfocus="x', "{{ 7*7 }}", "%s %(name)s"]
)
def test_a_hostile_query_is_only_words(reader: FlaskClient, query: str) -> None:
    answer = reader.get("/izin", query_string={"q": query})
    page = Reading(answer.get_data(as_text=True))
    assert page.faults == []
    assert page.silent == []
    (box,) = (each for each in page.all("input") if each.get("id") == "q")
    assert box.get("value") == query
    assert "onfocus" not in box
    assert "49" not in (box.get("value") or "")


def test_a_very_long_query_is_cut(reader: FlaskClient) -> None:
    page = read(reader, "/izin?q=" + "x" * 5000)
    (box,) = (each for each in page.all("input") if each.get("id") == "q")
    assert box.get("value") == "x" * 100


def test_rows_name_the_regions_own_agency(site: Flask) -> None:
    with_region(site, lambda region: replace(region, agencies=()))
    page = read(site.test_client(), "/izin")
    assert "Dinas Kesehatan" not in page.text
    assert "Instansi urusan kesehatan" in page.text
