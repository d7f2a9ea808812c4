"""A push, and what it says of instances that misbehave."""

import contextlib
import socket
import threading
from datetime import timedelta

import pytest

from tests.office import stand_in as acts
from tlkit.errors import ConflictError, ExitCode, UntrustedError
from tlkit.office.fleet import read_fleet
from tlkit.office.journal import journal
from tlkit.office.past import history
from tlkit.office.push import Manner, push
from tlkit.office.push_call import Patience
from tlkit.office.push_region import Backoff

QUICK = {"patience": Patience(1.0, 0.5, 1.0), "backoff": Backoff(3, 0.01, 0.02)}


@pytest.fixture
def send(office, now):
    """`send()`: push to the whole fleet; the outcomes by slug."""

    def run(dry_run=False, **changes):
        pushed = push(office, read_fleet(office), now, Manner(dry_run, **{**QUICK, **changes}))
        return pushed, {one.slug: one for one in pushed.outcomes}

    return run


@pytest.fixture
def version(office):
    return history(office)[-1].version


def test_every_region_gets_the_release_once(fleet, send, version):
    a, b = fleet("kota-a", "kota-b")
    pushed, outcomes = send()
    assert {one.state for one in pushed.outcomes} == {"applied"}
    assert pushed.exit_code == ExitCode.DONE
    assert a.changed == b.changed == [version]
    assert outcomes["kota-a"].changes == 2


def test_a_second_push_finds_it_there(fleet, send, version):
    (a,) = fleet("kota-a")
    send()
    pushed, _ = send()
    assert pushed.outcomes[0].state == "already"
    assert a.changed == [version]


def test_a_dry_run_names_conflicts_and_applies_nothing(fleet, send, office):
    (a,) = fleet("kota-a")
    a.conflicts = 2
    pushed, outcomes = send(dry_run=True)
    assert outcomes["kota-a"].conflicts == ("izin-0/fee", "izin-1/fee")
    assert pushed.exit_code == ExitCode.CONFLICT
    assert a.asked["apply"] == 0
    assert not (office.path / "journal").exists()


def test_conflicts_pending_are_no_failure(fleet, send):
    (a,) = fleet("kota-a")
    a.conflicts = 1
    pushed, outcomes = send()
    assert outcomes["kota-a"].pending == 1
    assert pushed.exit_code == ExitCode.DONE


def test_all_are_asked_for_plans_before_any_applies(fleet, send):
    fleet("kota-a", "kota-b", "kota-c", canaries=1)
    steps = []
    send(report=lambda slug, state: steps.append(state))
    assert sorted(steps[:6]) == ["planned"] * 3 + ["planning"] * 3
    assert steps[6:] == ["applying", "applied"] + ["applying"] * 2 + ["applied"] * 2


def test_a_failing_canary_holds_the_rest(fleet, send):
    canary, other = fleet("kota-a", "kota-b", canaries=1)
    canary.acts["apply"] = [acts.breaks] * 9
    pushed, outcomes = send()
    assert outcomes["kota-a"].state == "server-error"
    assert outcomes["kota-b"].state == "held"
    assert other.asked["apply"] == 0
    assert pushed.exit_code == ExitCode.PARTIAL


def test_a_canary_without_a_plan_holds_the_rest_too(fleet, send):
    canary, other = fleet("kota-a", "kota-b", canaries=1)
    canary.acts["plan"] = [acts.gone_404]
    _, outcomes = send()
    assert [outcomes[slug].state for slug in ("kota-a", "kota-b")] == ["old-kit", "held"]
    assert other.changed == []


@pytest.mark.parametrize(
    ("act", "state"),
    [
        (acts.hangs, "hangs"),
        (acts.hangs_up, "unreachable"),
        (acts.garbage, "garbage"),
        (acts.endless, "garbage"),
        (acts.breaks, "server-error"),
        (acts.gone_404, "old-kit"),
        (acts.untrusted, "untrusted"),
    ],
)
def test_a_region_that_misbehaves_at_its_plan(fleet, send, act, state):
    bad, _ = fleet("kota-a", "kota-b")
    bad.acts["plan"] = [act] * 9
    pushed, outcomes = send()
    assert outcomes["kota-a"].state == state
    assert outcomes["kota-b"].state == "applied"
    assert bad.asked["apply"] == 0
    assert pushed.exit_code == ExitCode.PARTIAL


def test_a_refusal_is_not_tried_again(fleet, send):
    (a,) = fleet("kota-a")
    a.acts["plan"] = [acts.untrusted] * 9
    _, outcomes = send()
    assert a.asked["plan"] == 1
    assert outcomes["kota-a"].said.id == "tidak: expired"


def test_500_then_recovered(fleet, send, version):
    (a,) = fleet("kota-a")
    a.acts["plan"] = [acts.breaks]
    a.acts["apply"] = [acts.breaks]
    _, outcomes = send()
    assert outcomes["kota-a"].state == "applied"
    assert a.changed == [version]


def test_a_plan_gone_stale_is_made_again_once(fleet, send):
    a, b = fleet("kota-a", "kota-b")
    a.acts["apply"] = [acts.replans]
    b.acts["apply"] = [acts.replans, acts.replans]
    _, outcomes = send()
    assert [outcomes[slug].state for slug in ("kota-a", "kota-b")] == ["applied", "stale"]
    assert b.asked["plan"] == 2


def test_a_frozen_region_says_why(fleet, send):
    (a,) = fleet("kota-a")
    a.frozen = "PPDB"
    pushed, outcomes = send()
    assert outcomes["kota-a"].state == "frozen"
    assert outcomes["kota-a"].frozen == "PPDB"
    assert pushed.exit_code == ExitCode.PARTIAL


def test_an_answer_that_was_lost_is_asked_after(fleet, send, version):
    (a,) = fleet("kota-a")
    a.sent = version
    a.acts["apply"] = [acts.does_it_silently]
    _, outcomes = send()
    assert outcomes["kota-a"].state == "applied"
    assert a.changed == [version]
    assert a.asked["status"] == 1


def test_a_region_that_falls_silent_while_applying_is_unknown(fleet, send):
    (a,) = fleet("kota-a")
    a.acts["apply"] = [acts.hangs] * 9
    a.acts["status"] = [acts.hangs] * 9
    _, outcomes = send()
    assert outcomes["kota-a"].state == "unknown"


def test_nobody_listening_is_unreachable(fleet, send, office):
    a, _ = fleet("kota-a", "kota-b")
    text = (office.path / "fleet.yaml").read_text()
    (office.path / "fleet.yaml").write_text(text.replace(a.url, "http://127.0.0.1:9"))
    _, outcomes = send()
    assert outcomes["kota-a"].state == "unreachable"
    assert outcomes["kota-b"].state == "applied"


def test_a_token_that_is_missing_or_wrong(fleet, send, office):
    a, b = fleet("kota-a", "kota-b")
    (office.path / "keys" / "tokens" / "kota-a").unlink()
    b.token = "another-token-altogether"
    _, outcomes = send()
    assert [outcomes[slug].state for slug in ("kota-a", "kota-b")] == ["token", "token"]
    assert a.asked["plan"] == 0


def test_the_token_goes_to_nobody_else(fleet, send):
    (a,) = fleet("kota-a")
    a.acts["plan"] = [lambda one: (302, b"")]
    _, outcomes = send()
    assert outcomes["kota-a"].state == "refused"


def test_one_byte_at_a_time_is_no_answer(fleet, send, office):
    """Each byte is a sign of life, so only the bound on the whole request ends it."""
    (a,) = fleet("kota-a")
    text = (office.path / "fleet.yaml").read_text()
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=trickles, args=(server, a.gone), daemon=True).start()
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
        (office.path / "fleet.yaml").write_text(text.replace(a.url, url))
        _, outcomes = send(backoff=Backoff(1))
        a.gone.set()
    assert outcomes["kota-a"].state == "hangs"


def trickles(server, gone):
    connection, _ = server.accept()
    with connection, contextlib.suppress(OSError):
        connection.send(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while not gone.wait(0.1):
            connection.send(b"x")


def test_an_expired_release_is_not_sent(fleet, office, now):
    (a,) = fleet("kota-a")
    with pytest.raises(UntrustedError, match="expired"):
        push(office, read_fleet(office), now + timedelta(days=4), Manner(**QUICK))
    assert a.asked["plan"] == 0


def test_two_pushes_at_once(fleet, send, office, now):
    fleet("kota-a")
    with journal(office.path, {}, now), pytest.raises(ConflictError):
        send()
