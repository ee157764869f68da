"""Exports to look into: of small sites, of random histories, and of records whose every word is hostile."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from pathlib import Path

from reportgen.model.content import Content
from reportgen.model.export import Export
from reportgen.model.meeting import Minutes
from reportgen.stages.resolve import resolve
from reportgen.theme import Theme
from tests.small_site import AS_OF, gathered

BASE = "https://minutes.example.org/"
CORPUS = Path(__file__).parents[2] / "corpora/csv-ics-injection"
HOSTILE: tuple[str, ...] = tuple(
    word
    for file in sorted(CORPUS.glob("*.json"))
    for word in json.loads(file.read_text("utf-8"))
    # Half of a surrogate pair is no text, and no record can hold it.
    if not re.search("[\ud800-\udfff]", word)
)
"""Words that get past the schema, though most of them would be refused when the file is read."""
FORMULA_MARKS = "=+-@＝＋－＠"


def words_in(language: str) -> Mapping[str, str]:
    """The printed words of the bundled theme."""
    return Theme().words("briefing", language)


def export_of(
    content: Content,
    *,
    as_of: dt.date = AS_OF,
    title: str = "工程台账",
    language: str = "zh",
    base: str | None = BASE,
    unreadable: int = 0,
) -> Export:
    """Everything there is to export of some content."""
    site = resolve(content, as_of)
    return Export(title, language, as_of, base, unreadable, site.lines, site.decisions, site.meetings)


def hostile_content(word: str) -> Content:
    """A meeting that says one hostile word wherever a record can say anything."""
    # A line folds white space, and none may be left without words.
    said = word if word.split() else f"x{word}x"
    record = Minutes.model_validate(
        {
            "kind": "minutes",
            "id": "works-1",
            "series": "works",
            "title": said,
            "start": "2026-01-15 09:00",
            "place": said,
            "status-words": said,
            "agenda": [
                {
                    "title": said,
                    "decisions": [{"id": "d1", "text": said, "moved": said, "seconded": said, "tags": [said]}],
                    "actions": [
                        {
                            "id": "a1",
                            "label": said,
                            "task": said,
                            "lead": said,
                            "support": [said],
                            "owner": [said],
                            "supervisor": said,
                            "due": "2026-02-10",
                            "due-words": said,
                            "milestones": [{"text": said}],
                            "links": [{"url": "https://example.org/=1", "title": said}],
                            "note": said,
                            "tags": [said],
                            "x-budget": said,
                        }
                    ],
                }
            ],
            "updates": [
                {
                    "action": "works-1/a1",
                    "state": "closed",
                    "note": said,
                    "due-words": said,
                    "verified-by": said,
                    "no-evidence": said,
                    "reached": [said],
                }
            ],
        }
    )
    return gathered(record)
