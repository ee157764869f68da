"""Seals: what an edition gave its readers of a record, fixed revision by revision, so that nothing changes unseen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from reportgen.model.diagnostic import WrongValue, error
from reportgen.model.meeting import Record
from reportgen.model.shape import Shape
from reportgen.model.values import Date, Line, Number, Verbatim

SEALS = "seals"
"""The folder below the content folder; in it one for each edition, in that one file for each record."""

BAD_DIGEST = error(
    "bad-digest",
    en="“{value}” is not a sha256",
    zh="“{value}”不是 sha256 值",
    hint_en="seals are written by `reportgen seal`, never by hand: take back what was changed",
    hint_zh="封存文件由 `reportgen seal` 写出，不可手改：请恢复原文件",
)


def _digest(value: str) -> str:
    if not re.fullmatch(r"[0-9a-f]{64}", value):
        raise WrongValue(BAD_DIGEST, value=value)
    return value


Digest = Annotated[Line, AfterValidator(_digest)]
"""A sha256, in hexadecimal."""


class Seal(Shape):
    """One revision of a record as an edition has it."""

    revision: Number
    date: Date
    by: Line | None = None
    """Who sealed it; None: nobody said."""
    sha256: Digest
    """Of the canonical record as the edition holds it, its references kept: so no other record can break the seal."""
    outputs: dict[Line, Digest] = Field(default_factory=dict)
    """Sha256 of the files that were made of it, by path in the edition."""
    record: Verbatim | None = None
    """The record as JSON; None: it was taken down, and its words with it."""


class Takedown(Shape):
    """That a record must not be shown any more, on a ground of law or of decision."""

    revision: Number
    """This revision and all before it; a later one may be shown again."""
    date: Date
    ground: Line
    by: Line | None = None


class SealFile(Shape):
    """One file below seals/: the seals of one record in one edition."""

    kind: Literal["minutes", "speech", "briefing"]
    seals: tuple[Seal, ...] = ()
    """Each of a later revision than the one before it."""
    takedown: Takedown | None = None


@dataclass(frozen=True, slots=True)
class Sealed:
    """The seals of one record in one edition, with the records in them read."""

    id: str
    file: SealFile
    records: Mapping[int, Record]
    """By revision; without those that were taken down."""

    @property
    def last(self) -> Seal | None:
        """The seal of the latest revision; None: nothing is sealed."""
        return self.file.seals[-1] if self.file.seals else None

    def is_down(self, record: Record | None) -> bool:
        """Whether the record as it is now must not be shown; None: its file is gone."""
        down = self.file.takedown
        return down is not None and (record is None or record.revision_number <= down.revision)

    def shown(self, record: Record) -> Record | None:
        """Return what an edition shows of a record; None: it was taken down.

        Where nothing but its revision is new, the change was made for another edition: this one stays as it is sealed.
        """
        if self.is_down(record):
            return None
        last = self.records.get(self.last.revision) if self.last else None
        is_later = last is not None and record.revision_number > last.revision_number
        return last if last is not None and is_later and _unrevised(record) == _unrevised(last) else record

    def before(self, record: Record) -> tuple[Record, ...]:
        """Return the sealed records that a record replaces, oldest first."""
        return tuple(one for number, one in sorted(self.records.items()) if number < record.revision_number)


def _unrevised(record: Record) -> object:
    return record.model_copy(update={"revision": None}).model_dump(mode="json", exclude_defaults=True)
