"""The blueprint of the account's pages, who may see them, and what they are called on other pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from flask import Blueprint, Response, redirect, request

from tlkit.errors import Text
from tlkit.site.residents.sessions import Here, here

P = ParamSpec("P")
R = TypeVar("R")

ACCOUNT = "/akun"
SIGN_IN = "/akun/masuk"
TITLE = Text("My account (not required)", "Akun saya (tidak wajib)")

blueprint = Blueprint("residents", __name__, template_folder="templates")


@blueprint.after_request
def keep_nowhere(answer: Response) -> Response:
    """What is about one person is kept by no browser and no proxy."""
    answer.headers["Cache-Control"] = "no-store"
    return answer


def at_home(view: Callable[Concatenate[Here, P], R]) -> Callable[P, R | Response]:
    """Call a view with the resident's sign-in; who has none is sent to sign in."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | Response:
        found = here()
        return go(SIGN_IN) if found is None else view(found, *args, **kwargs)

    return guarded


def go(path: str) -> Response:
    """Lead on to a page in the same language."""
    return cast(Response, redirect(request.script_root + path, 303))
