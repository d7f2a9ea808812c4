"""What the commands of the central office share: its folder, its keys, the moment, their passphrases."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tlkit.errors import Text

if TYPE_CHECKING:
    from tlkit.office.folder import Office
    from tlkit.office.keys import KeyRing

F = TypeVar("F", bound=Callable[..., Any])

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
PASSPHRASE = Text("Passphrase of the key {name}", "Kata sandi kunci {name}")
NEW_PASSPHRASE = Text("New passphrase for the key {name}", "Kata sandi baru untuk kunci {name}")
REPEAT = Text("The same again", "Sekali lagi")
NOBODY = Text("The passphrase of the key {name} is needed.", "Kata sandi kunci {name} diperlukan.")
SET = Text(
    "Run this at a terminal, or set {variable}.",
    "Jalankan di terminal, atau isi variabel {variable}.",
)


def office_option(command: F) -> F:
    """`--office DIR`, by default the present folder."""
    return click.option("--office", "folder", default=".", type=FOLDER, help="The office's folder.")(command)


def keys_option(command: F) -> F:
    """`--keys DIR`, as often as there are media with keys."""
    return click.option(
        "--keys", "media", multiple=True, type=FOLDER, help="A further folder with keys, such as a USB stick."
    )(command)


def json_option(command: F) -> F:
    """`--json`."""
    return click.option("--json", "json_", is_flag=True, help="The result as JSON.")(command)


def opened(folder: Path) -> Office:
    """The office in the folder. Raises InputError where there is none."""
    from tlkit.office.folder import open_office

    return open_office(folder)


def key_ring(keys: Path, media: tuple[Path, ...], lang: str) -> KeyRing:
    """The keys of an office and of what was plugged in; passphrases from the environment or the terminal."""
    from tlkit.office.keys import KeyRing

    return KeyRing((keys, *media), passphrases(lang))


def now() -> datetime:
    """The present moment in UTC."""
    return datetime.now(timezone.utc)


def passphrases(lang: str) -> Callable[[str, bool], str]:
    """Asks each passphrase once.

    A key's own variable comes first, such as TLKIT_PASSPHRASE_ROOT_1, then its role's,
    then TLKIT_PASSPHRASE.
    """
    known: dict[tuple[str, bool], str] = {}

    def ask(name: str, new: bool) -> str:
        if (name, new) not in known:
            known[name, new] = from_environment(name) or typed(name, new, lang)
        return known[name, new]

    return ask


def variables(name: str) -> list[str]:
    """The variables that may hold a key's passphrase, the most particular first."""
    upper = name.upper().replace("-", "_")
    names = (f"_{upper}", f"_{upper.split('_')[0]}", "")
    return list(dict.fromkeys(f"TLKIT_PASSPHRASE{each}" for each in names))


def from_environment(name: str) -> str | None:
    """The passphrase in the first of the variables that is set."""
    return next((os.environ[each] for each in variables(name) if os.environ.get(each)), None)


def typed(name: str, new: bool, lang: str) -> str:
    """The passphrase from a terminal; a new one is typed twice."""
    if not sys.stdin.isatty():
        from tlkit.office.keys import KeyUnusable

        hint = Text(*(text.format(variable=variables(name)[0]) for text in SET))
        raise KeyUnusable(Text(*(text.format(name=name) for text in NOBODY)), hint)
    question = (NEW_PASSPHRASE if new else PASSPHRASE).in_(lang).format(name=name)
    again = REPEAT.in_(lang) if new else False
    given: str = click.prompt(question, hide_input=True, confirmation_prompt=again, err=True)
    return given
