"""From a region file to a Region."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from marshmallow import ValidationError

from tlkit import yamlfile
from tlkit.errors import InputError, Problem
from tlkit.mistakes import Mistake
from tlkit.mistakes import Path as FieldPath
from tlkit.region import checks
from tlkit.region.build import region_from
from tlkit.region.model import Region
from tlkit.region.schema import RegionSchema, Values
from tlkit.yamlfile import Document


def load(path: Path) -> Region:
    """The region that the file describes, whole and checked.

    Raises InputError with every mistake of the file, in file order.
    """
    document = yamlfile.read(path)
    folder = path.resolve().parent
    values = _checked(document, folder)
    region = region_from(values, folder)
    found = list(checks.boundary_faults(region.boundaries, region.districts, folder))
    if found:
        raise InputError([_problem(document, *fault) for fault in found])
    return region


@lru_cache(maxsize=1)
def schema() -> RegionSchema:
    """The schema of region files; building it once saves most of the time of a load."""
    return RegionSchema()


def _checked(document: Document, folder: Path) -> Values:
    problems = []
    try:
        values: Values = schema().load(document.data)
    except ValidationError as error:
        problems = document.problems_from(error.messages, schema())
        values = error.valid_data if isinstance(error.valid_data, dict) else {}
    problems += [_problem(document, *fault) for fault in checks.faults(values, folder)]
    if problems:
        raise InputError(sorted(problems, key=lambda problem: (problem.line, problem.column)))
    return values


def _problem(document: Document, path: FieldPath, mistake: Mistake) -> Problem:
    return document.problem(path, mistake.wrong, mistake.right, at_key=mistake.at_key)
