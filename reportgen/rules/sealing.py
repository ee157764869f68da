"""Rules on seals: what was sealed for an edition stays as it was, unless it says that it is a new revision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.model.content import Content, source_hash, values_of
from reportgen.model.diagnostic import Diagnostic, error, warning
from reportgen.model.meeting import Record
from reportgen.model.seal import SEALS, Seal, Sealed
from reportgen.model.source import Field, Span, spelled
from reportgen.text.difference import Change, changes_between, excerpt

_HINT_EN = "put the sealed words back, or add `revision: {{number: {next}, date: …, reason: …}}` to the record"
_HINT_ZH = "请恢复封存时的文字，或在记录中补写 `revision: {{number: {next}, date: …, reason: …}}`"
CHANGED = error(
    "sealed-record-changed",
    en="“{field}” was sealed for the edition “{edition}” as “{before}” and is now “{after}”",
    zh="“{edition}”版封存时 {field} 为“{before}”，现在是“{after}”",
    hint_en=_HINT_EN,
    hint_zh=_HINT_ZH,
)
ADDED = error(
    "sealed-record-changed",
    en="“{field}” was not there when this was sealed for the edition “{edition}”, and is now “{after}”",
    zh="“{edition}”版封存时没有 {field}，现在是“{after}”",
    hint_en=_HINT_EN,
    hint_zh=_HINT_ZH,
)
TAKEN_OUT = error(
    "sealed-record-changed",
    en="“{field}” was sealed for the edition “{edition}” as “{before}” and is now gone",
    zh="“{edition}”版封存时 {field} 为“{before}”，现在没有了",
    hint_en=_HINT_EN,
    hint_zh=_HINT_ZH,
)
GONE = error(
    "sealed-record-gone",
    en="the edition “{edition}” has sealed the record “{id}” and does not hold it any more",
    zh="“{edition}”版已封存记录“{id}”，现在却不再包含它",
    hint_en="put it back, or say why it went: `reportgen seal {id} --edition {edition} --takedown …`",
    hint_zh="请恢复该记录，或说明撤下的理由：`reportgen seal {id} --edition {edition} --takedown …`",
)

BACK = warning(
    "shown-after-takedown",
    en="“{id}” was taken out of the edition “{edition}” on {date}, and its revision {number} puts it back",
    zh="“{id}”已于 {date} 从“{edition}”版撤下，第{number}版又使它重新公开",
    hint_en="take `revision:` out again, or seal what may be shown: `reportgen seal {id} --edition {edition}`",
    hint_zh="请删去 `revision:`；确可公开的，封存该版：`reportgen seal {id} --edition {edition}`",
)


def sealed_records_stay(content: Content, edition: str, alone: Mapping[str, Record]) -> Iterator[Diagnostic]:
    """Every sealed record reads as it did, or carries a later revision, or was taken down.

    Args:
        content: with the seals of the edition.
        edition: its name.
        alone: what it holds of each record by itself.
    """
    for sealed in content.seals.values():
        record = alone.get(sealed.id)
        if sealed.last is None or sealed.is_down(record) or sealed.id in content.unreadable:
            continue
        if record is None:
            yield GONE.at(Span(f"{SEALS}/{edition}/{sealed.id}.yaml"), edition=edition, id=sealed.id)
        elif record.revision_number <= sealed.last.revision and source_hash(record) != sealed.last.sha256:
            yield from _differences(content, edition, record, sealed, sealed.last)


def takedowns_hold(content: Content, edition: str, alone: Mapping[str, Record]) -> Iterator[Diagnostic]:
    """No later revision shows what was taken down, unless somebody seals it and so stands by it."""
    for sealed in content.seals.values():
        down, record = sealed.file.takedown, alone.get(sealed.id)
        if down is None or record is None or sealed.is_down(record):
            continue
        if sealed.last is None or sealed.last.revision <= down.revision:
            span, number = content.span(record.id, "revision"), record.revision_number
            yield BACK.at(span, id=record.id, edition=edition, date=down.date, number=number)


def _differences(content: Content, edition: str, record: Record, sealed: Sealed, last: Seal) -> Iterator[Diagnostic]:
    before = sealed.records.get(last.revision)
    changes = changes_between(values_of(before) if before else {}, values_of(record))
    for one in changes or (Change((), last.sha256, source_hash(record)),):
        kind = ADDED if one.before is None else TAKEN_OUT if one.after is None else CHANGED
        old, new = excerpt(one)
        span = content.span(record.id, *_typed(one.way, content, edition))
        field = spelled(one.way) or record.id
        yield kind.at(span, edition=edition, field=field, before=old, after=new, next=last.revision + 1)


def _typed(way: Field, content: Content, edition: str) -> Field:
    """Return the way to a value in the file; an edition that leaves parts out counts them otherwise."""
    return way if edition == content.site.whole.id else ()
