"""project: `Content`, edition → `Content` holding only what that edition may hold.

There is one edition so far, `full`, and it holds everything that is printed; what asks to be closed below the record
is refused by the door. The words a record was imported from are working notes of the office: no edition holds them.
Every stage after this one receives its result and nothing else.
"""

from __future__ import annotations

from dataclasses import replace

from reportgen.model.content import Content

FULL = "full"
"""The edition of a site that declares none."""


def project(content: Content, edition: str) -> Content:
    """Return what an edition may hold.

    Raises:
        ValueError: there is no such edition.

    """
    if edition != FULL:
        raise ValueError(f"there is no edition {edition!r}")
    records = tuple(
        record.model_copy(update={"source": None, "unplaced": ()}) if record.source or record.unplaced else record
        for record in content.records
    )
    return replace(content, records=records)
