"""The command line: the only room that talks to people.

Nothing heavy is imported here: a command imports what it runs when it runs, so `--help` answers at once.
"""

from __future__ import annotations

import os
from typing import Any

import click

from reportgen import __version__
from reportgen.cli.build import build
from reportgen.cli.check import check
from reportgen.cli.doctor import doctor
from reportgen.cli.init import init
from reportgen.cli.new import new
from reportgen.cli.schema import schema
from reportgen.cli.templates import templates
from reportgen.cli.words import language_asked_for, translate
from reportgen.model.diagnostic import ReportgenError

ENVIRONMENT = 3
INTERRUPTED = 130


class Program(click.Group):
    """Speaks the reader's language, and turns a broken world into words and exit code 3."""

    def main(self, args: Any = None, *rest: Any, **named: Any) -> Any:
        """Run with help texts in the language asked for."""
        translate(self, language_asked_for(args))
        return super().main(args, *rest, **named)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except ReportgenError as broken:
            language = language_asked_for(None)
            click.echo(f"reportgen: {broken.message.get(language, broken.message['en'])}", err=True)
            if broken.hint:
                click.echo(f"    {broken.hint.get(language, broken.hint['en'])}", err=True)
            ctx.exit(ENVIRONMENT)
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            # The reader of a pipe went away (`| head`); what it wanted, it has.
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            ctx.exit(0)


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="reportgen")
def reportgen() -> None:
    """Turn YAML meeting notes into minutes, agendas and briefings in HTML and PDF."""


for command in (init, new, check, build, schema, templates, doctor):
    reportgen.add_command(command)
