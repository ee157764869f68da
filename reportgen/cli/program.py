"""The program as Click runs it: every command is imported when it is called for."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from reportgen import __version__
from reportgen.cli.messages import complain, language_of
from reportgen.cli.options import lang_option
from reportgen.cli.overview import COMMANDS, overview, own_name
from reportgen.cli.show import show
from reportgen.cli.stopping import Terminated, stopping_in_order
from reportgen.cli.translation import ARGUMENTS, ASKED, CONTENT, teach_click, translate
from reportgen.cli.verdict import Verdict
from reportgen.cli.words import language_asked_for, language_of_locale, speak, spoken
from reportgen.model.diagnostic import ReportgenError
from reportgen.text.terminal import printable


class Program(click.Group):
    """Speaks the reader's language, and turns a broken world into words and exit code 3."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Choose the language before `--help` or an error can show anything."""
        ctx.meta[ASKED] = language_asked_for(args)
        ctx.meta[ARGUMENTS] = tuple(args)
        speak(ctx.meta[ASKED] or language_of_locale())
        teach_click()
        translate(self, ctx)
        return super().parse_args(ctx, args)

    def get_help(self, ctx: click.Context) -> str:  # noqa: ARG002 - Click's own signature
        """Return the same help that is shown without Click."""
        return overview()

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's own signature
        """Return the names of the commands in the order of a first day."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, imported only now; for an unknown name all are, so that Click can say which is meant."""
        for name in [cmd_name] if cmd_name in COMMANDS else COMMANDS:
            own = own_name(name)
            self.commands[name] = getattr(import_module(f"reportgen.cli.{own}"), own)
            translate(self.commands[name], ctx)
        return self.commands.get(cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what it cannot do on this machine is said in words."""
        try:
            with stopping_in_order():
                return super().invoke(ctx)
        except ReportgenError as broken:
            complain(broken, language_of(ctx.meta.get(CONTENT)))
            ctx.exit(Verdict.ENVIRONMENT)
        except KeyboardInterrupt as stopped:
            show("", err=True)
            show(spoken("Stopped; no file is half-written."), err=True)
            ctx.exit(Verdict.TERMINATED if isinstance(stopped, Terminated) else Verdict.INTERRUPTED)
        except click.exceptions.NoArgsIsHelpError:
            raise
        except click.UsageError as wrong:
            # A word of the command line may be the name of a file somebody else chose.
            lines = map(printable, wrong.format_message().expandtabs(4).split("\n"))
            raise click.UsageError("\n".join(lines), wrong.ctx) from None


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="reportgen", message="%(prog)s %(version)s")
@lang_option
def reportgen() -> None:
    """Turn YAML meeting notes into minutes, agendas and speeches in HTML and PDF."""
