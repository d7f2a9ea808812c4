"""The reference permits keep their promises: every service is there, and no fact stands without a source."""

from collections import Counter
from collections.abc import Iterator

import pytest

from tlkit.catalogue.model import FormField, Permit, Requirement
from tlkit.reference import load

SECTORS = {
    "tenaga-kesehatan": 38,
    "fasilitas-kesehatan-dan-pangan": 15,
    "pertanian-dan-kesehatan-hewan": 7,
    "bangunan-dan-tata-ruang": 13,
    "reklame": 5,
    "perhubungan-dan-jalan": 8,
    "pendidikan": 8,
    "lingkungan-dan-pemakaman": 11,
    "sosial": 3,
    "ketenagakerjaan": 6,
    "usaha-dan-perdagangan": 5,
    "penelitian-budaya-aset": 4,
}
"""How many services each sector of the proposed 123 has."""

ABOLISHED_PAPERS = {"imb", "situ", "tdp", "skdu"}
DESIGN = "design"


def permits() -> list[Permit]:
    return list(load().permits.values())


def requirements() -> Iterator[tuple[str, Requirement]]:
    for permit in permits():
        for requirement in permit.requirements:
            yield permit.id, requirement


def forms() -> Iterator[tuple[str, tuple[FormField, ...]]]:
    """Every list of questions: a permit's form, and the rows of each group in it."""
    for permit in permits():
        yield permit.id, permit.form
        for asked in permit.form:
            if asked.fields:
                yield f"{permit.id}: {asked.id}", asked.fields


def cited_sources(permit: Permit) -> Iterator[str]:
    yield from permit.sources
    yield from permit.observed_in
    for fact in (permit.processing, permit.fee, permit.output, *permit.requirements):
        if fact is not None:
            yield from fact.sources


def test_all_123_services_stand_in_their_sectors() -> None:
    assert Counter(permit.sector for permit in permits()) == SECTORS
    assert len(permits()) == 123


def test_at_least_51_services_say_what_to_bring() -> None:
    assert sum(bool(permit.requirements) for permit in permits()) >= 51


def test_at_least_30_services_can_be_applied_for_online() -> None:
    here = [permit for permit in permits() if permit.channel == "here"]
    assert sum(bool(permit.requirements and permit.form) for permit in here) >= 30
    assert [permit.id for permit in here if permit.requirements and not permit.form] == []
    assert [permit.id for permit in here if not permit.steps] == []


def test_no_abolished_paper_is_asked_for() -> None:
    asked = [
        (permit, requirement.document)
        for permit, requirement in requirements()
        if requirement.document in ABOLISHED_PAPERS and requirement.superseded is None
    ]
    assert asked == []


def test_what_replaced_a_dropped_paper_is_a_known_regulation() -> None:
    dropped = [(permit, found.superseded) for permit, found in requirements() if found.superseded]
    assert dropped
    assert [permit for permit, what in dropped if what.by not in load().regulations] == []


def test_every_national_service_names_a_system_and_what_to_prepare() -> None:
    national = [permit for permit in permits() if permit.channel == "national"]
    for permit in national:
        assert permit.national is not None, permit.id
        assert permit.national.system in load().systems, permit.id
        assert permit.national.prepare, permit.id
        assert permit.form == (), f"{permit.id} is applied for elsewhere"


def test_no_fact_stands_without_a_source() -> None:
    bare = [f"{permit}: {found.document}" for permit, found in requirements() if not found.sources]
    for permit in permits():
        lasting = permit.output if permit.output and (permit.output.validity or permit.output.years) else None
        facts = {"processing": permit.processing, "fee": permit.fee, "output": lasting}
        bare += [f"{permit.id}: {name}" for name, fact in facts.items() if fact and not fact.sources]
    assert bare == []


def test_every_source_cited_is_listed() -> None:
    known = load().sources
    cited = {(permit.id, source) for permit in permits() for source in cited_sources(permit)}
    cited |= {(where, asked.source) for where, form in forms() for asked in form if asked.source != DESIGN}
    cited |= {(rule.id, source) for rule in load().regulations.values() for source in rule.sources}
    assert [pair for pair in sorted(cited) if pair[1] not in known] == []


def test_every_word_a_permit_uses_is_in_the_vocabulary() -> None:
    catalogue = load()
    assert {permit.agency for permit in permits()} <= set(catalogue.agency_kinds)
    assert {permit.sector for permit in permits()} == set(catalogue.sectors)
    assert {found.document for _, found in requirements()} <= set(catalogue.documents)


def test_permits_rest_on_national_law_only() -> None:
    """A rule of one region binds nobody in another; each region cites its own."""
    rules = load().regulations
    for permit in permits():
        cited = [citation.regulation for citation in permit.legal_basis]
        cited += permit.fee.legal_basis if permit.fee else ()
        assert [rule for rule in cited if rules[rule].scope != "national"] == [], permit.id
        assert [rule for rule in cited if rules[rule].status == "repealed"] == [], permit.id


def test_a_document_is_asked_for_once_in_each_kind_of_application() -> None:
    asked = Counter(
        (permit, found.document, kind, found.condition)
        for permit, found in requirements()
        for kind in found.applies_to
    )
    assert [line for line, times in asked.items() if times > 1] == []


def test_every_form_can_be_filled_in() -> None:
    for where, form in forms():
        asked: dict[str, FormField] = {}
        for question in form:
            place = f"{where}: {question.id}"
            assert question.id not in asked, place
            assert bool(question.options) == (question.type in ("choice", "choices")), place
            assert bool(question.fields) == (question.type == "group"), place
            if question.show_if:
                other, answer = question.show_if
                assert other in asked, place
                assert answer in asked[other].options, place
            asked[question.id] = question


@pytest.mark.parametrize(
    ("words", "permit"),
    [
        ("IMB", "pbg-rumah-tinggal"),
        ("IPLC", "pertek-air-limbah"),
        ("IUTM", "toko-swalayan"),
        ("IMTA", "perpanjangan-rptka"),
        ("katering", "slhs-jasa-boga"),
        ("spanduk", "reklame-insidentil"),
        ("billboard", "reklame-tetap-besar"),
        ("PIRT", "sppirt"),
        ("makam", "petak-makam"),
        ("izin penelitian", "surat-keterangan-penelitian"),
        ("TPS LB3", "rintek-limbah-b3"),
    ],
)
def test_the_words_people_search_for_lead_to_the_service(words: str, permit: str) -> None:
    assert words in load().permits[permit].aliases


def test_nothing_is_called_verified() -> None:
    assert [permit.id for permit in permits() if permit.verified] == []


def test_no_time_or_fee_rests_on_sample_data() -> None:
    sources = load().sources
    for permit in permits():
        for fact in (permit.processing, permit.fee):
            titles = [sources[source].title for source in fact.sources] if fact else []
            assert not [title for title in titles if "data contoh" in title], permit.id


def test_a_time_is_the_longest_observed_and_never_a_sum() -> None:
    """Pandeglang's page names 3 days at the counter and 6 at the technical agency."""
    time = load().permits["sip-dokter"].processing
    assert time is not None
    assert time.days == 6


def test_no_step_promises_an_account() -> None:
    assert [permit.id for permit in permits() for step in permit.steps if "akun" in step.action] == []
