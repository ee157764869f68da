"""Rules on who may read what: levels are known, parts stay in them, and open editions do not mislead."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportgen.model.config import OF_THE_REGISTER, Edition, SiteConfig
from reportgen.model.diagnostic import Diagnostic, error, warning
from reportgen.model.meeting import Attendee, Minutes, Record
from reportgen.model.register import ENDED, fold
from reportgen.model.shape import Shape, key_of, walk
from reportgen.model.source import Field
from reportgen.model.values import Name
from reportgen.rules.issuing import SECRET
from reportgen.rules.look import Case, Look
from reportgen.text.closing import CLOSED, Passage, closing_mark_in, cut, lookalike_in, passages_in

UNKNOWN_LEVEL = warning(
    "unknown-access",
    en="“{value}” is not one of the levels of access of site.yaml, so it counts as the most closed",
    zh="“{value}”不是 site.yaml 中的公开范围，按最严一级处理",
    hint_en="write one of: {levels}",
    hint_zh="可以写：{levels}",
)
UNKNOWN_CLEARANCE = error(
    "unknown-access",
    en="“{value}” is not one of the levels of access of site.yaml",
    zh="“{value}”不是 site.yaml 中的公开范围",
    hint_en="write one of: {levels}",
    hint_zh="可以写：{levels}",
)
NO_LEVEL = warning(
    "access-missing",
    en="nothing says who may read this record, so it counts as {level}",
    zh="没有说明这份记录的公开范围，按 {level} 处理",
    hint_en="write `access:` here, on its series or for the whole site",
    hint_zh="请在这里、所属系列或整个站点写 `access:`",
)
OPENS = warning(
    "access-opens",
    en="“{value}” is more open than what this stands in, which is {level}: it stays {level}",
    zh="“{value}”比所在部分（{level}）更公开，仍按 {level} 处理",
    hint_en="take `access:` out here, or open what it stands in",
    hint_zh="请删去这里的 `access:`，或放宽所在部分",
)
UNKNOWN_REASON = warning(
    "unknown-reason",
    en="site.yaml gives no reason “{value}” for closing a passage, so none is printed",
    zh="site.yaml 没有列出不公开理由“{value}”，不予印出",
    hint_en="add it to `reasons:` in site.yaml",
    hint_zh="请加入 site.yaml 的 `reasons:`",
)
ENDING_IS_CLOSED = warning(
    "closing-is-closed",
    en="{action} ended, but the edition “{edition}” does not hold the record that says so and calls it open",
    zh="{action} 已结束，但“{edition}”版看不到销号记录，仍会列为未结",
    hint_en="close the action as well with `access:`, or record its end where that edition may read it",
    hint_zh="请给该事项写同样的 `access:`，或把销号记在该版可见之处",
)
GAP = warning(
    "gap-in-ids",
    en="the edition “{edition}” shows {before} and {after}: readers see that something between them is closed",
    zh="“{edition}”版中 {before} 之后就是 {after}，读者看得出中间有内容未公开",
    hint_en="give what is closed an id that does not count on, such as a word",
    hint_zh="给不公开的部分另取不连号的编号",
)
SECRET_IN_OPEN = error(
    "state-secret-open",
    en="“{value}” would stand in the edition “{edition}”, which is not for everything",
    zh="标有“{value}”的文件会进入“{edition}”版，该版并非最高一级",
    hint_en="write `access: {level}` on the record",
    hint_zh="请在记录上写 `access: {level}`",
)
OPEN_ELSEWHERE = warning(
    "closed-words-open",
    en="“{words}”, which {record} closes, stands here in words that the edition “{edition}” prints",
    zh="“{words}”在 {record} 中未公开，这里的文字却会印入“{edition}”版",
    hint_en="close it here as well, or open it there",
    hint_zh="请在这里同样标记，或在那里取消标记",
)
LOOKALIKE = warning(
    "closing-mark-lookalike",
    en="“{value}” looks like a closed passage and is none: every edition prints it",
    zh="“{value}”像是保密标记，其实不是，各版都会印出",
    hint_en="write `{{-- … --}}`, without a space between the brace and the dashes",
    hint_zh="请写 `{{-- … --}}`，括号与横线之间不留空格",
)
SAME_EDITION = error(
    "same-edition-id",
    en="two editions have the id “{value}”",
    zh="有两个版本的编号都是“{value}”",
    hint_en="choose another id for one of them",
    hint_zh="请给其中一个另取编号",
)

FEWEST_LETTERS = 4
"""Of a closed passage that is looked for elsewhere; shorter ones (王芳, 3月) stand everywhere by their own right."""


@dataclass(frozen=True, slots=True)
class _Leveled:
    """A part of a record with its level."""

    way: Field
    part: Shape
    around: int
    """The place of the level of what it stands in."""
    rank: int
    """The place of its own level."""


def levels_exist(look: Look) -> Iterator[Diagnostic]:
    """A level of access, wherever one is written, is one of site.yaml."""
    site = look.content.site
    known = ", ".join(site.access_levels)
    said: list[tuple[str, Field, str | None]] = [("site.yaml", ("access",), site.access)]
    said += [("site.yaml", ("series", place, "access"), one.access) for place, one in enumerate(site.series)]
    for record in look.content.records:
        said += [(record.id, way, text) for way, text in look.texts[record.id].levels]
    for record_id, way, level in said:
        if level is not None and level not in site.access_levels:
            yield UNKNOWN_LEVEL.at(look.content.span(record_id, *way), value=level, levels=known)
    for record in look.typed.records:
        for way, passage in _passages(look, record):
            if passage.level is not None and passage.level not in site.access_levels:
                yield UNKNOWN_LEVEL.at(look.content.span(record.id, *way), value=passage.level, levels=known)
    for place, one in enumerate(site.editions):
        if one.sees is not None and one.sees not in site.access_levels:
            span = look.content.span("site.yaml", "editions", place, "sees")
            yield UNKNOWN_CLEARANCE.at(span, value=one.sees, levels=known)


def marks_are_marks(look: Look) -> Iterator[Diagnostic]:
    """What looks like a closed passage is one."""
    for record in look.typed.records:
        for way, text in look.braced[record.id]:
            if ("{" in text or "｛" in text) and (found := lookalike_in(text)):
                yield LOOKALIKE.at(look.content.span(record.id, *way), value=found)


_PREFIX = re.compile(r"\s*([^:：;；\n]{1,40}?)\s*[:：;；]")


def labels_are_read(look: Look) -> Iterator[Diagnostic]:
    """What looks like the level or the reason of a passage is written as one: in small letters, with a colon."""
    site = look.content.site
    known = {*site.access_levels, *site.reasons}
    for record in look.typed.records:
        for way, passage in _passages(look, record):
            found = None if passage.level or passage.reason else _PREFIX.match(passage.words)
            if found and known & {part.strip().casefold() for part in re.split(r"[/\-]", found[1])}:
                span = look.content.span(record.id, *way)
                yield UNKNOWN_LEVEL.at(span, value=found[1], levels=", ".join(site.access_levels))


def people_are_closed_everywhere(look: Look) -> Iterator[Diagnostic]:
    """Whoever is closed in the attendance is not named in other fields that an open edition prints."""
    site = look.content.site
    editions = _open_editions(site)
    for record in look.meetings if editions else ():
        people = [one for one in _leveled(record, site) if isinstance(one.part, Attendee) and one.part.access]
        named = [one for one in _texts(record, site) if isinstance(one.words, Name)] if people else []
        for edition, one, text in itertools.product(editions, people, named):
            if text.words == getattr(one.part, "who", None) and text.rank <= site.rank(edition.sees) < one.rank:
                span = look.content.span(record.id, *text.way)
                yield OPEN_ELSEWHERE.at(span, words=text.words, record=record.id, edition=edition.id)


def reasons_exist(look: Look) -> Iterator[Diagnostic]:
    """A reason for closing a passage is one of site.yaml."""
    for record in look.typed.records:
        for way, passage in _passages(look, record):
            if passage.reason is not None and passage.reason not in look.content.site.reasons:
                yield UNKNOWN_REASON.at(look.content.span(record.id, *way), value=passage.reason)


def _passages(look: Look, record: Record) -> Iterator[tuple[Field, Passage]]:
    """Yield every closed passage of a record, with the way to its text."""
    for way, text in look.braced[record.id]:
        if closing_mark_in(text):
            yield from ((way, one) for one in passages_in(text))


def records_have_a_level(look: Look) -> Iterator[Diagnostic]:
    """Where there are editions, every record says who may read it, or its series or the site does."""
    site = look.content.site
    for record in look.content.records if site.editions else ():
        series = site.series_by_id(getattr(record, "series", None))
        if record.access is site.access is None and (series is None or series.access is None):
            yield NO_LEVEL.at(look.content.span(record.id), level=site.access_levels[-1])


def parts_stay_in_their_level(look: Look) -> Iterator[Diagnostic]:
    """What stands in something closed cannot open itself."""
    site = look.content.site
    for record in look.content.records:
        for one in _leveled(record, site) if look.texts[record.id].levels else ():
            said = getattr(one.part, "access", None)
            if said in site.access_levels and site.rank(said) < one.around:
                span = look.content.span(record.id, *one.way, "access")
                yield OPENS.at(span, value=said, level=site.access_levels[one.around])


def _leveled(record: Record, site: SiteConfig) -> Iterator[_Leveled]:
    """Yield a record and every part of it that may say its level, in reading order."""
    series = getattr(record, "series", None)
    rank = site.rank_of_record(record.access, series)
    around = site.rank_of_record(None, series) if site.access or _series_says(site, series) else 0
    yield _Leveled((), record, around, rank)
    yield from _below(record, (), rank, site)


def _series_says(site: SiteConfig, series: str | None) -> bool:
    found = site.series_by_id(series)
    return found is not None and found.access is not None


def _below(part: Shape, way: Field, rank: int, site: SiteConfig) -> Iterator[_Leveled]:
    for name in type(part).model_fields:
        value = getattr(part, name)
        entries = enumerate(value) if isinstance(value, tuple) else [(None, value)]
        for position, one in entries:
            if isinstance(one, Shape):
                here = (*way, key_of(name)) if position is None else (*way, key_of(name), position)
                said = getattr(one, "access", None)
                own = rank if said is None else max(rank, site.rank(said))
                if "access" in type(one).model_fields:
                    yield _Leveled(here, one, rank, own)
                yield from _below(one, here, own, site)


def endings_can_be_read(look: Look) -> Iterator[Diagnostic]:
    """Whoever may read of an action may read that it ended; else the open register calls it overdue."""
    open_editions = [one for one in _open_editions(look.content.site) if OF_THE_REGISTER.isdisjoint(one.without)]
    ended = [case for case in look.cases if case.status.state in ENDED] if open_editions else []
    ranks = _ranks(look) if ended else {}
    for case in ended:
        for edition in open_editions:
            if _is_left_open(case, edition, look, ranks):
                span = look.span_of(case)
                yield ENDING_IS_CLOSED.at(span, action=case.reference, edition=edition.id)


def _is_left_open(case: Case, edition: Edition, look: Look, ranks: dict[tuple[str, Field], int]) -> bool:
    sees = look.content.site.rank(edition.sees)
    if ranks[case.entry.record, case.way] > sees:
        return False
    told = [step.event for step in case.steps if ranks[step.event.record, ("updates", step.event.position)] <= sees]
    return fold(case.entry.action, told, opened=case.entry.opened).state not in ENDED


def _ranks(look: Look) -> dict[tuple[str, Field], int]:
    site = look.content.site
    return {(record.id, one.way): one.rank for record in look.content.records for one in _leveled(record, site)}


def _open_editions(site: SiteConfig) -> tuple[Edition, ...]:
    """Return the declared editions whose readers may not read everything."""
    return tuple(one for one in site.editions if site.rank(one.sees) < len(site.access_levels) - 1)


_COUNTED = re.compile(r"(?P<stem>.*?)(?P<number>[0-9]+)")


def ids_count_on(look: Look) -> Iterator[Diagnostic]:
    """Ids that count (a1, a2, a3) do not show by a gap that an edition which holds no trace of it left one out."""
    site = look.content.site
    silent = [one for one in _open_editions(site) if one.closed == "omitted"]
    for record in look.meetings if silent else ():
        leveled = [(one.part, one.rank, one.way) for one in _leveled(record, site)]
        for edition in silent:
            yield from _gaps(record, leveled, edition, look)


def _gaps(
    record: Minutes, leveled: list[tuple[Shape, int, Field]], edition: Edition, look: Look
) -> Iterator[Diagnostic]:
    sees = look.content.site.rank(edition.sees)
    counted: dict[str, list[tuple[int, str, bool, Field]]] = {}
    for part, rank, way in leveled:
        identity = getattr(part, "id", None) if way else None
        found = _COUNTED.fullmatch(identity) if isinstance(identity, str) else None
        if found and isinstance(identity, str):
            counted.setdefault(found["stem"], []).append((int(found["number"]), identity, rank <= sees, way))
    for ids in counted.values():
        closed = {number for number, _, is_shown, _ in ids if not is_shown}
        shown = sorted(one for one in ids if one[2])
        for (low, before, _, _), (high, after, _, way) in itertools.pairwise(shown):
            if closed & set(range(low + 1, high)):
                span = look.content.span(record.id, *way, "id")
                yield GAP.at(span, edition=edition.id, before=before, after=after)


def secrets_are_for_the_top_edition(look: Look) -> Iterator[Diagnostic]:
    """A record with a classification of state secrets (密级) stands in no edition that is not for everything."""
    site = look.content.site
    for record in look.content.records:
        mark = getattr(getattr(record, "issue", None), "classification", None)
        if not mark or not SECRET.search(mark):
            continue
        rank = site.rank_of_record(record.access, getattr(record, "series", None))
        holder = next((one for one in _open_editions(site) if rank <= site.rank(one.sees)), None)
        if holder:
            span = look.content.span(record.id, "issue", "classification")
            yield SECRET_IN_OPEN.at(span, value=mark, edition=holder.id, level=site.access_levels[-1])


def closed_words_are_closed_everywhere(look: Look) -> Iterator[Diagnostic]:
    """What a passage closes to an edition does not stand open in other words that this edition prints."""
    site = look.content.site
    editions = _open_editions(site)
    if not editions or not any(True for record in look.typed.records for _ in _passages(look, record)):
        return
    texts = [one for record in look.typed.records for one in _texts(record, site)]
    closed = {(one.words, rank): text.record for text in texts for one, rank in _closed(text, site)}
    printed = {sees: _Printed.at(sees, texts, site) for sees in {site.rank(one.sees) for one in editions}}
    for (words, rank), record in closed.items():
        for edition in editions:
            sees = site.rank(edition.sees)
            if len(words) < FEWEST_LETTERS or rank <= sees:
                continue
            for text in printed[sees].with_words(words):
                span = look.content.span(text.record, *text.way)
                yield OPEN_ELSEWHERE.at(span, words=words, record=record, edition=edition.id)


@dataclass(frozen=True, slots=True)
class _Text:
    record: str
    way: Field
    words: str
    """As typed."""
    rank: int
    """The place of the level of the part it stands in."""


@dataclass(frozen=True, slots=True)
class _Printed:
    """What an edition prints of all texts."""

    texts: tuple[tuple[_Text, str], ...]
    whole: str
    """All of it in one, since most of what is sought stands nowhere."""

    @classmethod
    def at(cls, sees: int, texts: Iterable[_Text], site: SiteConfig) -> _Printed:
        """Return what an edition prints that sees up to the level of a place."""
        found = tuple((one, _seen(one, sees, site)) for one in texts if one.rank <= sees)
        # No text holds the character between them.
        return cls(found, "\0".join(words for _, words in found))

    def with_words(self, words: str) -> Iterator[_Text]:
        """Yield the texts in which words stand."""
        if words in self.whole:
            yield from (text for text, seen in self.texts if words in seen)


def _texts(record: Record, site: SiteConfig) -> Iterator[_Text]:
    """Yield every text of a record with the level of what it stands in."""
    parts = {one.way: one.rank for one in _leveled(record, site)}
    for way, words in walk(record):
        # The nearest part around it; the record itself is the part with the empty way.
        around = next(way[:end] for end in range(len(way), -1, -1) if way[:end] in parts)
        yield _Text(record.id, way, words, parts[around])


def _closed(text: _Text, site: SiteConfig) -> Iterator[tuple[Passage, int]]:
    if closing_mark_in(text.words):
        yield from ((one, max(text.rank, site.rank(one.level))) for one in passages_in(text.words))


def _seen(text: _Text, sees: int, site: SiteConfig) -> str:
    """Return what an edition prints of a text."""
    return cut(text.words, lambda one: one.words if site.rank(one.level) <= sees else CLOSED)


def editions_have_own_ids(look: Look) -> Iterator[Diagnostic]:
    """The id of an edition names one of them: it is the folder it is built into."""
    seen: set[str] = set()
    for position, one in enumerate(look.content.site.editions):
        if one.id in seen:
            yield SAME_EDITION.at(look.content.span("site.yaml", "editions", position, "id"), value=one.id)
        seen.add(one.id)
