"""The head of a speech: title, who spoke and as what, when, where and at what occasion; above the salutation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportgen.formats.ingest.draft import INFERRED, STATED, Told
from reportgen.formats.ingest.moments import FoundDate, find_dates, find_day
from reportgen.formats.ingest.speech.paragraphs import Paragraph
from reportgen.formats.ingest.speech.speaker import person_in, role_in
from reportgen.text.columns import width
from reportgen.text.outline import mark_at

MOST_LINES = 15
"""Paragraphs in which the head is looked for."""
WIDEST = 120
"""Columns of a line of the head."""
MOST_TITLE_LINES = 3
SALUTATION = re.compile(
    r"(?:尊敬的|敬爱的|亲爱的|各位|同志们|朋友们|同学们|老师们|同事们|乡亲们|代表们|委员们|女士们|先生们|大家(?:上午|下午|晚上|早上)?好)"
    r"|(?:Dear|Good (?:morning|afternoon|evening)|Ladies and gentlemen|Distinguished guests|My friends|Fellow \w+)\b"
    r"|(?:Colleagues|Friends|Members|Neighbours|Everyone|Chair|(?:Mr|Madam)\.? (?:Chair|President|Speaker)\w{0,6})"
    r"(?: and (?:colleagues|friends|neighbours|members))?[,:!.]"
)
_SPEECH = re.compile(
    r".*(?:讲话|发言|致辞|报告|讲稿)(?:稿|提纲)?[）)]?$"
    r"|(?:.*\b)?(?:speech|address|remarks|statement)(?:$| (?:at|by|of|on|to)\b)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^[-*+] +(?=[^：:]{1,20}[：:])")
"""Before a label: facts stand in lists too."""
_RULE = re.compile(r"[-=_~—]{3,}$")
_SUBTITLE = re.compile(r"(?:—{1,2}|--|–)\s*(?=\S)")
_PROSE = re.compile(r"[。；;]|[.，,：:]$")
_LABEL = re.compile(r"(?P<key>[^\s：:][^：:]{0,20}?)[ \t\u3000]*[：:][ \t\u3000]*(?P<words>\S.*)$")
_BOLD_END = re.compile(r"^\*\*(?!\*)|(?<!\*)\*\*$")
_KEYS = {
    "title": "标题 题目 title",
    "date": "时间 日期 讲话时间 发言时间 date time when",
    "place": "地点 讲话地点 会议地点 place venue location",
    "speaker": "讲话人 发言人 主讲人 主讲 报告人 致辞人 speaker",
    "role": "职务 role position",
    "occasion": "会议 会议名称 场合 occasion event meeting",
}
_KEY_OF = {word: key for key, words in _KEYS.items() for word in words.split()}
_HAN_PLACE = "(?:厅|室|楼|堂|院|馆|场|站|所|中心|学校|宾馆|酒店|大厦|现场|[县市镇乡村区])$"
_PLACE = re.compile(
    rf"[\w（）()]{{1,28}}{_HAN_PLACE}"
    r"|(?=.*\b(?:Hall|Room|Library|Centre|Center|Building|House|School|Office|Street|Campus|Theatre|Chamber)\b)"
    r"(?:(?:[A-Z0-9][\w.'’-]*,?|of|the|and|at|in|on|for)(?: |$)){1,10}$"
)
_BRACKETS = "（）()〔〕[]【】"
_BETWEEN = re.compile(r"[，,；;|·]")
_AT_PLACE = re.compile(rf"^[于在](?=.*{_HAN_PLACE})")
_DAY = re.compile(r"\d{1,2} ?月 ?\d{1,2} ?[日号]")
_PART_OF_DAY = re.compile(r"[ \t]*(?:上午|下午|晚上|晚|[（(]?(?:星期|周)[一二三四五六日天][)）]?)")
_HELD_AT = re.compile(r"在(?P<occasion>\S.{1,200}?)上的?(?:总结|主持|表态|动员|即席)?(?:讲话|发言|致辞|报告|主持词)")
_GIVEN_AT = re.compile(
    r"\b(?:speech|address|remarks|statement)\b.{0,80}? (?:at|to) (?:the )?(?P<occasion>\S.{2,200})$", re.IGNORECASE
)
_SPOKEN_BY = re.compile(r"(?P<who>\S.{1,40}?)在.+上的?(?:\w{2})?(?:讲话|发言|致辞|报告)")


@dataclass(slots=True)
class Head:
    """What the head says."""

    values: dict[str, Told] = field(default_factory=dict)
    """Of title, speaker, role, place and occasion, what it says."""
    dates: list[tuple[FoundDate, int]] = field(default_factory=list)
    """Dates with their line, the best first."""
    day: tuple[tuple[int, int], str, int] | None = None
    """Month and day said without a year, in which words, on which line; the line waits for the year."""
    kept: set[int] = field(default_factory=set)
    became: set[int] = field(default_factory=set)
    used: int = 0
    """How many paragraphs it takes."""


def read_head(paragraphs: Sequence[Paragraph]) -> Head:
    """Return what the first paragraphs say of a speech; what of them is not understood is neither kept nor became."""
    until = _salutation(paragraphs)
    reader = _Reader(is_set_off=until is not None)
    for place, paragraph in enumerate(paragraphs[:MOST_LINES]):
        if place == until or paragraph.is_block or len(paragraph.lines) > 1:
            break
        if not reader.take(paragraph) and (until is None or _PROSE.search(paragraph.text)):
            break
        reader.head.used = place + 1
    reader.finish()
    return reader.head


def _salutation(paragraphs: Sequence[Paragraph]) -> int | None:
    """Return which paragraph is the salutation, if nothing but short lines stands above it; None: there is none."""
    for place, paragraph in enumerate(paragraphs[:MOST_LINES]):
        if SALUTATION.match(paragraph.text):
            return place
        if not _may_be_head(paragraph):
            return None
    return None


def _may_be_head(paragraph: Paragraph) -> bool:
    mark = mark_at(paragraph.text)
    return width(paragraph.text) <= WIDEST and not (mark and mark.is_sure)


class _Reader:
    """Takes the lines of a head one after the other."""

    def __init__(self, *, is_set_off: bool) -> None:
        self.head = Head()
        self._is_set_off = is_set_off
        """Whether a salutation parts the head from the speech, so that no line of it can be a short sentence."""
        self._title: list[tuple[int, str]] = []
        self._is_open = True
        """Whether the next line may belong to the title."""

    def take(self, paragraph: Paragraph) -> bool:
        """Take what a line says; False: it says nothing that is understood, or is no line of a head."""
        words, line = _unbold(_BULLET.sub("", paragraph.text)), paragraph.lines[0]
        if SALUTATION.match(words) or not _may_be_head(paragraph):
            return False
        if _RULE.match(words):
            self.head.became.add(line)
            return True
        taken = self._labelled(words, line) or self._detailed(words, line) or self._titled(words, paragraph)
        if taken and (not paragraph.is_exact or words != paragraph.text):
            self.head.kept.discard(line)
            self.head.became.add(line)
        return taken

    def finish(self) -> None:
        """Join the title, and read in it what nothing else says."""
        if not self._title:
            return
        lines, (title, *more) = tuple(line for line, _ in self._title), [words for _, words in self._title]
        for words in more:
            title += words if not title.isascii() or _SUBTITLE.match(words) else f" {words}"
        self.head.values["title"] = Told(title, lines)
        self.head.dates += [(found, lines[0]) for found in find_dates(title)[:1]]
        last = _SUBTITLE.sub("", self._title[-1][1], count=1)
        if found := _HELD_AT.search(last) or _HELD_AT.search(title) or _GIVEN_AT.search(title):
            self.head.values.setdefault("occasion", Told(found["occasion"].strip(), lines, INFERRED))
        if (found := _SPOKEN_BY.match(last)) and (person := person_in(found["who"], is_sure=False)):
            self._put_person(person, lines[-1], INFERRED)

    def _titled(self, words: str, paragraph: Paragraph) -> bool:
        is_below = bool(self._title) and not paragraph.level and _SUBTITLE.match(words) is not None
        if not is_below and (not self._is_open or _PROSE.search(words) or words[0] in _BRACKETS):
            return False
        if paragraph.level and self._title:
            return False
        self._title.append((paragraph.lines[0], words))
        self.head.kept.add(paragraph.lines[0])
        self._is_open = len(self._title) < MOST_TITLE_LINES and not paragraph.level and not _SPEECH.match(words)
        return True

    def _labelled(self, words: str, line: int) -> bool:
        """Take a line such as 地点：三楼会议室; what a label says and nobody understands is left where it is."""
        found = _LABEL.match(words)
        key = _KEY_OF.get(found["key"].strip("* ").lower(), "") if found else ""
        if not found or not key:
            return False
        value = _BOLD_END.sub("", found["words"]).strip("\"' ")
        if key == "date":
            self._take_date(find_dates(value), value, line, is_first=True)
        elif value:
            self._take_labelled(key, value, line)
        return True

    def _take_labelled(self, key: str, value: str, line: int) -> None:
        """Take what is said for the first time; the rest is nothing that the record has a place for."""
        if key == "title":
            if self._title:
                return
            self._title, self._is_open = [(line, value)], False
        elif key in self.head.values:
            return
        elif key == "speaker" and (person := person_in(value)):
            self._put_person(person, line, STATED)
        else:
            self.head.values[key] = Told(value, (line,))
        self.head.became.add(line)

    def _take_date(self, dates: Sequence[FoundDate], words: str, line: int, *, is_first: bool = False) -> None:
        day = None if dates else find_day(words)
        if dates:
            self.head.dates.insert(0 if is_first else len(self.head.dates), (dates[0], line))
            self.head.became.add(line)
        elif day and not self.head.day:
            self.head.day = day, words, line

    def _detailed(self, words: str, line: int) -> bool:
        """Take a line of date, place and speaker, in brackets or not."""
        inner = words.strip(_BRACKETS).strip()
        dates = find_dates(inner)
        span = (dates[0].start, dates[0].end) if dates else found.span() if (found := _DAY.search(inner)) else None
        if span is None:
            return bool(self._title) and (self._spoken(inner, words, line) or self._held_in(words, line))
        kinds = _kinds(f"{inner[: span[0]]}，{_PART_OF_DAY.sub('', inner[span[1] :], count=1)}")
        if "" in kinds.values() and words[0] not in _BRACKETS:
            return False
        if all(kind and kind not in self.head.values for kind in kinds.values()):
            self._take_date(dates, inner, line)
        elif dates:
            self.head.dates.append((dates[0], line))
        self._take_pieces(kinds, line)
        return True

    def _take_pieces(self, kinds: dict[str, str], line: int) -> None:
        for piece, kind in kinds.items():
            if kind == "speaker" and (person := person_in(piece)):
                self._put_person(person, line, INFERRED)
            elif kind:
                self.head.values.setdefault(kind, Told(piece, (line,), INFERRED))
        self._is_open = self._is_open and not self._title

    def _spoken(self, inner: str, words: str, line: int) -> bool:
        """Take a line that names the speaker; a bare English name could be a title."""
        is_sure = words[0] in _BRACKETS or (self._is_set_off and not self._is_open)
        person = person_in(inner, is_sure=is_sure)
        if not person or "speaker" in self.head.values:
            return False
        name, role = person
        is_new = not role or "role" not in self.head.values
        if inner == name and name.isascii() and self._is_open:
            return False
        self._put_person(person, line, INFERRED)
        is_exact = is_new and sorted("".join((name + role).split())) == sorted("".join(words.split()))
        (self.head.kept if is_exact else self.head.became).add(line)
        self._is_open = False
        return True

    def _held_in(self, words: str, line: int) -> bool:
        """Take a line that names the place."""
        if self._is_open or "place" in self.head.values or not _PLACE.match(words):
            return False
        self.head.values["place"] = Told(words, (line,), INFERRED)
        self.head.kept.add(line)
        return True

    def _put_person(self, person: tuple[str, str], line: int, confidence: float) -> None:
        name, role = person
        if "speaker" not in self.head.values:
            self.head.values["speaker"] = Told(name, (line,), confidence)
            if role:
                self.head.values.setdefault("role", Told(role, (line,), confidence))


def _unbold(words: str) -> str:
    inner = words[2:-2].strip()
    return inner if words[:2] == words[-2:] == "**" and inner and "*" not in inner else words


def _kinds(words: str) -> dict[str, str]:
    """Return what each piece beside a date is: speaker, role, place; "": something else."""
    pieces: list[str] = []
    for part in _BETWEEN.split(words):
        piece = _AT_PLACE.sub("", part.strip().strip(_BRACKETS), count=1).strip()
        # A space may stand inside one name, between post and name, or between name and place.
        pieces += [piece] if _is_one(piece) else piece.split()
    kinds: dict[str, str] = {}
    for piece in pieces:
        if "place" not in kinds.values() and _PLACE.match(piece) and not _is_name(piece):
            kinds[piece] = "place"
        elif "speaker" not in kinds.values() and person_in(piece):
            kinds[piece] = "speaker"
        else:
            kinds[piece] = "role" if "speaker" in kinds.values() and role_in(piece) else ""
    return kinds


def _is_one(piece: str) -> bool:
    return person_in(piece) is not None or _PLACE.match(piece) is not None or role_in(piece)


def _is_name(piece: str) -> bool:
    """Whether a piece that ends like a place is a name: 李玉堂."""
    return len(piece) < 4 and piece[-1] in "楼堂院场" and person_in(piece, is_sure=False) is not None
