"""Rules on what an issued document carries: its marking, its title, its number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.model.diagnostic import Diagnostic, error, warning
from reportgen.model.meeting import Briefing, Minutes, Speech
from reportgen.rules.look import Look

STATESECRET = warning(
    "state-secret",
    en="“{value}” marks a state secret, which does not belong on an ordinary machine",
    zh="“{value}”是国家秘密标志，涉密内容不得在普通计算机上处理",
    hint_en="handle it on a machine approved for it; below it `access:` says who may read a record",
    hint_zh="请在涉密计算机上办理；一般文件的阅读范围写 `access:`",
)
TITLE_LINES_DIFFER = error(
    "title-lines-differ",
    en="`issue: title:` has other words than the title: “{value}”",
    zh="`issue: title:` 与标题文字不同：“{value}”",
    hint_en="write the words of `title:` and only a `|` where a line ends",
    hint_zh="照写 `title:` 的文字，只在换行处加 `|`",
)

SECRET = re.compile(r"绝密|机密|秘密")
"""What marks a state secret. Source: 中华人民共和国保守国家秘密法, 2024, 第十四条."""


def secrets_are_kept_elsewhere(look: Look) -> Iterator[Diagnostic]:
    """No record carries a classification of state secrets (密级)."""
    for record in look.content.records:
        issue = getattr(record, "issue", None)
        if issue and issue.classification and SECRET.search(issue.classification):
            span = look.content.span(record.id, "issue", "classification")
            yield STATESECRET.at(span, value=issue.classification)


def broken_titles_keep_their_words(look: Look) -> Iterator[Diagnostic]:
    """A title broken into lines has the words of the title."""
    for record in look.content.records:
        lines = record.issue.title_lines if isinstance(record, Minutes | Speech | Briefing) else ()
        if lines and _letters("".join(lines)) != _letters(record.title or ""):
            yield TITLE_LINES_DIFFER.at(look.content.span(record.id, "issue", "title"), value=" | ".join(lines))


def _letters(words: str) -> str:
    return "".join(words.split())
