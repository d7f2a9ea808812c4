"""How addresses are made: each rule's maker only once somebody needs it, and the site's own for messages."""

from __future__ import annotations

from collections.abc import Callable

from flask import has_request_context, request
from werkzeug.routing import IntegerConverter, Map, Rule

from tlkit.site.shared.instance import current_instance

Address = tuple[str, str]
"""Host and path."""


LARGEST = 2**31 - 1
"""The largest number of a row that every database knows."""


class RowNumber(IntegerConverter):
    """`<int:…>`: a number that a row can have. A larger one is no address of this site."""

    def __init__(self, map: Map, fixed_digits: int = 0, min: int | None = None, max: int = LARGEST) -> None:
        super().__init__(map, fixed_digits, min, max)


class LateRule(Rule):
    """A rule that writes the code which builds its address when the first one is asked for.

    Werkzeug writes it when a rule is registered, twice for each: half of the time that making
    an application takes, for addresses that most processes never build.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., Address]:
        written: list[Callable[..., Address]] = []
        compiled = super()._compile_builder

        def build(rule: Rule, **values: object) -> Address:
            if not written:
                written.append(compiled(append_unknown))
            return written[0](rule, **values)

        return build


def home_address() -> str | None:
    """Where the site is reached, as a link in a message names it: `https://` and its domain.

    Without a domain, as the present request was addressed; None where there is neither.
    """
    domain = current_instance().region.site.domain
    if domain:
        return f"https://{domain}"
    return request.host_url.rstrip("/") if has_request_context() else None
