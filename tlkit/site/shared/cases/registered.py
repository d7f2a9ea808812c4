"""What the services that are on have said about cases."""

from __future__ import annotations

from collections.abc import Iterator

from tlkit.site.shared.cases.kinds import Beside, CaseKind
from tlkit.site.shared.cases.models import Case
from tlkit.site.shared.instance import current_instance


def beside_cases() -> Iterator[Beside]:
    """What they add to every case."""
    return (service.beside_cases for service in current_instance().services if service.beside_cases)


def kind_of(case: Case) -> CaseKind:
    """What the case's own service said; nothing in particular where that service is off."""
    kinds = (service.cases for service in current_instance().services)
    return next((kind for kind in kinds if kind and kind.service == case.service), CaseKind(case.service))
