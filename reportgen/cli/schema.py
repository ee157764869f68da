"""`reportgen schema`."""

from __future__ import annotations

import json

import click

KINDS = ("meeting", "speech", "updates", "briefing", "site", "people")


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
def schema(kind: str) -> None:
    """Print the JSON Schema of one kind of file, for editors."""
    from reportgen.formats.schema import json_schema

    click.echo(json.dumps(json_schema(kind), ensure_ascii=False, indent=2))
