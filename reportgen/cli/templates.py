"""`reportgen templates`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.options import content_argument, lang_option
from reportgen.cli.show import show


@click.group()
@lang_option
def templates() -> None:
    """See and override the templates."""


@templates.command("list")
@content_argument
@lang_option
def list_(content: Path) -> None:
    """List every template and the file it comes from."""
    from reportgen.theme import Theme, templates_beside

    # A tab in a file name is shown as an escape, so each line has exactly one between its two columns.
    for name, source in Theme(templates_beside(content)).list_templates():
        show(name, source)


@templates.command()
@click.argument("name", metavar="NAME")
@content_argument
@lang_option
def copy(name: str, content: Path) -> None:
    """Copy template NAME into the templates/ folder beside CONTENT, to change it there."""
    from reportgen import disk
    from reportgen.theme import Theme, templates_beside

    source = Theme(templates_beside(content)).source(name)
    target = content.resolve().parent / "templates"
    disk.copy_tree({name: source.read_bytes()}, target)
    show(target / name)
