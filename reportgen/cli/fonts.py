"""`reportgen fonts`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from reportgen.cli.messages import Talk, language_of, verdict
from reportgen.cli.options import as_of_option, content_argument, lang_option, output_option
from reportgen.cli.show import show
from reportgen.cli.verdict import Verdict

NOTHING = {
    "zh": "没有可裁剪的字体：没有以公文主题排印的文件",
    "en": "nothing to cut: no document is printed with a theme of official documents",
}


@click.group()
@lang_option
def fonts() -> None:
    """See which fonts play the roles of a page, and cut them to size."""


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


@fonts.command()
@content_argument
@output_option
@as_of_option
@lang_option
@click.pass_context
def subset(ctx: click.Context, content: Path, output: Path, as_of: dt.date) -> None:
    """Cut the fonts of official documents to what CONTENT prints: its PDFs get half as large, and are made sooner."""
    from reportgen.pipeline.cutting import cut_faces

    talk = Talk(language_of(content), content)
    cuts, findings = cut_faces(content, output, as_of)
    talk.findings(one for one in findings if not cuts)
    for one in cuts:
        show(one.role, one.family, f"{one.before / 1e6:.1f} MB → {one.after / 1e6:.1f} MB")
    if not cuts:
        talk.say(NOTHING[talk.language])
    ctx.exit(Verdict.FINE if cuts else verdict(findings, strict=False))
