"""The reference of commands and of exit codes."""

from __future__ import annotations

import html
from collections.abc import Iterator

import click

from tlkit.cli import group
from tlkit.errors import ExitCode
from writers.markdown import Meanings, covered, page, table


def cli_page(meanings: Meanings) -> str:
    """Every command with its arguments and options."""
    root = click.Context(group, info_name="tlkit")
    return page(meanings["intro"]["cli"], *(section(context) for context in commands(root)))


def commands(context: click.Context) -> Iterator[click.Context]:
    """A context per command, groups before what they hold."""
    yield context
    if isinstance(context.command, click.Group):
        for name in context.command.list_commands(context):
            command = context.command.get_command(context, name)
            if command and not command.hidden:
                yield from commands(click.Context(command, parent=context, info_name=name))


def section(context: click.Context) -> str:
    """Heading, usage, explanation and parameters of one command."""
    command = context.command
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    rows = [row(parameter) for parameter in command.params if isinstance(parameter, click.Option)]
    return page(
        f"## {path(context)}",
        html.escape((command.help or "").replace("\b\n", ""), quote=False),
        f"```text\n{usage}\n```",
        table(("option", "meaning"), rows) if rows else "",
    )


def path(context: click.Context) -> str:
    """The words by which a command is called, without its groups' arguments."""
    above = f"{path(context.parent)} " if context.parent else ""
    return f"{above}{context.info_name}"


def row(option: click.Option) -> tuple[str, str]:
    """`--option VALUE` and what it means, with its default."""
    names = ", ".join([*option.opts, *option.secondary_opts])
    meaning = (option.help or "").strip()
    if isinstance(option.default, (str, int)) and not option.is_flag:
        meaning += f" (`{option.default}` unless said otherwise)"
    return f"`{names}{'' if option.is_flag else f' {value(option)}'}`", meaning


def value(option: click.Option) -> str:
    """What stands after an option: its choices or the kind of its value."""
    if isinstance(option.type, click.Choice):
        return "|".join(str(choice) for choice in option.type.choices)
    if isinstance(option.type, click.types.IntParamType):
        return "NUMBER"
    return option.metavar or option.type.name.upper()


def exit_codes_page(meanings: Meanings) -> str:
    """Every exit code with its meaning."""
    told = meanings["exit-codes"]
    covered("exit-codes", [code.name for code in ExitCode], told)
    rows = [(str(int(code)), told[code.name]) for code in ExitCode]
    return page(meanings["intro"]["exit-codes"], table(("code", "meaning"), rows))
