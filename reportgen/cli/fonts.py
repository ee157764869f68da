"""`reportgen fonts`."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.messages import Talk, language_of, verdict
from reportgen.cli.options import content_argument, lang_option
from reportgen.cli.show import show


@click.group()
@lang_option
def fonts() -> None:
    """See which fonts play the roles of a page."""


@fonts.command("list")
@content_argument
@lang_option
@click.pass_context
def list_(ctx: click.Context, content: Path) -> None:
    """List every role, the font that plays it here, and which stand in for another kind."""
    from reportgen.cli.doctor import WORDS, columns, font_line, name_of_role
    from reportgen.environment import look_around
    from reportgen.pipeline.faces import faces_of

    talk = Talk(language_of(content), content)
    words, found = WORDS[talk.language], look_around()
    faces, wrong = faces_of(content, found)
    talk.findings(wrong)
    for one in faces:
        name = name_of_role(one.role)
        show(name + " " * max(1, 20 - columns(name)) + font_line(one, words))
    for what, command in (("install", found.install_command()), ("faces", found.faces_command())):
        if command:
            show(words[what])
            show(f"    {command}")
    ctx.exit(verdict(wrong, strict=False))
