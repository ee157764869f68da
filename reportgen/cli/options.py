"""Options that several commands share."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
from pathlib import Path
from typing import Any

import click

from reportgen.cli.translation import CONTENT
from reportgen.cli.words import language_spoken, spoken

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
    """A date on the command line, read and refused as in the records."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """Return the date, or refuse it as a usage error."""
        if isinstance(value, dt.date):
            return value
        if re.fullmatch(r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}", value):
            with contextlib.suppress(ValueError):
                return dt.date.fromisoformat(value)
        # Only now: the schemas take longer to import than `--help` takes to show.
        from reportgen.model.diagnostic import WrongValue
        from reportgen.model.values import parse_date

        try:
            return parse_date(value)
        except WrongValue as wrong:
            found = wrong.kind.at(None, **wrong.values)
            language = language_spoken()
            joint = "；" if language == "zh" else "; "
            self.fail(f"{found.message(language)}{joint}{found.hint(language)}", param, ctx)


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


FONT_SETTINGS = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH", "FONTCONFIG_SYSROOT")


def font_settings() -> tuple[str, ...]:
    """Return what the environment says of where fonts are and how they are chosen: `NAME=value`."""
    return tuple(f"{name}={os.environ[name]}" for name in FONT_SETTINGS if name in os.environ)


as_of_option = click.option(
    "--as-of",
    type=Day(),
    default=today,
    help="The day the site is seen from (default: SOURCE_DATE_EPOCH, else today).",
)


edition_option = click.option(
    "--edition",
    metavar="NAME",
    multiple=True,
    help="An edition of site.yaml; may be given several times (default: all of them).",
)


class Folder(click.Path):
    """A folder to write into, outside the content: else the next build would read what this one wrote."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, file_okay=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Return the folder, or refuse it as a usage error."""
        folder = Path(os.fsdecode(super().convert(value, param, ctx)))
        content = ctx.meta.get(CONTENT) if ctx else None
        if content and folder.resolve().is_relative_to(content.resolve()):
            words = spoken("{value!r} lies inside the content folder; name another, such as -o ../build.")
            self.fail(words.format(value=str(folder)), param, ctx)
        return folder


OUTPUTS = frozenset({"html", "pdf", "md", "csv", "json", "xlsx", "ics"})


class Outputs(click.ParamType[frozenset[str]]):
    """Kinds of files with commas between them: `html,pdf`."""

    name = "html,pdf,…"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> frozenset[str]:
        """Return the set of outputs, or refuse it as a usage error."""
        asked = frozenset(part.strip() for part in str(value).split(","))
        if not asked <= OUTPUTS:
            self.fail(
                spoken("{value!r}: write html, pdf, md, csv, json, xlsx, ics, or several with commas.").format(
                    value=value
                ),
                param,
                ctx,
            )
        return asked


output_option = click.option(
    "-o", "--output", type=Folder(), default="build", help="Folder to build into (default: build)."
)
outputs_option = click.option(
    "--outputs", type=Outputs(), help="What to make: html, pdf, md, csv, json, xlsx, ics (default: site.yaml)."
)
jobs_option = click.option(
    "--jobs", metavar="N", type=click.IntRange(1), help="Processes that render and print (default: one per core)."
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
    is_eager=True,
    help="Content folder (default: content, else the current folder).",
)
