"""Every region makes a site of its own: those in regions/, and any code of the official list."""

import random
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
import yaml
from lokal import wilayah

from tests.bake.sites import below, visitor, words

REGIONS = sorted(path.parent for path in Path(__file__).parents[2].glob("regions/*/region.yaml"))
PERMITS = 123


def drawn() -> list[str]:
    """A city or regency from each of twenty provinces, the same at every run."""
    chance = random.Random(123)
    provinces = sorted(province.code for province in wilayah.list_wilayah())
    return [
        chance.choice(sorted(regency.code for regency in wilayah.list_wilayah(province)))
        for province in chance.sample(provinces, 20)
    ]


CODES = [pytest.param(code, marks=[pytest.mark.soak] * (place > 1)) for place, code in enumerate(drawn())]


@pytest.mark.parametrize("folder", REGIONS, ids=lambda folder: folder.name)
def test_a_region_of_the_kit_becomes_its_site(
    folder: Path, tmp_path: Path, tlkit: Callable[..., CompletedProcess[str]]
) -> None:
    described = yaml.safe_load((folder / "region.yaml").read_text(encoding="utf-8"))
    made = tlkit("new", "region", folder.name, "-o", tmp_path)
    assert made.returncode == 0, made.stderr
    districts = [district["name"] for district in described["districts"]]
    check_site(tmp_path, described["name"], districts)


@pytest.mark.parametrize("code", CODES)
def test_a_code_becomes_a_site(
    code: str, tmp_path: Path, tlkit: Callable[..., CompletedProcess[str]]
) -> None:
    made = tlkit("new", "region", code, "-o", tmp_path)
    assert made.returncode == 0, made.stderr
    check_site(
        tmp_path, str(wilayah.wilayah_name(code)), [place.name for place in wilayah.list_wilayah(code)]
    )


def check_site(made_in: Path, name: str, districts: list[str]) -> None:
    """The only instance in `made_in` names its region, lists every permit and every district."""
    (instance,) = (path for path in made_in.iterdir() if path.is_dir())
    client = visitor(instance)
    assert name.casefold() in words(client, "/").casefold()
    assert len(below(client, "/izin")) == PERMITS
    listed = words(client, "/wilayah").casefold()
    assert not [district for district in districts if district.casefold() not in listed]
    assert len(below(client, "/wilayah")) == len(districts)
