"""`tlkit serve`: runs one or more sites."""

from __future__ import annotations

import os
from dataclasses import asdict
from pathlib import Path

import click

from tlkit.cli import Session
from tlkit.cli.folders import SITE
from tlkit.cli.show import note, say
from tlkit.errors import Text

READY = Text("Ready: {url}  ({name})", "Siap: {url}  ({name})")
OFFICER = Text(
    "  officers: {url}/petugas  {email}  {password}\n  one-time code: tlkit site {folder} user code",
    "  petugas: {url}/petugas  {email}  {password}\n  kode sekali pakai: tlkit site {folder} user code",
)
END = Text("Ctrl+C ends it.", "Tekan Ctrl+C untuk menghentikan.")


@click.command()
@click.argument("instances", nargs=-1, required=True, metavar="INSTANCE…", type=SITE)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="First port.")
@click.option(
    "--workers", type=click.IntRange(1, 64), help="Web processes of each site [default: 2 at most]."
)
@click.pass_obj
def command(session: Session, instances: tuple[Path, ...], host: str, port: int, workers: int | None) -> None:
    """Run one or more sites, each on the next port, until interrupted."""
    from tlkit.site.serve import serve
    from tlkit.site.shared.accounts.demo import demo_officer

    waiting = list(instances)

    def report(instance: Path, url: str) -> None:
        say(READY.in_(session.lang).format(url=url, name=instance.resolve().name))
        officer = demo_officer(instance / "var")
        if officer is not None:
            values = {"url": url, "folder": instance, **asdict(officer)}
            say(OFFICER.in_(session.lang).format(**values))
        waiting.remove(instance)
        if not waiting:
            note(END.in_(session.lang))

    serve(instances, host, port, workers or min(2, os.cpu_count() or 1), report)
