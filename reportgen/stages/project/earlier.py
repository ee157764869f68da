"""Earlier revisions: what an edition sealed once, as far as its readers may still have it."""

from __future__ import annotations

from dataclasses import replace

from reportgen.model.meeting import Record
from reportgen.model.seal import Sealed
from reportgen.model.shape import walk
from reportgen.stages.project.cutting import Cutter, settled
from reportgen.stages.project.references import Survivors


def relinked(sealed: Sealed, survivors: Survivors) -> Sealed:
    """Return seals whose records point at nothing that is gone by now."""
    records = {number: kept for number, one in sealed.records.items() if (kept := survivors.relinked(one))}
    return replace(sealed, records=records)


def readable(sealed: Sealed, cutter: Cutter, present: Record | None) -> Sealed:
    """Return seals without the revisions that hold what this edition must not hold any more.

    What was open when it was sealed may be closed now: by a passage, by a level, by the rules of the edition.

    Args:
        sealed: the seals of one record.
        cutter: which cut the content for the edition.
        present: what the edition holds of the record now; None: nothing.
    """
    if cutter.is_whole or present is None:
        return sealed
    again = Cutter(cutter.site, cutter.people, cutter.edition)
    shown = [text for _, text in walk(present)]
    closed = [words for words in cutter.withheld_of.get(sealed.id, ()) if not any(words in text for text in shown)]
    records = {
        number: one
        for number, one in sealed.records.items()
        if _would_stay(one, again) and not any(words in text for _, text in walk(one) for words in closed)
    }
    return replace(sealed, records=records)


def _would_stay(record: Record, cutter: Cutter) -> bool:
    """Whether an edition that cut a record as it was sealed would leave it as it is."""
    cut = cutter.record(record)
    return cut is not None and settled(cut, record, cutter.site) == record
