"""`/office/v1/`: what the central office may ask and send. No session, no cookie, no form."""

from __future__ import annotations

import logging
from typing import Any

from flask import Blueprint, Response, abort, current_app, json, request
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException

from tlkit.catalogue.bundle import COMPRESSED_LIMIT, Bundle, bundle_from_bytes
from tlkit.catalogue.message_schema import message_from, message_to_data
from tlkit.catalogue.messages import ProposalDecision, Refusal
from tlkit.errors import (
    FrozenError,
    InputError,
    StalePlan,
    Text,
    TlkitError,
    UntrustedError,
)
from tlkit.site.releases.forward import TRUSTED, forwarded
from tlkit.site.releases.proposals import Decided, NoSuchProposal, decide, proposals
from tlkit.site.releases.receive import apply_bundle, plan_bundle
from tlkit.site.releases.room import NoRoom
from tlkit.site.releases.standing import standing
from tlkit.site.releases.strangers import Strangers, holds_token
from tlkit.site.releases.trust import Busy
from tlkit.site.shared.aside import CutOff
from tlkit.site.shared.instance import current_instance
from tlkit.site.shared.odd import json_of

log = logging.getLogger(__name__)
blueprint = Blueprint("office", __name__, url_prefix="/office/v1")

STATUS: tuple[tuple[type[TlkitError], int, str], ...] = (
    (StalePlan, 409, "stale"),
    (Busy, 409, "busy"),
    (Decided, 409, "decided"),
    (NoSuchProposal, 404, "no-proposal"),
    (FrozenError, 423, "frozen"),
    (UntrustedError, 403, "untrusted"),
    (InputError, 422, "input"),
    (NoRoom, 507, "no-room"),
    (CutOff, 503, "cut-off"),
)
"""What each failure answers, and its code for machines; an UntrustedError brings its own code."""
LATER = {409: "5", 503: "60", 507: "600", 429: "60"}
"""Seconds after which it is worth asking again, by status."""
WORDS = {
    401: ("token", Text("The token is missing or wrong.", "Token tidak ada atau salah.")),
    429: ("strangers", Text("Too many wrong tokens.", "Terlalu banyak token yang salah.")),
    413: ("too-large", Text("A push has at most 8 MB.", "Kiriman paling besar 8 MB.")),
    503: ("database", Text("The database is away.", "Basis data tidak dapat dihubungi.")),
}
ODD = ("request", Text("This request makes no sense here.", "Permintaan ini tidak dikenal."))


@blueprint.before_request
def only_the_office() -> None:
    """Refuse whoever does not hold the token, before anything of the body is read."""
    authorization = request.headers.get("Authorization")
    trust = current_instance().path / "trust"
    if TRUSTED in request.environ or holds_token(authorization, trust):
        request.max_content_length = COMPRESSED_LIMIT
        if request.content_length is None and len(request.get_data()) >= COMPRESSED_LIMIT:
            abort(413)  # a body that does not tell its length is read no further than this
        return
    strangers = current_app.extensions.setdefault("tlkit.strangers", Strangers())
    abort(429 if strangers.refused() else 401)


@blueprint.post("/plan")
@forwarded
def plan() -> Response:
    """What the bundle in the body would do; nothing is changed."""
    answer, _ = plan_bundle(current_instance(), sent())
    return spoken(answer)


@blueprint.post("/apply")
@forwarded
def apply() -> Response:
    """Put the bundle in the body in force. `X-Tlkit-Plan` names the plan that this follows from."""
    return spoken(apply_bundle(current_instance(), sent(), request.headers.get("X-Tlkit-Plan")))


@blueprint.get("/status")
@forwarded
def status() -> Response:
    """How this site stands, in counts."""
    return spoken(standing(current_instance()))


@blueprint.get("/proposals")
def list_proposals() -> Response:
    """What this region would change in the base, and how far each proposal is."""
    return spoken(proposals(current_instance()))


@blueprint.post("/proposals/<int(max=2147483647):number>")
def answer_proposal(number: int) -> Response:
    """Note the office's decision in the body."""
    try:
        said = json_of(request.get_data(cache=False))
    except ValueError:
        abort(400)
    return spoken(decide(current_instance(), number, message_from(ProposalDecision, said)))


@blueprint.errorhandler(TlkitError)
def foreseen(error: TlkitError) -> Response:
    """A failure that the kit knows."""
    for kind, code, reason in STATUS:
        if isinstance(error, kind):
            return refusal(code, getattr(error, "reason", reason), error.message, error.hint)
    log.error("%s", error.message.en)
    return refusal(503, "not-ready", error.message, error.hint)


@blueprint.errorhandler(HTTPException)
def unfit(error: HTTPException) -> Response:
    """A request that is not one of those above, or too large, or without the token."""
    code = error.code or 500
    reason, words = WORDS.get(code, ODD)
    return refusal(code, reason, words)


@blueprint.errorhandler(DBAPIError)
def away(error: DBAPIError) -> Response:
    """The database cannot be reached or is not prepared."""
    log.error("the database failed: %s", error)
    return refusal(503, *WORDS[503])


def sent() -> Bundle:
    """The bundle in the body."""
    return bundle_from_bytes(request.get_data(cache=False))


def spoken(message: Any, status: int = 200) -> Response:
    """A message, or several, as the answer, kept by nobody on its way."""
    body = json.dumps(message_to_data(message), ensure_ascii=False)
    return Response(body, status, {"Cache-Control": "no-store"}, content_type="application/json")


def refusal(status: int, reason: str, message: Text, hint: Text | None = None) -> Response:
    """Why not, in words and as a code."""
    answer = spoken(Refusal(reason, message, hint), status)
    if status in LATER:
        answer.headers["Retry-After"] = LATER[status]
    if status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer
