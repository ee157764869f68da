"""Duties: who answers for a task and by when, in the words Chinese minutes put behind it (责任单位：…；完成时限：…)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from reportgen.formats.ingest.moments import find_dates

Duty = Literal["lead", "support", "owner", "supervisor", "due"]

_LABELS: dict[Duty, str] = {
    "lead": "责任单位|牵头单位|牵头部门|责任部门|主办单位|主办部门|承办单位|承办部门|责任科室|牵头科室|主责单位"
    "|负责单位|落实单位|负责部门|牵头|责任處室"
    "|責任單位|主辦單位|權責單位|承辦單位|負責單位",
    "support": "配合单位|协办单位|协助单位|配合部门|协办部门|协同部门|参加单位|参与单位|配合科室|協辦單位"
    "|配合單位|配合|协办",
    "owner": "责任人|负责人|具体负责人|直接责任人|承办人|经办人|执行人|跟进人|牵头人|责任人员|責任人|負責人"
    "|承辦人|责任领导和责任人",
    "supervisor": "分管领导|责任领导|牵头领导|督办领导|包联领导",
    "due": "完成时限|完成时间|办理时限|整改时限|工作时限|时限|完成期限|完成日期|截止时间|截止日期|截止|期限"
    "|时间节点|预计完成时间|计划完成时间|要求完成时间"
    "|完成時限|完成時間|完成期限|預定完成日期|預計完成日期|截止日期|ddl|DDL|deadline",
}
_DUTY_OF: dict[str, Duty] = {label: duty for duty, words in _LABELS.items() for label in words.split("|")}
_LABEL = re.compile(
    r"(?:(?<=[（(【\[。；;，,、\s*])|^)(?P<label>"
    + "|".join(sorted(_DUTY_OF, key=len, reverse=True))
    + r")\s*(?:\*\*|__)?\s*[:：]\s*(?:\*\*|__)?\s*"
)
_IN_BRACKETS = re.compile(
    r"[（(【\[](?P<inside>(?:[^（()）【】\[\]]|[（(][^（()）]{0,60}[）)]){2,200})[）)】\]]\s*[。.；;]?\s*$"
)
_VERB = re.compile(
    r"^由?(?P<who>[\u3400-\u9fff、]{2,40}?)(?:同志)?(?P<how>牵头|负责|主办|承办|落实|配合|协办|协助)"
    r"(?:落实|办理|完成|实施)?$"
)
_BY = re.compile(r"^(?:于|在)?.{1,24}?(?:前|底|内|之前|以前)(?:完成|办结|落实)?$")
_EDGES = " \t\u3000*；;，,。.、"
_BETWEEN = re.compile(r"[、，,/；;\s]+")


@dataclass(frozen=True, slots=True)
class Duties:
    """Who answers for a task, and by when."""

    lead: tuple[str, ...] = ()
    """Units in charge; the first leads."""
    support: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()
    supervisor: str = ""
    due: dt.date | None = None
    due_words: str = ""

    def over(self, other: Duties) -> Duties:
        """Return these duties, completed by those told before."""
        return Duties(
            self.lead or other.lead,
            self.support or other.support,
            self.owner or other.owner,
            self.supervisor or other.supervisor,
            self.due or other.due,
            self.due_words or other.due_words,
        )


NO_DUTIES = Duties()
_LONGEST = 2_000
"""Characters of a task; what is longer tells a story."""


def split_duties(text: str) -> tuple[str, Duties | None]:
    """Return the words of a task without the duties at its end, and these; None: there are none."""
    if len(text) > _LONGEST:
        return text, None
    if (found := _IN_BRACKETS.search(text)) and (duties := _of(found["inside"]) or _by_verbs(found["inside"])):
        return text[: found.start()].strip(), duties
    first = next(_LABEL.finditer(text), None)
    if first is None or len(text) - first.start() > 200:
        return text, None
    duties = _of(text[first.start() :])
    return (text[: first.start()].strip(" \t\u3000*，,；;、"), duties) if duties else (text, None)


def _of(words: str) -> Duties | None:
    """Return what labels say; None: the words are not labels and their values alone."""
    found = list(_LABEL.finditer(words))
    if not found or words[: found[0].start()].strip(_EDGES):
        return None
    duties = Duties()
    for place, label in enumerate(found):
        end = found[place + 1].start() if place + 1 < len(found) else len(words)
        duties = _with(duties, _DUTY_OF[label["label"]], words[label.end() : end].strip(_EDGES))
    return duties if duties != Duties() else None


def _with(duties: Duties, duty: Duty, value: str) -> Duties:
    if not value or len(value) > 80:
        return duties
    if duty == "due":
        dates = find_dates(value)
        if not dates:
            return replace(duties, due_words=value)
        beside = (value[: dates[0].start] + value[dates[0].end :]).strip(_EDGES + "（）()")
        return replace(duties, due=dates[0].date, due_words=beside if len(beside) > 2 else "")
    names = tuple(_names(value))
    if duty == "lead" and not duties.lead:
        return replace(duties, lead=names[:1], support=(*names[1:], *duties.support))
    if duty in {"lead", "support"}:
        # Beside a unit in charge (牵头单位), those that answer for it (责任单位) help.
        return replace(duties, support=(*duties.support, *names))
    return replace(duties, supervisor="、".join(names)) if duty == "supervisor" else replace(duties, owner=names)


def _names(value: str) -> Iterator[str]:
    for part in _BETWEEN.split(value):
        name = part.strip(_EDGES + "@")
        if name and name not in {"无", "等", "/", "-", "—"}:
            yield name


def _by_verbs(inside: str) -> Duties | None:
    """Return the duties of （交通局牵头，水利局配合，4月底前完成）; None: one of the parts says something else."""
    duties = Duties()
    parts = [one.strip() for one in re.split(r"[，,；;]", inside) if one.strip()]
    for part in parts:
        if found := _VERB.match(part):
            duty: Duty = "support" if found["how"] in {"配合", "协办", "协助"} else "lead"
            duties = _with(duties, duty, found["who"])
        elif _BY.match(part):
            duties = _with(duties, "due", re.sub(r"(?:完成|办结|落实)$", "", part))
        else:
            return None
    return duties if duties.lead or duties.support else None
