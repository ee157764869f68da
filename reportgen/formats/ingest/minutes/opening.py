"""Opening: the sentence with which Chinese minutes begin — day, who convened, where, who took part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.formats.ingest.moments import find_dates, find_day
from reportgen.formats.ingest.people.han_names import beside, is_person


@dataclass(frozen=True, slots=True)
class Opening:
    """What a running sentence says of the meeting."""

    when: str = ""
    """The words with the day and the hour; "": it names no day."""
    chair: str = ""
    place: str = ""
    present: tuple[str, ...] = ()
    """People, each with post or unit in brackets behind the name."""
    in_attendance: tuple[str, ...] = ()


LONGEST = 800
"""Characters of a paragraph in which the sentence is looked for."""
_CONVENED = re.compile(r"主持召开|召开|主持|召開|举行|召集")
_LEAD = re.compile(
    r"(?:^|[，,。；\s]|[日号午晚上点时分半]|由)(?P<who>[^，,。；：\s\d]{2,30}?)(?:同志|先生|女士)?"
    r"(?:[在于到赴](?P<place>[^，,。；]{2,30}?))?(?:主持召开|召开|主持|召集)"
)
_BY = re.compile(r"由(?P<who>[^，,。；：]{2,40}?)(?:同志|先生|女士)?主持")
_AT = re.compile(r"[在于](?P<place>[^，,。；在于\d][^，,。；在于]{1,30}?)(?:主持)?召开")
_PART = re.compile(
    r"(?:^|[，,。；：])(?P<who>[^，,。；：]{2,200}?)(?:等)?(?:同志)?(?P<how>参加|出席|列席)(?:了)?(?:本次|此次)?(?:会议)?(?=[，,。；]|$)"
)
_A_PLACE = re.compile(r"(?:室|厅|馆|楼|院|中心|礼堂|现场|会场|工地|机关|基地|学校|公司|园|线上|局|所|站|村|镇)$")


def read_opening(text: str) -> Opening | None:
    """Return what a paragraph says of its meeting, or None: it does not tell of one being held."""
    found = _CONVENED.search(text) if len(text) <= LONGEST else None
    if found is None or "会" not in text[: found.end() + 60]:
        return None
    before = text[: found.start()]
    dated = bool(find_dates(before)) or find_day(before) is not None
    chair = next(_chairs(text), "")
    if not dated and not chair:
        return None
    parts = {how: tuple(_people(text, how)) for how in ("参加", "出席", "列席")}
    return Opening(before if dated else "", chair, _place(text), parts["参加"] or parts["出席"], parts["列席"])


def _chairs(text: str) -> Iterator[str]:
    for pattern in (_BY, _LEAD):
        for found in pattern.finditer(text):
            if who := person_of(found["who"]):
                yield re.sub(r"（.*", "", who)


def person_of(words: str) -> str:
    """Return the person in words such as 常务副县长郑一鸣, with the post in brackets behind; "" where there is none."""
    last = re.split(r"[、，,]", words.strip())[-1].strip()
    last = re.sub(r"(?:同志|先生|女士)$", "", last)
    if is_person(last):
        return last
    told = beside(last)
    return told if told != last else ""


def _place(text: str) -> str:
    for pattern in (_LEAD, _AT):
        for found in pattern.finditer(text):
            if found["place"] and _A_PLACE.search(found["place"]) and (pattern is _AT or person_of(found["who"])):
                return found["place"]
    return ""


def _people(text: str, how: str) -> Iterator[str]:
    """Yield the people of a list that took part; none where it names anything else than people."""
    for found in _PART.finditer(text):
        pieces = [one for one in re.split(r"[、和及]", found["who"]) if one]
        people = [person_of(one) for one in pieces]
        if found["how"] == how and people and all(people):
            yield from people
