"""Prose: rows of a foreign text as Markdown of the dialect, and which of its lines stand in it letter for letter."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.formats.ingest.draft import Told, Value, bare
from reportgen.formats.ingest.inline import fenced, outside_code
from reportgen.formats.ingest.row import Row
from reportgen.formats.ingest.settling import part_closing_marks
from reportgen.formats.ingest.source import Source
from reportgen.formats.ingest.webpage import markdown_of
from reportgen.model.values import LONGEST_PROSE
from reportgen.text.limits import exceeded
from reportgen.text.markup import find_problems


@dataclass(frozen=True, slots=True)
class Prose:
    """Text for one or more Markdown fields."""

    chunks: tuple[str, ...]
    """Each within the limits of a field; empty: the rows hold no words."""
    exact: frozenset[int]
    """Lines whose letters all stand in it; the others were rewritten or left out."""


_HAN = re.compile(r"[\u3400-\u9fff]")


def to_prose(rows: Sequence[Row], source: Source, *, is_markdown: bool) -> Prose:
    """Return rows as Markdown the dialect prints as their author meant it.

    Bold italic becomes bold, because three stars are a mask; links that lead nowhere and pictures that are not here
    become their words; HTML becomes Markdown; comments and rules are left out.
    """
    lines = list(_lines(rows, source, is_markdown=is_markdown))
    text = "\n".join(lines).strip("\n")
    text = re.sub(r"\n{3,}", "\n\n", text)
    clean = part_closing_marks(outside_code(text), markdown=True)
    chunks = tuple(_fitting(clean)) if clean.strip() else ()
    return Prose(chunks, frozenset(_exact(rows, source, "\n".join(chunks))))


def clean_texts(value: Value, keys: Collection[str]) -> Value:
    """Return a value with every text below one of these keys as Markdown the dialect prints as it was meant."""
    if isinstance(value, Told):
        inner = clean_texts(value.value, keys)
        return replace(value, value=bare(inner))
    if isinstance(value, list):
        return [clean_texts(one, keys) for one in value]
    if isinstance(value, dict):
        return {
            key: clean_line(one)
            if key in keys and isinstance(one, str)
            else _clean_told(one, keys, is_text=key in keys)
            for key, one in value.items()
        }
    return value


def _clean_told(value: Value, keys: Collection[str], *, is_text: bool) -> Value:
    if is_text and isinstance(value, Told) and isinstance(value.value, str):
        return replace(value, value=clean_line(value.value))
    return clean_texts(value, keys)


def clean_line(words: str) -> str:
    """Return words of one line as Markdown the dialect prints as typed."""
    return "\n\n".join(_fitting(part_closing_marks(outside_code(words.strip()), markdown=True)))


def _lines(rows: Sequence[Row], source: Source, *, is_markdown: bool) -> Iterator[str]:
    """Yield the lines of the text: dedented, HTML turned into Markdown, paragraphs set apart."""
    printed = [row for row in rows if row.kind not in {"comment", "front", "rule"}]
    shown = [_indent(_typed(row, source)) for row in printed if row.kind != "blank"]
    base = min(shown, default=0)
    before: Row | None = None
    markup: list[Row] = []
    for row in [*printed, None]:
        if row is not None and row.kind == "markup":
            markup.append(row)
            continue
        if markup:
            yield from ("", *markdown_of("\n".join(source.line(one.line) for one in markup)), "")
            markup, before = [], None
        if row is None:
            break
        if before is not None and _begins_paragraph(before, row, is_markdown=is_markdown):
            yield ""
        line = _typed(row, source)
        yield _as_heading(row) if row.kind == "heading" else line[min(base, _indent(line)) :]
        before = row if row.kind != "blank" else None


def _typed(row: Row, source: Source) -> str:
    """Return the line of a row as it was typed, or the part of it that the row is."""
    return (row.cut or source.line(row.line)).rstrip().expandtabs(4)


def _as_heading(row: Row) -> str:
    return f"{'#' * max(1, row.level)} {row.text}"


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _begins_paragraph(before: Row, row: Row, *, is_markdown: bool) -> bool:
    """Whether a line that follows another without an empty one is a paragraph of its own, as Chinese ones are."""
    if row.kind == "code" or before.kind == "code" or row.kind == "table":
        return before.kind != row.kind
    listed = row.kind == "item" and re.match(r"[-+*] |\d{1,9}\. ", row.marker)
    if listed or row.kind not in {"words", "item", "long"}:
        return False
    if before.kind == "item" and row.kind == "words" and row.indent > before.indent:
        return False
    if (is_markdown or row.text[:1].islower()) and not _HAN.search(row.text):
        # Plain text is broken within sentences too.
        return False
    return not (is_markdown and re.match(r"[>|]", row.text))


def _exact(rows: Iterable[Row], source: Source, text: str) -> Iterator[int]:
    """Yield the lines that stand in the text letter for letter, in their order; white space does not count."""
    packed = "".join(text.split())
    place = 0
    for row in rows:
        words = "".join(source.line(row.line).split())
        if not words or row.cut:
            continue
        # Rewriting changes a line a little; what is not found near its place was changed.
        found = packed.find(words, place, place + 2 * len(words) + 4_000)
        if found >= 0:
            yield row.line
            place = found + len(words)


def _fitting(text: str) -> Iterator[str]:
    """Yield the text in pieces that each keep the limits of a field, parted between paragraphs where it can be."""
    waiting = [text]
    while waiting:
        piece = waiting.pop()
        if not piece.strip():
            continue
        if not exceeded(piece) and not _refused(piece):
            yield piece.strip("\n")
            continue
        halves = _halves(piece) if exceeded(piece) else None
        if halves is None:
            typed = _as_typed(piece)
            halves = (piece[: len(piece) // 2], piece[len(piece) // 2 :]) if exceeded(typed) else None
            if halves is None:
                yield typed
                continue
        waiting += reversed(halves)


def first_field(text: str) -> str:
    """Return as much of a text as one field can hold."""
    return next(_fitting(text), "")


def _refused(piece: str) -> bool:
    return any(kind.severity == "error" for kind, _, _ in find_problems(piece))


def _halves(piece: str) -> tuple[str, str] | None:
    """Return a piece in two, cut near its middle between paragraphs, else lines, else sentences; None: it is short."""
    middle = len(piece) // 2
    if len(piece) < 200:
        return None
    fences = list(fenced(piece))
    for pattern in (r"\n\s*\n", r"\n", r"(?<=[。！？；.!?;])", r"\s|(?<=[，、,])"):
        cuts = [found.end() for found in re.finditer(pattern, piece)]
        sound = [cut for cut in cuts if 0 < cut < len(piece) and not _is_inside(cut, fences)]
        if sound:
            cut = min(sound, key=lambda one: abs(one - middle))
            if len(piece) // 8 < cut < len(piece) - len(piece) // 8 or pattern == r"\s|(?<=[，、,])":
                return piece[:cut], piece[cut:]
    return (piece[:middle], piece[middle:]) if len(piece) > LONGEST_PROSE else None


def _is_inside(cut: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a place stands inside one of the spans, which are in order."""
    before = bisect_left(spans, (cut,)) - 1
    return before >= 0 and cut < spans[before][1]


def _as_typed(piece: str) -> str:
    """Return a piece that breaks the rules of a field between fences, where every mark is only a letter."""
    fenced = "```\n" + re.sub(r"`{3,}", lambda found: "'" * len(found[0]), piece.strip("\n")) + "\n```"
    return part_closing_marks(fenced, markdown=True)
