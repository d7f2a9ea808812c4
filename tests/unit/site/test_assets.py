"""One set of assets, one fingerprint."""

from __future__ import annotations

from pathlib import Path

import pytest

from tlkit.site.shared.assets import assets_of


def test_the_theme_comes_before_the_kit(tmp_path: Path) -> None:
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme" / "app.css").write_text("ours")
    assert assets_of(tmp_path).files["app.css"] == tmp_path / "theme" / "app.css"
    assert assets_of(tmp_path / "none").files["app.css"] != tmp_path / "theme" / "app.css"


def test_the_fingerprint_changes_with_any_content_and_only_then(tmp_path: Path) -> None:
    theme = tmp_path / "theme"
    (theme / "icons").mkdir(parents=True)
    file = theme / "icons" / "favicon.svg"
    file.write_text("<svg>1</svg>")
    first = assets_of(tmp_path).digest
    file.touch()
    assert assets_of(tmp_path).digest == first
    file.write_text("<svg>22</svg>")
    assert assets_of(tmp_path).digest != first
    assert assets_of(tmp_path).address("icons/favicon.svg").endswith("/icons/favicon.svg")


def test_templates_and_unknown_kinds_are_no_assets(tmp_path: Path) -> None:
    (tmp_path / "theme" / "templates").mkdir(parents=True)
    (tmp_path / "theme" / "templates" / "x.svg").write_text("<svg/>")
    (tmp_path / "theme" / "secret.key").write_text("no")
    found = assets_of(tmp_path)
    assert "templates/x.svg" not in found
    assert "secret.key" not in found


def test_an_unknown_name_fails_where_it_is_written(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="typo"):
        assets_of(tmp_path).address("typo.css")


def test_front_end_files_come_from_installed_packages(tmp_path: Path) -> None:
    found = assets_of(tmp_path)
    for name in (
        "leaflet/leaflet.js",
        "leaflet/leaflet.css",
        "leaflet/images/layers.png",
    ):
        assert found.files[name].stat().st_size > 0
