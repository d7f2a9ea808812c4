"""Who may see an officers' page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar, cast

from flask import Response, abort, g, redirect, request, session
from flask_login import current_user

from tlkit.site.shared.accounts.models import Account
from tlkit.site.shared.accounts.officer import Acting, Officer
from tlkit.site.shared.accounts.standins import substituted_by
from tlkit.site.shared.instance import current_instance

if TYPE_CHECKING:
    from tlkit.site.shared.cases import Actor

P = ParamSpec("P")
R = TypeVar("R")

SIGN_IN = "/petugas/masuk"


def officers(*roles: str, reads: bool = False) -> Callable[[Callable[P, R]], Callable[P, R | Response]]:
    """Let only officers who hold one of `roles` call a view; without roles, every officer.

    Who is not signed in is sent to sign in and comes back; others get the 403 page. An auditor
    whose only fitting role that is may look (GET, or whatever a view that only `reads` is sent), and
    change nothing.
    """

    def decorate(view: Callable[P, R]) -> Callable[P, R | Response]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R | Response:
            found = signed_in()
            if found is None:
                return to_sign_in()
            if roles and not admitted(found, roles, reads):
                abort(403)
            return view(*args, **kwargs)

        guarded.officers = frozenset(roles)  # type: ignore[attr-defined]
        return guarded

    return decorate


def admitted(officer: Officer, roles: tuple[str, ...], reads: bool) -> bool:
    """Whether the officer may make the present request to a page for `roles`."""
    fitting = officer.roles.intersection(roles)
    if fitting == {"auditor"}:
        return reads or request.method in ("GET", "HEAD")
    return bool(fitting)


def to_sign_in() -> Response:
    """Send the reader to sign in; a page that was asked for is shown afterwards."""
    if request.method == "GET":
        session["next"] = request.full_path.rstrip("?")
    return cast(Response, redirect(request.script_root + SIGN_IN))


def signed_in() -> Officer | None:
    """The officer whose request this is, or None. Looked up once for each request."""
    if "officer" not in g:
        account = current_user._get_current_object()
        g.officer = officer_of(account) if isinstance(account, Account) else None
    return cast("Officer | None", g.officer)


def officer_of(account: Account) -> Officer:
    """An account as the site sees it."""
    return Officer(
        id=account.id,
        name=account.name,
        email=account.email,
        roles=account.role_names,
        agency=account.agency,
        title=account.title,
        nip=account.nip,
        acting=cast("Acting | None", account.acting),
        substitutes_for=substituted_by(account.id, current_instance().today()),
    )


def current_officer() -> Officer:
    """The officer whose request this is. Raises 403 when there is none: use it behind `officers`."""
    found = signed_in()
    if found is None:
        abort(403)
    return found


def actor() -> Actor:
    """The present officer as the one who does something to a case."""
    from tlkit.site.shared.cases import Actor

    officer = current_officer()
    return Actor("officer", officer.id, officer.name)
