"""`tlkit site INSTANCE user …`: the officers' accounts of one site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tlkit.cli import Session
from tlkit.cli.show import as_json, note, say, table
from tlkit.errors import ExitCode, Text, TlkitError

if TYPE_CHECKING:
    from tlkit.site.shared.accounts.invitations import Invited

JSON = click.option("--json", "json_", is_flag=True, help="Hasil sebagai JSON / the result as JSON.")
EMAIL = click.argument("email", metavar="EMAIL")

LINK = Text("Link for {email}, for {hours} hours and once: {link}",
            "Tautan untuk {email}, berlaku {hours} jam dan sekali: {link}")  # fmt: skip
MAILED = Text("The invitation is on its way to {email}; if it does not arrive, pass this link on.",
              "Undangan dikirim ke {email}; bila tidak sampai, salin tautan ini.")  # fmt: skip
ENDED = Text("{email} can no longer sign in.", "{email} tidak dapat masuk lagi.")
STATES = {
    "active": Text("active", "aktif"),
    "invited": Text("invited", "diundang"),
    "inactive": Text("inactive", "nonaktif"),
}
NAMES = click.Choice(
    ["administrator", "front-desk", "verifier", "technical", "reviewer", "signer", "treasurer", "auditor"]
)


@click.group("user")
def command() -> None:
    """Look after the officers' accounts."""


def folder_of(ctx: click.Context) -> Path:
    found: Path = ctx.meta["tlkit.instance"]
    return found


@command.command()
@EMAIL
@click.option("--name", required=True, help="Nama petugas / the officer's name.")
@click.option("--role", "roles", multiple=True, required=True, type=NAMES, help="Peran / a role; may repeat.")
@click.option("--agency", help="Id dinas di region.yaml / an agency's id in the region file.")
@click.pass_context
def add(ctx: click.Context, email: str, name: str, roles: tuple[str, ...], agency: str | None) -> None:
    """Invite an officer; prints the link with which EMAIL sets a password."""
    from tlkit.site.opened import opened
    from tlkit.site.shared.accounts.services import Particulars, add_officer, normal_email

    with opened(folder_of(ctx)) as instance:
        if agency is not None and agency not in {each.id for each in instance.region.agencies}:
            raise no_agency(agency)
        said = Particulars(normal_email(email), " ".join(name.split()), frozenset(roles), agency)
        say_link(ctx.obj, said.email, add_officer(said, "cli", instance.clock()))


@command.command("list")
@JSON
@click.pass_context
def list_(ctx: click.Context, json_: bool) -> None:
    """List the officers."""
    from tlkit.site.opened import opened
    from tlkit.site.shared.accounts.services import officers_listed

    session: Session = ctx.obj
    with opened(folder_of(ctx)):
        rows = [
            {
                "email": each.email,
                "name": each.name,
                "roles": sorted(each.role_names),
                "agency": each.agency,
                "state": "inactive" if not each.active else "active" if each.password else "invited",
            }
            for each in officers_listed()
        ]
    if json_:
        as_json(rows)
        return
    heads = (
        ("e-mail", "nama", "peran", "keadaan")
        if session.lang == "id"
        else ("e-mail", "name", "roles", "state")
    )
    table(
        heads,
        [
            (
                str(row["email"]),
                str(row["name"]),
                ", ".join(row["roles"] or ()),
                STATES[str(row["state"])].in_(session.lang),
            )
            for row in rows
        ],
    )


@command.command()
@EMAIL
@click.pass_context
def disable(ctx: click.Context, email: str) -> None:
    """Let EMAIL no longer sign in; what they did stays theirs."""
    from tlkit.site.opened import opened
    from tlkit.site.shared.accounts.services import disable_officer
    from tlkit.site.shared.cases import SYSTEM, let_go
    from tlkit.site.shared.database import writing

    session: Session = ctx.obj
    with opened(folder_of(ctx)) as instance:
        number = known(email)
        disable_officer(number, "cli", instance.clock())
        with writing() as work:
            let_go(work, number, SYSTEM, instance.clock())
    say(ENDED.in_(session.lang).format(email=email))


@command.command()
@EMAIL
@click.pass_context
def reset(ctx: click.Context, email: str) -> None:
    """Take away EMAIL's password and codes; prints a fresh link."""
    from tlkit.site.opened import opened
    from tlkit.site.shared.accounts import services

    with opened(folder_of(ctx)) as instance:
        say_link(ctx.obj, email, services.reset(known(email), "cli", instance.clock()))


@command.command()
@click.argument("email", metavar="[EMAIL]", required=False)
@click.pass_context
def code(ctx: click.Context, email: str | None) -> None:
    """Print the one-time code of this moment; on a demonstration site only."""
    from tlkit.site.opened import opened
    from tlkit.site.shared.accounts.demo import EMAIL, code_now
    from tlkit.site.shared.accounts.services import account_of

    with opened(folder_of(ctx)) as instance:
        if instance.region.mode != "demo":
            raise not_here()
        account = account_of(email or EMAIL)
        if account is None:
            raise unknown(email or EMAIL)
        say(code_now(account))


def known(email: str) -> int:
    """The account of an e-mail address. Raises `TlkitError` when there is none."""
    from tlkit.site.shared.accounts.services import account_of

    account = account_of(email)
    if account is None:
        raise unknown(email)
    return account.id


def say_link(session: Session, email: str, invited: Invited) -> None:
    from tlkit.site.shared.accounts.invitations import HOURS

    say(LINK.in_(session.lang).format(email=email, hours=HOURS, link=invited.link))
    if invited.mailed:
        note(MAILED.in_(session.lang).format(email=email))
    elif invited.link.startswith("/"):
        note(Text("Put the site's address before it.", "Tulis alamat situs di depannya.").in_(session.lang))


class Unusable(TlkitError):
    exit_code = ExitCode.INPUT


def unknown(email: str) -> Unusable:
    return Unusable(
        Text(f"No account has the e-mail {email}.", f"Tidak ada akun dengan e-mail {email}."),
        Text("`tlkit site … user list` shows all.", "`tlkit site … user list` menampilkan semuanya."),
    )


def no_agency(agency: str) -> Unusable:
    return Unusable(
        Text(f"The region file names no agency {agency}.", f"Berkas daerah tidak memuat dinas {agency}."),
        Text("Use an id under `agencies`.", "Pakai id di bawah `agencies`."),
    )


def not_here() -> Unusable:
    return Unusable(
        Text("This is no demonstration site.", "Ini bukan situs percobaan."),
        Text("The officer's own phone shows the code.", "Kode tampil di ponsel petugas itu sendiri."),
    )
