"""Options that several commands share."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Any

import click

from reportgen.cli.translation import CONTENT
from reportgen.cli.words import spoken

lang_option = click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    # Read before anything else is: see `Program.parse_args`.
    expose_value=False,
    help="Language of messages (default: site.yaml, else the locale).",
)
strict_option = click.option("--strict", is_flag=True, help="Let warnings fail too.")
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Say only what makes it fail.")


class Day(click.ParamType[dt.date]):
    """A date on the command line, as in the records."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """Return the date, or refuse it as a usage error."""
        try:
            return value if isinstance(value, dt.date) else dt.datetime.strptime(value, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            self.fail(spoken("{value!r} is not a date; write it as 2026-06-30.").format(value=value), param, ctx)


def today() -> dt.date:
    """Return the day of SOURCE_DATE_EPOCH (in UTC), else of the clock: the only place a clock is read."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return dt.datetime.now(tz=dt.UTC).astimezone().date()
    try:
        return dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC).date()
    except (ValueError, OverflowError, OSError):
        words = spoken("SOURCE_DATE_EPOCH is {value!r}, not a number of seconds since 1970.")
        raise click.UsageError(words.format(value=epoch)) from None


as_of_option = click.option(
    "--as-of",
    type=Day(),
    default=today,
    help="The day the site is seen from (default: SOURCE_DATE_EPOCH, else today).",
)


def default_content() -> Path:
    """Return `content` where it exists, else the current folder."""
    return Path("content") if Path("content").is_dir() else Path()


def _remember(ctx: click.Context, _param: click.Parameter, folder: Path) -> Path:
    """Keep the content folder at hand: when something breaks, its site.yaml says in which language to tell."""
    ctx.meta[CONTENT] = folder
    return folder


_existing_folder = click.Path(path_type=Path, file_okay=False, exists=True)
# Eager: the folder to build into is judged by it, whichever stands first on the command line.
content_argument = click.argument(
    "content", type=_existing_folder, default=default_content, callback=_remember, is_eager=True
)
content_option = click.option(
    "--content",
    type=_existing_folder,
    default=default_content,
    callback=_remember,
    help="Content folder (default: content, else the current folder).",
)
