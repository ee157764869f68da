"""`reportgen actions update`, `close` and `reopen`: one event written where it belongs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from reportgen.cli.actions.state import State
from reportgen.cli.actions.words import state_of
from reportgen.cli.messages import Talk, language_of, place_of, verdict
from reportgen.cli.options import Day, as_of_option, content_option, lang_option
from reportgen.cli.show import show
from reportgen.cli.words import spoken

if TYPE_CHECKING:
    from reportgen.pipeline.recording import Recorded, Verb

NOTHING = {"zh": "未登记，没有写入任何文件", "en": "nothing was recorded, no file was written"}
ORDER = (
    "state", "lead", "owner", "due", "note", "evidence", "no-evidence", "verified-by", "reached", "merged-into",
)  # fmt: skip
"""The keys of an event in the order they are written."""
F = TypeVar("F", bound=Callable[..., Any])

_date = click.option("--date", type=Day(), help="The day it happened (default: that of --meeting, else --as-of).")
_note = click.option("--note", metavar="TEXT", help="What happened, in words.")
_evidence = click.option("--evidence", metavar="FILE", multiple=True, help="A file below assets/; may be repeated.")
_no_evidence = click.option("--no-evidence", metavar="TEXT", help="Why there is no evidence.")
_verified_by = click.option("--verified-by", metavar="NAME", help="Who verified that it is done.")
_state = click.option("--state", type=State(), help="The state from that day on.")
_due = click.option("--due", type=Day(), help="The new due date; the old one stays in the history.")
_owner = click.option("--owner", metavar="NAME", multiple=True, help="Who carries it out from now on; may be repeated.")
_lead = click.option("--lead", metavar="NAME", help="The unit or person in charge from now on.")
_reached = click.option("--reached", metavar="TEXT", multiple=True, help="A milestone that is met, by its text.")
_merged_into = click.option("--merged-into", metavar="ID", help="The action that goes on in its place.")
_meeting = click.option("--meeting", metavar="ID", help="The meeting that recorded it (default: an update file).")
_dry_run = click.option("--dry-run", is_flag=True, help="Show the change instead of writing it.")


def _takes(*options: Callable[[Any], Any]) -> Callable[[F], F]:
    """Return what gives a command its ID, some options, and those that all commands here share."""
    shared: tuple[Callable[[Any], Any], ...] = (
        _meeting,
        _dry_run,
        content_option,
        as_of_option,
        lang_option,
        click.pass_context,
    )

    def give(command: F) -> F:
        first = click.argument("reference", metavar="ID")
        for option in reversed((first, *options, *shared)):
            command = option(command)
        return command

    return give


@click.command()
@_takes(_date, _state, _note, _evidence, _no_evidence, _verified_by, _due, _owner, _lead, _reached, _merged_into)
def update(ctx: click.Context, reference: str, **said: Any) -> None:
    """Record what happened to action ID."""
    _record(ctx, "update", reference, **said)


@click.command()
@_takes(_date, _note, _evidence, _no_evidence, _verified_by)
def close(ctx: click.Context, reference: str, **said: Any) -> None:
    """Record that action ID is done."""
    _record(ctx, "close", reference, state="closed", **said)


@click.command()
@_takes(_date, _note, _due, _owner, _lead)
def reopen(ctx: click.Context, reference: str, **said: Any) -> None:
    """Record that action ID, which had ended, is open again."""
    _record(ctx, "reopen", reference, state="open", **said)


def _record(
    ctx: click.Context,
    verb: Verb,
    reference: str,
    *,
    content: Path,
    as_of: dt.date,
    date: dt.date | None,
    meeting: str | None,
    dry_run: bool,
    **said: Any,
) -> None:
    from reportgen.pipeline import News, record_event, write_event

    words = dict(_words(content, said))
    if not words:
        raise click.UsageError(spoken("Say what happened: --state, --note, --due or another option."), ctx)
    talk = Talk(language_of(content), content)
    recorded, findings = record_event(content, News(verb, reference, words, date, meeting), as_of)
    talk.findings(findings)
    if recorded and dry_run:
        for line in _difference(recorded):
            show(line)
    elif recorded:
        write_event(content, recorded)
        show(place_of(content, recorded.span, to_line=True) if recorded.span else content / recorded.path)
        states = [state_of(one, talk.language) for one in (recorded.before, recorded.after)]
        colon = "：" if talk.language == "zh" else ": "
        talk.say(f"{reference}{colon}{' → '.join(dict.fromkeys(states))}")
    else:
        talk.say(NOTHING[talk.language])
    ctx.exit(verdict(findings, strict=False))


def _words(content: Path, said: dict[str, Any]) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Yield what was said, by the keys of a record."""
    for key in ORDER:
        value = said.get(key.replace("-", "_"))
        if key == "evidence" and value:
            value = tuple(_below(content, one) for one in value)
        # An empty text is said, and refused by name; an option that was not given is None.
        if isinstance(value, dt.date):
            yield key, str(value)
        elif value is not None and value != ():
            yield key, value


def _below(content: Path, name: str) -> str:
    """Return the name of a file from the content folder, also if it was typed from the current one."""
    path, folder = Path(name).resolve(), content.resolve()
    is_there = path.is_file() and path.is_relative_to(folder) and not (content / name).is_file()
    return path.relative_to(folder).as_posix() if is_there else name


def _difference(recorded: Recorded) -> Iterator[str]:
    """Yield the change as `git diff` would show it, with a line around it."""
    import difflib

    old, new = ((one or b"").decode().splitlines() for one in (recorded.read, recorded.content))
    before = recorded.path if recorded.read is not None else "/dev/null"
    yield from difflib.unified_diff(old, new, before, recorded.path, lineterm="", n=1)
