"""Where a character that no font has was typed: the printer knows the page only."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.model.content import Content
from reportgen.model.shape import Shape, walk
from reportgen.model.source import Span


def typed_at(character: str, content: Content, record: str | None) -> Span | None:
    """Return the first place where a character was typed, in a record before all other files; None: in none of them.

    Args:
        character: as it is missing on paper.
        content: the edition's own, so that no place tells of what is not in it.
        record: the id of the record that is printed; None: the page is made of all of them.

    """
    for name, shape in _files(content, record):
        places = content.places.get(name)
        found = (
            [places.of_character(way, character) for way, text in walk(shape) if character in text] if places else []
        )
        if found:
            return min(found)
    return None


def _files(content: Content, record: str | None) -> Iterator[tuple[str, Shape]]:
    """Yield what was read with the name its places go by, the likeliest first."""
    yield from ((one.id, one) for one in content.records if one.id == record)
    yield "people.yaml", content.people
    yield "site.yaml", content.site
    yield from ((one.id, one) for one in content.records if one.id != record)
