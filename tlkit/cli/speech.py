"""Help and mistakes of usage in the reader's language; click itself speaks English only."""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

from tlkit.cli.indonesian import HEADINGS, HELP, MISTAKES, PLACES

PLACE = re.compile("|".join(rf"\b{place}\b" for place in sorted(PLACES, key=len, reverse=True)))
EXTRA = re.compile(r"  \[(?P<extra>[^\]]*)\]$")


class Indonesian(click.HelpFormatter):
    """Writes a page of help in Indonesian."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """`Pemakaian: tlkit …`."""
        super().write_usage(prog, placed(args), f"{HEADINGS['Usage']}: ")

    def write_heading(self, heading: str) -> None:
        """A heading, such as `Pilihan:`."""
        super().write_heading(HEADINGS.get(heading, heading))

    def write_text(self, text: str) -> None:
        """What a command is for."""
        super().write_text(translated(text))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Options or commands, each with its meaning."""
        meant = [(placed(name), explained(meaning)) for name, meaning in rows]
        super().write_dl(meant, col_max, col_spacing)


def placed(usage: str) -> str:
    """A line of usage with Indonesian words where values stand."""
    return PLACE.sub(lambda found: PLACES[found[0]], usage)


def explained(meaning: str) -> str:
    """The meaning of an option with its default, or of a command in one sentence."""
    extra = EXTRA.search(meaning)
    if extra:
        told = extra["extra"].replace("default:", "bawaan:").replace("required", "wajib")
        return f"{translated(meaning[: extra.start()])}  [{told}]"
    return translated(meaning)


def translated(text: str) -> str:
    """The text in Indonesian; a shortened one by what it begins with, and shortened too."""
    plain = " ".join(text.split())
    if plain in HELP:
        return HELP[plain]
    begun = plain.removesuffix("...").rstrip(" .")
    whole = next((known for known in HELP if begun and known.startswith(begun)), None)
    if whole:
        return re.split(r"[.;:]( |$)", HELP[whole])[0] + "."
    return plain.partition(" / ")[0]


def explain(error: click.ClickException, lang: str) -> str:
    """What a mistake of usage is, with how the command is called and where to read on."""
    said = error.format_message()
    context = error.ctx if isinstance(error, click.UsageError) else None
    usage = f"{context.get_usage()}\n" if context else ""
    path = context.command_path if context else "tlkit"
    if lang != "id":
        return f"{usage}Error: {said}\nTry '{path} --help' for help."
    for pattern, ours in MISTAKES:
        said = re.sub(pattern, ours, said)
    return f"{usage}Keliru: {placed(said)}\nPetunjuk: {path} --help"
