"""Which pages an application has, and what is asked on them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import tlkit.reference
from tlkit.catalogue.model import ApplicationType, Permit, Requirement, Superseded
from tlkit.site.permits.applying.fields import Question
from tlkit.site.permits.applying.papers import slots
from tlkit.site.permits.applying.sections import sections, types_of

PERMITS = tlkit.reference.load().permits
HERE = [permit for permit in PERMITS.values() if permit.channel == "here"]


def asked(permit: Permit, name: str, kind: str = "person") -> Question:
    pages = sections(permit, "new", {"jenis_pemohon": kind})
    return next(each for page in pages for each in page.questions if each.id == name)


@pytest.mark.parametrize("permit", HERE, ids=lambda permit: permit.id)
def test_the_applicants_address_is_that_of_the_identity_card_anywhere(permit: Permit) -> None:
    home = asked(permit, "alamat_pemohon")
    assert home.label.id == "Alamat sesuai KTP"
    assert (home.place, home.required) == (False, True)
    pages = sections(permit, "new", {"jenis_pemohon": "person"})
    others = [each for page in pages for each in page.questions if each.type == "address" and each != home]
    assert all(each.place for each in others), "the place of the activity is in the region"


@pytest.mark.parametrize("name", ["nama_pemohon", "nik"])
def test_nobody_applies_without_a_name_and_a_nik_even_where_a_region_says_so(name: str) -> None:
    permit = PERMITS["sip-bidan"]
    form = [
        replace(each, required=False, show_if=("pendidikan", "D3")) if each.id == name else each
        for each in permit.form
    ]
    question = asked(replace(permit, form=tuple(form)), name)
    assert (question.required, question.show_if) == (True, None)
    assert question.label.id == next(each.label for each in permit.form if each.id == name)


def test_what_everybody_is_asked_is_said_in_both_languages() -> None:
    permit = PERMITS["sip-bidan"]
    for name in ("nama_pemohon", "nik", "tempat_lahir", "tanggal_lahir", "telepon", "email"):
        question = asked(permit, name)
        assert question.spoken, name
        texts = [text for text in (question.label, question.help) if text and text.id != "NIK"]
        assert all(text.en != text.id for text in texts), name


def test_a_regions_own_words_for_it_are_kept() -> None:
    permit = PERMITS["sip-bidan"]
    words = {"label": "Nomor WhatsApp", "help": "Yang aktif."}
    form = [replace(each, **words) if each.id == "telepon" else each for each in permit.form]
    question = asked(replace(permit, form=tuple(form)), "telepon")
    assert (question.label.en, question.help and question.help.en) == ("Nomor WhatsApp", "Yang aktif.")
    assert not question.spoken


def test_papers_follow_what_is_applied_for() -> None:
    kinds: tuple[ApplicationType, ...] = ("new", "renewal", "change", "copy", "revocation")
    papers = tuple(Requirement(f"surat-{kind}", (kind,), name=kind) for kind in kinds)
    both = Requirement("ktp", kinds, name="KTP")
    gone = Requirement("skck", kinds, superseded=Superseded("uu-17-2023", date(2024, 1, 12)))
    permit = replace(PERMITS["sip-bidan"], requirements=(*papers, both, gone))
    assert types_of(permit) == kinds
    for kind in kinds:
        asked_for = {slot.id for slot in slots(permit, kind, {"jenis_pemohon": "person"}, {})}
        assert asked_for == {f"surat-{kind}", "ktp"}
