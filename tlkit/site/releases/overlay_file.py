"""An overlay's file, read against the catalogue that it changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tlkit import yamlfile
from tlkit.catalogue.model import Catalogue, Processing
from tlkit.catalogue.overlay import Overlay, overlay_from
from tlkit.errors import InputError, Problem, Text
from tlkit.mistakes import nearest
from tlkit.site.releases.first import FORMAT

Place = tuple[str | int, ...]


def read(path: Path, base: Catalogue) -> Overlay:
    """The overlay in a file, checked against a base."""
    document = yamlfile.read(path)
    overlay = overlay_from(
        {name: value for name, value in document.data.items() if name != FORMAT}, document.problem
    )
    problems = [unknown(document, id_, base) for id_ in overlay.permits if id_ not in base.permits]
    problems += [
        unknown_rule(document, place, rule, base)
        for place, rule in rules_of_silence(overlay)
        if rule not in base.regulations
    ]
    if problems:
        raise InputError(problems)
    return overlay


def unknown(document: yamlfile.Document, id_: str, base: Catalogue) -> Problem:
    """The mistake of a change to a permit that is not there."""
    close = nearest(id_, base.permits)
    right = Text("Remove it, or check the id.", "Hapus, atau periksa id-nya.")
    if close:
        right = Text(f"Did you mean {close}?", f"Maksudnya {close}?")
    wrong = Text(f"The catalogue has no permit `{id_}`.", f"Katalog tidak punya izin `{id_}`.")
    return document.problem(("permits", id_), wrong, right, at_key=True)


def rules_of_silence(overlay: Overlay) -> Iterator[tuple[Place, str]]:
    """The regulations under which silence is to grant, each with its place in the file."""
    times: list[tuple[Place, Any]] = [
        (("permits", id_, "processing", "value"), fields["processing"].value)
        for id_, fields in overlay.permits.items()
        if "processing" in fields
    ]
    times += [(("added", number, "processing"), own.processing) for number, own in enumerate(overlay.added)]
    for place, time in times:
        if isinstance(time, Processing) and time.deemed_approval:
            yield (*place, "deemed_approval", "regulation"), time.deemed_approval.regulation


def unknown_rule(document: yamlfile.Document, path: Place, rule: str, base: Catalogue) -> Problem:
    """The mistake of a rule that the catalogue does not describe: pages could not name it."""
    close = nearest(rule, base.regulations)
    right = Text("Cite a regulation of the catalogue.", "Pakai peraturan yang ada di katalog.")
    if close:
        right = Text(f"Did you mean {close}?", f"Maksudnya {close}?")
    wrong = Text(f"The catalogue has no regulation `{rule}`.", f"Katalog tidak punya peraturan `{rule}`.")
    return document.problem(path, wrong, right)
