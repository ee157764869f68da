"""Motions: who moved and seconded, what came of it, and where in a line of prose a decision begins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Result = Literal["carried", "defeated", "deferred", "withdrawn", "noted"]


@dataclass(frozen=True, slots=True)
class Motion:
    """What a text says of a motion; "" where it does not say."""

    moved: str = ""
    seconded: str = ""


_NO_NAME = (
    r"(?!(?i:seconded|second|moved|motions?|that|to|all|carried|votes?|in|for|passe[sd]|roll|ayes?|approved?|the"
    r"|this|a|an"
    r"|unanimous(?:ly)?|resolved|proposed|none|nil|accept|adopt|budget|minutes|agenda|result|discussion|changes?"
    r"|amendments?|resolution|item|no|yes|following|as|by|and)\b)"
)
_WORD = rf"{_NO_NAME}(?:(?:[A-Z]\.){{1,6}}|(?:Dr|Mr|Mrs|Ms|Cllr|Prof|St|Jr|Sr|Rev)\.|[A-Z][\w'’-]{{0,30}})"
WHO = (
    rf"(?:(?i:the) )?{_WORD}(?:(?: (?:{_WORD}|de|van|von|der|den|la|le|di|da|el|al|bin)|"
    rf"(?<=[A-Z]\.)[A-Z][\w'’-]{{0,30}})){{0,4}}"
)
"""Somebody by name, with a title where there is one."""
_EDGE = (
    r"(?=[ \t]*(?:[.,;:()/*_|–—-]|$|\n|\s\s)|\s+(?i:and|second\w*|that|to|for|the|who|with|approv\w+|adopt\w+"
    r"|proposed|moved)\b)"
)
_VERBS = (
    r"approve|accept|adopt|authori[sz]e|table|adjourn|amend|award|appoint|elect|go into|enter|close|open|postpone|defer"
    r"|direct|recommend|nominate|ratify|rescind|receive|suspend|set|purchase|renew|extend|grant|deny|continue|hire|pay"
    r"|waive|support|endorse|create|establish|allow|increase|remove|refer|instruct|dispense|raise|reduce|change"
    r"|hold|spend|buy|support|send|delegate|form|begin|start|use|confirm|reappoint|ask|fund"
)
_BY = r"(?i:moved|proposed|(?:motion|proposal)(?: was)?(?: made)?|mover|proposer)"
_MOVED = (
    re.compile(rf"\b{_BY}\s*(?i:by|of|from)\s*[:–-]?\s*(?:\*\*|__)?\s*(?P<who>{WHO}){_EDGE}"),
    re.compile(
        rf"\b(?i:moved|proposed|mover|proposer|motion)\s*(?:\*\*|__)?\s*:\s*(?:\*\*|__)?\s*(?P<who>{WHO}){_EDGE}"
    ),
    re.compile(rf"(?P<who>{WHO}) (?:made|put|offered) (?:a|the) motion\b"),
    re.compile(rf"^\W{{0,6}}(?i:motion) to [^.;]{{3,80}}? by (?P<who>{WHO}){_EDGE}"),
    re.compile(rf"^\W{{0,6}}(?i:motion)[*_ ]{{0,4}}\((?P<who>{WHO})\)"),
    re.compile(rf"\b(?i:moved|proposed)\s+(?P<who>{WHO})\s*[,;/]?\s+(?:and )?(?i:second)"),
    re.compile(
        rf"(?P<who>{WHO})\s+(?i:moved|proposed)(?:,| and\b|\s+(?:to (?:{_VERBS})\b|that\b|the (?:adoption|approval"
        rf"|motion|following)"
        rf"\b|approval\b|adoption\b|acceptance\b))"
    ),
)
_SECONDED = (
    re.compile(
        rf"\b(?i:seconded|seconder|second|2nd)\s*(?i:by)?\s*(?:\*\*|__)?\s*[:–-]?\s*(?:\*\*|__)?\s*"
        rf"(?P<who>{WHO}){_EDGE}"
    ),
    re.compile(rf"(?P<who>{WHO}) +(?i:seconded)\b"),
)
_PAIR = re.compile(rf"\((?P<moved>{WHO})\s*/\s*(?P<seconded>{WHO})\)")
_MSC = re.compile(
    rf"\bM/?S/?(?P<how>[CPUF])(?:/?U)?\b[: ]*\(?(?P<moved>{WHO})\s*/\s*(?P<seconded>{WHO})\)?",
)
"""Moved, seconded, carried, as clubs write it: `MSC (Hale/Orr) to …`."""
_MOTION_LABEL = re.compile(
    r"\W{0,6}(?i:motion)\b[*_ ]{0,4}(?:\([^()]{2,40}\)[*_ ]{0,4})?(?:\s*:\s*\S|\s+(?i:to|that|by|was made|made by)\b)"
)
_MADE = re.compile(r"\b(?i:motion|moved|proposed|second(?:ed)?)\b")


def read_motion(text: str) -> Motion | None:
    """Return who moved and seconded, or None: nobody is said to have moved anything."""
    if short := _MSC.search(text):
        return Motion(_person(short["moved"]), _person(short["seconded"]))
    if not _MADE.search(text):
        return None
    moved = next((found["who"] for one in _MOVED if (found := one.search(text))), "")
    seconded = next((found["who"] for one in _SECONDED if (found := one.search(text))), "")
    if _MOTION_LABEL.match(text) and not moved and (found := _PAIR.search(text)):
        moved, seconded = found["moved"], found["seconded"]
    if not moved and not seconded:
        return None
    return Motion(_person(moved), _person(seconded))


def is_motion(text: str) -> bool:
    """Whether words are a motion as a whole: they begin with one, or say behind what it was who moved and seconded."""
    motion = read_motion(text) if decision_in(text) is not None else None
    return motion is not None and (decision_in(text) == 0 or bool(motion.moved and motion.seconded))


def _person(words: str) -> str:
    return words[4:] if words[:4].lower() == "the " else words


_BODY = (
    r"(?:Board|Committee|Council|Panel|Trustees|Governors|Commission|Commissioners|Senate|Members|Directors|Assembly"
    r"|Executive|Trust Board|Steering Committee|Steering Council|Steering Group|Governing Body|Cabinet|Faculty)"
)
_HOW = r"(?: (?:unanimously|then|also|further|formally|therefore|subsequently|having discussed)){0,2}"
_DECIDES = (
    re.compile(r"\bRESOLVED\b(?=[,:]|\s+(?i:that|to|by|unanimously|as|the)\b)"),
    re.compile(r"^Resolved\b(?=[,:]|\s+(?:that|to|unanimously)\b)"),
    re.compile(
        rf"^(?i:it was){_HOW} (?i:agreed|resolved|decided|ordered|carried|approved){_HOW},?"
        r" (?i:that|to|as|by)\b|^(?i:AGREED)\b (?i:as a)\b|^AGREED (?i:that|to|by)\b"
    ),
    re.compile(
        rf"^(?:The )?(?:\w+ )?{_BODY}{_HOW} (?i:resolved|approved|adopted|ratified|decided|voted|agreed (?:to|that"
        rf"|the)\b)\b(?! by\b)"
    ),
    re.compile(r"\b(?i:approved|adopted|accepted|agreed|confirmed|signed|taken|received)(?: by \w+| and signed)? "
               r"(?i:as)"
               r" (?i:presented|distributed|submitted|circulated|amended|corrected|written|read|read and corrected"
               r"|an? (?:true|correct|accurate|fair)(?: and (?:true|correct|accurate|fair))?) ?(?i:record\w*)?"),
    re.compile(r"^(?i:proposed|proposal|moved)\s*:\s*(?i:that)\b"),
    re.compile(
        r"\b(?i:minutes)\b[^.;]{0,90}\b(?:were|was|are) (?:then |unanimously |duly )?(?:approved|accepted|adopted"
        r"|agreed|confirmed)\b"
    ),
    re.compile(
        r"\b(?:was|were) (?:approved|rejected|adopted|defeated|carried|accepted|agreed) (?:unanimously\b|on a |by "
        r"(?:a )?"
        r"(?:show of hands|majority|vote|unanimous|roll call))"
    ),
    re.compile(r"\b(?i:approved|adopted|accepted) (?i:by) (?i:general|unanimous|common) (?i:consent|agreement)\b"),
)  # fmt: skip
_NOTED = re.compile(rf"^(?:The )?(?:\w+ )?{_BODY}{_HOW} NOTED\b")
_SENTENCE_END = re.compile(
    r"(?<![ .(][A-Z])(?<!\b[A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bNo)(?<!\bCllr)"
    r"(?<!\bProf)[.!?][)\"”*_]{0,3}\s+"
    r"(?=[A-Z(\"“*_])"
)
_TO_COME = re.compile(
    r"\b(?:will|would|should|shall we|could|may|might|propose[sd]? to vote|not yet|to be|whether|if)\b"
    r"(?! be (?:approved|accepted|adopted))",
    re.IGNORECASE,
)
_DOUBTED = re.compile(r"^(?:whether|if|unless|once|before|until|after|when)\b|\?\s*$", re.IGNORECASE)
LONGEST = 2_000
"""Characters of a line in which a decision is looked for."""


def sentences_in(text: str) -> list[int]:
    """Return where the sentences of a line begin."""
    label = _LABEL.match(text)
    first = [label.end()] if label else []
    return [0, *first, *(found.end() for found in _SENTENCE_END.finditer(text) if not first or found.end() > first[0])]


_LABEL = re.compile(
    r"(?:\d{1,2}\. +)?(?!MOTION|RESOL|ACTION|VOTE|DECISION|MOVED|PROPOSED|AGREED)[A-Z][A-Z0-9 &/'’-]{3,60}: +(?=[A-Z])"
)
"""Words in capitals before a colon: the title of what stands behind them."""


def decision_in(text: str) -> int | None:
    """Return where in a line of prose the sentence of a decision begins; None: it decides nothing.

    A decision is what was resolved or agreed in so many words, or a motion that somebody made.
    """
    if len(text) > LONGEST or not _KEY.search(text):
        return None
    if _names_movers_first(text):
        return 0
    starts = sentences_in(text)
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        sentence = text[start:end].lstrip(" *_-").rstrip()
        if not _DOUBTED.search(sentence) and _decides(sentence):
            return start
    return None


def _names_movers_first(text: str) -> bool:
    """Whether a line begins with who moved and seconded, and tells behind that what was moved."""
    first, second = _MOVED[1].search(text[:80]) or _MOVED[0].search(text[:80]), _SECONDED[0].search(text)
    if not first or not second or not re.match(r"\W*(?i:moved|proposed)\b", text):
        return False
    rest = text[max(first.end(), second.end()) :]
    return sum(one.isalpha() for one in rest) >= _FEWEST_LETTERS and _WHAT.search(rest) is not None


_WHAT = re.compile(r"\b(?i:that|to)\b")
_FEWEST_LETTERS = 15
"""Letters behind the movers in a line that says what they moved."""
_KEY = re.compile(
    r"\b(?i:resolved|agreed|decided|ordered|approved|adopted|ratified|voted|moved|proposed|motion|accepted|confirmed"
    r"|noted|signed|taken|received|carried|rejected|defeated)\b|\bM/?S/?[CPUF]"
)


def _decides(sentence: str) -> bool:
    if _MSC.search(sentence) or any(one.search(sentence) for one in _DECIDES) or _NOTED.search(sentence):
        return True
    if _MOTION_LABEL.match(sentence):
        return True
    made = any(one.search(sentence) for one in (*_MOVED[:1], *_MOVED[2:]))
    return made and (bool(re.search(r"\b(?i:second)", sentence)) or bool(_STARTS_MOTION.search(sentence)))


_STARTS_MOTION = re.compile(
    rf"^(?:(?i:it was )?(?i:moved|proposed|motion(?: was)?(?: made)?|(?:up)?on (?:a )?motion) (?i:by|of)"
    rf"|{WHO} (?:(?i:moved|proposed)\b|(?:made|put|offered) (?:a|the) motion\b))"
)
_RESULTS: tuple[tuple[Result, re.Pattern[str]], ...] = (
    (
        "defeated",
        re.compile(
            r"\b(?:motion|resolution|amendment|proposal|vote|it)\b[^.;]{0,40}\b(?:defeated|fail(?:s|ed)|lost|rejected"
            r"|not carried|die[sd]|not (?:carry|pass))\b"
            r"|(?:^|[.;:])\W{0,12}(?:defeated|failed|lost|not carried)\W{0,12}$",
            re.IGNORECASE,
        ),
    ),
    (
        "withdrawn",
        re.compile(r"\b(?:motion|resolution|amendment|proposal)\b[^.;]{0,25}\bwithdrawn\b", re.IGNORECASE),
    ),
    (
        "deferred",
        re.compile(
            r"\b(?:motion|resolution|amendment|proposal)\b (?:was |is )?(?:tabled|deferred|postponed)\b", re.IGNORECASE
        ),
    ),
    (
        "carried",
        re.compile(
            r"^was (?:approved|carried|passed|adopted)\b|\b(?:motions?|resolution|amendment|proposal|vote"
            r"|it)\b[^.;]{0,40}\b(?:carrie[sd]|passe[sd]|approved|adopted)\b"
            r"|(?:^|[.;:,]|\s{2}|\*)\W{0,12}(?:carrie[sd]|passe[sd]|approved|adopted|all in favou?r|agreed)\b"
            r"(?: unanimously)?(?:\W|$)|\b(?:and|duly) carried\b|\bcarried (?:unanimously|by the following)\b"
            r"|\bunanimously (?:carried|approved|adopted)\b"
            r"|\ball (?:members )?(?:(?:voting )?in favou?r|agreed)\b",
            re.IGNORECASE,
        ),
    ),
)


def result_of(text: str) -> Result | None:
    """Return what came of a motion, or None: the text does not say."""
    if short := _MSC.search(text):
        return "defeated" if short["how"] == "F" else "carried"
    return next((result for result, words in _RESULTS if words.search(text)), None)


def is_noted(text: str) -> bool:
    """Whether a body only took note of something."""
    return _NOTED.search(text) is not None


_FOLLOWS = re.compile(
    r"^\W{0,6}(?:(?:moved|proposed|seconded|seconder|mover|proposer|second)\b|(?:roll[- ]?call )?votes?\b(?: tally"
    r"| count| result)?\s*[:–(]"
    r"|\d{1,3} (?:yes|ayes?|yeas?|for|in favou?r)\b|(?:ayes?|yeas?|yes|noes|nays?|no|absent|abstain\w*|abstentions?"
    r"|in favou?r|for|against|opposed|not voting|recused"
    r"|voting (?:aye|yes|no|nay))\s*(?:[:–-]|\d)|(?:result|outcome|motion result)\s*:"
    r"|(?:was|were) (?:then )?(?:approved|carried|passed|adopted|defeated)\b"
    r"|(?:the |this )?(?:motion|resolution|vote|amendment)(?: was| is)?(?: then)? (?:carrie|passe|approv|adopt"
    r"|defeat|fail|lost|unanim"
    r"|withdrawn|tabled|died|die)"
    r"|(?:carried|passed|defeated|approved|all in favou?r|all (?:members )?agreed|unanimous(?:ly)?)\b.{0,40}$)",
    re.IGNORECASE,
)


LONGEST_FOLLOWING = 300
"""Characters of a line that only goes on with a motion."""


def follows_motion(text: str) -> bool:
    """Whether a line only goes on with the motion above it: who seconded, how the vote went, what came of it."""
    return len(text) <= LONGEST_FOLLOWING and _FOLLOWS.match(text) is not None and not _names_movers_first(text)
