"""From checked values to a Region."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from tlkit.region import codes
from tlkit.region.model import (
    Agency,
    Branding,
    Contacts,
    District,
    EmergencyNumber,
    Freeze,
    Holiday,
    InformationOfficer,
    Office,
    Region,
    Replication,
    ServicePoint,
    ServiceSwitch,
    Site,
    Village,
    Working,
)
from tlkit.region.schema import Values

Made = TypeVar("Made")

NESTED: dict[str, type[Any]] = {
    "site": Site,
    "branding": Branding,
    "contacts": Contacts,
    "information_officer": InformationOfficer,
    "office": Office,
    "replication": Replication,
}
LISTED: dict[str, type[Any]] = {
    "emergency": EmergencyNumber,
    "service_points": ServicePoint,
}


def region_from(values: Values, folder: Path) -> Region:
    """The region of values that the schema and the checks have passed; what is empty takes its default."""
    given = _given(values)
    for name, made in NESTED.items():
        if name in given:
            given[name] = made(**_given(given[name]))
    for name, made in LISTED.items():
        given[name] = tuple(made(**_given(entry)) for entry in given.get(name, ()))
    given["languages"] = tuple(given["languages"])
    given["agencies"] = tuple(_agency(entry) for entry in given.get("agencies", ()))
    given["districts"] = _districts(given["code"], given.get("districts"))
    given["services"] = {name: _switch(switch) for name, switch in _given(given.get("services", {})).items()}
    given["working"] = _working(given.get("working", {}))
    given["freeze"] = tuple(_freeze(entry) for entry in given.get("freeze", ()))
    return Region(**given, folder=folder)


def _given(values: Values) -> Values:
    return {name: value for name, value in values.items() if value is not None}


def _agency(values: Values) -> Agency:
    given = _given(values)
    given["kinds"] = tuple(given.get("kinds", ()))
    return Agency(**given)


def _switch(values: Values) -> ServiceSwitch:
    return ServiceSwitch(**_given(values))


def _working(values: Values) -> Working:
    given = _given(values)
    if "days" in given:
        given["days"] = tuple(sorted(given["days"]))
    given["holidays"] = tuple(Holiday(**holiday) for holiday in given.get("holidays", ()))
    return Working(**given)


def _freeze(values: Values) -> Freeze:
    return Freeze(values["from"], values["to"], values["reason"])


def _districts(code: str, listed: list[Values] | None) -> tuple[District, ...]:
    if not listed:
        return codes.districts_of(code)
    return tuple(_district(entry) for entry in listed)


def _district(values: Values) -> District:
    code = values["code"]
    listed = values.get("villages")
    villages = codes.villages_of(code) if listed is None else tuple(map(_village, listed))
    return District(code, _name(values), villages, values.get("centre"))


def _village(values: Values) -> Village:
    return Village(values["code"], _name(values), values.get("centre"))


def _name(values: Values) -> str:
    return values.get("name") or codes.name_of(values["code"]) or values["code"]
