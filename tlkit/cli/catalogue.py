"""`tlkit catalogue …`: the central office's work on the permit catalogue."""

from __future__ import annotations

from importlib import import_module

import click

from tlkit.cli import Session
from tlkit.errors import Text

VERBS = {
    "lint": Text("Check the working catalogue.", "Periksa katalog kerja."),
    "impact": Text("List what cites a regulation.", "Sebut apa saja yang memakai sebuah peraturan."),
    "diff": Text("Compare two releases.", "Bandingkan dua rilis."),
    "release": Text("Sign and publish the working catalogue.", "Tanda tangani dan terbitkan katalog kerja."),
    "history": Text("List the releases.", "Daftar rilis."),
    "export": Text("Write the permits into a spreadsheet.", "Tulis izin ke lembar kerja."),
    "import": Text("Take changes back from a spreadsheet.", "Ambil perubahan dari lembar kerja."),
    "push": Text("Send the newest release to the regions.", "Kirim rilis terbaru ke daerah."),
    "proposals": Text("See and decide what the regions propose.", "Lihat dan putuskan usulan daerah."),
    "bundle": Text("Write the newest release into one file.", "Tulis rilis terbaru ke satu berkas."),
}


class Verbs(click.Group):
    """Imports a verb only when it is run: `x` stands in `tlkit.cli.catalogue_x` as `command`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"tlkit.cli.catalogue_{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        lang = ctx.obj.lang if isinstance(ctx.obj, Session) else "id"
        with formatter.section("Perintah" if lang == "id" else "Commands"):
            formatter.write_dl([(name, text.in_(lang)) for name, text in VERBS.items()])


@click.group(cls=Verbs)
def command() -> None:
    """Keep the permit catalogue right, and release it to the regions."""
