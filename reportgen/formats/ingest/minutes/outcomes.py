"""Outcomes: decisions, actions and questions left over, by the marks minutes give them (结论：, Action item:, TODO)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from reportgen.formats.ingest.people.names import is_nobody
from reportgen.formats.ingest.people.owners import are_names, names_of

Outcome = Literal["action", "decision", "left-over"]

_B = r"(?:\*\*|__|\*|_)?"
_START = r"^(?:\d{1,2}(?:\.\d{1,2}){1,2}\.? +)?[^\w\u4e00-\u9fff(（【]{0,8}"
"""What may stand before a mark: signs, and the number of a paragraph (2.3)."""
_COLON = rf"\s*{_B}\s*(?:[:：]|[-–—]{{1,2}}(?=\s))\s*{_B}\s*"
_ACTION_WORDS = (
    r"action items?|action points?|actions?|AIs?|(?-i:ARs?)|to-?dos?|next steps?|follow-?ups?"
    r"|待办事项|待辦事項|待办|待辦|行动项|行动|后续行动|跟进事项|任务"
)
_DECISION_WORDS = (
    r"(?:会议|會議|最终|主要|讨论|审议|评审|主席)?(?:研究)?(?:意见(?=[:：])|结论|結論|決議|决议|决定|決定|决策"
    r"|议定|裁示|明确|确定)(?:事项|如下|以下事项|以下内容)?\s*\d{0,3}"
    r"|decisions?|decided|resolutions?"
    r"|resolved|conclusions?|agreed|consensus|outcomes?|motion carried|votes?|表决(?:结果|情况)?|表決(?:結果)?"
    r"|投票(?:结果|情况)?"
)
_LEFT_WORDS = (
    r"(?:遗留|遺留)(?:问题|事项|問題)(?:跟踪)?\s*\d{0,3}|(?-i:OPEN)|open questions?|open issues?|unresolved"
    r"|left over|待议"
)
_ACTION = re.compile(
    rf"{_START}[【\[(]?{_B}(?P<label>{_ACTION_WORDS})\s*#?\d{{0,3}}\s*{_B}[】\])]?\s*"
    rf"(?:[（(](?P<who>[^（()）]{{1,40}})[）)]\s*)?{_COLON}",
    re.IGNORECASE,
)
_ACTION_OF = re.compile(
    rf"{_START}{_B}(?:AI|AP|ACTION|Action(?: [Ii]tem)?)\b{_B}\s+(?:on "
    rf"|for )?(?P<who>@?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){{0,2}})\s*[:：]\s+"
)
"""`AI Ada: …`, `**ACTION** Ada Moss: …`."""
_ACTION_CAPS = re.compile(
    rf"{_START}{_B}(?:AI|ACTION)\b{_B}\s+(?=@?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){{0,2}} (?:to"
    rf"|will|shall) )"
)
_LOGGED = re.compile(
    r"#(?:(?P<action>action)|(?P<decision>agreed|accepted|approved|resolved"
    r"|decision))\b:?\s+",
    re.IGNORECASE,
)
"""As people tell the bot that logs a meeting: `#action ada to …`, `#agreed …`."""
_STAMP = re.compile(r"\s*\([\w@:.|-]+, \d\d:\d\d:\d\d\)\s*$")
"""Who typed a line of a log, and when."""
_LONGEST_STAMP = 100
_TODO = re.compile(
    rf"^[^\w(（]{{0,8}}(?P<label>{_B}TODO\b{_B})\s*[:：]?\s*{_B}\s*(?=\S)"
    r"|(?P<bold>(?:\*\*|__)TODO:?(?:\*\*|__)\s*[:：]?\s*)(?=\S)"
)
_BOLD_ACTION = re.compile(r"\*\*Action(?: items?)?\s*:\s*(?P<inside>[^*]+)\*\*$", re.IGNORECASE)
_DECISION = re.compile(
    rf"{_START}{_B}(?P<label>{_DECISION_WORDS})(?:{_COLON}|(?<=[dD]),\s*)",
    re.IGNORECASE,
)
_LEFT = re.compile(
    rf"{_START}{_B}(?P<label>{_LEFT_WORDS})\s*{_B}\s*(?:[（(][^（()）]*[)）])?\s*[:：]\s*{_B}\s*", re.IGNORECASE
)
_NOTHING = re.compile(r"(?:无|暂无|没有|none|n/?a|nil|tbd|todo|-+|/|\.+)[.。]?$|x{2,}$", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"^(?:这里|此处|本部分)(?:是|记录|填写)|列出.{0,10}(?:任务|事项)|记录.{0,10}(?:内容|结论)|请.{0,6}填写"
    r"|在此.{0,8}(?:填写|记录)"
    r"|^<[^<>]*>$|\[(?:name|owner|date|task)\]|your name here|lorem ipsum|@自我介绍|@意见提出者"
    r"|action item \d+$|item \d+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Marked:
    """A line that begins with the mark of an outcome."""

    outcome: Outcome
    text: str
    """The words after the mark; "" where they stand on the lines below."""
    label: str
    """The mark itself; "" where something else than words says so: a box, a vote."""
    owner: tuple[str, ...] = ()
    """Names beside the mark: `Action item (Niko): …`."""
    before: str = ""
    """Words before the mark on its line, which are no part of the outcome."""
    is_said: bool = False
    """Whether its words say so and no mark does."""


_IN_BRACKETS = re.compile(rf"^{_B}【\s*(?P<label>[^【】]{{2,16}}?)\s*】{_B}\s*[:：]?\s*")
"""【结论】 needs no colon."""


def marked(text: str) -> Marked | None:
    """Return what a line is marked as, or None."""
    text = text[:-_LONGEST_STAMP] + _STAMP.sub("", text[-_LONGEST_STAMP:])
    if found := _IN_BRACKETS.match(text):
        text = f"{found['label']}：{text[found.end() :]}"
    if found := _LEFT.match(text):
        return Marked("left-over", text[found.end() :].strip(), found["label"])
    if found := _DECISION.match(text):
        other = Marked("decision", text[found.end() :].strip(), found["label"])
        return _marked_action(text) or other
    return _marked_action(text)


def _marked_action(text: str) -> Marked | None:
    """Return what a line is marked as where its mark is one of actions, or what a bot logged; None: it has none."""
    if found := _ACTION.match(text):
        who = names_of(found["who"]) if found["who"] and are_names(found["who"]) else ()
        return Marked("action", text[found.end() :].strip().removesuffix("**").strip(), found["label"], who)
    if found := _ACTION_OF.match(text):
        return Marked("action", text[found.end() :].strip(), "Action", (found["who"].lstrip("@"),))
    if found := _ACTION_CAPS.match(text):
        return Marked("action", text[found.end() :].strip(), "Action")
    if found := _LOGGED.match(text):
        return Marked("action" if found["action"] else "decision", text[found.end() :].strip(), found[0].strip())
    return _marked_todo(text)


def _marked_todo(text: str) -> Marked | None:
    if found := _TODO.search(text):
        return Marked("action", (text[: found.start()] + text[found.end() :]).strip(), "TODO")
    if found := _BOLD_ACTION.search(text):
        return Marked("action", found["inside"].strip(), "Action")
    return None


def is_nothing(text: str) -> bool:
    """Whether words stand where a task would and name none: None, 无, TBD, the hint of a form."""
    bare = re.sub(r"[*_`~\s]+", "", text)
    return not bare or _NOTHING.match(bare) is not None or is_nobody(text) or _PLACEHOLDER.search(text) is not None
