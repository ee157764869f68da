"""`reportgen doctor`."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import click

from reportgen.cli.messages import language_of
from reportgen.cli.options import default_content, lang_option
from reportgen.cli.show import show
from reportgen.cli.verdict import Verdict

if TYPE_CHECKING:
    from reportgen.environment import Environment, FontRole

WORDS = {
    "en": {
        "missing": "not found",
        "yes": "found",
        "stand-in": "stand-in for {wished}",
        "role": "font {role}",
        "fine": "this machine can print PDFs in Chinese and English",
        "install": "install what is missing:",
        "faces": "fetch 仿宋 and 楷体, which official documents are set in:",
        "still": "HTML, check and schema work all the same",
    },
    "zh": {
        "missing": "未找到",
        "yes": "已安装",
        "stand-in": "代替 {wished}",
        "role": "字体 {role}",
        "fine": "本机可以排印中英文 PDF",
        "install": "安装所缺部分：",
        "faces": "取得公文所用的仿宋、楷体：",
        "still": "网页、检查和 schema 不受影响",
    },
}

NAMES = {"fang": "仿宋", "kai": "楷体", "hei": "黑体", "song": "宋体", "mark": "小标宋"}


@click.command()
@lang_option
@click.pass_context
def doctor(ctx: click.Context) -> None:
    """Say what this machine can print with, and what is missing."""
    from reportgen.environment import look_around

    words = WORDS[language_of(default_content())]
    found = look_around()
    for name, value in _lines(found, words):
        show(name + " " * max(1, 20 - columns(name)) + value)
    for what, command in (("install", found.install_command()), ("faces", found.faces_command())):
        if command:
            show(words[what])
            show(f"    {command}")
    show(words["fine"] if found.can_print else words["still"])
    ctx.exit(Verdict.FINE if found.can_print else Verdict.ENVIRONMENT)


def columns(text: str) -> int:
    """Return how wide a text is on a terminal: a Han character takes two columns."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _lines(found: Environment, words: dict[str, str]) -> Iterator[tuple[str, str]]:
    yield "Python", found.python
    yield "WeasyPrint", found.weasyprint or words["missing"]
    yield "Pango", found.pango or words["missing"]
    yield "PangoFT2", words["yes" if found.pango_fonts else "missing"]
    yield "HarfBuzz subset", words["yes" if found.harfbuzz_subset else "missing"]
    yield "fontconfig", words["yes" if found.fontconfig else "missing"]
    for one in found.fonts:
        yield words["role"].format(role=name_of_role(one.role)), font_line(one, words)


def name_of_role(role: str) -> str:
    """Return a role with its Chinese name, if it has one."""
    return f"{role} {NAMES.get(role, '')}".rstrip()


def font_line(one: FontRole, words: Mapping[str, str]) -> str:
    """Return who plays a role, with its file and whom it stands in for."""
    if one.family is None:
        return words["missing"]
    said = f"{one.family}  {one.file}"
    return f"{said}  ({words['stand-in'].format(wished=one.wished[0])})" if one.substituted else said
