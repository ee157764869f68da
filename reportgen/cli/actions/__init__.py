"""`reportgen actions`: the register of actions from the command line, one file per family of commands."""

from __future__ import annotations

import click

from reportgen.cli.actions.carrying import carry
from reportgen.cli.actions.listing import list_
from reportgen.cli.actions.recording import close, reopen, update
from reportgen.cli.actions.reminding import remind
from reportgen.cli.actions.showing import show_
from reportgen.cli.options import lang_option


@click.group()
@lang_option
def actions() -> None:
    """See the register of actions, record what happened, remind."""


for command in (list_, show_, update, close, reopen, carry, remind):
    actions.add_command(command)
