"""Latin names: titles that several share (Cllrs Hale and Orr), offices beside names, counts that name nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportgen.formats.ingest.vocabulary import Role, role_of_label

_SHARED = {
    "Cllrs": "Cllr", "Clls": "Cllr", "Councillors": "Councillor", "Councilors": "Councilor",
    "Councilmembers": "Councilmember", "Commissioners": "Commissioner", "Trustees": "Trustee", "Directors": "Director",
    "Senators": "Senator", "Supervisors": "Supervisor", "Aldermen": "Alderman", "Drs": "Dr", "Profs": "Prof",
    "Professors": "Professor", "Messrs": "Mr", "Governors": "Governor", "Judges": "Judge", "Justices": "Justice",
    "Representatives": "Representative", "Councilmen": "Councilman", "Selectmen": "Selectman", "Captains": "Captain",
}  # fmt: skip
"""Titles that stand once before several names, and the title of each of them."""
_SHARED_FIRST = re.compile(r"(?:the )?(?P<title>" + "|".join(_SHARED) + r")\.? +(?=[A-Z])")
_OWN_TITLE = re.compile(
    r"(?:the|Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Cllr|Councill?or|Mayor|Rev|Sir|Dame|Lord|Lady|Hon|President|Chair\w*"
    r"|Vice|Superintendent|Deputy|County|City|Town|Village|Parish|Commissioner|Senator|Director|Trustee|Clerk"
    r"|Alderman|Councilm\w+|\d+|one|two|three|four|five)\b",
    re.IGNORECASE,
)
_OFFICES = (
    r"chair|co-?chair|chairman|chairwoman|chairperson|president|director|manager|lead|leader|secretary|treasurer"
    r"|officer"
    r"|clerk|counsel|attorney|planner|engineer|superintendent|principal|provost|parliamentarian|representative"
    r"|librarian"
    r"|administrator|coordinator|convener|convenor|registrar|auditor|accountant|surveyor|architect|editor|warden"
    r"|bursar|dean|head|governor|trustee|observer|consultant|adviser|advisor|assistant|scribe|minutes|notes|facilitator"
    r"|minute[- ]taker|note[- ]taker|ceo|cfo|coo|cto|controller|inspector|solicitor|captain|moderator|steward|mayor"
    r"|intern"
)
_OFFICE = re.compile(
    rf"(?:the |an? )?(?:[\w'’&/-]+ ){{0,4}}(?:{_OFFICES})(?: (?:and|&) (?:\w+ ){{0,2}}(?:{_OFFICES}))?"
    r"(?: (?:of|to|for|at|in) .{1,50})?\.?",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"(?:there (?:were|was|are|is) (?:no (?:absences|absentees|apologies)|(?=\d|an? |one|two|no ))|and |about "
    r"|approx\w*\.? )?(?:\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve|several|no|some|various|many|plus \w+)\s+(?:other |more |local |further )*(?:members?|people|persons?"
    r"|residents?"
    r"|parishioners?|visitors?|guests?|observers?|electors?|public|press|staff|students?|others?|attendees?"
    r"|participants?"
    r"|representatives?|parents?|volunteers?|trustees|directors)\b|(?:members?|representatives?) of the (?:public"
    r"|press)\b"
    r"|(?:the )?(?:public|press)$|(?:\d{1,4}|two|three|four|five|six|seven|eight|nine|ten|several|some) (?-i:[a-z])",
    re.IGNORECASE,
)
_SWAPPED = re.compile(r"^(?:the )?(?P<office>[A-Z][\w ]{2,30})$")


_INNER = re.compile(r"(?:^|(?<=[.;:])) *(?P<label>[A-Z][A-Za-z' ]{2,40}): +")


def labelled_parts(text: str) -> list[tuple[Role, str]]:
    """Return the lists of a line that holds several, each behind its label: `Directors present: A, B. Absent: none.`"""
    marks = [(role, found) for found in _INNER.finditer(text) if (role := role_of_label(found["label"])) in _LISTS]
    if not marks:
        return []
    ends = [*(found.start() for _, found in marks[1:]), len(text)]
    return [(role, text[found.end() : end].strip(" .;")) for (role, found), end in zip(marks, ends, strict=True)]


_LISTS = {"present", "apologies", "absent", "in-attendance", "members", "others"}


def counts_people(words: str) -> bool:
    """Whether words count people and name nobody: “4 members of the public”."""
    return _COUNT.match(words) is not None


def is_office(words: str) -> bool:
    """Whether words are an office and no name: “Recording Secretary”, “Clerk to the Council”, “minutes”."""
    return _OFFICE.fullmatch(words) is not None and not _SURNAME.fullmatch(words)


_SURNAME = re.compile(
    r"(?!(?:Vice|Deputy|Assistant|Associate|Interim|Acting|City|Town|County|Parish|Village|Senior|Junior|Honorary|Hon|Club"
    r"|School|Church|Head|Chief|Team|Project|Board|Past|Former|Lord|Lady|Company|Group|Department|Section)\b)"
    r"[A-Z][\w.'’-]* (?:Dean|Head|Warden|Steward|Clerk|Mayor|Captain|Provost|Bursar|Lead|Leader|Principal|Notes)"
)
"""Names whose second word is an office too: Max Dean."""


def persons_of(pieces: Sequence[str]) -> Iterator[str]:
    """Yield one piece for each person: an office goes with the name before it, a shared title to each who shares it.

    “Cllrs Hale and Orr” are Cllr Hale and Cllr Orr; “Rosa Kemp, Recording Secretary” is one person.
    """
    waiting = ""
    title = ""
    for piece in pieces:
        words = piece.strip(" \t.,;")
        if waiting and is_office(words) and not is_office(waiting) and _could_hold_office(waiting):
            waiting = f"{waiting}, {words}"
            continue
        if waiting:
            yield waiting
        if found := _SHARED_FIRST.match(words):
            title = _SHARED[found["title"]]
            words = words[found.end() :]
            waiting = words if _OWN_TITLE.match(words) else f"{title} {words}"
            continue
        title = "" if _OWN_TITLE.match(words) else title
        waiting = f"{title} {words}" if title and words[:1].isupper() else piece.strip()
    if waiting:
        yield waiting


def _could_hold_office(words: str) -> bool:
    """Whether words are a name of two words at least: an office alone in a list is a person nobody named."""
    return re.match(r"[A-Z][\w.'’-]*(?: \([A-Z]{2,4}\))? +\S", words) is not None


def office_first(words: str, behind: str) -> bool:
    """Whether the office stands before the name: “the Clerk – Adrian Orr”."""
    return (
        _SWAPPED.match(words) is not None
        and is_office(words)
        and not is_office(behind)
        and re.fullmatch(r"(?:[A-Z][\w.'’-]*)(?: [A-Z][\w.'’-]*){1,3}", behind) is not None
    )
