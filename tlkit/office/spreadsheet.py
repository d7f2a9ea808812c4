"""The working catalogue out to a spreadsheet file, and back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tlkit.catalogue.diff import Change
from tlkit.errors import InputError, Text
from tlkit.office import landing
from tlkit.office.folder import Office, write_catalogue
from tlkit.reasons import reason
from tlkit.textfile import whole


@dataclass(frozen=True)
class Taken:
    """What a spreadsheet changes, and the files of the catalogue that were written for it."""

    changes: tuple[Change, ...]
    written: tuple[str, ...]


def export_to(office: Office, file: Path) -> int:
    """Write every permit of the working catalogue into a spreadsheet; returns how many.

    Raises InputError where the file cannot be written.
    """
    from tlkit.office.sheets import export

    catalogue = office.catalogue()
    content = export(catalogue)
    try:
        file.write_bytes(content)
    except OSError as error:
        why = reason(error)
        wrong = Text(f"It cannot be written: {why.en}.", f"Tidak dapat ditulis: {why.id}.")
        raise InputError([whole(file, wrong, Text("Choose another place.", "Pilih tempat lain."))]) from None
    return len(catalogue.permits)


def import_from(office: Office, file: Path, *, dry_run: bool) -> Taken:
    """Take a spreadsheet's changes into the working catalogue, all of them or none.

    Raises InputError with the cell of every mistake, and ConflictError where a permit
    was changed in both since the export.
    """
    from tlkit.office.sheets import import_sheets

    with landing.alone(office.path):
        found = import_sheets(file, office.catalogue())
        written = write_catalogue(office, found.catalogue) if found.changes and not dry_run else []
    return Taken(found.changes, tuple(written))
