"""Settings of the permits service that the region file is checked for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tlkit.errors import InputError
from tlkit.region import checks, load
from tlkit.site.permits.applying.papers import MOST_MEGABYTES, upload_limit

EXAMPLE = Path(__file__).resolve().parents[3] / "regions" / "example"
LINE = "permits: {on: true, agency: dpmptsp}"


def file_with(folder: Path, setting: str) -> Path:
    shutil.copytree(EXAMPLE, folder / "region")
    file = folder / "region" / "region.yaml"
    text = file.read_text(encoding="utf-8")
    assert LINE in text
    changed = text.replace(LINE, f"permits: {{on: true, agency: dpmptsp, settings: {{{setting}}}}}")
    file.write_text(changed, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("setting", "field"),
    [
        ('number_scheme: "{number}"', "number_scheme"),
        ('number_scheme: "{nomor}/{year}"', "number_scheme"),
        ("number_scheme: 7", "number_scheme"),
        ('objection_days: "dua puluh satu"', "objection_days"),
        ("appeal_days: 0", "appeal_days"),
        ("appeal_days: true", "appeal_days"),
        ("upload_mb: 11", "upload_mb"),
        ("upload_mb: 2.5", "upload_mb"),
        ('upload_mb-sip-bidan: "5 MB"', "upload_mb-sip-bidan"),
    ],
)
def test_what_cannot_be_is_said_with_its_place(tmp_path: Path, setting: str, field: str) -> None:
    with pytest.raises(InputError) as caught:
        load(file_with(tmp_path, setting))
    (problem,) = caught.value.problems
    assert problem.field == f"services.permits.settings.{field}"
    assert problem.line > 0


def test_what_fits_is_kept(tmp_path: Path) -> None:
    region = load(file_with(tmp_path, 'number_scheme: "503/{number:04d}/{year}", objection_days: 14'))
    assert region.services["permits"].settings["objection_days"] == 14


def test_one_permit_may_take_larger_uploads_than_the_others(tmp_path: Path) -> None:
    region = load(file_with(tmp_path, "upload_mb: 3, upload_mb-sip-bidan: 8"))
    assert upload_limit(region, "sip-bidan") == 8_000_000
    assert upload_limit(region, "paud-tk") == 3_000_000


def test_the_largest_upload_is_what_the_site_takes() -> None:
    assert checks.MOST_UPLOAD_MB == MOST_MEGABYTES
