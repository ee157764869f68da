"""Votes: how many were for, against and abstained, and lines that tell of a vote without a label."""

from __future__ import annotations

import re
from itertools import zip_longest

from reportgen.formats.ingest.draft import Value

_NUMBERS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
        ]
    )
} | {"no": 0}
_N = r"(?P<n>\d{1,3}(?!\d)|" + "|".join(_NUMBERS) + r")"
_BALLOTS = {
    "for": r"(?:ayes?|yeas?|yes|for\b|in favou?r|approve[sd]?\b|agree[sd]?|accept(?:ed)?)",
    "against": r"(?:nays?|against|opposed?|reject(?:ed)?|disagree[sd]?|votes? no)",
    "abstain": r"(?:abst\w+)",
    "absent": r"(?:absent|not present)",
}
_COUNTS = {
    ballot: re.compile(
        rf"\b{_N}\s*(?:votes?|members?)?\s*{words}|\b{words}\s*(?:votes?)?\s*[:=]\s*(?P<m>\d{{1,4}})\b", re.IGNORECASE
    )
    for ballot, words in _BALLOTS.items()
}
_HAN_COUNTS = {
    "for": re.compile(
        r"(?P<n>\d{1,4})\s*(?:票|人|位)?\s*(?:赞成|同意|通过)|(?:赞成|同意)\s*[:：]?\s*(?P<m>\d{1,4})\s*(?:票|人)?"
    ),
    "against": re.compile(
        r"(?P<n>\d{1,4})\s*(?:票|人|位)?\s*(?:反对|不同意)|(?:反对|不同意)\s*[:：]?\s*(?P<m>\d{1,4})\s*(?:票|人)?"
    ),
    "abstain": re.compile(r"(?P<n>\d{1,4})\s*(?:票|人|位)?\s*弃权|弃权\s*[:：]?\s*(?P<m>\d{1,4})\s*(?:票|人)?"),
}
_METHODS = (
    ("unanimous", r"unanimous|一致(?:同意|通过)|全票"),
    ("roll-call", r"rol[el][- ]?call"),
    ("show-of-hands", r"show of hands|举手"),
    ("secret-ballot", r"secret ballot|无记名"),
    ("electronic", r"\be-?mail vote|electronic vote|电子投票|线上投票"),
    ("consensus", r"\bconsensus\b|协商一致"),
)
_VOTE_LINE = re.compile(
    r"(?:^|\b)(?:(?:approved|adopted|accepted|carried|passe[sd]|rejected|defeated|moved to \w+)\b.{0,60}"
    r"\b(?:unanimously|voice vote|rol[el][- ]?call|by (?:a )?vote|vote[sd]?)"
    r"|(?:motion|vote|proposal|resolution)s?\b.{0,40}\b(?:passe[sd]|carrie[sd]|approved|fails|failed|rejected"
    r"|unanimous(?:ly)?)\b"
    r"|approved,? (?:\d+|" + "|".join(_NUMBERS) + r") (?:ayes?|yeas?|votes?)"
    r"|\b(?:unanimously (?:approved|adopted|agreed)|approved unanimously|unanimous approval)\b)",
    re.IGNORECASE,
)
_TO_COME = re.compile(
    r"\b(?:will|would|could|should|shall|next week|to vote|let'?s|need(?:ed|s)?|eligible|please"
    r"|reminder|once|if|before|until|prior|whether|unless)\b",
    re.IGNORECASE,
)
LONGEST = 200
"""Characters of a line that tells of a vote; longer ones discuss it."""


def is_vote(text: str) -> bool:
    """Whether a line without a label tells that something was voted: “Motion passes by voice vote”."""
    return len(text) <= LONGEST and _VOTE_LINE.search(text) is not None and not _TO_COME.search(text)


def read_vote(text: str) -> dict[str, Value] | None:
    """Return counts and method of a vote where the words tell them, with the words; None: they tell none."""
    counts: dict[str, Value] = _counted_together(text)
    counts_together = bool(counts)
    for ballot, pattern in () if counts else (*_COUNTS.items(), *_HAN_COUNTS.items()):
        if ballot not in counts and (found := pattern.search(text)):
            counts[ballot] = str(_number(found["n"] or found["m"]))
    method = next((name for name, words in _METHODS if re.search(words, text, re.IGNORECASE)), "")
    told = counts_together or re.search(
        r"vote|ballot|票|表决|unanim|aye|nay|abst|一致|弃权|carrie|passe|approved|opposed|in favou?r",
        text,
        re.IGNORECASE,
    )
    if not told or not (counts or method) or len(text) > 600:
        return None
    vote: dict[str, Value] = {}
    if counts:
        vote["counts"] = counts
    if method:
        vote["method"] = method
    return vote


_SIGNED = re.compile(r"\(\+(?P<for>\d{1,3}),? *(?P<abstain>\d{1,3}),? *-(?P<against>\d{1,3})\)")
"""As logs of meetings count: (+6, 0, -1)."""
_TOGETHER = (
    _SIGNED,
    re.compile(
        r"\b(?:carrie[sd]|passe[sd]|approved|failed|votes?|voted|defeated|vote of)(?: unanimously)?\W{0,3}(?:by )?"
        r"(?:a )?(?:vote )?(?:of )?"
        r"\(?(?P<for>\d{1,3}) ?[-–] ?(?P<against>\d{1,3})(?: ?[-–] ?(?P<abstain>\d{1,3}))?(?![\d–-])",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bin favou?r,? \(?(?P<for>\d{1,3}) ?[-–] ?(?P<against>\d{1,3})(?: ?[-–] ?(?P<abstain>\d{1,3}))?(?![\d–-])",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?P<for>\d{1,3}) (?:yes|ayes?|yeas?)\W{1,4}(?P<against>\d{1,3}) (?:no(?:es)?|nays?)\b"
        r"(?:\W{1,4}(?P<abstain>\d{1,3}) ab)?",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:for|in favou?r|yes|ayes?)[: ]{1,2}(?P<for>\d{1,3})\W{1,4}(?:against|opposed|noe?s?|nays?)[: ]{1,2}"
        r"(?P<against>\d{1,3})"
        r"(?:\W{1,4}abst\w+[: ]{1,2}(?P<abstain>\d{1,3}))?",
        re.IGNORECASE,
    ),
)


def _counted_together(text: str) -> dict[str, Value]:
    """Return counts that stand together in a fixed order: 4-1, (+6, 0, -1), 4 YES – 0 NO – 1 AB."""
    found = next((hit for one in _TOGETHER if (hit := one.search(text))), None)
    if found is None:
        return {}
    return {ballot: words for ballot in ("for", "against", "abstain") if (words := found[ballot])}


_BALLOT_WORDS = {
    "for": "ayes?|yeas?|yes|in favou?r|for|voting aye|voting yes",
    "against": "noes|nays?|no|against|opposed|voting no|voting nay",
    "abstain": "abstain(?:ed|ing|s)?|abstentions?",
    "absent": "absent|not present",
    "recused": "recused?",
}
_BALLOT = re.compile(
    r"\b(?:" + "|".join(f"(?P<{ballot}>{words})" for ballot, words in _BALLOT_WORDS.items()) + r")\s*[:–]\s*",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"(?P<who>(?:(?:Dr|Mr|Mrs|Ms|Cllr)\.? )?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3})\s*(?:[,–:-]|\()\s*"
    r"(?i:" + "|".join(f"(?P<{ballot}>{words})" for ballot, words in _BALLOT_WORDS.items()) + r")\b"
)
_NAMES_END = re.compile(r"(?<=[a-z)])\.(?:\s|$)|\n|;\s*$|\(|\b(?:motion|carried|passed|result)\b", re.IGNORECASE)
_ONLY_NAMES = re.compile(
    r"(?:(?:Dr|Mr|Mrs|Ms|Cllrs?|Mayor|Commissioners?|Councilmembers?|Trustees?|Directors?|Chair)\.? )?"
    r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}"
)


def members_in(text: str) -> dict[str, Value]:
    """Return how each member voted where a line names them: `Ayes: Hale, Orr. Noes: Tuck`, `Hale – aye; Tuck – no`.

    Nothing is returned where one of the names cannot be told for sure.
    """
    each = list(_EACH.finditer(text))
    if len(each) > 1 and len({one["who"] for one in each}) == len(each):
        return {one["who"]: _ballot(one) for one in each}
    marks = list(_BALLOT.finditer(text))
    members: dict[str, Value] = {}
    for mark, after in zip_longest(marks, marks[1:]):
        words = text[mark.end() : after.start() if after else len(text)]
        end = _NAMES_END.search(words)
        parts = re.split(r",| and | & |;", words[: end.start() if end else None])
        names = [one.strip() for one in parts if one.strip()]
        if names in (["None"], ["none"], ["0"], ["None."]):
            continue
        if any(not _ONLY_NAMES.fullmatch(one) or one in members for one in names):
            return {}
        members |= dict.fromkeys(names, _ballot(mark))
    return members


def _ballot(found: re.Match[str]) -> str:
    return next(ballot for ballot in _BALLOT_WORDS if found[ballot])


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _NUMBERS[word.lower()]
