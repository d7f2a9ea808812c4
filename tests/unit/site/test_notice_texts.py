"""The texts of notices: whole in both languages, described to whoever writes their own, the region's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tlkit.site.shared.notices.texts import PACKAGED, PLACEHOLDER, text_of

PAGE = Path(__file__).parents[3] / "docs" / "how-to" / "change-looks.md"
EVERYWHERE = {"site", "government", "address"}


def told(name: str, lang: str) -> set[str]:
    written = text_of(Path("nowhere"), name, lang)
    return set(PLACEHOLDER.findall(written.subject + written.body))


def test_both_languages_say_the_same_and_the_page_describes_each() -> None:
    described = {}
    for files, values in re.findall(
        r"^\| ((?:`[a-z-]+`(?:, )?)+) \| .* \| (.*) \|$", PAGE.read_text("utf-8"), re.M
    ):
        for name in re.findall(r"`([a-z-]+)`", files):
            described[name] = set(PLACEHOLDER.findall(values))
    names = {path.name.partition(".")[0] for path in PACKAGED.glob("*.md")}
    assert {f"{name}.{lang}.md" for name in names for lang in ("id", "en")} == {
        path.name for path in PACKAGED.glob("*.md")
    }
    for name in names:
        assert told(name, "id") == told(name, "en"), name
    assert {name: told(name, "id") - EVERYWHERE for name in names} == described


@pytest.mark.parametrize("sent", [b"\xef\xbb\xbf# Halo {receipt}\r\n\r\nIsi.\r\n", b"Halo {receipt}\n\nIsi."])
def test_the_region_s_own_text_as_editors_save_it(tmp_path: Path, sent: bytes) -> None:
    own = tmp_path / "content" / "pesan"
    own.mkdir(parents=True)
    (own / "received.id.md").write_bytes(sent)
    written = text_of(tmp_path, "received", "id").filled({"receipt": "K7MP-3XQ9-M"})
    assert (written.subject, written.body) == ("Halo K7MP-3XQ9-M", "Isi.\n")


@pytest.mark.parametrize("nothing", ["", "\n \n", "x" * 20_001])
def test_a_text_that_says_nothing_is_the_kit_s(tmp_path: Path, nothing: str) -> None:
    own = tmp_path / "content" / "pesan"
    own.mkdir(parents=True)
    (own / "received.id.md").write_text(nothing)
    assert text_of(tmp_path, "received", "id") == text_of(Path("nowhere"), "received", "id")
