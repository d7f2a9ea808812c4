"""The API: catalogue, tracking, its description, and whatever anybody may send it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
)

from tests.site.folders import close, make_instance
from tests.site.permits.filed import case_of, file
from tlkit.site import create_app
from tlkit.site.permits.fees.webhook import HEADER, signature
from tlkit.site.prepare import prepare_app
from tlkit.site.shared.cases import by_receipt
from tlkit.site.shared.database import writing
from tlkit.site.shared.instance import current_instance

SECRET = "rahasia-bersama-bank"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    made = create_app(make_instance(tmp_path_factory.mktemp("api")), config={"PAYMENT_SECRET": SECRET})
    prepare_app(made)
    made.config["PROPAGATE_EXCEPTIONS"] = False
    yield made
    close(made)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    app.extensions["tlkit.limits"].clear()
    return app.test_client()


def test_the_catalogue_is_that_of_the_pages(client: FlaskClient) -> None:
    permits = client.get("/api/v1/permits").get_json()
    assert len(permits) == 123
    assert {permit["sector"] for permit in permits} <= {
        each["id"] for each in client.get("/api/v1/sectors").json
    }
    midwife = client.get("/api/v1/permits/sip-bidan").get_json()
    assert midwife["opens_here"] is True
    assert midwife["agency"] == "Dinas Kesehatan"
    assert midwife["years"] == 5
    assert "rekom-op" not in {paper["document"] for paper in midwife["requirements"]}
    assert [each["id"] for each in client.get("/api/v1/permits?q=bidan").get_json()] == ["sip-bidan"]
    some = client.get("/api/v1/permits?sector=tenaga-kesehatan").get_json()
    assert 0 < len(some) < 123


def test_a_case_is_told_only_to_who_has_receipt_and_contact(app: Flask, client: FlaskClient) -> None:
    case_id = file(app)
    with app.app_context():
        receipt = case_of(case_id).receipt

    def ask(receipt: str, contact: str) -> Any:
        return client.post("/api/v1/tracking", json={"receipt": receipt, "contact": contact})

    own = ask(receipt.lower(), "0812 3456 7890")
    assert own.status_code == 200
    assert (own.json["state"], own.json["steps"][0]["done"]) == ("open", False)
    assert "Siti" not in own.text
    assert own.json["deemed"] is None
    with client.application.app_context(), writing() as session:
        case = by_receipt(session, receipt)
        assert case is not None
        case.deemed, case.complete_at, case.next_at = "PP 1/2030", case.opened_at, case.opened_at
    assert ask(receipt, "0812 3456 7890").json["deemed"] == "PP 1/2030"
    others = [ask(receipt, "0812 0000 0000"), ask("K7MP-3XQ9-T", "0812 3456 7890"), ask("?", "?")]
    assert {answer.status_code for answer in others} == {404}
    assert len({answer.text for answer in others}) == 1


def test_guessing_receipts_is_stopped(client: FlaskClient) -> None:
    asked = {"receipt": "K7MP-3XQ9-T", "contact": "081200000000"}
    codes = [client.post("/api/v1/tracking", json=asked).status_code for _ in range(12)]
    assert codes == [404] * 10 + [429] * 2


def test_errors_are_json_and_the_sites_own_pages_stay(client: FlaskClient) -> None:
    wrong = client.post("/api/v1/tracking", json={"receipt": 5})
    assert wrong.status_code == 422
    assert wrong.json["error"]["fields"]["json"]["contact"]
    assert client.get("/api/v1/permits/tidak-ada").json["error"]["code"] == 404
    assert "<html" in client.get("/tidak-ada").text
    for answer in (client.get("/api/v1/tidak-ada"), client.get("/en/api/v1/tracking")):
        assert answer.json["error"]["code"] == answer.status_code
    assert client.get("/api/v1/tracking").headers["Allow"]


@pytest.mark.parametrize(
    "body",
    [
        "[" * 100_000,
        '{"receipt": ' + "1" * 5000 + "}",
        '{"receipt": "K7MP-3XQ9-T", "contact": "\\ud800@x"}',
        '{"receipt": "K7MP-3XQ9-T", "contact": "\\u0000@x"}',
        b"\xff",
        "{",
    ],
)
@pytest.mark.parametrize("path", ["/api/v1/tracking", "/api/v1/webhooks/payments"])
def test_a_body_that_nobody_can_read_is_refused(client: FlaskClient, path: str, body: str | bytes) -> None:
    raw = body.encode() if isinstance(body, str) else body
    with client.application.app_context():
        seconds = int(current_instance().clock().timestamp())
    told = {HEADER: signature(SECRET, seconds, raw)}
    answer = client.post(path, data=raw, headers=told, content_type="application/json")
    assert (answer.status_code, answer.json["error"]["code"]) == (400, 400)


def test_the_description_is_openapi_and_says_what_errors_look_like(app: Flask) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    schema.validate()
    other = schema.raw_schema["components"]["responses"]["DEFAULT_ERROR"]
    assert other["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Failure"}


def test_the_page_for_people_lists_every_operation(client: FlaskClient) -> None:
    spec = client.get("/api/v1/openapi.json").get_json()
    assert spec["openapi"] == "3.1.0"
    page = client.get("/api/v1/").text
    assert "<code>200</code> OK · <code>422</code>" in page
    for path in spec["paths"]:
        assert path in page
    assert "<script>" not in page
    assert " style=" not in page
    assert "Yang dikirim" in page
    assert "What is sent" in client.application.test_client().get("/en/api/v1/").text


def test_two_sites_in_one_process_have_an_api_each(app: Flask, tmp_path: Path) -> None:
    other = create_app(make_instance(tmp_path, "b", {"Layanan Kota Contoh": "Layanan Kota Lain"}))
    titles = [
        site.test_client().get("/api/v1/openapi.json").get_json()["info"]["title"] for site in (app, other)
    ]
    assert titles == ["Layanan Kota Contoh", "Layanan Kota Lain"]


@pytest.mark.series
def test_nothing_that_fits_the_description_or_does_not_breaks_it(
    app: Flask, soak_rounds: Callable[[int], int]
) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    seen: set[str] = set()

    def try_out(operation: Any) -> None:
        @settings(
            max_examples=soak_rounds(500),
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @schemathesis_cases(operation)
        def tried(case: Any) -> None:
            app.extensions["tlkit.limits"].clear()
            if "webhooks" in operation.path:
                case.headers = {**(case.headers or {}), **signed(app, case)}
            answer = case.call()
            seen.add(f"{operation.path} {answer.status_code}")
            checks = [not_a_server_error, content_type_conformance, response_schema_conformance]
            case.validate_response(answer, checks=checks)

        tried()

    for result in schema.get_all_operations():
        try_out(result.ok())
    assert any(re.fullmatch(r"/api/v1/permits 200", each) for each in seen)
    assert {"/api/v1/webhooks/payments 404"} <= seen, sorted(seen)


def schemathesis_cases(operation: Any) -> Any:
    from hypothesis import given

    return given(operation.as_strategy())


def signed(app: Flask, case: Any) -> dict[str, str]:
    """The header of a bank that sends this body."""
    with app.app_context():
        seconds = int(current_instance().clock().timestamp())
    body = case.as_transport_kwargs().get("json")

    return {HEADER: signature(SECRET, seconds, json.dumps(body).encode())}
