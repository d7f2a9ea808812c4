"""The command line: parse, call one function, print. The only place that prints or exits.

Commands are imported when they are run, so that `tlkit --help` stays quick on a
slow machine: a command `x` stands in `tlkit.cli.x` as `command`.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import click

from tlkit import __version__
from tlkit.errors import ExitCode, InputError, Text, TlkitError

COMMANDS = {
    "catalogue": Text("Keep and release the permit catalogue.", "Rawat dan terbitkan katalog izin."),
    "check": Text("Check a region file and say what to mend.", "Periksa berkas daerah; sebut yang keliru."),
    "fleet": Text("See how the regions stand.", "Lihat keadaan daerah."),
    "new": Text("Make a region's site from its file.", "Buat situs daerah dari berkasnya."),
    "office": Text("Set up the central office and its keys.", "Siapkan kantor pusat dan kuncinya."),
    "regions": Text("List regions by name or code.", "Daftar daerah menurut nama atau kode."),
    "schema": Text("Print the schema of a file for editors.", "Cetak skema berkas untuk penyunting."),
    "serve": Text("Run one or more sites.", "Jalankan satu situs atau lebih."),
    "site": Text("Look after one site.", "Rawat satu situs."),
}  # fmt: skip


LANGUAGES = ("id", "en")


@dataclass(frozen=True)
class Session:
    """What every command is told: the language of its messages, `id` or `en`."""

    lang: str


class LazyGroup(click.Group):
    """A group that imports a command only when it is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"tlkit.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        lang = ctx.params.get("lang") or default_language()
        with formatter.section("Perintah" if lang == "id" else "Commands"):
            formatter.write_dl([(name, text.in_(lang)) for name, text in COMMANDS.items()])


def default_language() -> str:
    """`en` where the terminal says so, otherwise `id`: most who run the kit are Indonesian clerks."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "en" if spoken.startswith("en") else "id"


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--lang", type=click.Choice(LANGUAGES), is_eager=True, help="Bahasa pesan / language of messages."
)
@click.version_option(__version__, prog_name="tlkit")
@click.pass_context
def group(ctx: click.Context, lang: str | None) -> None:
    """From one region file to a running civic site."""
    ctx.obj = Session(lang or default_language())


def called() -> str:
    """How the kit was called, to be repeated in advice: `tlkit` where the shell finds it by that name."""
    program = sys.argv[0]
    name = program.rpartition("/")[2]
    if name == "cli.py":
        return f"python {program}"
    if name != "tlkit":
        return "tlkit"
    searched = (Path(place, name) for place in os.environ.get("PATH", "").split(os.pathsep))
    first = next((found for found in searched if found.exists()), None)
    return name if first == Path(program) else program


def main() -> None:
    """Run `tlkit` and end the process with an exit code from `tlkit.errors.ExitCode`."""
    lang = spoken_language()
    speak(lang)
    try:
        code = group.main(prog_name=called(), standalone_mode=False)
    except TlkitError as error:
        sys.exit(report(error, lang))
    except click.ClickException as error:
        sys.exit(misused(error, lang))
    except click.Abort:
        sys.exit(130)
    sys.exit(code if isinstance(code, int) else ExitCode.DONE)


def speak(lang: str) -> None:
    """Have every command's help in `lang`; click takes the class of its pages from here."""
    if lang == "id":
        from tlkit.cli.speech import Indonesian

        click.Context.formatter_class = Indonesian
    else:
        click.Context.formatter_class = click.HelpFormatter


def misused(error: click.ClickException, lang: str) -> int:
    """Print a mistake of usage on stderr in the reader's language; returns its exit code."""
    from tlkit.cli.speech import explain

    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
    else:
        click.echo(explain(error, lang), err=True)
    return int(error.exit_code)


def report(error: TlkitError, lang: str) -> int:
    """Print a foreseen failure on stderr in the reader's language; returns its exit code."""
    if isinstance(error, InputError):
        for problem in error.problems:
            click.echo(problem.show(lang), err=True)
    click.echo(error.message.in_(lang), err=True)
    if error.hint:
        click.echo(error.hint.in_(lang), err=True)
    return int(error.exit_code)


def spoken_language() -> str:
    """The language asked for on this command line, read without parsing the rest."""
    arguments = sys.argv[1:]
    for before, argument in zip(["", *arguments], arguments, strict=False):
        asked = argument if before == "--lang" else argument.removeprefix("--lang=")
        if asked in LANGUAGES and (before == "--lang" or argument.startswith("--lang=")):
            return asked
    return default_language()
