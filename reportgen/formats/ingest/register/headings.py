"""Headings: what the columns of an action register (台账) hold, by the words that stand above them."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Literal, get_args

from reportgen.formats.ingest.register.tables import Table

Column = Literal["task", "due", "closed", "state", "meeting", "label", "lead", "support", "owner", "supervisor", "note"]
"""What a column says of an action; `closed` is the day it ended, `meeting` the day it was opened."""

# The surest word first: of two columns that could hold the same, the one with the surer heading does.
_WORDS: Mapping[Column, str] = {
    "task": """事项|议定事项|督办事项|交办事项|任务事项|工作事项|责任事项|待办事项|行动项|任务|工作任务|具体任务
        |重点任务|待办内容|行动内容|任务名称|任务描述|事项描述|事项名称|工作项|跟进事项|行动事项|待办任务|行动计划|任务内容|事项内容|工作内容|具体内容|具体事项|重点工作|待办|整改措施|整改任务|工作措施
        |action|actions|action item|action items|action point|action points|action required|actions required
        |task|tasks|to do|todo|to-do|what|items|item|work|deliverable|description""",
    "due": """完成时限|办理时限|办结时限|整改时限|时限|时限要求|完成期限|办理期限|期限|截止时间|截止日期|计划完成时间
        |计划完成日期|预计完成时间|预计完成日期|计划时间|要求完成时间|要求完成日期|DDL|ddl|时间节点|时间要求|到期日|截止|完成时间|完成日期
        |due|due date|due by|deadline|by when|when|target date|completion due|to be done by|by""",
    "closed": """销号时间|销号日期|办结时间|办结日期|完结时间|完结日期|关闭时间|关闭日期|了结日期|实际完成时间
        |实际完成日期|完成时间|完成日期
        |closed|closed on|date closed|closed date|closing date|completed|completed on|date completed
        |completion date|done on|ended""",
    "state": """是否销号|是否办结|是否完成|状态|办理状态|完成状态|事项状态|当前状态
        |任务状态|销号状态|办理情况|完成情况|落实情况
        |进展情况|进展
        |办理进展|工作进展|目前进展|status|state|current status|progress""",
    "meeting": """会议时间|会议日期|会议|交办会议|交办时间|交办日期|提出时间|提出日期|会议名称|事项来源|任务来源|来源
        |来源会议|meeting time|meeting date|date of meeting|meeting|opened|opened on|date opened|date raised
        |raised|raised on|source""",
    "label": "序号|编号|事项编号|任务编号|号|no|nos|number|#|nr|id|item no|action no|ref|reference|s/n|sn",
    "lead": """责任单位|牵头单位|牵头责任单位|责任牵头单位|主责单位|主办单位|承办单位|牵头部门|责任部门|主责部门
        |主办部门|承办部门|负责单位|负责部门|落实单位|责任主体|牵头|单位|部门
        |lead|lead unit|lead department|lead party|responsible|responsible unit|responsible party
        |responsible department|responsibility|department|team""",
    "support": """配合单位|协办单位|协助单位|参与单位|配合部门|协办部门|协助部门|配合|协办
        |support|supporting|supporting unit|supporting units|supported by|supporting team|with""",
    "owner": """责任人|负责人|具体责任人|直接责任人|承办人|经办人|落实人|跟进人|执行人|责任人员
        |owner|owners|action owner|assignee|assignees|assigned to|who|by whom|person responsible
        |responsible person|action by|actionee""",
    "supervisor": """分管领导|责任领导|牵头领导|包保领导|督办领导|联系领导|挂点领导
        |supervisor|supervised by|accountable|accountable person|sponsor""",
    "note": "备注|说明|附注|note|notes|remark|remarks|comment|comments",
}
_BETWEEN = re.compile(r"[()/、&,及和与]|\band\b")
_MARKS = re.compile(r"[*_`~]+")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_LONGEST = 60
"""Characters of a heading; what is longer is a sentence."""


def register_columns(table: Table) -> Mapping[Column, int] | None:
    """Return which column holds what, by its position from 0; None: this is no register of actions.

    A register has a column of tasks, and one at least of those who answer for them, of when they are due and of how
    they stand. Where units and people share a column (责任单位（责任人）), `lead` and `owner` name the same one.
    """
    offers = [dict(_roles(heading)) for heading in table.head]
    found: dict[Column, int] = {}
    for column in get_args(Column):
        free = [
            (offer[column], place)
            for place, offer in enumerate(offers)
            if column in offer and (place not in found.values() or _is_shared(offer, found, place))
        ]
        if free:
            found[column] = min(free)[1]
    is_register = "task" in found and not found.keys().isdisjoint(("owner", "lead", "due", "state"))
    return found if is_register else None


def _is_shared(offer: Mapping[Column, int], found: Mapping[Column, int], place: int) -> bool:
    """Whether a column that holds units holds people too."""
    return offer.keys() == {"lead", "owner"} and found.get("lead") == place


def _roles(heading: str) -> Iterator[tuple[Column, int]]:
    """Yield what a column may hold, each with its rank: the less the surer."""
    words = _folded(heading)
    if not words or len(words) > _LONGEST:
        return
    if known := _table().get(_packed(words)):
        yield from known.items()
        return
    parts = [part for part in _BETWEEN.split(words) if part.strip()]
    named = [_table().get(_packed(part), {}) for part in parts]
    firsts = {min(one, key=lambda role: one[role]) for one in named if one}
    if len(parts) > 1 and all(named) and firsts == {"lead", "owner"}:
        yield from (("lead", _LONGEST), ("owner", _LONGEST))
    elif len(parts) > 1 and named[0] and ("(" in words or (len(firsts) == 1 and all(named))):
        yield from named[0].items()
    elif len(parts) == 1:
        yield from _in_two_languages(words)


def _in_two_languages(words: str) -> Iterator[tuple[Column, int]]:
    """Yield what 责任人 Owner says in both."""
    han, latin = "".join(_HAN.findall(words)), _HAN.sub("", words)
    if han and latin.strip():
        yield from (_table().get(han) or _table().get(_packed(latin), {})).items()


def _folded(heading: str) -> str:
    """Return a heading in small letters and plain width, without marks of emphasis, line breaks and a colon."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKC", heading)).casefold()
    return " ".join(plain.split()).strip(" :.。")


def _packed(words: str) -> str:
    return "".join(words.split()).strip(":.")


@functools.cache
def _table() -> Mapping[str, Mapping[Column, int]]:
    """Return what each heading may mean, without its blanks."""
    table: dict[str, dict[Column, int]] = {}
    for column, words in _WORDS.items():
        for rank, word in enumerate(words.split("|")):
            table.setdefault(_packed(word), {})[column] = rank
    return table
