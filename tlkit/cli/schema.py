"""`tlkit schema region`: the JSON Schema that lets an editor complete and underline."""

from __future__ import annotations

import click

from tlkit.cli.show import as_json
from tlkit.region import json_schema


@click.command("schema")
@click.argument("kind", type=click.Choice(["region"]))
def command(kind: str) -> None:
    """Print the JSON Schema of a KIND of file."""
    as_json({"region": json_schema}[kind]())
