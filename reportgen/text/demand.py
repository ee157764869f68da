"""Demand: whether a sentence asks for something to be done, of whom, and by when; in Chinese and in English.

Only words of the sentence are taken. 主要, 要求, 只要 and 也要看到 demand nothing, and neither does “I shall be brief”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from reportgen.text.outline import sentence_starts

LONGEST = 600
"""Characters of a sentence that can be one task."""
SHORTEST = 5
"""Characters of one."""


@dataclass(frozen=True, slots=True)
class Demand:
    """What a sentence, or a part of it, asks for."""

    words: str
    lead: str | None = None
    """The unit or person that is its subject, verbatim; None: nobody, or everybody (我们, 大家, we)."""
    due_words: str | None = None
    """The words on time, verbatim."""


def sentences_of(text: str) -> Iterator[str]:
    """Yield the sentences of a text; a semicolon ends one, a colon and what stands in quotes or brackets do not."""
    for line in text.split("\n"):
        start = 0
        for end, _ in sentence_starts(line):
            if line[end - 1] not in ":：" and (sentence := line[start:end].strip()):
                yield sentence
                start = end
        if rest := line[start:].strip():
            yield rest


def demands_in(sentence: str) -> tuple[Demand, ...]:
    """Return what a sentence demands; several things where several units are told something each."""
    if not SHORTEST <= len(sentence) <= LONGEST or sentence.rstrip('”’"）)')[-1:] in {"?", "？"}:
        return ()
    return _chinese(sentence) if _HAN.search(sentence) else _english(sentence)


def due_words_in(sentence: str) -> str | None:
    """Return the first words that say by when: 4月底前, 汛期前, 本周内, by 30 April; None: none do."""
    found = (_DUE if _HAN.search(sentence) else _DUE_EN).search(sentence)
    return found[0] if found else None


_HAN = re.compile(r"[\u3400-\u9fff]")
_QUOTED = re.compile(r"“[^”]*”|‘[^’]*’|「[^」]*」|『[^』]*』|《[^》]*》|\"[^\"]*\"")
_CLAUSE = re.compile(r"[^，,：:]+")
_MIND = (
    "(?:(?:清醒|充分|深刻|辩证)地?|进一步|应?当)?"
    "(?:看到|认识|意识到|知道|明白|懂得|承认|相信|感谢|肯定|指出|说明|注意到|强调的|说(?!清|明白))"
)
_WANT = (
    r"(?<![主重需只将首必紧摘纪提概扼简想若快正显险不索讨硬果假要])不?要"
    r"(?![求是点素闻害紧么件义领塞道职旨想使不了]|务(?!必|实)|[走办做讲说抓干建修改用管花看开]的|(?:解决|完成|补充|注意)的"
    rf"|{_MIND})"
)
_MUST = (
    rf"(?<!是)(?:必须|务必|务求|应当|应该)(?!的|{_MIND})"
    r"|(?<![恨怪来巴舍顾算了])不得(?![不已])|严禁|禁止(?![标令])|不准(?!确)|不许"
    r"|(?<![必无莫])须(?![知要臾])|(?<![为以能够可来])确保(?!了)|抓紧(?!了)"
)
_ASKS = re.compile(f"{_WANT}|{_MUST}")
_SHOULD = re.compile(r"[应需](?![急对用邀有届收付变当该要求])")
"""Asks only behind a unit: 各镇应按月报送."""
_HAPPENS = re.compile(r"要.*了$")
_MYSELF = re.compile(r"我(?![们市县局镇校馆院])")
_BEFORE = re.compile(
    r"^(?:同时|另外|此外|因此|所以|今后|下一步|会后|但是?|而且|并且|尤其是|特别是|其中|希望|请|会议(?:要求|强调|明确|指出))+"
)
_BETWEEN = re.compile(r"(?:都|也|还|均|更|又|既|一定|今后|首先|尤其|特别|同样|一律|同时|必须|要|应当|在|于|务必)+$")
_NO_UNIT = re.compile(
    r"[一二两三四五六七八九十几每]个?(?:处|所|组|站|队|村|镇)$|(?:场所|督办|举办|承办|主办|开办|任何\S*|有的\S*|全体)$|我们|咱们|大家"
)
_LETTER = r"(?:(?![的了对把被是从向将就也都要让使因当逢凡如若但由请在得很和与及各])[\u3400-\u9fff])"
_UNIT = (
    rf"(?:各(?:级|地|方)|主要负责(?:人|同志)|各?{_LETTER}{{0,12}}?(?:局|办|办公室|委|委员会|镇|乡|村|街道|社区|中心|大队|支队|中队|公司|学校|校|医院"
    r"|部门|单位|科|科室|处|所|站|队|组|馆|院|厅|专班|理事会|秘书处|政府|支部|集团|协会|班子|负责人|责任人|书记|主任|教师|馆员|志愿者"
    r"|[局县市镇乡村校院馆站所队组科处部厂班园段河路]长))"
)
_UNITS = re.compile(rf"{_UNIT}(?:(?:、|和|与|及|以及){_UNIT}){{0,9}}$")
_PLEASE = re.compile(
    rf"请(?P<unit>{_UNIT}(?:(?:、|和|与|及|以及){_UNIT}){{0,9}}?)(?=于|在|按|将|把|尽快|及时|抓紧|做好|配合|牵头|\d)"
)
_NUMBER = r"(?:\d{1,3}|[一二三四五六七八九十两半]{1,3})"
_YEAR = r"(?:(?:\d{4}|今|明|本)年)?"
_DUE = re.compile(
    rf"{_YEAR}\d{{1,2}}月(?:\d{{1,2}}[日号]|[底初末]|[上中下]旬)?(?:之?前|以前|[底末]前)"
    r"|(?:本|下|这个?)(?:周|月|季度|旬|学期|年度)(?:[一二三四五六日天末底]?之?前|之?内|以内|结束前)"
    r"|[今明当](?:天|晚|日)(?:下班)?(?:之?前|之?内)|[今明]年(?:年?底前|内)"
    r"|(?:每日|每天|每周[一二三四五六日]?|每月\d{0,2}日?)(?:\d{1,2}[:：]\d{2})?之?前|(?:周|星期)[一二三四五六日天]之?前"
    r"|(?:月|年|季度|旬|学期|周)[底末]之?前|年内"
    r"|(?:主汛期|汛期|雨季|入汛|入冬|冬季|春节|国庆节?|元旦|中秋节?|五一|开学|寒假|暑假|上冻|封冻|下班|会议|例会|节)"
    r"(?:到来|来临|结束)?之?前"
    rf"|{_NUMBER}(?:个工作日|个月|小时|分钟|天|日|周)(?:之?内|以内)"
)
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_PERIOD = r"(?:week|month|quarter|term|year|meeting)"
_WHEN = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?"
    rf"|(?:(?:the )?end of )?(?:{_MONTH}(?: \d{{4}})?|(?:next |this |the next |the )?(?:{_PERIOD}|{_DAY}))"
    r"|noon|midday|tomorrow|(?:the )?(?:spring|summer|autumn|winter)|Christmas|Easter|the (?:flood|rainy) season)"
)
_DUE_EN = re.compile(
    rf"\b(?:no later than|by|before|until) {_WHEN}\b|\bwithin \w+ (?:working )?(?:hours?|days?|weeks?|months?)\b"
)
_MODAL = re.compile(
    r"\b(?P<modal>shall|must|will)\b"
    r"(?! (?:also |all |now |not )?(?:have been|remember|recogni[sz]e|admit|thank|say|forget|be said|be brief|see)\b)"
)
_NOBODY = re.compile(
    r"(?:we|you|they|he|she|it|this|that|these|those|there|who|which|what|all|everyone|nobody|somebody)$|no\b",
    re.IGNORECASE,
)
_PARTY = re.compile(
    r"(?:[Tt]he (?=\w)|(?=[A-Z])|(?=(?:each|every|all) ))"
    r"(?P<who>[A-Za-z][\w'’-]*(?:,? (?:(?:and|of|for|the) )*[A-Za-z][\w'’-]*){0,6})$"
)
_CLAUSE_WORD = re.compile(
    r"\b(?:given|if|when|while|to|as|in|after|before|since|although|because|that|is|are|was|were|have|has|which|who)\b",
    re.IGNORECASE,
)
"""In a clause that something hangs on, not in the name of a unit."""
_OPENER = re.compile(r"^(?:Please|And|But|So|Therefore|However|Then|Also)\b,? ?")


def _chinese(sentence: str) -> tuple[Demand, ...]:
    # Words in quotes are somebody else's.
    shown = _QUOTED.sub(lambda found: "□" * len(found[0]), sentence)
    asking = [(clause.start(), lead) for clause in _CLAUSE.finditer(shown) for lead in _asked(clause[0])]
    named = [(start, lead) for start, lead in asking if lead]
    if len({lead for _, lead in named}) < 2:
        lead = named[0][1] if named else None
        return (Demand(sentence, lead, due_words_in(sentence)),) if asking else ()
    starts = [0, *(start for start, _ in named[1:]), len(sentence)]
    pieces = [sentence[start:end].strip("，, ") for start, end in pairwise(starts)]
    return tuple(Demand(piece, lead, due_words_in(piece)) for piece, (_, lead) in zip(pieces, named, strict=True))


def _asked(clause: str) -> Iterator[str | None]:
    """Yield who is asked, where a clause asks for something."""
    if please := _PLEASE.match(clause.strip()):
        yield please["unit"]
        return
    asks = _ASKS.search(clause)
    if asks and (_HAPPENS.search(clause) or _MYSELF.match(_BEFORE.sub("", clause[: asks.start()].strip()))):
        return
    should = None if asks else _SHOULD.search(clause)
    head = clause[: (asks or should).start()] if (asks or should) else ""  # type: ignore[union-attr]
    lead = _unit(head)
    if asks or (should and lead):
        yield lead


def _unit(head: str) -> str | None:
    """Return the unit that words before 要 consist of."""
    words = _BETWEEN.sub("", _DUE.sub("", _BEFORE.sub("", head.strip()))).strip()
    return words if len(words) <= 40 and _UNITS.match(words) and not _NO_UNIT.search(words) else None


def _english(sentence: str) -> tuple[Demand, ...]:
    found = _MODAL.search(_QUOTED.sub(lambda found: " " * len(found[0]), sentence))
    if not found:
        return ()
    head = _OPENER.sub("", re.split(r"[,;:] ", sentence[: found.start()].strip())[-1]).strip()
    if head in {"I", ""} or head.endswith((" I", "Shall", "Will")):
        return ()
    party = None if _NOBODY.match(head) or _CLAUSE_WORD.search(head) else _PARTY.match(head)
    due = due_words_in(sentence)
    if found["modal"] == "will" and not (due and party and _is_named(head)):
        return ()
    return (Demand(sentence, party["who"] if party else None, due),)


def _is_named(head: str) -> bool:
    """Whether a subject is a name or an office, not the weather: a capital beyond the first word."""
    return re.search(r".[\s-][A-Z]", head) is not None
