"""Every setting that the site reads is explained, and stands in the instance's example."""

from __future__ import annotations

from pathlib import Path

from tlkit.site.config import KNOWN

ROOT = Path(__file__).resolve().parents[3]


def test_every_setting_is_in_the_reference() -> None:
    page = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
    assert [name for name in KNOWN if f"`{name}`" not in page] == []


def test_every_setting_stands_in_the_example_commented_out() -> None:
    example = next((ROOT / "template").glob("*/.env.example")).read_text(encoding="utf-8")
    assert [name for name in KNOWN if f"\n# {name}=" not in example] == []
    assert [line for line in example.splitlines() if line and not line.startswith("#")] == []
