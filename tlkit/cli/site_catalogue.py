"""`tlkit site INSTANCE catalogue …`: the office's releases on one site."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from tlkit.cli import Session
from tlkit.cli.show import as_json, note, say, table
from tlkit.errors import ExitCode, Text

FILE = click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
JSON = click.option("--json", "json_", is_flag=True, help="Hasil sebagai JSON / the result as JSON.")

NONE = Text("No catalogue is in force.", "Belum ada katalog yang berlaku.")
IN_FORCE = Text("Release {version} is in force (generation {generation}).",
                "Rilis {version} berlaku (generasi {generation}).")  # fmt: skip
SAME = Text(
    "Nothing new: release {version} is what is known.", "Tidak ada yang baru: rilis {version} sudah ada."
)
WAITS = Text("Release {version} comes in force on {day}.", "Rilis {version} mulai berlaku {day}.")
CONFLICTS = Text("{count} conflicts wait for an officer; the region's values stay.",
                 "{count} konflik menunggu petugas; nilai daerah tetap berlaku.")  # fmt: skip
PLANNED = Text("Release {version} over {installed}: {counts}", "Rilis {version} atas {installed}: {counts}")
COUNTS = (
    ("conflicts", Text("Conflicts", "Konflik")),
    ("orphaned", Text("Changes without a place", "Perubahan tanpa tempat")),
    ("not_offered", Text("Permits not offered", "Izin tidak tersedia")),
    ("own_permits", Text("The region's own permits", "Izin milik daerah")),
    ("unsupplied", Text("Facts yet to be supplied", "Isian daerah yang masih kosong")),
    ("proposals", Text("Proposals that wait for the office", "Usulan yang menunggu pusat")),
)
ALARM = Text("Look at this: {alarm}", "Perhatikan: {alarm}")


@click.group("catalogue")
def command() -> None:
    """See, take in and take back the office's releases."""


def folder_of(ctx: click.Context) -> Path:
    found: Path = ctx.meta["tlkit.instance"]
    return found


def bundle_in(file: Path) -> Any:
    """The bundle in a file, of which no more is read than a bundle may have."""
    from tlkit.catalogue.bundle import COMPRESSED_LIMIT, bundle_from_bytes

    with file.open("rb") as content:
        return bundle_from_bytes(content.read(COMPRESSED_LIMIT + 1))


@command.command()
@JSON
@click.pass_context
def status(ctx: click.Context, json_: bool) -> None:
    """Say which release is in force, and what waits for an officer."""
    from tlkit.catalogue.message_schema import message_to_data
    from tlkit.site.opened import opened
    from tlkit.site.releases.standing import standing_and_trouble

    session: Session = ctx.obj
    with opened(folder_of(ctx)) as instance:
        found, trouble = standing_and_trouble(instance)
    if json_:
        as_json(message_to_data(found))
        return
    text = NONE if found.version is None else IN_FORCE
    say(text.in_(session.lang).format(version=found.version, generation=found.generation))
    table(("", ""), [(label.in_(session.lang), str(getattr(found, name))) for name, label in COUNTS])
    if trouble:
        note(ALARM.in_(session.lang).format(alarm=trouble.in_(session.lang)))


@command.command()
@FILE
@JSON
@click.pass_context
def plan(ctx: click.Context, file: Path, json_: bool) -> None:
    """Say what the release in FILE would change; ends with 4 where it conflicts with the region's values."""
    from tlkit.site.opened import opened
    from tlkit.site.releases.receive import plan_bundle

    session: Session = ctx.obj
    with opened(folder_of(ctx)) as instance:
        _, found = plan_bundle(instance, bundle_in(file))
    if json_:
        as_json(found.as_data())
    else:
        counts = ", ".join(f"{name} {count}" for name, count in found.counts.items() if count)
        values = {"version": found.version, "installed": found.installed or "-", "counts": counts}
        say(PLANNED.in_(session.lang).format(**values))
        heads = ("izin", "isian", "putusan") if session.lang == "id" else ("permit", "field", "verdict")
        table(heads, [(item.permit_id, item.field, item.verdict) for item in found.items])
        note(f"--plan {found.digest}")
    ctx.exit(ExitCode.CONFLICT if found.conflicts else ExitCode.DONE)


@command.command()
@FILE
@click.option("--plan", "digest", help="Hanya bila rencananya masih ini / only while this is still the plan.")
@JSON
@click.pass_context
def apply(ctx: click.Context, file: Path, digest: str | None, json_: bool) -> None:
    """Put the release in FILE in force. Conflicts keep the region's value and wait for an officer."""
    from tlkit.site.opened import opened
    from tlkit.site.releases.receive import apply_bundle

    with opened(folder_of(ctx)) as instance:
        answer = apply_bundle(instance, bundle_in(file), digest)
    show(ctx.obj, answer, json_)


@command.command()
@JSON
@click.pass_context
def pull(ctx: click.Context, json_: bool) -> None:
    """Ask the office's host for its newest release and put it in force."""
    from tlkit.site.opened import opened
    from tlkit.site.releases.pull import pull

    with opened(folder_of(ctx)) as instance:
        answer = pull(instance)
    show(ctx.obj, answer, json_)


@command.command()
@click.option("--to", type=int, help="Generasi dari history / a generation of the history.")
@click.pass_context
def rollback(ctx: click.Context, to: int | None) -> None:
    """Go back to the release and overlay that were in force before, or to those of a generation."""
    from tlkit.site.opened import opened
    from tlkit.site.releases.history import history, rollback

    session: Session = ctx.obj
    with opened(folder_of(ctx)) as instance:
        generation = rollback(instance, to)
        version = history()[0].version
    say(IN_FORCE.in_(session.lang).format(version=version, generation=generation))


@command.command()
@JSON
@click.pass_context
def history(ctx: click.Context, json_: bool) -> None:
    """List what was in force, the newest first."""
    from tlkit.site.opened import opened
    from tlkit.site.releases.history import history

    session: Session = ctx.obj
    with opened(folder_of(ctx)):
        found = history()
    if json_:
        as_json([past.as_json() for past in found])
        return
    heads = {
        "id": ("generasi", "rilis", "perubahan daerah", "sejak", "sebab", ""),
        "en": ("generation", "release", "overlay", "since", "cause", ""),
    }[session.lang]
    table(
        heads,
        [
            (
                str(past.generation),
                past.version,
                str(past.overlay),
                past.activated_at.isoformat(timespec="seconds"),
                past.cause,
                "*" if past.in_force else "",
            )
            for past in found
        ],
    )


def show(session: Session, answer: Any, json_: bool) -> None:
    """Say what came of a release."""
    from tlkit.catalogue.message_schema import message_to_data

    if json_:
        as_json(message_to_data(answer))
        return
    text = IN_FORCE if answer.changed else SAME
    if answer.waiting_until:
        text = WAITS
    values = {"version": answer.version, "generation": answer.generation, "day": answer.waiting_until}
    say(text.in_(session.lang).format(**values))
    if answer.conflicts:
        note(CONFLICTS.in_(session.lang).format(count=answer.conflicts))
