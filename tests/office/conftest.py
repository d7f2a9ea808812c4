"""An office with one release, made once; every test has a copy of its own."""

import shutil

import pytest

from tests.office.offices import NOW, make_office, publish
from tests.office.stand_in import StandIn, served
from tlkit.office.folder import open_office


@pytest.fixture(scope="session")
def now():
    return NOW


@pytest.fixture(scope="session")
def released(tmp_path_factory):
    office = make_office(tmp_path_factory.mktemp("office") / "pusat")
    publish(office)
    return office.path


@pytest.fixture
def office(released, tmp_path):
    shutil.copytree(released, tmp_path / "pusat")
    return open_office(tmp_path / "pusat")


@pytest.fixture
def empty_office(tmp_path):
    """An office that has released nothing yet."""
    return make_office(tmp_path / "kantor")


@pytest.fixture
def fleet(office):
    """`fleet("a", "b", canaries=1)`: stand-ins that answer and are rows of the office's fleet."""
    running = []

    def begin(*slugs, canaries=0):
        stand_ins = [StandIn(slug) for slug in slugs]
        context = served(*stand_ins)
        context.__enter__()
        running.append(context)
        tokens = office.path / "keys" / "tokens"
        tokens.mkdir(exist_ok=True)
        rows = ["schema: 1", "instances:"]
        for number, one in enumerate(stand_ins):
            (tokens / one.slug).write_text(one.token)
            cohort = "canary" if number < canaries else "general"
            rows += [f"- slug: {one.slug}", f"  url: {one.url}", f"  token: keys/tokens/{one.slug}"]
            rows += [f"  cohort: {cohort}"]
        (office.path / "fleet.yaml").write_text("\n".join(rows) + "\n")
        return stand_ins

    yield begin
    for context in running:
        context.__exit__(None, None, None)
