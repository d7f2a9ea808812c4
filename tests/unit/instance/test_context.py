"""Only values that are safe where they are written reach the template."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tlkit import __version__
from tlkit.instance.context import context_of, nginx_header, one_line
from tlkit.region import load, packaged

REGION = load(packaged() / "example" / "region.yaml")


@given(st.text())
def test_a_title_is_one_line_without_markup(text):
    title = one_line(text)
    assert len(title.splitlines()) <= 1
    for sign in "<>{}[]`*|":
        assert title.count(sign) == title.count("\\" + sign)


@pytest.mark.parametrize("slug", ["../../etc", "-rf", "A", "{{ 7*7 }}", "a\n", "a" * 42, ""])
def test_a_slug_of_another_shape_is_refused(slug):
    with pytest.raises(ValueError, match="not of the shape"):
        context_of(replace(REGION, slug=slug), {})


@pytest.mark.parametrize("domain", ["a;b", "a b.go.id", "a.go.id\n", "$host", "a..id", '"'])
def test_a_domain_of_another_shape_is_refused(domain):
    with pytest.raises(ValueError, match="not of the shape"):
        context_of(replace(REGION, site=replace(REGION.site, domain=domain)), {})


def test_a_long_domain_becomes_a_pattern():
    long = "layanan.kabupatenpenukalabablematangilir.go.id"
    made = context_of(replace(REGION, site=replace(REGION.site, domain=long)), {})["_region"]
    assert made["server_name"] == r"~^layanan\.kabupatenpenukalabablematangilir\.go\.id$"
    assert made["host"] == long


def test_headers_are_quoted_for_nginx():
    assert nginx_header("X-A", 'say "\\"') == 'X-A "say \\"\\\\\\""'


@pytest.mark.parametrize(("name", "value"), [("X-A", "$host"), ("X-A", "a\nb"), ("X A", "b"), ("X;", "b")])
def test_headers_that_nginx_cannot_send_are_refused(name, value):
    with pytest.raises(ValueError, match=r"cannot send|shape"):
        nginx_header(name, value)


def test_the_kit_is_pinned():
    assert context_of(REGION, {})["_region"]["version"] == __version__
