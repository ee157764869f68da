"""Lists: how rows stand in lists — entries, what is below them, lines that only go on, marks of outcomes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportgen.formats.ingest.minutes.markers import number_of, style_of
from reportgen.formats.ingest.minutes.motions import decision_in, is_motion
from reportgen.formats.ingest.minutes.outcomes import Marked, marked
from reportgen.formats.ingest.minutes.particulars import particular_in
from reportgen.formats.ingest.minutes.resolved import resolves, without_head
from reportgen.formats.ingest.minutes.votes import is_vote
from reportgen.formats.ingest.people.duties import split_duties
from reportgen.formats.ingest.row import Row
from reportgen.formats.ingest.rows import LONGEST_ROW

_OWNED = re.compile(
    r"@\S|⏰|\b(?:by|due|until):? (?:\d{4}-\d\d-\d\d|\d{1,2} [A-Z][a-z]+ \d{4}"
    r"|[A-Z][a-z]+ \d{1,2}, \d{4})"
)
_HAN_END, _HAN_START = re.compile(r"[\u3000-\u9fff\uff00-\uffef]$"), re.compile(r"[\u3400-\u9fff]")


def mark_of(row: Row, *, has_tasks: bool = False) -> Marked | None:
    """Return what a row is marked as; a box is a task where it has a time, or where the text uses boxes for tasks."""
    if not row.is_words or row.text.startswith(">"):
        return None
    found = marked(row.text)
    if found and not (found.outcome == "action" and found.text and is_motion(found.text)):
        return found
    if found:
        # `ACTION: Castro moved to approve …`: what the meeting did, not what is to be done.
        return Marked("decision", found.text, found.label)
    if row.ticked is not None and (has_tasks or "⏰" in row.text):
        return Marked("action", row.text, "")
    return _decision(row)


def _decision(row: Row) -> Marked | None:
    """Return the decision that the words of a row are, without a mark; None: they decide nothing."""
    if resolves(row.text):
        head, words = without_head(row.text)
        return Marked("decision", words, head or "会议决定", is_said=True)
    start = decision_in(row.text)
    if start is not None:
        words = row.text[start:]
        # A motion is a decision wherever it stands; what was merely agreed may be no more than said.
        return Marked("decision", words, "", before=row.text[:start].rstrip(), is_said=True)
    return Marked("decision", row.text, "", is_said=True) if is_vote(row.text) else None


def decides(row: Row) -> bool:
    """Whether a row holds a motion or tells of a vote, by its words and not by a label."""
    return row.is_words and not row.marker and (decision_in(row.text) is not None or is_vote(row.text))


def uses_boxes_for_tasks(rows: Sequence[Row]) -> bool:
    """Whether boxes of a text mean tasks: half of them name an owner or a time, or are struck out."""
    boxes = [row for row in rows if row.ticked is not None and row.kind == "item"]
    told = sum(1 for row in boxes if _OWNED.search(row.text) or row.text.startswith("~~"))
    return any(_OWNED.search(row.text) for row in boxes) and told * 2 >= len(boxes)


def marks_decisions(rows: Sequence[Row]) -> bool:
    """Whether a text marks its decisions as items of lists (`- Decision: …`): then its sentences are only words."""
    items = (row for row in rows if row.kind == "item" and row.marker[:1] in "-*+" and row.is_words)
    return any((found := marked(row.text)) and found.text and _NAMES_DECISION.match(found.label) for row in items)


_NAMES_DECISION = re.compile(r"decisions?$|决定$|决议$|決議$", re.IGNORECASE)


def below(rows: Sequence[Row], place: int) -> list[Row]:
    """Return the rows below a row that stand further right."""
    own, end = rows[place].indent, place + 1
    for after in range(place + 1, len(rows)):
        if rows[after].kind == "blank":
            continue
        if rows[after].indent <= own or not rows[after].is_words:
            break
        end = after + 1
    return list(rows[place + 1 : end])


_LOOK_BACK = 200
"""Rows in which a list that holds a mark would have begun."""
_OF_VOTE = re.compile(r"\W*(?:表决|表決|投票)")


_LOOK_BACK = 200
"""Rows above a mark among which the list that holds it is looked for."""


def list_below(rows: Sequence[Row], place: int) -> list[Row]:
    """Return the list below a mark without words: up to other words, or a number of a list that holds the mark."""
    first = next((at for at in range(place + 1, len(rows)) if rows[at].kind != "blank"), len(rows))
    if first == len(rows) or rows[first].kind != "item" or rows[first].ticked is not None:
        return []
    near = rows[max(0, place - _LOOK_BACK) : place + 1]
    above = {style_of(row.marker) for row in near if row.kind == "item" and row.marker}
    if style_of(rows[first].marker) in above:
        return []
    style, last, end = style_of(rows[first].marker), 0, first
    for at in range(first, len(rows)):
        row = rows[at]
        number = number_of(row.marker) if row.kind == "item" and style_of(row.marker) == style else None
        if number is not None and number <= last and row.indent <= rows[first].indent:
            break
        if row.kind != "blank" and number is None and not _is_inside(row, rows[first], above):
            break
        last = number or last
        end = at + 1 if row.kind != "blank" else end
    return list(rows[place + 1 : end])


def _is_inside(row: Row, first: Row, above: set[str]) -> bool:
    """Whether a row belongs to the member of a list above it: an item of another kind, or its duties."""
    mark = mark_of(row)
    if mark is not None and not row.marker:
        return _OF_VOTE.match(mark.label) is not None
    if row.kind == "item":
        return style_of(row.marker) not in above
    return row.kind == "words" and (row.indent > first.indent + 1 or is_duty(row.text))


def is_duty(text: str) -> bool:
    """Whether a line says nothing but who answers for what stands above it, and by when."""
    words, duties = split_duties(text)
    return duties is not None and not words


def _below_marks(rows: Sequence[Row]) -> set[int]:
    """Return the lines that stand in a numbered list below a mark without words (会议决定：)."""
    found: set[int] = set()
    for place, row in enumerate(rows):
        if row.line not in found and row.is_words and (mark := mark_of(row)) and not mark.text:
            found.update(one.line for one in list_below(rows, place))
    return found


def following(rows: Sequence[Row], place: int, *, has_tasks: bool) -> list[Row]:
    """Return the rows right under a mark without words, up to an empty line or the next mark."""
    end, own = place + 1, rows[place].indent
    while end < len(rows) and rows[end].is_words and rows[end].indent >= own - 2:
        if mark_of(rows[end], has_tasks=has_tasks):
            break
        end += 1
    return list(rows[place + 1 : end])


def continued(words: str, rows: Sequence[Row], place: int) -> tuple[str, int]:
    """Return the words of a row with the lines below that go on with its paragraph, and how many those are."""
    parts, used = [words], 0
    room = LONGEST_ROW - len(words)
    while (after := place + 1 + used) < len(rows) and _goes_on(rows[place], rows[after]):
        text = rows[after].text
        room -= len(text)
        if room < 0:
            break
        parts.append(text if _HAN_END.search(parts[-1]) and _HAN_START.match(text) else f" {text}")
        used += 1
    return "".join(parts), used


def _goes_on(row: Row, after: Row) -> bool:
    """Whether a line only goes on with the paragraph of an item above it; Markdown wraps lines so, Chinese does not."""
    if after.kind == "words" and after.text[:1].islower() and not row.marker and mark_of(row):
        return mark_of(after) is None
    if after.kind != "words" or not row.marker or after.indent <= row.indent:
        return False
    return not _HAN_START.match(after.text) and mark_of(after) is None and particular_in(after) is None


def entries_of(rows: Sequence[Row], *, is_markdown: bool) -> Iterator[tuple[Row, list[Row]]]:
    """Yield each top entry of a list with what stands under it; without a list, each paragraph."""
    items = [row for row in rows if row.kind == "item"]
    if not items:
        yield from _paragraphs(rows, is_markdown=is_markdown)
        return
    top = min(row.indent for row in items)
    style = next(style_of(row.marker) for row in items if row.indent <= top + 1)
    heads = [
        place
        for place, row in enumerate(rows)
        if row.kind == "item" and row.indent <= top + 1 and not _is_numbered_below(row, style)
    ]
    for place, after in zip(heads, [*heads[1:], len(rows)], strict=True):
        yield rows[place], list(rows[place + 1 : after])


def _is_numbered_below(row: Row, style: str) -> bool:
    """Whether an item is numbered in another way than the list it stands in, as 1) below 1、 is."""
    own = style_of(row.marker)
    return own != style and "1" in own and "1" in style


def _paragraphs(rows: Sequence[Row], *, is_markdown: bool) -> Iterator[tuple[Row, list[Row]]]:
    run: list[Row] = []
    for row in [*rows, None]:
        if run and (row is None or row.kind != "words" or not is_markdown):
            yield run[0], run[1:]
            run = []
        if row is not None and row.kind == "words":
            run.append(row)


def split_items(rows: Sequence[Row]) -> tuple[list[Row], list[tuple[Row, list[Row]]]]:
    """Return what stands before the first entry of a list, and each top entry with all below it."""
    inside = _below_marks(rows)
    first = next((place for place, row in enumerate(rows) if row.kind == "item" and row.line not in inside), None)
    if first is None:
        return list(rows), []
    style, indent = style_of(rows[first].marker), rows[first].indent
    heads, last = [first], number_of(rows[first].marker)
    for place in range(first + 1, len(rows)):
        row = rows[place]
        if row.kind != "item" or row.indent > indent + 1 or style_of(row.marker) != style or row.line in inside:
            continue
        number = number_of(row.marker)
        # A list that begins again stands inside the item; one that goes on is the next item.
        if number is None or last is None or number > last:
            heads.append(place)
            last = number
    parts = [
        (rows[place], list(rows[place + 1 : after]))
        for place, after in zip(heads, [*heads[1:], len(rows)], strict=True)
    ]
    return list(rows[:first]), parts
