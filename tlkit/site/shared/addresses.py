"""How addresses are made out of names: each rule's maker only once somebody needs it."""

from __future__ import annotations

from collections.abc import Callable

from werkzeug.routing import Rule

Address = tuple[str, str]
"""Host and path."""


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
