"""Particulars: lines below an outcome that each say one thing of it — Lead: …, 完成时限：…, Moved by: …, 编号：…"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal, cast, get_args

from reportgen.formats.ingest.draft import Value
from reportgen.formats.ingest.minutes.items import Item
from reportgen.formats.ingest.minutes.motions import result_of
from reportgen.formats.ingest.minutes.votes import read_vote
from reportgen.formats.ingest.moments import find_dates
from reportgen.formats.ingest.people.names import read_people
from reportgen.formats.ingest.prose import clean_line
from reportgen.formats.ingest.register.progress import state_of
from reportgen.formats.ingest.row import Row

Particular = Literal[
    "lead", "support", "owner", "supervisor", "due", "state", "note", "moved", "seconded", "vote", "outcome", "raised",
    "dissent", "reference", "more",
]  # fmt: skip
"""What a line says; `more` is known and has no field of its own, `reference` only names the entry."""

_WORDS: dict[Particular, str] = {
    "lead": "lead|lead unit|lead department|牵头|牵头单位|责任单位|主办单位|承办单位",
    "support": "support|supported by|supporting|配合|配合单位|协办|协办单位",
    "owner": "owner|owners|assignee|assignees|assigned to|responsible|who|责任人|承办人|经办人|负责人",
    "supervisor": "supervisor|supervised by|分管领导|责任领导",
    "due": "due|due date|due by|deadline|by when|完成时限|完成时间|时限|截止时间|截止日期|期限",
    "state": "state|status|状态|办理状态",
    "note": "note|notes|remark|remarks|备注|说明",
    "moved": "moved by|moved|mover|proposed by|proposer|提议|提议人|动议",
    "seconded": "seconded by|seconded|seconder|附议|附议人",
    "vote": "vote|votes|voting|表决|表决结果",
    "outcome": "outcome|result|结果|表决结论",
    "raised": "raised by|提出|提出人",
    "dissent": "dissent|dissenting|保留意见",
    "reference": "reference|ref|no.|no|编号|序号",
    "more": "milestones|carries out|continues|replaces|rescinds|settles|papers|evidence"
    "|节点|落实|接续|取代|废止|解决|会议材料|佐证",
}
_PARTICULAR_OF = {word: cast("Particular", key) for key in get_args(Particular) for word in _WORDS[key].split("|")}
_LINE = re.compile(
    r"(?P<bold>\*\*|__)?(?P<label>[A-Za-z][A-Za-z .]{1,20}|[\u4e00-\u9fff]{2,6})(?:\*\*|__)?"
    r"\s*[:：](?(bold)(?:\*\*|__)?)\s*(?P<words>\S.*)$"
)


def particular_in(row: Row) -> tuple[Particular, str] | None:
    """Return what a row says of the outcome above it, or None: it is no such line."""
    found = _LINE.match(row.text) if row.is_words else None
    key = _PARTICULAR_OF.get(found["label"].strip().lower()) if found else None
    if found is None or key is None:
        return None
    words, mark = found["words"].strip(), found["bold"]
    # The whole line in bold: what its mark opened before the label ends behind the words.
    is_whole = mark is not None and words.endswith(mark) and words.count(mark) % 2
    return key, words.removesuffix(mark).strip() if is_whole else words


def split_particulars(
    rows: Sequence[Row], *, of_decision: bool = False
) -> tuple[dict[Particular, str], list[Row], list[Row]]:
    """Return what rows say of the outcome above them, those rows, and the others; the first word on a thing counts.

    What is known and has no field stays among the others of an action, whose note it becomes; of a decision it is in
    neither, and waits for a place.
    """
    told: dict[Particular, str] = {}
    taken: list[Row] = []
    rest: list[Row] = []
    for row in rows:
        found = particular_in(row)
        if found is None or (found[0] in told and found[0] != "more"):
            rest.append(row)
        elif found[0] == "more":
            rest += [] if of_decision else [row]
        else:
            told[found[0]] = found[1]
            taken.append(row)
    return told, taken, rest


def action_particulars(told: Mapping[Particular, str]) -> Item:
    """Return the fields of an action that its particulars tell."""
    found: Item = {}
    found |= {key: told[key] for key in told if key in {"lead", "supervisor"}}
    people: tuple[Particular, ...] = ("support", "owner")
    for key in people:
        if names := [one.who for one in read_people(told.get(key, ""))]:
            found[key] = list[Value](names)
    if "due" in told:
        found |= _due(told["due"])
    if state := state_of(told.get("state", "")):
        found["state"] = state
    if "note" in told:
        found["note"] = clean_line(told["note"])
    return found


def _due(words: str) -> Item:
    dates = find_dates(words)
    if not dates:
        return {"due-words": words}
    beside = (words[: dates[0].start] + words[dates[0].end :]).strip(" \t（）()，,;；")
    return {"due": str(dates[0].date), **({"due-words": beside} if beside else {})}


def decision_particulars(told: Mapping[Particular, str]) -> Item:
    """Return the fields of a decision that its particulars tell."""
    found: Item = {key: told[key] for key in ("moved", "seconded") if key in told}
    if words := told.get("vote"):
        found["vote"] = {**(read_vote(f"vote: {words}") or {}), "words": words}
    if words := told.get("dissent"):
        who, _, text = words.replace("：", ":", 1).partition(":")
        found["dissent"] = [{"who": who.strip(), "text": clean_line(text)} if text.strip() else who.strip()]
    said = told.get("outcome", "")
    if result := _OUTCOMES.get(said.lower().strip(" .。")) or result_of(said):
        found["outcome"] = result
    return found


_OUTCOMES = {
    word: outcome
    for outcome, words in {
        "carried": "carried|passed|approved|adopted|agreed|通过|同意",
        "defeated": "defeated|lost|rejected|failed|未通过|否决",
        "deferred": "deferred|postponed|tabled|暂缓|缓议|延期",
        "noted": "noted|知悉|已阅",
        "withdrawn": "withdrawn|撤回",
    }.items()
    for word in words.split("|")
}


def question_particulars(told: Mapping[Particular, str]) -> Item:
    """Return the fields of a question left over that its particulars tell."""
    found: Item = {"raised-by": told["raised"]} if "raised" in told else {}
    if names := [one.who for one in read_people(told.get("owner", ""))]:
        found["owner"] = list[Value](names)
    return found
