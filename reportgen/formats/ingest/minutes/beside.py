"""Beside: sections that stand beside an agenda and tell of the meeting, not of an item — quorum, closing, approval."""

from __future__ import annotations

from typing import Literal

from reportgen.formats.ingest.minutes.items import Item
from reportgen.formats.ingest.minutes.sections import BOLD, LABEL, Section
from reportgen.formats.ingest.minutes.telling import Teller
from reportgen.formats.ingest.vocabulary import folded

Kind = Literal["quorum", "summary", "closing", "other"]

_WORDS: dict[Kind, str] = {
    "quorum": "quorum|法定人数|应到实到",
    "summary": "in brief|summary|executive summary|要点|摘要|内容提要",
    "closing": "closing|close of meeting|结束语|结语",
    "other": "declarations of interest|previous minutes|earlier actions|papers|attachments|approval|circulation"
    "|distribution"
    "|利益申明|上次纪要|往次事项|会议材料|附件|签发|审批|分送|抄送",
}
_KIND_OF = {word: kind for kind, words in _WORDS.items() for word in words.split("|")}


def beside_agenda(sections: list[Section]) -> dict[int, Kind]:
    """Return which sections stand beside an agenda that has its items as headings below it, by their place.

    Without such an agenda the same headings are items themselves.
    """
    if not any(one.role == "agenda" and any(inner.level < BOLD for inner in one.sections) for one in sections):
        return {}
    return {
        place: kind
        for place, one in enumerate(sections)
        if one.level < BOLD
        and all(inner.level >= LABEL for inner in one.sections)
        and (kind := _KIND_OF.get(folded(one.title)))
    }


def put_beside(section: Section, kind: Kind, teller: Teller, meeting: Item, head: Item) -> None:
    """Put what a section tells of the meeting where it belongs; of what has no field the lines wait unplaced."""
    if kind == "other" or section.head is None or kind in (head if kind == "quorum" else meeting):
        return
    chunks = teller.prose(section.rows)
    teller.became(section.head)
    if kind == "quorum" and chunks:
        head["quorum"] = {"words": " ".join(" ".join(chunks).split())}
        teller.became(*section.rows)
    elif chunks:
        # All of it, although one field may not hold it: fitting cuts it and says so.
        meeting[kind] = "\n\n".join(chunks)
