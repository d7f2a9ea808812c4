"""Every answer carries the security headers, whoever gives it."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.site.officers import officer
from tlkit.site.headers import SECURITY_HEADERS
from tlkit.site.published import publish
from tlkit.site.shared.assets import assets_of

METHODS = ("GET", "HEAD", "POST")


def paths(app: Flask) -> list[str]:
    plain = [rule.rule for rule in app.url_map.iter_rules() if not rule.arguments]
    assets = assets_of(app.extensions["tlkit"].path)
    others = ["/there/is/no/such/page", "/izin/no-such-permit", "/en/izin", "/izin?q=bidan"]
    return [*plain, *others, assets.address("tokens.css"), "/assets/000000000000/tokens.css"]


@pytest.mark.parametrize("lane", ["behind Flask", "before Flask"])
@pytest.mark.parametrize("folder", ["sqlite"], indirect=True)
def test_every_route_carries_the_security_headers(app: Flask, lane: str) -> None:
    if lane == "before Flask":
        publish(app)
    client = app.test_client()
    for path in paths(app):
        for method in METHODS:
            answer = client.open(path, method=method)
            found = {name: answer.headers.get(name) for name in SECURITY_HEADERS}
            assert found == SECURITY_HEADERS, f"{method} {path}"
            kept = answer.headers.get("Cache-Control") != "no-store"
            assert not (kept and "Set-Cookie" in answer.headers), f"{method} {path}"
            assert answer.headers.get("Cache-Control"), f"{method} {path}"
            assert answer.status_code < 500, f"{method} {path}"


def test_the_policy_allows_no_inline_script_or_style() -> None:
    policy = SECURITY_HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy


INLINE = re.compile(
    r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|(?:src|href)=\"javascript:", re.IGNORECASE
)
ELSEWHERE = re.compile(
    r"<(?:script|img|iframe|link(?![^>]*\srel=\"alternate\"))[^>]*\s(?:src|href)=\"(?:https?:)?//"
)


@pytest.mark.parametrize("folder", ["sqlite"], indirect=True)
def test_every_page_would_get_the_observatory_s_best_grade(app: Flask) -> None:
    """What https://github.com/mdn/mdn-http-observatory takes points off for; HSTS is nginx's part."""
    visitors = [officer(app, "administrator", "verifier", "signer"), app.test_client()]
    for path in paths(app):
        for visitor in visitors:
            answer = visitor.get(path, base_url="https://localhost")
            for cookie in answer.headers.getlist("Set-Cookie"):
                assert {"Secure", "HttpOnly", "SameSite=Lax"} <= set(cookie.split("; ")), path
            assert "Access-Control-Allow-Origin" not in answer.headers, path
            if answer.mimetype == "text/html":
                assert not INLINE.search(answer.text), f"{path}: {INLINE.findall(answer.text)}"
                assert not ELSEWHERE.search(answer.text), f"{path}: {ELSEWHERE.findall(answer.text)}"
