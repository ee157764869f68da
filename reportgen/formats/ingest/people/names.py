"""People: the names in a line of attendance, with role, unit, account and what is said of their coming."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportgen.formats.ingest.draft import Value
from reportgen.formats.ingest.people.han_names import beside, is_group, names_apart
from reportgen.formats.ingest.people.latin_names import counts_people, is_office, office_first, persons_of


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody in a list of people."""

    who: str
    unit: str = ""
    role: str = ""
    note: str = ""
    deputy: str = ""
    is_remote: bool = False

    def as_value(self) -> Value:
        """Return the entry of an attendance list: a name, or a mapping where more is said."""
        told = {"who": self.who, "unit": self.unit, "role": self.role, "deputy": self.deputy, "note": self.note}
        entry: dict[str, Value] = {key: words for key, words in told.items() if words}
        if self.is_remote:
            entry["remote"] = "yes"
        return self.who if len(entry) == 1 else entry


LONGEST_NAME = 60
"""Characters of a name; what is longer is a sentence."""
_NOBODY = re.compile(
    r"(?:none|n/?a|nil|nobody|no one|tbd|tba|to be (?:added|confirmed)|todo|name|names|your name(?: here)?|etc|x{2,}"
    r"|\?+|-+|…+|\.{2,}"
    r"|无|無|暂无|没有|空|略|（略）|待定|待补充|姓名|等|等人|全体|如上|同上|(?:其他|议题)?相关人员"
    r"|(?:詳|详)?(?:如|见|見)?(?:附件|会议|會議)?(?:签到|簽到|签名|簽名)[表簿单單册]?"
    r"|all|everyone|everybody|see (?:below|above))[.。]?$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"[。！？!?;；]|https?://|\w{2,}: \w|[^.\s]{3,}(?<!Cllr)(?<!Prof)(?<!Supt)(?<!Capt)(?<!Messrs)\. +\w"
    r"|\b(?:was|were|is|are|has|have|had|been|will|as per)\b"
)
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff"
_HAN_APART = re.compile(rf"^[{_HAN}（(][^A-Za-z@/]*[{_HAN}）)][ \t\u3000\u00a0]+[{_HAN}][^A-Za-z@/]*$")
_APART_HAN = re.compile(rf"([{_HAN}])[ \u3000]+([{_HAN}])$")
_AT = re.compile(r"@(?=\S)")
_WITH_ACCOUNTS = re.compile(r"[A-Z][\w.'’ -]* @[\w.-]+(?: ?\([^()]*\))?,")
"""Names with the account behind each, and commas between: `Ada Moss @ada, Tom Reed @tom`."""
_OPENING, _CLOSING = "（(【[<", "）)】]>"
_STRONG = "、；;，"
_ROLE_WORDS = re.compile(
    r"\b(?:chairs?|co-?chairs?|chairman|chairwoman|vice|president|director|manager|lead|leader|secretary|treasurer|maintainer|"
    r"committer|member|officer|professor|dr|mayor|clerk|counsel|scribe|host|moderator|facilitator|observer|guest|tsc|toc|tc|ceo|cto|"
    r"architect|engineer|editor|coordinator|administrator|trustee|councillor|intern)\b"
    rf"|[{_HAN}](?:长|主任|书记|经理|员|师|教授|代表|秘书|干事|主席|委员|负责人|助理|总监|主管|長|書記|員|秘書|委員|總監|經理)$|^(?:主任|书记|经理|教授|代表|秘书|主席|委员|组长|总监|總監|主任委員|書記|經理|秘書|委員|主管|助理)$",
    re.IGNORECASE,
)
_REMOTE = re.compile(
    r"remote(?:ly)?|online|virtual|zoom|webex|dial(?:ed)?[ -]?in|(?:by |via )?phone|线上|远程|視訊|视频|电话",
    re.IGNORECASE,
)
_DEPUTY = re.compile(
    r"(?:proxy|deputy|alternate|standing in|in place of)\b(?: for)?|(?:由)?(\S+)代(?:会|理)?$|代$", re.IGNORECASE
)
_COMING = re.compile(
    r"\b(?:late|left|joined|arrived|until|from|partial|first|second|half|leave|vacation|sick|excused|arriving)\b|迟到|早退|请假|冲突|出差|休假|病假|中途|列席|缺席|缺勤|未到",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"[A-Z]{2,4}$")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_EDGES = " \t\u3000\u00a0*_~`.,，、;；:：。"


def read_people(text: str, *, is_item: bool = False) -> tuple[Named, ...]:
    """Return the people named in a line, in its order; empty where it names nobody.

    Args:
        text: names with 、 ， ; or commas between, `@names`, `Name (role) - Unit`, `Name <mail>`.
        is_item: whether the line is an item of a list, one person each as a rule.
    """
    if len(text) > 6_000:
        return ()
    pieces = persons_of(list(_pieces(_LOGGED.sub("", _unmarked(text)), is_item=is_item)))
    named = [one for piece in pieces if (one := _named(piece))]
    return tuple(named)


def is_nobody(text: str) -> bool:
    """Whether words stand where a name would and name nobody: None, 无, TBD, xxx."""
    return _NOBODY.match(_unmarked(text).strip(_EDGES)) is not None


def _unmarked(text: str) -> str:
    """Return a line without bold, strikethrough, links' targets and marks that are no letters."""
    text = re.sub(r"\[([^\[\]]+)\]\((?:https?:|mailto:)[^()\s]*\)", r"\1", text)
    text = re.sub(r"<br ?/?>", "、", text)
    text = re.sub(r"~~|\*\*|__|(?<![A-Za-z0-9])_(?=\S)|(?<=\S)_(?![A-Za-z0-9])|`", "", text).replace("\\_", "_")
    # Chinese names with full stops between: 刘程. 胡峰.
    text = re.sub(rf"(?<=[{_HAN}）)])\.(?=\s|$)", "、", text)
    return "".join(one for one in text if unicodedata.category(one) not in {"So", "Cf", "Mn"})


def _pieces(text: str, *, is_item: bool) -> Iterator[str]:
    """Yield the piece of a line that each person has."""
    for part in map(str.strip, _split(text, _STRONG)):
        if len(_AT.findall(part)) > 1 and not _MAIL.search(part) and not _WITH_ACCOUNTS.match(part):
            # A comma or two among many @names is part of a name.
            has_commas = part.count(",") * 2 >= len(_AT.findall(part))
            for each in _split(part, ",") if has_commas else [part]:
                yield from (
                    f"@{one.strip()}" if place else one
                    for place, one in enumerate(_AT.split(each))
                    if one.strip(_EDGES)
                )
        elif _HAN_APART.search(part) and not _DASHED.search(_BRACKETED.sub(" ", part)):
            yield from names_apart(part)
        elif (is_item and _one_with_unit(part)) or (";" in text and _one_with_office(part)):
            yield part
        else:
            yield from _by_commas(part)


def _one_with_office(part: str) -> bool:
    """Whether a part between semicolons is one person with what follows the comma: `Ivy Jones, Reporter`."""
    who, comma, office = part.partition(", ")
    return bool(comma) and " " in who.strip() and "," not in office and (is_office(office) or " " not in office)


def _one_with_unit(part: str) -> bool:
    """Whether an item is one person with what follows one comma: `Ada Moss, Parks`, `Ada Moss, Treasurer`."""
    pieces = [one.strip() for one in _split(part, ",")]
    if len(pieces) != 2 or not all(pieces):
        return False
    first, second = pieces
    # Two full names side by side are two people.
    looks_like_name = re.fullmatch(r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]*)+", second) is not None
    return " " in first and (not looks_like_name or bool(_ROLE_WORDS.search(second)))


def _by_commas(part: str) -> Iterator[str]:
    for piece in _split(part, ","):
        if _DASHED.search(_BRACKETED.sub(" ", piece).strip(_EDGES)) and not _AND_TITLE.search(piece):
            # “Ada Moss - Parks & Rivers”: the unit may hold an “and” of its own.
            yield piece
        else:
            yield from _split_and(piece)


_AND_TITLE = re.compile(r"\s+and (?=(?:the|Mr|Mrs|Ms|Miss|Dr|Cllr)\b)")


def _split_and(piece: str) -> Iterator[str]:
    words = _AND_FIRST.sub("", piece)
    # What stands in brackets is told of one person: (Vice-Chair and Treasurer).
    shown = _BRACKETED.sub(lambda found: "." * len(found[0]), words)
    start = 0
    for found in _AND.finditer(shown):
        yield words[start : found.start()]
        start = found.end()
    yield words[start:]


_AND_FIRST = re.compile(r"^\s*and\s+")
_AND = re.compile(r"\s+(?:and|&)\s+|(?<=[\u4e00-\u9fff])[和与及](?=[\u4e00-\u9fff]{2,4}$)")


def _split(text: str, marks: str) -> Iterator[str]:
    """Yield the parts of a text between marks that stand outside brackets."""
    depth = start = 0
    for place, one in enumerate(text):
        if one in _OPENING:
            depth += 1
        elif one in _CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0 and one in marks:
            yield text[start:place]
            start = place + 1
    yield text[start:]


_BRACKETED = re.compile(r"[（(【\[<]([^（()）【】\[\]<>]*)[)）】\]>]")
_DASHED = re.compile(r"\s+[-–—]+\s+|(?<=[)\]）])\s*[-–—]+\s*|\s*[:：]\s+|——|\s*\|\s*")


def _named(piece: str) -> Named | None:
    """Return the person a piece names, or None: nobody, or a sentence."""
    words = beside(piece.strip(_EDGES))
    asides = [inner.strip(_EDGES) for inner in _BRACKETED.findall(words)]
    outside, *after_comma = _split(_BRACKETED.sub(" ", words), ",")
    asides += [part.strip(_EDGES) for part in after_comma]
    who, *dashed = [part.strip(_EDGES) for part in _DASHED.split(outside.strip(_EDGES), maxsplit=1)]
    who = " ".join(who.removeprefix("@").split()).strip("[](){}（）<> ")
    who = _APART_HAN.sub(r"\1\2", who) if _APART_HAN.fullmatch(who) else who
    if not who or len(who) > LONGEST_NAME or _NOBODY.match(who) or _SENTENCE.search(who) or not _is_name(who):
        return None
    if found := _FOR_ITEMS.search(who):
        who, dashed = who[: found.start()], [*dashed, found[0].strip()]
    if is_group(who) or counts_people(who):
        return None
    if found := _ACCOUNT.match(who):
        who, dashed = found["who"], [*dashed, found["account"]]
    elif dashed and office_first(who, dashed[0]):
        who, dashed = dashed[0], [who.removeprefix("the "), *dashed[1:]]
    details = [part for aside in asides for part in (one.strip() for one in _split(aside, ",，、；;")) if part]
    return _with_details(who, [*details, *(one for one in dashed if one)])


_ACCOUNT = re.compile(r"(?P<who>\S.*\S) +(?P<account>@[\w.-]+)$")
_FOR_ITEMS = re.compile(r"\s+(?:for|from|until|to) (?:agenda )?items? [\d and,–-]+$|\s+(?:via|by) \w+$")
_LOGGED = re.compile(r"\s*\([\w@:.|-]+, \d\d:\d\d:\d\d\)\s*$")
"""Who typed a line of a log, and when."""


def _is_name(who: str) -> bool:
    letters = sum(one.isalpha() for one in who)
    if not letters or letters * 2 < len(who.replace(" ", "")):
        return False
    return len(who.split()) <= 6 and not (len(who.split()) > 4 and who.islower())


def _stands_in(detail: str) -> bool:
    """Whether somebody came for somebody else; a Deputy Director holds an office."""
    is_post = detail[:7].casefold() == "deputy " and is_office(detail) and " for " not in detail
    return not is_post and _DEPUTY.search(detail) is not None


def _with_details(who: str, details: Sequence[str]) -> Named:
    unit = role = deputy = ""
    notes: list[str] = []
    is_remote = False
    for detail in details:
        if _REMOTE.fullmatch(detail):
            is_remote = True
        if (_ROLE_WORDS.search(detail) or is_office(detail)) and not role and not _stands_in(detail):
            role = detail
        elif (
            _COMING.search(detail)
            or _REMOTE.search(detail)
            or _stands_in(detail)
            or detail.startswith("@")
            or _MAIL.search(detail)
            or _INITIALS.match(detail)
            or _FOR_ITEMS.search(f" {detail}")
            or not any(one.isalpha() for one in detail)
        ):
            notes.append(detail)
        elif not unit and len(detail) <= LONGEST_NAME:
            unit = detail
        else:
            notes.append(detail)
    return Named(who, unit, role, "; ".join(notes), deputy, is_remote)
