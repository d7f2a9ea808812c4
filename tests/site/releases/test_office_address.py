"""`/office/v1/`: the office is let in, everybody else is refused for next to nothing."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.office_simulator import OfficeSimulator
from tests.site.folders import close
from tests.site.releases import conftest
from tests.site.releases.conftest import TOKEN, Enrolled
from tlkit.catalogue.bundle import COMPRESSED_LIMIT, bundle_to_bytes
from tlkit.catalogue.message_schema import message_from
from tlkit.catalogue.messages import ApplyAnswer, PlanAnswer, Refusal, StatusAnswer
from tlkit.site.headers import SECURITY_HEADERS
from tlkit.site.releases import strangers, trust, views
from tlkit.site.releases.trust import alone, place_of

BEARER = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def client(enrolled: Enrolled) -> FlaskClient:
    return enrolled.app.test_client()


def refusal(answer: TestResponse) -> str:
    """The code of a refusal, which says what is wrong in both languages."""
    said = message_from(Refusal, answer.get_json())
    assert said.message.id != said.message.en
    assert answer.headers["Cache-Control"] == "no-store"
    return said.reason


def test_the_office_plans_applies_and_asks(client: FlaskClient, office: OfficeSimulator) -> None:
    body = bundle_to_bytes(office.release("2026.3.1"))
    planned = message_from(PlanAnswer, client.post("/office/v1/plan", data=body, headers=BEARER).get_json())
    assert planned.version == "2026.3.1"
    headers = {**BEARER, "X-Tlkit-Plan": planned.digest}
    answer = client.post("/office/v1/apply", data=body, headers=headers)
    applied = message_from(ApplyAnswer, answer.get_json())
    assert (applied.version, applied.generation, applied.changed) == ("2026.3.1", 1, True)
    found = message_from(StatusAnswer, client.get("/office/v1/status", headers=BEARER).get_json())
    assert (found.version, found.generation, found.channel, found.health) == ("2026.3.1", 1, "stable", "ok")
    assert found.unsupplied > 100
    for name, value in SECURITY_HEADERS.items():
        assert answer.headers[name] == value
    assert "Set-Cookie" not in answer.headers


def test_a_stale_plan(client: FlaskClient, office: OfficeSimulator) -> None:
    body = bundle_to_bytes(office.release("2026.3.1"))
    answer = client.post("/office/v1/apply", data=body, headers={**BEARER, "X-Tlkit-Plan": "0" * 64})
    assert (answer.status_code, refusal(answer)) == (409, "stale")


class Unread:
    """A body that nobody may touch."""

    def read(self, size: int = -1) -> bytes:
        raise AssertionError("the body was read")

    readline = read


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer x", f"Basic {TOKEN}", f"Bearer {TOKEN}x", TOKEN, "Bearer é"]
)
def test_without_the_token_nothing_is_read(client: FlaskClient, header: str | None) -> None:
    environ: dict[str, Any] = {"wsgi.input": Unread(), "CONTENT_LENGTH": "100"}
    if header is not None:
        environ["HTTP_AUTHORIZATION"] = header
    for path in ("plan", "apply"):
        answer = client.post(f"/office/v1/{path}", environ_overrides=environ)
        assert (answer.status_code, refusal(answer)) == (401, "token")
    assert client.get("/office/v1/status", environ_overrides=environ).status_code == 401


def test_an_instance_without_a_token_is_pushed_by_nobody(client: FlaskClient, enrolled: Enrolled) -> None:
    (enrolled.folder / "trust" / "push-token.sha256").unlink()
    assert client.get("/office/v1/status", headers=BEARER).status_code == 401


def test_ten_thousand_pushes_of_a_stranger_hold_up_nobody(
    client: FlaskClient, office: OfficeSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def verify(*_: object) -> None:
        raise AssertionError("a stranger's push was verified")

    body = bundle_to_bytes(office.release("2026.3.1"))
    with monkeypatch.context() as patched:
        patched.setattr(views, "apply_bundle", verify)
        codes = [
            client.post("/office/v1/apply", data=body, headers={"Authorization": "Bearer x"}).status_code
            for _ in range(10_000 if conftest.LONG else 200)
        ]
    assert codes[: strangers.PATIENCE] == [401] * strangers.PATIENCE
    assert set(codes[strangers.PATIENCE :]) == {429}
    assert client.post("/office/v1/apply", data=body, headers=BEARER).status_code == 200


def test_a_body_that_says_it_is_too_large_is_not_read(client: FlaskClient) -> None:
    environ = {"wsgi.input": Unread(), "CONTENT_LENGTH": str(100 * 2**20)}
    answer = client.post("/office/v1/apply", headers=BEARER, environ_overrides=environ)
    assert (answer.status_code, refusal(answer)) == (413, "too-large")


def test_a_body_without_a_length_is_read_no_further_than_the_limit(client: FlaskClient) -> None:
    class Endless:
        given = 0

        def read(self, size: int = -1) -> bytes:
            assert self.given <= COMPRESSED_LIMIT + 2**20
            size = size if 0 < size < 2**16 else 2**16
            self.given += size
            return b"x" * size

        def readinto(self, buffer: bytearray) -> int:
            buffer[:] = b"x" * len(buffer)
            self.given += len(buffer)
            return len(buffer)

    environ = {"wsgi.input": Endless(), "wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
    answer = client.post("/office/v1/apply", headers=BEARER, environ_overrides=environ)
    assert (answer.status_code, refusal(answer)) == (413, "too-large")


def test_a_zip_bomb(client: FlaskClient) -> None:
    bomb = gzip.compress(b'{"format":1,' + b" " * 200 * 2**20, 9)
    assert len(bomb) < COMPRESSED_LIMIT
    answer = client.post("/office/v1/apply", data=bomb, headers=BEARER)
    assert (answer.status_code, refusal(answer)) == (403, "too-large")


@pytest.mark.parametrize("kept", [0, 1, 1000, -1])
def test_a_truncated_upload(client: FlaskClient, office: OfficeSimulator, kept: int) -> None:
    body = bundle_to_bytes(office.release("2026.3.1"))[:kept]
    answer = client.post("/office/v1/apply", data=body, headers=BEARER)
    assert (answer.status_code, refusal(answer)) == (403, "damaged")


def test_a_strangers_bundle_in_the_offices_hands(client: FlaskClient) -> None:
    body = bundle_to_bytes(OfficeSimulator().release("2026.3.1"))
    answer = client.post("/office/v1/apply", data=body, headers=BEARER)
    assert answer.status_code == 403
    assert refusal(answer) in ("stranger", "altered")


def test_while_another_push_is_taken_in(
    client: FlaskClient, enrolled: Enrolled, office: OfficeSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trust, "PATIENCE", 0.05)
    body = bundle_to_bytes(office.release("2026.3.1"))
    with alone(place_of(enrolled.instance)):
        answer = client.post("/office/v1/apply", data=body, headers=BEARER)
    assert (answer.status_code, refusal(answer)) == (409, "busy")
    assert answer.headers["Retry-After"]


def test_other_requests(client: FlaskClient) -> None:
    assert client.get("/office/v1/apply", headers=BEARER).status_code == 405
    assert client.get("/office/v1/nothing", headers=BEARER).status_code == 404


def test_a_database_that_is_away(client: FlaskClient, enrolled: Enrolled, lose_database: Any) -> None:
    close(enrolled.app)
    lose_database()
    answer = client.get("/office/v1/status", headers=BEARER)
    assert (answer.status_code, refusal(answer)) == (503, "database")
