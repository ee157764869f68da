"""Speech: plain text or Markdown of a leader's speech (讲话) → the draft of its record, every label as it was typed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

from reportgen.formats.ingest.days import DATE_FROM_NAME, DATE_FROM_NAME_DAY
from reportgen.formats.ingest.draft import GUESSED, INFERRED, STATED, Draft, Told, Value
from reportgen.formats.ingest.moments import FoundDate, find_dates
from reportgen.formats.ingest.source import Source
from reportgen.formats.ingest.speech.head import Head, read_head
from reportgen.formats.ingest.speech.paragraphs import Paragraph, paragraphs_of
from reportgen.formats.ingest.speech.parts import Part, parts_of
from reportgen.model.diagnostic import warning
from reportgen.model.values import LONGEST_PROSE
from reportgen.text.limits import MOST_LINES
from reportgen.text.outline import Mark, marks_of, points_in

DATES_DIFFER = warning(
    "import-dates-differ",
    en="the text says {text}, the file name says {name}",
    zh="原文写的是 {text}，文件名写的是 {name}",
    hint_en="correct `date:` if the file name is right",
    hint_zh="如以文件名为准，请改正 `date:`",
)
ROOM = LONGEST_PROSE * 9 // 10
"""Characters a text is split at: what cleaning adds must fit into the field too."""
MOST_PARAGRAPHS = MOST_LINES // 2 - 1
"""Paragraphs a text is split at; an empty line stands between them."""
LONGEST_MASK = 100
"""Stars in a row that are taken for a name left out."""
LONGEST_CLOSING = 4
"""Paragraphs without a label at the end among which the closing may begin."""
_CLOSING = re.compile(
    r"(?:\*\*)?(?:同志们|各位(?:同志|代表|委员|领导|同事|来宾|朋友)|朋友们|同事们|乡亲们|最后[，,]|让我们|谢谢|我的讲话|我就讲|今天就讲"
    r"|Thank you|Thanks|In closing|In conclusion|To close|Finally,|Colleagues,|Friends,|Ladies and gentlemen)"
)
_SENTENCE_END = re.compile(r"[。！？；][”’）》」』]*|[.!?;][\"”’)]*(?=\s)")
_CLAUSE_END = re.compile(r"[，、：,:]|\s")
_ORDER = ("title", "speaker", "role", "date", "place", "occasion", "opening", "parts", "closing")


def read_speech(source: Source, *, language: str, name_date: dt.date | None, given_date: dt.date | None) -> Draft:
    """Return the draft of a speech: title, speaker, date, opening, parts by their labels, closing.

    What the text does not say is left out, also where a record cannot be without it (title, speaker, date): whoever
    writes the record says what is missing, nothing is made up here.

    Args:
        source: the text, in which every line is a paragraph.
        language: zh or en, of the text.
        name_date: the day in the name of the file; used where the text names none, and then doubted.
        given_date: the day somebody gave for this file; used before that of its name.
    """
    draft = Draft("speech", {}, language)
    paragraphs = paragraphs_of(source.lines)
    head = read_head(paragraphs)
    body = paragraphs[head.used :]
    values: dict[str, Value] = dict(head.values)
    values |= _spoken(draft, source, body)
    if date := _date(source, head, body, name_date, given_date):
        values["date"] = date
        if head.day:
            head.became.add(head.day[2])
    draft.value = {key: values[key] for key in _ORDER if key in values}
    draft.kept |= head.kept
    draft.became |= head.became
    return draft


def _spoken(draft: Draft, source: Source, body: Sequence[Paragraph]) -> dict[str, Value]:
    """Return opening, parts and closing."""
    marks = marks_of(["" if one.is_block else one.text for one in body])
    first, last = _outline(body, marks)
    outline = body[first:last]
    parts, inexact, findings = parts_of(outline, marks[first:last], source)
    draft.findings += findings
    for paragraph in body:
        inexact |= set() if paragraph.is_exact else set(paragraph.lines)
        (draft.became if inexact.intersection(paragraph.lines) else draft.kept).update(paragraph.lines)
    opening, *more = _texts(one.text for one in body[:first]) or [""]
    *earlier, closing = _texts(one.text for one in body[last:]) or [""]
    told = [*_unlabelled(more), *(_value(part) for part in parts), *_unlabelled(earlier)]
    spoken: dict[str, Value] = {"parts": told} if told else {}
    for key, text, paragraphs in (("opening", opening, body[:first]), ("closing", closing, body[last:])):
        if text:
            spoken[key] = Told(text, tuple(line for one in paragraphs for line in one.lines), INFERRED)
    return spoken


def _outline(body: Sequence[Paragraph], marks: Sequence[Mark | None]) -> tuple[int, int]:
    """Return where the outline begins and where it ends: the first label, and the closing words after the last."""
    labelled = [place for place, mark in enumerate(marks) if mark or body[place].level]
    if not labelled:
        # Without a label at the start of a line, points inside a paragraph are all the outline there is.
        labelled = [place for place, one in enumerate(body) if not one.is_block and points_in(one.text)]
    if not labelled:
        return len(body), len(body)
    end = len(body)
    ends = (place for place in range(max(labelled[-1] + 1, end - LONGEST_CLOSING), end) if _closes(body[place]))
    return labelled[0], next(ends, end)


def _closes(paragraph: Paragraph) -> bool:
    return not paragraph.is_block and _CLOSING.match(paragraph.text) is not None


_COMMENTS = re.compile(r"(?:<!--(?:(?!-->).)*-->\s*)+", re.DOTALL)


def _value(part: Part) -> Told:
    """Return a part as it stands in the record; text that one field cannot hold goes on in parts of its own."""
    # A comment is no text: alone it would leave the field empty. Its line is kept with the source.
    text, *more = [one for one in _texts(part.paragraphs) if not _COMMENTS.fullmatch(one)] or [""]
    words = {"label": part.label, "title": part.title, "text": text}
    value: dict[str, Value] = {key: one for key, one in words.items() if one}
    if below := [*_unlabelled(more), *(_value(one) for one in part.parts)]:
        value["parts"] = below
    return Told(value, tuple(part.lines), STATED if part.label or part.title else INFERRED)


def _unlabelled(texts: Iterable[str]) -> list[Value]:
    return [Told({"text": text}, (), INFERRED) for text in texts]


def _texts(paragraphs: Iterable[str]) -> list[str]:
    """Return paragraphs as texts that a field can hold, an empty line between two paragraphs."""
    texts: list[list[str]] = []
    size = 0
    for piece in (piece for paragraph in paragraphs for piece in _pieces(paragraph)):
        size += len(piece) + 2
        if not texts or size > ROOM or len(texts[-1]) >= MOST_PARAGRAPHS:
            texts.append([])
            size = len(piece)
        texts[-1].append(piece)
    return ["\n\n".join(text) for text in texts]


def _pieces(paragraph: str) -> Iterator[str]:
    """Yield a paragraph in pieces a field can hold, cut at the ends of sentences where there are any."""
    start = 0
    while len(paragraph) - start > ROOM:
        end = _cut(paragraph, start, start + ROOM)
        if piece := paragraph[start:end].strip():
            yield piece
        start = end
    if piece := paragraph[start:].strip():
        yield piece


def _cut(paragraph: str, start: int, end: int) -> int:
    """Return where the last sentence between two places ends, else the last clause, else the end."""
    for pattern in (_SENTENCE_END, _CLAUSE_END):
        if found := [one.end() for one in pattern.finditer(paragraph, start, end)]:
            return found[-1]
    # A mask is not cut in two; what is all stars is no mask.
    mask = len(paragraph[end - LONGEST_MASK : end]) - len(paragraph[end - LONGEST_MASK : end].rstrip("*"))
    return end - mask if paragraph[end] == "*" and mask < LONGEST_MASK else end


def _date(
    source: Source, head: Head, body: Sequence[Paragraph], name: dt.date | None, given: dt.date | None
) -> Told | None:
    """Return the day of the speech: from its head, from a line of its own at the end, given, or from the name."""
    dates = head.dates or [(found, one.lines[0]) for one in body[-2:] for found in _signed(one.text)]
    if dates:
        found, line = dates[0]
        text = found.date.isoformat()
        differs = name is not None and name != found.date
        doubt = DATES_DIFFER.at(source.span(line), text=text, name=name) if differs else None
        return Told(text, (line,), STATED if found.is_sure else INFERRED, doubt)
    if given:
        return Told(given.isoformat(), (), STATED)
    return _date_of_name(source, head, name) if name else None


def _date_of_name(source: Source, head: Head, name: dt.date) -> Told:
    if not head.day:
        return Told(name.isoformat(), (), GUESSED, DATE_FROM_NAME.at(source.span(0, 0)))
    (month, day), words, line = head.day
    if (month, day) == (name.month, name.day):
        return Told(name.isoformat(), (line,), INFERRED)
    return Told(name.isoformat(), (line,), GUESSED, DATE_FROM_NAME_DAY.at(source.span(line), text=words))


def _signed(words: str) -> list[FoundDate]:
    """Return the date that a line at the end of a speech consists of."""
    inner = words.strip("（）() \u3000")
    return [one for one in find_dates(inner) if (one.start, one.end) == (0, len(inner))]
