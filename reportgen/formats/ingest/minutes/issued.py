"""Issued: number, signer, recipients and the foot of an official document (版头, 版记), and its quorum line."""

from __future__ import annotations

import re

from reportgen.formats.ingest.draft import Told, Value
from reportgen.formats.ingest.minutes.items import Item
from reportgen.formats.ingest.moments import find_dates
from reportgen.formats.ingest.row import Row

_NUMBER = re.compile(
    r"[^\s。，：:]{0,20}?[〔\[（(【](?P<year>\d{4})(?:年)?[〕\]）)】]\s*(?:第\s*)?(?P<number>\d{1,5})\s*[号期次]$"
    r"|[（(](?P<of>\d{4})年第(?P<issue>\d{1,5})[期次号][）)]$"
)
_SIGNER = re.compile(r"签\s*发(?:\s*人)?\s*[：:]\s*(?P<who>[\u3400-\u9fff]{2,4})$")
_COPIES = re.compile(r"(?:分\s*送|抄\s*送|抄\s*报|发\s*送|印\s*送)\s*[：:]\s*(?P<who>\S.*)$")
_TO = re.compile(r"主\s*送\s*[：:]\s*(?P<who>\S.*)$")
_PRINTED = re.compile(r"(?P<who>[\u3400-\u9fff]{4,30})[\s\u3000]+(?P<when>\d{4}年\d{1,2}月\d{1,2}日)\s*印发$")
_LONGEST_FOOT = 300


def take_issue(row: Row, into: Item) -> bool:
    """Take what a line of head or foot says of the document as issued; return whether it says that and nothing else."""
    text = row.text.strip()
    if row.kind != "words" or len(text) > _LONGEST_FOOT:
        return False
    if found := _NUMBER.match(text):
        into.setdefault("number", Told(found["number"] or found["issue"], (row.line,)))
        into.setdefault("year", Told(found["year"] or found["of"], (row.line,)))
    elif found := _SIGNER.match(text):
        into.setdefault("signer", Told(found["who"], (row.line,)))
    elif found := _COPIES.match(text):
        into.setdefault("copy", _bodies(found["who"]))
    elif found := _TO.match(text):
        into.setdefault("to", _bodies(found["who"]))
    elif (found := _PRINTED.match(text)) and (dates := find_dates(found["when"])):
        into.setdefault("printed-by", Told(found["who"], (row.line,)))
        into.setdefault("printed-on", Told(str(dates[0].date), (row.line,)))
    else:
        return False
    return True


def _bodies(words: str) -> Value:
    return [one.strip() for one in re.split(r"[，,；;、]", words.strip("。 ")) if one.strip()]


_QUORUM = re.compile(
    r"应(?:到|出席|参加|參加)(?:会)?[^，。；\d]{0,12}(?P<due>\d{1,5})\s*[人名位户]?[^。；\n]{0,30}?(?:实到"
    r"|实际出席|实际到会|实际参加|實到|出席)(?:会)?[^，。；\d]{0,12}(?P<there>\d{1,5})\s*[人名位户]?"
)


def quorum_in(text: str) -> Item | None:
    """Return how many came of how many who should (应到9人，实到8人), with the words; None: a text does not say."""
    found = _QUORUM.search(text) if len(text) <= _LONGEST_FOOT else None
    return {"present": found["there"], "words": found[0]} if found else None
