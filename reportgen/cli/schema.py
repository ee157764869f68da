"""`reportgen schema`."""

from __future__ import annotations

import click

from reportgen.cli.options import lang_option
from reportgen.cli.show import show

KINDS = ("meeting", "speech", "updates", "briefing", "site", "people", "register", "messages")


@click.command()
@click.argument("kind", metavar=f"[{'|'.join(KINDS)}]", type=click.Choice(KINDS))
@lang_option
def schema(kind: str) -> None:
    """Print the JSON Schema of one kind of file, for editors."""
    import json

    from reportgen.formats.schema import json_schema

    for line in json.dumps(json_schema(kind), ensure_ascii=False, indent=2).splitlines():
        show(line)
