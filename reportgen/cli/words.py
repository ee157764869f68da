"""Which language to speak, and the help texts in Chinese."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

CHINESE = {
    "Turn YAML meeting notes into minutes, agendas and briefings in HTML and PDF.": (
        "把 YAML 会议记录排成纪要、议程和简报，输出 HTML 和 PDF。"
    ),
    "Start a content folder DIR with a commented example.": "新建内容文件夹 DIR，内有带说明的范例。",
    "Write the record of the next meeting of SERIES: number, roster, open actions to go through.": (
        "起草系列 SERIES 的下一次会议：届次、名单和待议的未结事项。"
    ),
    "Read CONTENT and report what is wrong, without building.": "读取 CONTENT 并报告问题，不生成文件。",
    "Build CONTENT into HTML pages and PDF documents.": "由 CONTENT 生成网页和 PDF。",
    "Print the JSON Schema of one kind of file, for editors.": "输出某种文件的 JSON Schema，供编辑器使用。",
    "See and override the templates.": "查看和改写模板。",
    "List every template and the file it comes from.": "列出全部模板及其来源文件。",
    "Copy template NAME into the templates/ folder beside CONTENT, to change it there.": (
        "把模板 NAME 复制到 CONTENT 旁的 templates/ 文件夹，供修改。"
    ),
    "Say what this machine can print with, and what is missing.": "说明本机的排印条件和所缺的软件、字体。",
    "Language of messages (default: site.yaml, else the locale).": "提示信息的语言（默认按 site.yaml，其次按系统）。",
    "Language of the example.": "范例的语言。",
    "Let warnings fail too.": "有警告也算失败。",
    "Say errors only.": "只报错误。",
    "Folder to build into.": "输出文件夹。",
    "Build one record only.": "只生成一份记录。",
    "What to make: html, pdf or both (default: site.yaml).": "输出格式：html、pdf 或两者（默认按 site.yaml）。",
    "The day the site is seen from (default: SOURCE_DATE_EPOCH, else today).": (
        "以哪一天的情况为准（默认取 SOURCE_DATE_EPOCH，否则为今天）。"
    ),
    "Printer processes (default: one per core).": "排印进程数（默认每核一个）。",
    "Content folder (default: content, else the current folder).": "内容文件夹（默认 content，否则当前文件夹）。",
    "Day of the meeting (default: what the last one announced).": "会议日期（默认取上次会议的预告）。",
    "Print the draft instead of writing it.": "只显示草稿，不写文件。",
    "Show the version and exit.": "显示版本。",
    "Show this message and exit.": "显示本说明。",
}
"""By the English text; a test holds every help text of the program against it."""


def language_of_locale() -> str:
    """Return zh where the system speaks Chinese, else en."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "zh" if next((name for name in names if name), "").lower().startswith("zh") else "en"


def language_asked_for(args: Sequence[str] | None) -> str:
    """Return the language of `--lang` on the command line, else of the system."""
    words = list(sys.argv[1:] if args is None else args)
    for position, word in enumerate(words):
        if word.startswith("--lang="):
            return word.removeprefix("--lang=")
        if word == "--lang" and position + 1 < len(words):
            return words[position + 1]
    return language_of_locale()


def translate(command: click.Command, language: str) -> None:
    """Put the help texts of a command and of all below it into a language."""
    if language != "zh":
        return
    command.help = CHINESE.get(command.help or "", command.help)
    command.short_help = command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            parameter.help = CHINESE.get(parameter.help or "", parameter.help)
    if isinstance(command, click.Group):
        for below in command.commands.values():
            translate(below, language)
