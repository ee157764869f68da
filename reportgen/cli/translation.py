"""Click in the language spoken now: its own words, and the help texts of the commands."""

from __future__ import annotations

import click

from reportgen.cli.words import CHINESE, spoken

ASKED = "reportgen.asked"
"""Where a run keeps the language of `--lang`; None: not given."""
CONTENT = "reportgen.content"
"""Where a run keeps its content folder, which may say the language too."""

ARGUMENTS = "reportgen.arguments"
"""Where a run keeps the words it was started with."""

_CLICK = (click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.types)


def teach_click() -> None:
    """Let Click say its own words in the language spoken now."""
    # Click asks gettext, whose catalogues are binary files found by the locale; `--lang` must win over that.
    for module in _CLICK:
        for name, words in (("_", spoken), ("ngettext", _spoken_of)):
            if hasattr(module, name):
                setattr(module, name, words)


def _spoken_of(one: str, many: str, number: int) -> str:
    return spoken(one if number == 1 else many)


_ENGLISH = {chinese: english for english, chinese in CHINESE.items()}


def translate(command: click.Command, ctx: click.Context) -> None:
    """Put the help texts of a command and of all below it into the language spoken now."""
    command.help = command.short_help = _translated(command.help)
    if command.epilog:
        command.epilog = "\n\n".join(str(_translated(one)) for one in command.epilog.split("\n\n"))
    command.options_metavar = _translated(command.options_metavar)
    for parameter in command.get_params(ctx):
        if isinstance(parameter, click.Option):
            parameter.help = _translated(parameter.help)
    if isinstance(command, click.Group):
        command.subcommand_metavar = _translated(command.subcommand_metavar) or ""
        for below in command.commands.values():
            translate(below, ctx)


def _translated(text: str | None) -> str | None:
    # A command that has spoken Chinese may be asked in English next: in tests, one process runs many.
    return spoken(_ENGLISH.get(text, text)) if text else text
