"""`tlkit office …`: sets up the central office and looks after its keys."""

from __future__ import annotations

from pathlib import Path

import click

from tlkit.cli import Session
from tlkit.cli.office_folder import json_option, key_ring, keys_option, now, office_option, opened
from tlkit.cli.show import as_json, say, table
from tlkit.errors import ExitCode, Text

KEY_NAMES = ("root", "root-1", "root-2", "root-3", "targets", "snapshot", "timestamp")
ROLES = ("timestamp", "snapshot", "targets", "root")

MADE = Text(
    "The office is ready in {path}. Move the keys root-1, root-2, root-3 and targets to media kept apart.",
    "Kantor siap di {path}. Pindahkan kunci root-1, root-2, root-3, dan targets ke media terpisah.",
)
ROTATED = Text("New keys: {names}. Back up {path}.", "Kunci baru: {names}. Cadangkan {path}.")
RENEWED = Text("Renewed: {role}, until {until} UTC.", "Diperbarui: {role}, sampai {until} UTC.")
ENROLLED = Text(
    "{slug} is enrolled. Carry its folder trust/ to its server.",
    "{slug} terdaftar. Salin folder trust/ ke servernya.",
)
NO_URL = Text(
    "Its region file names no site.domain: fill in its url in fleet.yaml.",
    "Berkas daerahnya belum menyebut site.domain: isi url-nya di fleet.yaml.",
)
LEVELS = {
    "ok": Text("ok", "baik"),
    "soon": Text("soon", "segera"),
    "expired": Text("expired", "kedaluwarsa"),
    "wrong": Text("wrong", "keliru"),
}
HEADINGS = (Text("What", "Apa"), Text("State", "Keadaan"), Text("Meaning", "Artinya"))


@click.group()
def command() -> None:
    """Set up the central office, and look after its keys."""


@command.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--name", default="Kantor pusat", help="The office's name.")
@click.option("--url", help="Where its folder repository/ will be published.")
@json_option
@click.pass_obj
def init(session: Session, folder: Path, name: str, url: str | None, json_: bool) -> None:
    """Make the office's folder DIR: catalogue, keys, and a repository to publish."""
    from tlkit.office.start import start

    office = start(folder, name, url, key_ring(folder / "keys", (), session.lang), now())
    if json_:
        as_json({"path": str(office.path), "name": office.name, "url": office.url})
    else:
        say(MADE.in_(session.lang).format(path=office.path))


@command.command()
@click.argument("role", type=click.Choice(KEY_NAMES))
@office_option
@keys_option
@json_option
@click.pass_obj
def rotate(session: Session, role: str, folder: Path, media: tuple[Path, ...], json_: bool) -> None:
    """Replace a key, or all keys of ROLE; two of the three root keys must be at hand."""
    from tlkit.office.rotate import rotate

    office = opened(folder)
    names = rotate(office, key_ring(office.keys, media, session.lang), role, now())
    if json_:
        as_json({"keys": names})
    else:
        say(ROTATED.in_(session.lang).format(names=", ".join(names), path=office.keys))


@command.command()
@click.argument("role", type=click.Choice(ROLES), default="timestamp")
@office_option
@keys_option
@json_option
@click.pass_obj
def renew(session: Session, role: str, folder: Path, media: tuple[Path, ...], json_: bool) -> None:
    """Sign anew before it expires; without ROLE the timestamp, and the snapshot when due: for every day."""
    from tlkit.office.repository import read
    from tlkit.office.rotate import renew

    office = opened(folder)
    renew(office, key_ring(office.keys, media, session.lang), role, now())
    until = read(office.repository).signed(role).expires
    if json_:
        as_json({"role": role, "expires": until.isoformat()})
    else:
        say(RENEWED.in_(session.lang).format(role=role, until=until.strftime("%Y-%m-%d %H:%M")))


@command.command()
@click.argument("instance", metavar="INSTANCE", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--url", help="Where its site answers; without it https:// and the domain of its region file.")
@click.option("--channel", help="The channel that it follows.")
@click.option("--cohort", default="general", help="When it receives a release: canary comes first.")
@office_option
@json_option
@click.pass_obj
def enrol(
    session: Session,
    instance: Path,
    url: str | None,
    channel: str | None,
    cohort: str,
    folder: Path,
    json_: bool,
) -> None:
    """Make the site in INSTANCE and this office known to each other."""
    from tlkit.office.enrol import enrol

    member = enrol(opened(folder), instance, now(), url=url, channel=channel, cohort=cohort)
    if json_:
        as_json({"slug": member.slug, "url": member.url, "channel": member.channel, "cohort": member.cohort})
    else:
        say(ENROLLED.in_(session.lang).format(slug=member.slug))
        if member.url is None:
            say(NO_URL.in_(session.lang))


@command.command()
@office_option
@json_option
@click.pass_obj
def doctor(session: Session, folder: Path, json_: bool) -> int:
    """Say what expires when, and whether the keys are safe."""
    from tlkit.office.health import examine

    found = examine(opened(folder), now())
    if json_:
        as_json({"findings": [one.as_data(session.lang) for one in found]})
    else:
        rows = [(one.about, LEVELS[one.level].in_(session.lang), one.text.in_(session.lang)) for one in found]
        table([heading.in_(session.lang) for heading in HEADINGS], rows)
    levels = {one.level for one in found}
    if "expired" in levels:
        return int(ExitCode.UNTRUSTED)
    return int(ExitCode.INPUT if "wrong" in levels else ExitCode.DONE)
