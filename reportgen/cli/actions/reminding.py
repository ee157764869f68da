"""`reportgen actions remind`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from reportgen.cli.messages import Talk, language_of, verdict
from reportgen.cli.options import Folder, as_of_option, content_option, lang_option
from reportgen.cli.show import show

PRESSING = frozenset({"overdue", "behind", "due-soon"})
WITHOUT_ADDRESS = {
    "zh": "{n} 封没有收件地址；请在 people.yaml 中补写 `x-mail:`",
    "en": "{letters} no address; add `x-mail:` in people.yaml",
}
NOBODY = {
    "zh": "没有写明由谁负责，无法提醒：{actions}",
    "en": "nobody is named, so nobody is reminded: {actions}",
}
NOTHING = {"zh": "没有需要提醒的事项", "en": "there is nothing to remind anybody of"}


@click.command()
@content_option
@click.option(
    "-o",
    "--output",
    type=Folder(),
    help="Folder to write the letters into (default: reminders-2026-06-30, by the day).",
)
@as_of_option
@click.option("--overdue", is_flag=True, help="Only what is past its due date.")
@click.option("--due-soon", is_flag=True, help="Only what is due within a few days.")
@click.option("--all", "everything", is_flag=True, help="Every live action, pressing or not.")
@lang_option
@click.pass_context
def remind(
    ctx: click.Context,
    content: Path,
    output: Path | None,
    *,
    as_of: dt.date,
    overdue: bool,
    due_soon: bool,
    everything: bool,
) -> None:
    """Write a letter (.eml) to everybody who owes something, to be sent by hand."""
    from reportgen.pipeline import remind as write
    from reportgen.pipeline.reminding import put_letters

    asked = frozenset({"overdue"} if overdue else ()) | frozenset({"due-soon"} if due_soon else ())
    talk = Talk(language_of(content), content)
    reminders, findings = write(content, as_of, PRESSING | {"other"} if everything else asked or PRESSING)
    talk.findings(findings)
    # Another day has other letters: they go beside those of this one, not over them.
    folder = output or Folder().convert(f"reminders-{as_of}", None, ctx)
    for name in put_letters(reminders, folder) if reminders else ():
        show(folder / name)
    if reminders and not reminders.files:
        talk.say(NOTHING[talk.language])
    if reminders and (without := len(reminders.files) - reminders.addressed):
        talk.say(WITHOUT_ADDRESS[talk.language].format(n=without, letters=_letters(without)))
    if reminders and reminders.nobody:
        actions = ", ".join(one.reference for one in reminders.nobody)
        talk.say(NOBODY[talk.language].format(actions=actions))
    ctx.exit(verdict(findings, strict=False))


def _letters(number: int) -> str:
    return "1 letter has" if number == 1 else f"{number} letters have"
