"""A region proposes, the office decides: both ends through their commands, over a running site."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests import servers
from tests.office import stand_in as acts
from tests.office.offices import NOW
from tests.office.stand_in import StandIn
from tlkit.catalogue.messages import ProposalDecision, ProposalMessage
from tlkit.cli import group
from tlkit.errors import ConflictError, ExitCode, InputError, TlkitError
from tlkit.office import proposals_decide
from tlkit.office.enrol import enrol
from tlkit.office.fleet import Member, read_fleet
from tlkit.office.folder import Office
from tlkit.office.proposals import gathered
from tlkit.office.proposals_decide import NoSuchProposal, Unanswered, Unfit, accept
from tlkit.office.push_call import Patience
from tlkit.office.report import fleet_page
from tlkit.office.status import standings
from tlkit.site.opened import opened
from tlkit.site.releases.proposals import decide

QUICK = Patience(1.0, 0.5, 1.0)
PERMIT = "sip-bidan"
REGION = "kota-tangerang"
CHANGES = """\
revision: 0
permits:
  sip-bidan:
    processing: {value: {days: 4, unit: working-days}, reason: Perwal 1/2026, owner: Budi Santoso}
    summary: {value: {id: Izin bagi bidan di fasilitas kesehatan., en: A permit.}, reason: Lebih jelas}
  sip-dokter:
    aliases: {value: [SIP dokter umum], reason: Disebut begitu}
    fee: {value: {kind: free}}
"""


@pytest.fixture(scope="module")
def running(
    instance: Path, released: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, Path]]:
    """An office and a running site that know each other, the region's changes in force."""
    folder = tmp_path_factory.mktemp("proposing")
    office = Office(Path(shutil.copytree(released, folder / "pusat")), "Kantor Contoh")
    site = Path(shutil.copytree(instance, folder / instance.name))
    (site / "catalogue" / "overlay.yaml").write_text(CHANGES, encoding="utf-8")
    with servers.site(site, log=folder / "serve.log") as server:
        enrol(office, site, NOW, url=server.url)
        yield office.path, site


@pytest.fixture
def site(running: tuple[Path, Path]) -> Path:
    return running[1]


@pytest.fixture
def office(running: tuple[Path, Path], tmp_path: Path) -> Office:
    """A copy of the office that a test may change."""
    return Office(Path(shutil.copytree(running[0], tmp_path / "pusat")), "Kantor Contoh")


@pytest.fixture
def member(office: Office) -> Member:
    return read_fleet(office)[0]


@pytest.fixture
def tell(office: Office, site: Path) -> Callable[..., Any]:
    """`tell("site", …)` or `tell("catalogue", …)`: a command, its exit code and what it printed."""

    def run(*words: str, code: int = 0) -> str:
        where = [str(site), *words[1:]] if words[0] == "site" else [*words[1:], "--office", str(office.path)]
        done = CliRunner().invoke(group, ["--lang", "en", words[0], *where], standalone_mode=False)
        returned = done.return_value if isinstance(done.return_value, int) else 0
        failed = done.exception
        assert (failed.exit_code if isinstance(failed, TlkitError) else returned) == code, done.output
        return done.output

    return run


def proposed(tell: Callable[..., Any], *what: str) -> str:
    """The number of a new proposal."""
    told = tell("site", "overlay", "propose", *what, "--reason", "Berlaku sama di mana-mana", "--json")
    return str(json.loads(told)["id"])


def working(office: Office, permit_id: str = PERMIT) -> Any:
    return office.catalogue().permits[permit_id]


def test_accepted_into_the_working_catalogue_and_told(
    office: Office, member: Member, tell: Callable[..., str]
) -> None:
    id_ = proposed(tell, PERMIT, "processing")
    answer = standings(office, [member], NOW)[0].answer
    assert answer is not None
    assert answer.proposals >= 1
    assert f"{REGION}:{id_}\t{PERMIT}\tprocessing" in tell("catalogue", "proposals")
    assert "Budi" not in tell("catalogue", "proposals", "--json")
    assert f"{REGION}:{id_} is accepted: 1 changes" in tell(
        "catalogue", "proposals", "--accept", f"{REGION}:{id_}"
    )
    assert working(office).processing.days == 4
    tell("catalogue", "lint")
    again = tell("catalogue", "proposals", "--accept", f"{REGION}:{id_}", "--json")
    assert json.loads(again)["changes"] == []
    tell("catalogue", "proposals", "--decline", f"{REGION}:{id_}", "--note", "Tidak", code=ExitCode.CONFLICT)
    assert f"{id_}\t{PERMIT}\tprocessing\t" in (told := tell("site", "overlay", "proposals"))
    assert "accepted" in told


def test_declined_with_a_note_that_the_region_reads(office: Office, tell: Callable[..., str]) -> None:
    id_ = proposed(tell, "sip-dokter")
    place = f"{REGION}:{id_}"
    tell("catalogue", "proposals", "--decline", place, "--note", "Belum ada dasar hukumnya")
    assert "Belum ada dasar hukumnya" in tell("site", "overlay", "proposals")
    tell("catalogue", "proposals", "--accept", place, code=ExitCode.CONFLICT)
    assert "SIP dokter umum" not in working(office, "sip-dokter").aliases
    assert place not in tell("catalogue", "proposals")


def test_cut_off_between_catalogue_and_region_it_is_run_again(
    office: Office, member: Member, tell: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = proposed(tell, PERMIT, "summary")

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(proposals_decide, "_told", dies)
        with pytest.raises(KeyboardInterrupt):
            accept(office, member, id_)
    assert working(office).summary.id == "Izin bagi bidan di fasilitas kesehatan."
    assert id_ in {one.id for one in gathered(office, [member])[0].waiting}
    assert accept(office, member, id_).changes == ()
    assert not {id_} & {one.id for one in gathered(office, [member])[0].waiting}


def test_a_region_whose_answer_was_lost_is_told_again(
    office: Office, member: Member, site: Path, tell: Callable[..., str]
) -> None:
    id_ = proposed(tell, PERMIT)
    with opened(site) as instance:
        decide(instance, int(id_), ProposalDecision("accepted"))
    assert accept(office, member, id_).proposal.state == "accepted"


def wish(number: int, field: str, value: Any, **more: Any) -> ProposalMessage:
    overlay = {"permits": {PERMIT: {field: {"value": value, "reason": "Perwal", **more}}}}
    return ProposalMessage(str(number), date(2026, 3, 2), "Perwal", overlay)


def test_what_would_break_the_catalogue_is_refused_before_anybody_is_told(
    office: Office, fleet: Callable[..., list[StandIn]]
) -> None:
    (a,) = fleet("kota-a")
    a.proposals = [
        wish(1, "agency", "tidak-ada"),
        wish(2, "processing", {"days": 4, "unit": "working-days"}, base="0" * 64),
        wish(3, "name", {"id": "Lain", "en": "Other"}),
        wish(4, "processing", {"days": "banyak"}),
    ]
    (member,) = read_fleet(office)
    files = {path: path.read_bytes() for path in (office.path / "catalogue").rglob("*.yaml")}
    for number, refusal in enumerate((Unfit, ConflictError, InputError, InputError), 1):
        with pytest.raises(refusal):
            accept(office, member, str(number), QUICK)
    with pytest.raises(NoSuchProposal):
        accept(office, member, "5", QUICK)
    assert {path: path.read_bytes() for path in (office.path / "catalogue").rglob("*.yaml")} == files


def test_half_of_the_regions_are_silent(
    office: Office, fleet: Callable[..., list[StandIn]], monkeypatch: pytest.MonkeyPatch
) -> None:
    slugs = ("kota-a", "kota-b", "kota-c", "kota-d", "kota-e", "kota-f")
    one, hanging, old, odd, _, other = fleet(*slugs)
    one.proposals = [wish(1, "agency", "kesehatan"), wish(2, "something-new", 1)]
    other.proposals = [wish(7, "agency", "kesehatan")]
    hanging.acts["proposals"], old.acts["proposals"] = [acts.hangs], [acts.gone_404]
    odd.acts["proposals"] = [acts.garbage]
    (office.path / "keys" / "tokens" / "kota-e").unlink()
    found = gathered(office, read_fleet(office), QUICK)
    assert [each.failed for each in found] == [None, "hangs", "old-kit", "garbage", "token", None]
    assert [[proposal.id for proposal in each.waiting] for each in found] == [
        ["1", "2"],
        [],
        [],
        [],
        [],
        ["7"],
    ]
    old.acts["proposals"], odd.acts["proposals"] = [acts.gone_404], [acts.endless]
    listed = ["--lang", "en", "catalogue", "proposals", "--office", str(office.path)]
    done = CliRunner().invoke(group, listed, standalone_mode=False)
    assert done.return_value == ExitCode.PARTIAL
    assert "kota-a:2\t(this kit cannot read it)" in done.output
    assert "kota-c: no endpoint" in done.output
    hanging.acts["proposals"] = [acts.hangs_up]
    with pytest.raises(Unanswered):
        accept(office, read_fleet(office)[1], "1", QUICK)


def test_how_many_wait_is_seen_where_one_looks_at_the_fleet(
    office: Office, fleet: Callable[..., list[StandIn]]
) -> None:
    a, _ = fleet("kota-a", "kota-b")
    a.proposals = [wish(1, "agency", "kesehatan"), wish(2, "agency", "kesehatan")]
    where = ["--lang", "en", "fleet", "status", "--office", str(office.path)]
    said = CliRunner().invoke(group, where, standalone_mode=False).output
    assert "2 proposals wait: tlkit catalogue proposals" in said
    page = fleet_page(office, standings(office, read_fleet(office), NOW, QUICK), NOW, "en")
    assert "2 changes to the catalogue are proposed by regions" in page


@pytest.mark.parametrize(
    "words",
    [["--decline", "a:1"], ["--note", "x"], ["--accept", "a:1", "--decline", "a:1", "--note", "x"]],
)
def test_options_that_do_not_go_together(office: Office, words: list[str]) -> None:
    command = ["catalogue", "proposals", *words, "--office", str(office.path)]
    assert CliRunner().invoke(group, command).exit_code == ExitCode.USAGE
