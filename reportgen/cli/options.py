"""Options that several commands share."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Any

import click

lang_option = click.option(
    "--lang", type=click.Choice(["zh", "en"]), help="Language of messages (default: site.yaml, else the locale)."
)
strict_option = click.option("--strict", is_flag=True, help="Let warnings fail too.")
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Say errors only.")


class Day(click.ParamType[dt.date]):
    """A date on the command line, as in the records."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """Return the date, or refuse it as a usage error."""
        try:
            return value if isinstance(value, dt.date) else dt.date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date; write it as 2026-06-30", param, ctx)


def today() -> dt.date:
    """Return the day of SOURCE_DATE_EPOCH (in UTC), else of the clock: the only place a clock is read."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdigit():
        return dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC).date()
    return dt.datetime.now(tz=dt.UTC).astimezone().date()


as_of_option = click.option(
    "--as-of",
    type=Day(),
    default=today,
    help="The day the site is seen from (default: SOURCE_DATE_EPOCH, else today).",
)


def default_content() -> Path:
    """Return `content` where it exists, else the current folder."""
    return Path("content") if Path("content").is_dir() else Path()


content_argument = click.argument(
    "content", type=click.Path(path_type=Path, file_okay=False, exists=True), default=default_content
)
