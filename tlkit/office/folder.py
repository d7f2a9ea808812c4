"""The office's folder: made once, opened by every command.

office.yaml      name, address of the published repository
catalogue/       the working catalogue, the office's to edit
repository/      what any web server may publish: metadata/ and targets/
keys/            private keys, encrypted, never within repository/
fleet.yaml       the instances that the office knows
releases/        every release as one file, for a region without a connection
journal/         what was pushed where
reports/         pages for officials
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from tlkit import reference, yamlfile
from tlkit.catalogue.model import Catalogue
from tlkit.errors import ExitCode, InputError, Problem, Text, TlkitError
from tlkit.office import landing
from tlkit.office.writing import files_of
from tlkit.textfile import whole

SETTINGS = "office.yaml"
CATALOGUE, REPOSITORY, KEYS, RELEASES = "catalogue", "repository", "keys", "releases"
FLEET = "fleet.yaml"
WORKING = "0"
"""The version of a catalogue that was not released yet."""

TAKEN = Text("{path} holds files already.", "{path} sudah berisi berkas.")
FREE = Text("Name a new or an empty folder.", "Sebut folder yang baru atau kosong.")
NO_OFFICE = Text("This is not an office's folder.", "Ini bukan folder kantor pusat.")
MAKE = Text(
    "Go to the folder, name it with --office, or make one: tlkit office init DIR",
    "Masuk ke foldernya, sebut dengan --office, atau buat: tlkit office init DIR",
)
FLEET_TEXT = "# Daerah yang dilayani kantor ini; diisi oleh tlkit office enrol.\nschema: 1\ninstances: []\n"


class FolderTaken(TlkitError):
    """A new office needs a folder of its own."""

    exit_code = ExitCode.INPUT


@dataclass(frozen=True)
class Office:
    """An office's folder. `url` is where its `repository/` is published, if anywhere yet."""

    path: Path
    name: str
    url: str | None = None

    def catalogue(self) -> Catalogue:
        """The working catalogue. Raises InputError with every mistake in its files."""
        return reference.load_from(self.path / CATALOGUE, WORKING)

    @property
    def keys(self) -> Path:
        return self.path / KEYS

    @property
    def repository(self) -> Path:
        return self.path / REPOSITORY


def prepare(path: Path) -> None:
    """Make the folder for a new office. Raises FolderTaken where anything is in it."""
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise FolderTaken(Text(TAKEN.en.format(path=path), TAKEN.id.format(path=path)), FREE)
    path.mkdir(parents=True, exist_ok=True)
    (path / KEYS).mkdir(mode=0o700)


def first_files(name: str, url: str | None) -> dict[str, bytes]:
    """What a new office's folder holds beside keys and metadata: the reference as its catalogue."""
    settings = yaml.safe_dump({"schema": 1, "name": name, "url": url}, allow_unicode=True, sort_keys=False)
    return {
        **{f"{CATALOGUE}/{file}": text for file, text in files_of(reference.load()).items()},
        FLEET: FLEET_TEXT.encode(),
        ".gitignore": b"keys/\n.lock\n.landing/\n",
        SETTINGS: settings.encode(),
    }


def open_office(path: Path) -> Office:
    """The office in a folder.

    Raises InputError where the folder is none, or `office.yaml` is wrong.
    """
    file = path / SETTINGS
    if not file.is_file():
        raise InputError([whole(path, NO_OFFICE, MAKE)])
    document = yamlfile.read(file)
    problems = [problem for name in ("name", "url") if (problem := _wrong(document, name))]
    if problems:
        raise InputError(problems)
    return Office(path, document.data["name"], document.data.get("url"))


def write_catalogue(office: Office, catalogue: Catalogue) -> list[str]:
    """Write the working catalogue anew; returns the paths of the files that changed.

    Call it under `landing.alone`.
    """
    files: dict[str, bytes | None] = dict(files_of(catalogue))
    folder = office.path / CATALOGUE
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml")}
    files |= dict.fromkeys(sorted(there - set(files)))
    changed = {
        f"{CATALOGUE}/{name}": content for name, content in files.items() if _differs(folder / name, content)
    }
    if changed:
        landing.land(office.path, changed)
    return list(changed)


def _differs(path: Path, content: bytes | None) -> bool:
    return not path.exists() or path.read_bytes() != content


def _wrong(document: yamlfile.Document, name: str) -> Problem | None:
    value = document.data.get(name)
    if (isinstance(value, str) and value) or (name == "url" and value is None):
        return None
    return document.problem(
        (name,),
        Text("This is not text.", "Isian ini bukan teks."),
        Text('Write it in quotes, like "text".', 'Tulis dalam tanda kutip, seperti "teks".'),
    )
