"""Rules on people and units: whoever is named is known, and a name means one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.model.diagnostic import Diagnostic, error, warning
from reportgen.model.party import Person, Unit
from reportgen.model.shape import Shape, walk
from reportgen.model.source import Field
from reportgen.model.values import ID, Name
from reportgen.rules.look import Look

UNKNOWN_ID = error(
    "unknown-person",
    en="nobody in people.yaml has the id “{value}”",
    zh="people.yaml 中没有编号“{value}”",
    hint_en="add the person or unit there, or write the name in full{guess}",
    hint_zh="请在其中添加，或写出姓名全称{guess}",
)
UNKNOWN_NAME = warning(
    "unknown-name",
    en="“{value}” is not in people.yaml; the name is printed as typed",
    zh="people.yaml 中没有“{value}”，按原文印出",
    hint_en="add it there, also as an alias{guess}",
    hint_zh="请在其中添加，别名亦可{guess}",
)
SEVERAL_NAMES = warning(
    "several-names",
    en="“{value}” looks like several names, and counts as one",
    zh="“{value}”像是几个名字，却只算作一个",
    hint_en="write a list with half-width commas: [one, two]",
    hint_zh="请写成列表，用半角逗号分隔：[甲, 乙]",
)
SAME_PARTY_ID = error(
    "same-party-id",
    en="two people or units have the id “{value}”",
    zh="有两个人员或单位的编号都是“{value}”",
    hint_en="people and units share one set of ids; choose another",
    hint_zh="人员和单位的编号不得重复，请另取一个",
)
AMBIGUOUS_NAME = warning(
    "ambiguous-name",
    en="“{value}” means more than one person or unit",
    zh="“{value}”指不止一人或单位",
    hint_en="give one of them another alias, and use ids where it matters",
    hint_zh="请给其中之一另取别名，必要处使用编号",
)


def people_exist(look: Look) -> Iterator[Diagnostic]:
    """Whoever is named is in people.yaml: an id must be, a name should be."""
    listed = bool(look.content.people.people or look.content.people.units)
    # Once for the whole site: the same stranger sits in every meeting of a series.
    said: set[tuple[str, bool]] = set()
    imported = {record.id for record in look.content.records if record.source}
    for place, way, text in _named(look):
        # Foreign minutes name people by their accounts (`mhollis`); nobody there meant an id.
        is_id = ID.fullmatch(text) is not None and place not in imported
        if (text, is_id) in said or look.directory.find(text):
            continue
        said.add((text, is_id))
        if is_id:
            yield look.lost(UNKNOWN_ID, place, way, text, look.directory.words())
        elif re.search("[，、；]", text):
            yield look.lost(SEVERAL_NAMES, place, way, text, ())
        elif listed and way[-1] != "unit":
            # Where a guest comes from is printed as typed; nobody looks it up.
            yield look.lost(UNKNOWN_NAME, place, way, text, look.directory.words())


def _named(look: Look) -> Iterator[tuple[str, Field, str]]:
    """Yield every name in people.yaml, site.yaml and the records, with the file and the way to it.

    One that a record names again is not told again.
    """
    wholes: list[tuple[str, Shape]] = [("people.yaml", look.content.people), ("site.yaml", look.content.site)]
    for place, whole in wholes:
        for way, text in walk(whole):
            if isinstance(text, Name) or (place == "people.yaml" and way[-1] == "parent"):
                yield place, way, text
    for record in look.content.records:
        yield from ((record.id, way, name) for way, name in look.texts[record.id].names)


def parties_have_own_ids(look: Look) -> Iterator[Diagnostic]:
    """People and units share one set of ids: each names one of them."""
    seen: set[str] = set()
    for way, party in _parties(look):
        if party.id in seen:
            yield SAME_PARTY_ID.at(look.content.span("people.yaml", *way, "id"), value=party.id)
        seen.add(party.id)


def names_mean_one(look: Look) -> Iterator[Diagnostic]:
    """A name, of today or of old, or an alias means one person or one unit."""
    owners: dict[str, list[Person | Unit]] = {}
    for way, party in _parties(look):
        for words in sorted(_words_for(party)):
            owners.setdefault(words, []).append(party)
            # Two that share an id have been told so.
            is_shared_id = all(one.id == words for one in owners[words])
            if len(owners[words]) == 2 and not is_shared_id:
                yield AMBIGUOUS_NAME.at(look.content.span("people.yaml", *way), value=words)


def _parties(look: Look) -> Iterator[tuple[Field, Person | Unit]]:
    """Yield everybody in people.yaml with the way there."""
    yield from ((("people", position), one) for position, one in enumerate(look.content.people.people))
    yield from ((("units", position), one) for position, one in enumerate(look.content.people.units))


def _words_for(party: Person | Unit) -> set[str]:
    """Return every word that finds somebody."""
    once = (old.name for old in party.names) if isinstance(party, Unit) else ()
    return {party.id, party.name, *party.aliases, *once}
