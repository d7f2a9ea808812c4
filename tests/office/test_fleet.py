"""The fleet: enrolling an instance, the file of rows, how regions stand when some are silent."""

import hashlib
import json
import shutil
import stat

import pytest
from click.testing import CliRunner

from tests.office import stand_in as acts
from tests.office.offices import NOW, edit, publish
from tlkit.cli import group
from tlkit.errors import InputError
from tlkit.office import landing, undoing
from tlkit.office.enrol import AlreadyEnrolled, enrol
from tlkit.office.fleet import Member, chosen, fleet_of, read_fleet
from tlkit.office.past import history
from tlkit.office.push import push
from tlkit.office.push_call import Patience
from tlkit.office.report import fleet_page, most_overridden
from tlkit.office.rows import with_member
from tlkit.office.status import standings
from tlkit.office.tokens import secret
from tlkit.office.undoing import CannotEnrol
from tlkit.site import create_app
from tlkit.site.prepare import prepare_app
from tlkit.site.releases import live
from tlkit.site.shared.database import db

QUICK = Patience(1.0, 0.5, 1.0)
URL = "https://izin.example.id"


@pytest.fixture
def site(instance, tmp_path):
    return shutil.copytree(instance, tmp_path / instance.name)


def tree(folder):
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_enrolling_makes_both_known_to_each_other(office, site):
    member = enrol(office, site, NOW, url=URL + "/", cohort="canary")
    assert member == Member("kota-tangerang", URL, "keys/tokens/kota-tangerang", "stable", "canary")
    assert read_fleet(office) == (member,)
    token = secret(office, member)
    file = office.path / member.token
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    digest = (site / "trust" / "push-token.sha256").read_text().strip()
    assert digest == hashlib.sha256(token.encode()).hexdigest()
    assert token not in (office.path / "fleet.yaml").read_text()
    assert all(token.encode() not in content for content in tree(site).values())
    root = (office.repository / "metadata" / "1.root.json").read_bytes()
    assert (site / "trust" / "root.json").read_bytes() == root
    assert json.loads((site / "trust" / "office.json").read_bytes()) == {"channel": "stable"}


def test_a_new_site_has_the_offices_release_from_its_first_start(office, site):
    enrol(office, site, NOW, url=URL)
    app = create_app(site, clock=lambda: NOW)
    assert prepare_app(app) == 1
    with app.app_context():
        assert live().source == "office"
        db.engine.dispose()


def test_an_office_without_a_release_leaves_the_site_waiting(empty_office, site):
    enrol(empty_office, site, NOW, url=URL)
    app = create_app(site, clock=lambda: NOW)
    assert prepare_app(app) is None
    assert app.test_client().get("/readyz").status_code == 200
    with app.app_context():
        db.engine.dispose()


def test_enrolling_twice_is_refused(office, site):
    enrol(office, site, NOW, url=URL)
    before = tree(site), tree(office.path)
    with pytest.raises(AlreadyEnrolled, match="already"):
        enrol(office, site, NOW, url=URL)
    assert before == (tree(site), tree(office.path))


def test_an_instance_of_another_office_is_refused(office, site):
    (site / "trust" / "root.json").write_text("{}")
    with pytest.raises(AlreadyEnrolled, match="another office"):
        enrol(office, site, NOW, url=URL)
    assert read_fleet(office) == ()


@pytest.mark.parametrize("step", ["write_private", "landing"])
def test_a_full_disk_leaves_both_as_they_were(office, site, monkeypatch, step):
    def full(*args):
        raise OSError(28, "No space left on device", "somewhere")

    before = tree(site), tree(office.path / "keys"), (office.path / "fleet.yaml").read_text()
    if step == "landing":
        monkeypatch.setattr(landing, "land", full)
    else:
        monkeypatch.setattr(undoing, step, full)
    with pytest.raises(CannotEnrol):
        enrol(office, site, NOW, url=URL)
    assert before == (tree(site), tree(office.path / "keys"), (office.path / "fleet.yaml").read_text())


def test_what_a_cut_off_enrolment_left_is_in_nobodys_way(office, site, monkeypatch):
    class Killed(BaseException):
        pass

    def killed(*args):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(landing, "land", killed)
        patch.setattr(undoing.Trail, "undo", lambda self: None)
        with pytest.raises(Killed):
            enrol(office, site, NOW, url=URL)
    assert (site / "trust" / "root.json").exists()
    member = enrol(office, site, NOW, url=URL)
    digest = (site / "trust" / "push-token.sha256").read_text().strip()
    assert digest == hashlib.sha256(secret(office, member).encode()).hexdigest()


def test_an_address_may_stay_open(office, site, now):
    text = (site / "region.yaml").read_text()
    (site / "region.yaml").write_text("\n".join(x for x in text.split("\n") if "domain:" not in x))
    member = enrol(office, site, NOW)
    assert member.url is None
    assert read_fleet(office) == (member,)
    (outcome,) = push(office, read_fleet(office), now).outcomes
    assert outcome.state == "no-address"
    assert "fleet.yaml" in outcome.said.en
    (standing,) = standings(office, read_fleet(office), now, QUICK)
    assert standing.failed == "no-address"


def test_comments_in_the_file_stay(office, site):
    file = office.path / "fleet.yaml"
    row = "  - slug: kota-x # first\n    url: https://x.example\n    token: env:X\n"
    file.write_text(f"schema: 1\n# ours\ninstances:\n{row}")
    enrol(office, site, NOW, url=URL)
    assert "# ours" in file.read_text()
    assert [one.slug for one in read_fleet(office)] == ["kota-x", "kota-tangerang"]


def test_a_file_where_no_row_fits_is_left_alone(office, site):
    file = office.path / "fleet.yaml"
    file.write_text("instances:\n- {slug: kota-x, url: 'https://x.example', token: env:X}\nschema: 1\n")
    before = tree(site), file.read_text()
    with pytest.raises(InputError):
        enrol(office, site, NOW, url=URL)
    assert before == (tree(site), file.read_text())


ROW = "- slug: {slug}\n  url: {url}\n  token: {token}{more}\n"


@pytest.mark.parametrize(
    ("wrong", "line", "word"),
    [
        ({"slug": "Kota X"}, 3, "slug"),
        ({"url": "ftp://x.example"}, 4, "url"),
        ({"url": "https://u:p@x.example"}, 4, "url"),
        ({"token": "s3cr3t-t0ken-that-does-not-belong-here"}, 5, "token"),
        ({"token": "keys/../../etc/passwd"}, 5, "token"),
        ({"token": ""}, 5, "token"),
        ({"more": "\n  chanel: stable"}, 6, "chanel"),
        ({"more": "\n- {slug: kota-x, url: 'https://y.example', token: env:X}"}, 6, "slug"),
    ],
)
def test_mistakes_have_their_line(tmp_path, wrong, line, word):
    right = {"slug": "kota-x", "url": "https://x.example", "token": "env:X", "more": ""}
    (tmp_path / "fleet.yaml").write_text("schema: 1\ninstances:\n" + ROW.format(**{**right, **wrong}))
    with pytest.raises(InputError) as caught:
        fleet_of(tmp_path / "fleet.yaml")
    (problem,) = caught.value.problems
    assert (problem.line, problem.field.rpartition(".")[2]) == (line, word)


def test_a_row_that_is_added_reads_back(tmp_path):
    member = Member("kota-x", "https://x.example", "keys/tokens/kota-x", "beta", "canary")
    (tmp_path / "fleet.yaml").write_text(with_member("schema: 1\ninstances: []\n", member))
    assert fleet_of(tmp_path / "fleet.yaml") == (member,)


def test_choosing_some():
    fleet = (Member("a-a", URL, "env:X", cohort="canary"), Member("b-b", URL, "env:X"))
    assert chosen(fleet, (), None) == fleet
    assert chosen(fleet, ("b-b",), None) == fleet[1:]
    assert chosen(fleet, (), "canary") == fleet[:1]
    with pytest.raises(InputError, match="mistake") as caught:
        chosen(fleet, ("b-c",), None)
    assert "b-b" in caught.value.problems[0].right.en
    with pytest.raises(InputError):
        chosen((), (), None)


def test_half_are_silent(fleet, office, now):
    first = history(office)[-1].version
    edit(office, "donasi", "sumbangan sukarela")
    second = publish(office).version
    a, b, c, d = fleet("kota-a", "kota-b", "kota-c", "kota-d")
    a.version, b.version, c.version = first, second, first
    b.acts["status"] = [lambda one: None, acts.hangs]
    c.acts["status"] = [acts.garbage, acts.garbage]
    d.acts["status"] = [acts.gone_404, acts.gone_404]
    standings(office, read_fleet(office), now, QUICK)
    found = standings(office, read_fleet(office), now, QUICK)
    assert [one.failed for one in found] == [None, "hangs", "garbage", "old-kit"]
    assert [one.behind for one in found] == [1, 0, None, None]
    assert found[1].heard == now
    assert found[1].answer.version == second


def test_the_report_names_what_many_changed(fleet, office, now):
    stand_ins = fleet("kota-a", "kota-b", "kota-c")
    stand_ins[0].overridden = ("sip-bidan/processing", "sip-bidan/summary")
    stand_ins[1].overridden = ("sip-bidan/processing",)
    stand_ins[2].acts["status"] = [acts.gone_404]
    found = standings(office, read_fleet(office), now, QUICK)
    top, other = most_overridden(found)
    assert (top.field, top.regions, top.base_doubtful) == ("sip-bidan/processing", 2, True)
    assert not other.base_doubtful
    for lang, word in (("id", "periksa katalog pusat"), ("en", "look at the base")):
        page = fleet_page(office, found, now, lang)
        assert word in page
        assert "<script" not in page
        assert f'<html lang="{lang}"' in page


def test_a_hostile_answer_stays_text_in_the_report(fleet, office, now):
    (a,) = fleet("kota-a")
    a.kit = "<img src=x>"
    page = fleet_page(office, standings(office, read_fleet(office), now, QUICK), now, "id")
    assert "<img" not in page
    assert "&lt;img src=x&gt;" in page


def test_the_commands(fleet, office, tmp_path):
    _, b = fleet("kota-a", "kota-b", canaries=1)
    run = CliRunner().invoke
    where = ["--office", str(office.path)]
    pushed = run(group, ["--lang", "en", "catalogue", "push", *where, "--json"])
    assert pushed.exit_code == 0, pushed.output
    data = json.loads(pushed.stdout)
    assert [one["state"] for one in data["regions"]] == ["applied", "applied"]
    page = (office.path / "reports" / data["report"].rpartition("/")[2]).read_text()
    assert "All 2 regions have it." in page
    assert "<script" not in page
    lines = run(group, ["--lang", "en", "catalogue", "push", *where, "--only", "kota-a"])
    assert "kota-a\thad it already" in lines.stdout
    assert "kota-b" not in lines.stdout
    b.acts["status"] = [acts.gone_404]
    status = run(group, ["--lang", "en", "fleet", "status", *where], standalone_mode=False)
    assert status.return_value == 5
    assert "kota-a\twell" in status.output
    written = run(group, ["fleet", "report", *where, "-o", str(tmp_path / "r.html")])
    assert written.exit_code == 0, written.output
    assert "<svg" in (tmp_path / "r.html").read_text()


def test_a_new_region_is_enrolled_at_once(office, tmp_path, monkeypatch):
    monkeypatch.setattr("tlkit.cli.new.try_out", lambda instance: None)
    where = ["--office", str(office.path), "-o", str(tmp_path / "out")]
    made = CliRunner().invoke(group, ["new", "region", "kota-tangerang", *where], standalone_mode=False)
    assert made.return_value == 0, made.output
    assert [one.slug for one in read_fleet(office)] == ["kota-tangerang"]
    assert (tmp_path / "out" / "kota-tangerang" / "trust" / "root.json").exists()
