"""A file of a record → the record: its kind, its shape, its prose, and nothing in it that should be closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from reportgen.formats.yaml import Document, read_document, validate
from reportgen.model.diagnostic import Diagnostic, Severity, error
from reportgen.model.meeting import FOLDERS, RECORDS, Record
from reportgen.model.shape import walk
from reportgen.model.source import Field, FilePlaces, Place, Span
from reportgen.model.values import AssetName, Markdown
from reportgen.text import markup, spelling
from reportgen.text.closing import closing_mark_in, opened, slip_in

NO_KIND = error(
    "missing-kind",
    en="this record does not say what it is",
    zh="这份记录没有说明种类",
    hint_en="add `kind: {guess}`",
    hint_zh="请补写 `kind: {guess}`",
)
BAD_KIND = error(
    "unknown-kind",
    en="“{value}” is not a kind of record",
    zh="没有“{value}”这种记录",
    hint_en="write one of: minutes, speech, updates, briefing{guess}",
    hint_zh="可以写：minutes、speech、updates、briefing{guess}",
)
WRONG_FOLDER = error(
    "wrong-folder",
    en="a record of kind {kind} does not belong below {folder}/",
    zh="{kind} 类记录不应放在 {folder}/ 下",
    hint_en="move the file to {right}/, or change its `kind:`",
    hint_zh="请把文件移到 {right}/，或修改 `kind:`",
)
CLOSING_MARK = error(
    "closing-mark",
    en="a closing mark {{-- … --}} stands where words cannot be closed",
    zh="这里不能用保密标记 {{-- … --}}",
    hint_en="write `access:` on the whole part; rename a file whose name must not be read",
    hint_zh="请在整个部分上写 `access:`；文件名涉密的请改名",
)
UNPAIRED_MARK = error(
    "closing-mark-unpaired",
    en="“{value}” has no partner: `{{--` begins a closed passage, `--}}` ends it",
    zh="“{value}”没有配对：`{{--` 开始，`--}}` 结束",
    hint_en="add the other mark in the same text; nothing of the record is printed until then",
    hint_zh="请在同一段文字里补上另一个标记；补上之前整份记录都不印",
)
NESTED_MARK = error(
    "closing-mark-nested",
    en="“{value}” begins a closed passage inside another",
    zh="“{value}”在保密段落里又开始一段",
    hint_en="end the first passage before it, or close the whole as the more closed one",
    hint_zh="请先结束前一段，或整段按较严的一级标记",
)


@dataclass(frozen=True, slots=True)
class NamedAsset:
    """A file below assets/ that a record names."""

    name: str
    span: Span
    as_image: bool
    """Whether it stands in the text as a picture."""


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """What came of a file."""

    record: Record | None
    """None: something in it is wrong; `problems` says what."""
    places: FilePlaces
    problems: tuple[Diagnostic, ...]
    assets: tuple[NamedAsset, ...] = ()
    """The files below assets/ it names, in the order of its fields."""


def read_record(content: bytes, name: str) -> ReadRecord:
    """Return the record in a file below meetings/, speeches/, updates/ or briefings/, or what is wrong with it.

    Args:
        content: the file, as read.
        name: its path from the content folder; the stem is the id of the record.

    """
    document = read_document(content, name)
    problems = list(document.problems)
    if document.value is None or _has_error(problems):
        return ReadRecord(None, document.places, tuple(problems))
    problems += [*_wrong_marks(document.value, document.places), *_wrong_kind(document, name)]
    if _has_error(problems):
        return ReadRecord(None, document.places, tuple(problems))
    record, wrong = validate(document, RECORDS[document.value["kind"]], id=PurePosixPath(name).stem)
    problems += wrong
    texts = tuple(walk(record))
    problems += _wrong_prose(texts, document.places)
    if record is None or _has_error(problems):
        return ReadRecord(None, document.places, tuple(problems))
    return ReadRecord(record, document.places, tuple(problems), tuple(_assets_in(texts, document.places)))


def assets_named(record: Record, places: FilePlaces) -> Iterator[NamedAsset]:
    """Yield every file below assets/ that a record names, in closed passages too: papers, pictures, links."""
    return _assets_in(walk(record), places)


def _assets_in(texts: Iterable[tuple[Field, str]], places: FilePlaces) -> Iterator[NamedAsset]:
    for way, text in texts:
        if isinstance(text, AssetName):
            yield NamedAsset(str(text), places.of(way), as_image=False)
        elif isinstance(text, Markdown):
            words = opened(text)
            for name, line in markup.images_in(words):
                yield NamedAsset(name, _line_inside(places, way, line), as_image=True)
            for name, line in markup.links_in(words):
                yield NamedAsset(name, _line_inside(places, way, line), as_image=False)


def files_in(record: Record) -> Iterator[str]:
    """Yield the name of every file below assets/ that a record names, in closed passages too; some may come twice."""
    for _, text in walk(record):
        if isinstance(text, AssetName):
            yield str(text)
        elif isinstance(text, Markdown) and "](" in (words := opened(text)):
            yield from (name for name, _ in (*markup.images_in(words), *markup.links_in(words)))


def closing_marks(value: object, places: FilePlaces) -> Iterator[Diagnostic]:
    """Yield a finding for every text of a file, record or configuration, in which a closing mark stands.

    Args:
        value: the values of the file as typed, before any schema reads them; keys count as well.
        places: where they stand.

    """
    for way, text in _texts(value):
        if closing_mark_in(text):
            yield CLOSING_MARK.at(places.of_key(way) if text == way[-1] else places.of(way))


def _has_error(problems: list[Diagnostic]) -> bool:
    return any(one.severity is Severity.ERROR for one in problems)


def _wrong_marks(value: object, places: FilePlaces) -> Iterator[Diagnostic]:
    """Yield what is wrong with closing marks: in keys and file names there can be none, elsewhere they pair."""
    if not closing_mark_in(places.text) and "\\" not in places.text:
        # Only an escape could bring in what the file does not hold.
        return
    for way, text in _texts(value):
        if not closing_mark_in(text):
            continue
        is_key = text == way[-1]
        if is_key or text.startswith("assets/"):
            yield CLOSING_MARK.at(places.of_key(way) if is_key else places.of(way))
        elif slip := slip_in(text):
            kind = NESTED_MARK if slip[0] == "nested" else UNPAIRED_MARK
            yield kind.at(_line_inside(places, way, text.count("\n", 0, slip[1])), value=text[slip[1] : slip[1] + 3])


def _texts(value: object) -> Iterator[tuple[Field, str]]:
    """Yield every text of a node tree with its way, keys too; no recursion, it is as deep as its author liked."""
    waiting: list[tuple[Field, object]] = [((), value)]
    while waiting:
        way, here = waiting.pop()
        if isinstance(here, str):
            yield way, here
        elif isinstance(here, dict):
            waiting += [((*way, key), part) for key, part in reversed(here.items())]
            # A key may be printed as well, such as the name of a member in a vote.
            yield from (((*way, key), key) for key in here)
        elif isinstance(here, list):
            waiting += [((*way, position), part) for position, part in reversed(list(enumerate(here)))]


def _wrong_kind(document: Document, name: str) -> Iterator[Diagnostic]:
    folder = PurePosixPath(name).parts[0]
    kinds = {place: kind for kind, place in FOLDERS.items()}
    kind = (document.value or {}).get("kind")
    if kind is None:
        yield NO_KIND.at(document.places.of_key(("kind",)), guess=kinds[folder])
    elif not isinstance(kind, str) or kind not in RECORDS:
        near = spelling.nearest(str(kind), RECORDS)
        yield BAD_KIND.at(document.places.of(("kind",)), value=kind, guess=f" ({near}?)" if near else "")
    elif FOLDERS[kind] != folder:
        yield WRONG_FOLDER.at(document.places.of(("kind",)), kind=kind, folder=folder, right=FOLDERS[kind])


def wrong_prose(record: Record, places: FilePlaces) -> Iterator[Diagnostic]:
    """Yield what is wrong with the Markdown of a record."""
    return _wrong_prose(walk(record), places)


def _wrong_prose(texts: Iterable[tuple[Field, str]], places: FilePlaces) -> Iterator[Diagnostic]:
    for way, text in texts:
        if isinstance(text, Markdown):
            for kind, line, values in markup.find_problems(opened(text)):
                yield kind.at(_line_inside(places, way, line), **values)


def _line_inside(places: FilePlaces, way: Field, line: int) -> Span:
    """Return the place of a line of a text: after a `|` its own; else YAML joins lines, and the text has one place."""
    span = places.of(way)
    is_block = Place(span.line, span.column) in places.blocks
    return replace(span, line=span.line + 1 + line, column=1) if is_block else span
