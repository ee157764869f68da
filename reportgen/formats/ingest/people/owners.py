"""Owners: who carries out what a line asks for, and by when, in the notations of minutes; who presents an item."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass

from reportgen.formats.ingest.moments import find_dates, find_day
from reportgen.formats.ingest.people.duties import NO_DUTIES, Duties, split_duties
from reportgen.formats.ingest.people.han_names import is_person
from reportgen.formats.ingest.people.latin_owners import due_in, mentioned, owner_before
from reportgen.formats.ingest.people.names import read_people


@dataclass(frozen=True, slots=True)
class Promise:
    """An action as one line says it."""

    task: str
    """The words of the line without a suffix that only names its owners; no other word is taken out."""
    owner: tuple[str, ...] = ()
    due: dt.date | None = None
    due_words: str = ""
    is_done: bool = False
    """Ticked, or struck out."""
    duties: Duties = NO_DUTIES
    """Units in charge and units that help, as the words behind the task name them."""


LONGEST_TASK = 2_000
"""Characters of a line that is looked through for owners; what is longer tells a story."""
_LATIN = r"@?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}"
_STRUCK = re.compile(r"^~~(.+)~~$", re.DOTALL)
_CLOCK = re.compile(r"\s*⏰\s*(?P<date>\d{4}-\d{2}-\d{2})(?P<time>\s+\d{1,2}:\d{2})?")
_AT = re.compile(
    r"@(?!(?<=[A-Za-z0-9]@)[\w-]+\.[A-Za-z])"
    r"([A-Za-z][\w-]*|[\u3400-\u9fff]{2,4}(?![\u3400-\u9fff])|[\u3400-\u9fff]{2,4}(?=@|⏰|\s|$))"
)
"""A mention; an address such as office@example.org is none."""
_DASHED = re.compile(r"\s*(?:-{2,}|—+|–+|[-－](?=\s*[\u4e00-\u9fff@]{2,20}$))\s*(?P<who>[^-—–]{1,60})$")
_LABELLED = re.compile(
    r"[（(\[【,，;；。\s]*(?:责任人|負責人|负责人|承办人|经办人|责任单位|牵头人?"
    r"|owners?|assignees?|assigned to|responsible|who)"
    r"\s*[:：]\s*(?P<who>[^（()）\]】;；。]{1,60}?)\s*[）)\]】]?[.。]?$",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[（(\[【](?P<who>[^（()）\[\]【】]{1,40})[）)\]】][.。]?$")
_ASKED = (
    r"(?:write|speak|talk|apply|report|respond|reply|listen|refer|submit|send|subscribe|move|agree|add|commit|connect"
    r"|contribute|deliver|donate|explain|give|go|hand|introduce|liaise|link|look|migrate|offer|present|propose|provide"
    r"|publish|push|raise|recommend|rename|return|sell|switch|turn|try|update|upgrade|wait|want|continue|proceed|plan"
    r"|aim|remember|prepare|begin|start|hope|need|decide|proposal|request|ability|actions?|how|what|when|where|whether)"
)
"""Words before a “to” that ask for something and are nobody: Write to the school."""
_SUBJECT = re.compile(
    rf"^(?!(?i:{_ASKED}) to )(?P<who>(?:{_LATIN}|@?[\w-]+)(?:(?:,| and| &|/) ?{_LATIN})*)"
    r" (?:to|will|shall|should|must|is to|are to|agreed to|offered to|volunteered to) (?=[a-z])"
)
_DUE_LABEL = re.compile(
    r"(?:due|deadline|by when|时限|截止(?:时间|日期)?|完成时间|期限)\s*[:：]\s*(?P<words>[^,，;；。）)]{2,30})",
    re.IGNORECASE,
)
_DUE_WORDS = re.compile(
    r"\b(?:by|before|until) (?:the )?(?:(?:end of (?:the )?)?(?:next|this) (?:week|month|meeting|call|quarter|year)"
    r"|(?:next )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|EO[WMYD]|end of \w+)\b"
    r"|(?:\d{1,2}月(?:\d{1,2}[日号]|底|初|中旬|下旬|上旬)?|本周|下周|本月|下月|月|年|季度|周|国庆|春节|节|汛期"
    r"|下次(?:例会|会议)|下次 ?TC ?例?会)(?:[底末内]?(?:之)?前|[底末]|内|结束前)"
    r"|[本这下]周[一二三四五六日天](?:下班)?前|(?<=截止)\d{1,2}月\d{1,2}[日号]",
    re.IGNORECASE,
)
_NOT_OWNERS = re.compile(
    r"^(?:(?:done|wip|todo|tbd|ongoing|closed?|open|optional|draft|see|https?:|pr\b|rfc\b|issue|#|\d|it|we|this|that|needs?|there"
    r"|they|you|i|someone|everyone|team|people|by|before|until|due)\b|https?:|#|\d|已完成|完成|待定|进行中|延期|后续|建议|详见|参考|会议冲突|可选)",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"[\u3400-\u9fff]{2,4}(?:[、，,/ ][\u3400-\u9fff]{2,4})*"
    r"|@?[A-Za-z][\w-]{2,20}(?:(?:, | and | & |/)@?[A-Z][\w-]{1,20})*"
)


def read_promise(text: str, *, ticked: bool | None = None, people: Collection[str] = ()) -> Promise:
    """Return the action a line holds: its words, owners and due date where the notation names them.

    Args:
        text: the line.
        ticked: whether its box is ticked; None: it has none.
        people: who is known to have been there, by name.
    """
    words = text.strip()
    is_done = bool(ticked)
    if struck := _STRUCK.match(words):
        words, is_done = struck[1].strip(), True
    if len(words) > LONGEST_TASK:
        return Promise(words, is_done=is_done)
    rest, duties = split_duties(words)
    words, duties = (rest, duties) if duties and rest else (words, Duties())
    (task, owner), until = owner_before(words, people), ""
    if not owner and not _AT.search(words):
        task, owner, until = _before_task(words, people)
    due, due_words = (duties.due, duties.due_words) if duties.due or duties.due_words else _due(words)
    if not owner:
        owner = mentioned(words, people)
    if not owner:
        task, owner = _owners(words)
    return Promise(task, duties.owner or owner, due, due_words or ("" if due else until), is_done, duties)


_PREFIX = (
    re.compile(r"^[【\[](?P<who>[^【】\[\]]{2,30})[】\]]\s*[:：]?\s*(?P<task>\S.*)$", re.DOTALL),
    re.compile(r"^(?P<who>[^\s:：，。；（()）]{2,30}?)\s*[:：]\s*(?P<task>\S.*)$", re.DOTALL),
    re.compile(r"^(?P<who>[^\s—–，。；]{2,30}?)\s*(?:——|—|–|--| - )\s*(?P<task>\S.*)$", re.DOTALL),
)
_UNTIL = re.compile(r"\s*(?:——|—|–|--| - )\s*(?P<until>[^—–]{2,20}(?:[日号前底内末]|\d))$")
_DOES = re.compile(r"^(?:由)?(?P<who>@?[\u3400-\u9fff]{2,4}?)(?:同志|同学|老师)?(?:负责|牵头|跟进|承担)(?=[^人制任单])")
_SPACED = re.compile(r"(?P<who>@?[^\s:：，。]{2,20})[ \u3000]+(?P<task>\S.*)$", re.DOTALL)
_AFTER = re.compile(r"\s+-\s+(?P<who>@?[\w-]{2,20})$")


def _before_task(words: str, people: Collection[str]) -> tuple[str, tuple[str, ...], str]:
    """Return task, owners and due words of “白露：整理名单”, “白露 —— 整理名单 —— 5月6日”, “白露负责整理名单”."""
    for pattern in _PREFIX:
        found = pattern.match(words)
        who = names_among(found["who"], people) if found else ()
        if found and who:
            task = found["task"].strip()
            until = _UNTIL.search(task)
            return (task[: until.start()] if until else task), who, (until["until"].strip() if until else "")
    if (found := _SPACED.match(words)) and found["who"].lstrip("@") in people:
        return found["task"], (found["who"].lstrip("@"),), ""
    if (found := _DOES.match(words)) and (who := names_among(found["who"], people)):
        return words, who, ""
    if (found := _AFTER.search(words)) and found["who"].lstrip("@") in people:
        return words[: found.start()], (found["who"].lstrip("@"),), ""
    return words, (), ""


def names_among(words: str, people: Collection[str]) -> tuple[str, ...]:
    """Return the people words name and nothing else; each is known, or is a Chinese name by its family name."""
    names = [one.strip().lstrip("@") for one in re.split(r"[、，,/&和]", words)]
    return tuple(names) if all(one in people or is_person(one) for one in names) else ()


def _due(words: str) -> tuple[dt.date | None, str]:
    if found := _CLOCK.search(words):
        dates = find_dates(found["date"])
        # A time of day is more than a date: kept as said.
        return (dates[0].date if dates else None), (found[0].strip().lstrip("⏰").strip() if found["time"] else "")
    if found := _DUE_LABEL.search(words):
        dates = find_dates(found["words"])
        return (dates[0].date, "") if dates else (None, found["words"].strip())
    due, until = due_in(words)
    found = None if due or until else _DUE_WORDS.search(words)
    return due, found[0] if found else until


def _owners(words: str) -> tuple[str, tuple[str, ...]]:
    """Return the words of the task without a suffix that only names its owners, and the owners."""
    if (found := _LABELLED.search(words)) and (who := names_of(found["who"])):
        return words[: found.start()].strip() or words, who
    if handles := tuple(dict.fromkeys(one[1] for one in _AT.finditer(words))):
        return words, handles
    if (found := _DASHED.search(words)) and (who := names_of(found["who"])):
        return words[: found.start()].strip() or words, who
    if (found := _BRACKETED.search(words)) and are_names(found["who"]) and (who := names_of(found["who"])):
        return words, who
    if (found := _SUBJECT.match(words)) and (who := names_of(found["who"].replace("/", ","))):
        return words, who
    return words, ()


def names_of(words: str) -> tuple[str, ...]:
    """Return the names in words that should be names alone; empty where one of them is none."""
    if _NOT_OWNERS.match(words.strip()):
        return ()
    names = read_people(re.sub(r"[/、和]", "、", words))
    sound = [one.who for one in names if len(one.who) <= 30 and not find_day(one.who)]
    return tuple(sound) if len(sound) == len(names) else ()


def are_names(words: str) -> bool:
    """Whether brackets hold names alone."""
    return _NAMES.fullmatch(words.strip()) is not None


_PRESENTED = re.compile(
    r"[\s,，;；(（]*(?:汇报人|报告人|主讲人?|提案人|发起人|申报人|分享人|presented by|presenter|speaker)"
    r"\s*[:：-]\s*(?P<who>[^:：]{1,60}?)[)）]?$",
    re.IGNORECASE,
)
_FAR_RIGHT = re.compile(r"(?:\t|[ \u3000]{3,})(?P<who>[\u3400-\u9fff]{2,4}(?:[ 、，,/]+[\u3400-\u9fff]{2,4})*)$")
_AFTER_DASH = re.compile(r"\s*(?:-{1,4}|—{1,4}|–)\s*(?P<who>[^-—–]{1,60})$")
_HAN_LIST = re.compile(r"[\u3400-\u9fff、，,/\s（）()A-Za-z]{2,40}")
_LATIN_LIST = re.compile(r"(?:[A-Z][\w.'’-]*[ ,/&]*){1,6}")
_HAN = re.compile(r"[\u3400-\u9fff]")


def presenter_of(title: str) -> tuple[str, tuple[str, ...]]:
    """Return a title without “-- 胡欣蔚”, “汇报人：…” or “ - Ada Moss” at its end, and who presents it."""
    for pattern in (_PRESENTED, _FAR_RIGHT):
        named = pattern.search(title)
        rest = title[: named.start()].strip() if named else ""
        if named and rest and (who := names_of(named["who"].replace("\\", "、"))):
            return rest, who
    found = _AFTER_DASH.search(title)
    rest = title[: found.start()].strip() if found else ""
    if not found or not rest or not _may_present(title, found[0], found["who"].strip()):
        return title, ()
    names = names_of(found["who"])
    if names and all(len(one) <= (6 if _HAN.search(one) else 30) for one in names):
        return rest, names
    return title, ()


def _may_present(title: str, tail: str, who: str) -> bool:
    """Whether what stands after a dash is names, and the dash no hyphen of a word."""
    is_apart = tail[:1].isspace() or "--" in tail or "—" in tail
    if not is_apart and not re.fullmatch(r"[\u3400-\u9fff、，,/ ]{2,30}", who):
        return False
    # Accounts in small letters present items of Chinese minutes; in English they are words.
    is_list = _HAN.search(title) is not None and _HAN_LIST.fullmatch(who) is not None
    return is_list or _LATIN_LIST.fullmatch(who) is not None
