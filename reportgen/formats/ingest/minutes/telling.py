"""Telling: rows into an agenda item — outcomes by their marks, the rest as discussion — with account of every line."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace

from reportgen.formats.ingest.draft import INFERRED, Draft, Told
from reportgen.formats.ingest.minutes.decided import facts_of, is_result_only, resolved_below, rows_following
from reportgen.formats.ingest.minutes.items import Item, list_in, plain_words, title_of
from reportgen.formats.ingest.minutes.lists import below, continued, entries_of, following, list_below, mark_of
from reportgen.formats.ingest.minutes.outcomes import Marked, Outcome, is_nothing
from reportgen.formats.ingest.minutes.particulars import (
    action_particulars,
    decision_particulars,
    question_particulars,
    split_particulars,
)
from reportgen.formats.ingest.minutes.promised import action_of, cut_rows, duties_among
from reportgen.formats.ingest.minutes.resolved import listed
from reportgen.formats.ingest.minutes.tabled import actions_in
from reportgen.formats.ingest.minutes.tabled_decisions import decisions_in_tables
from reportgen.formats.ingest.people.duties import Duties, split_duties
from reportgen.formats.ingest.people.names import read_people
from reportgen.formats.ingest.people.owners import Promise, read_promise
from reportgen.formats.ingest.prose import clean_line, to_prose
from reportgen.formats.ingest.register.tables import pipe_tables
from reportgen.formats.ingest.row import Row
from reportgen.formats.ingest.source import Source

_OF_VOTE = re.compile(r"votes?|表决|投票", re.IGNORECASE)
_ONE_DECISION = re.compile(r"\W*(?:[\u4e00-\u9fff]{0,2}(?:结论|結論)|conclusions?|consensus)", re.IGNORECASE)
"""Marks under which several lines are one decision."""
_PRESENTED = re.compile(
    r"(?:汇报人?|报告人|主讲人?|提案人|申报人|分享人|發言人|報告人|匯報人)\s*[:：]\s*(?P<who>[^。；]{2,60})$"
)
_ADOPTED = re.compile(r"(?:会议)?(?:审议)?(?:并)?(?:表决)?(?:通过|同意|批准)(?!电话|视频)")
DEEPEST = 20
"""Lists of outcomes inside each other; what is deeper is text."""


def _is_bare_tag(row: Row) -> bool:
    """Whether a line of HTML holds no words."""
    return row.kind == "markup" and not re.sub(r"<[^<>]*>", "", row.text).strip()


def _is_vote_row(row: Row) -> bool:
    """Whether a line only tells of the vote on what stands above it."""
    found = mark_of(row)
    return found is not None and bool(found.text) and _OF_VOTE.match(found.label) is not None


def _number(row: Row) -> str:
    """Return the number of a row in its list, verbatim; "" for a bullet."""
    return row.marker.strip() if any(one.isalnum() for one in row.marker) and row.ticked is None else ""


@dataclass(slots=True)
class Teller:
    """Writes into items; gives ids, and keeps account of the lines it used."""

    source: Source
    draft: Draft
    is_markdown: bool
    has_tasks: bool = False
    """Whether the text uses boxes for tasks, so that each of them is an action."""
    has_marks: bool = False
    """Whether the text marks its decisions, so that no sentence needs to be taken for one."""
    given: dict[str, int] = field(default_factory=dict)
    people: Callable[[], Collection[str]] = tuple
    """Gives the names of those who were there, as far as they are read."""
    last: tuple[str, Item] | None = None
    """The decision, vote or action that was added last, with the word for which of them it is."""

    def next_id(self, letter: str) -> str:
        """Return the next free id: d1, a1, q1."""
        self.given[letter] = self.given.get(letter, 0) + 1
        return f"{letter}{self.given[letter]}"

    def became(self, *rows: Row) -> None:
        """Mark rows as understood, in another form."""
        self.draft.became.update(row.line for row in rows)

    def prose(self, rows: Sequence[Row]) -> tuple[str, ...]:
        """Return rows as text for one or more fields."""
        found = to_prose(rows, self.source, is_markdown=self.is_markdown)
        for row in rows:
            if row.line in found.exact:
                self.draft.kept.add(row.line)
            elif row.kind != "blank":
                self.draft.became.add(row.line)
        return found.chunks

    def tell(self, rows: Sequence[Row], into: Item) -> None:
        """Put rows into an item: outcomes by their marks, the rest as discussion."""
        self.last = None
        rows = self._without_presenter(rows, into)
        self.discuss(self.without_marks(self._without_tables(rows, into, under_actions=False), into), into)

    def _without_presenter(self, rows: Sequence[Row], into: Item) -> Sequence[Row]:
        """Take who presents an item from a line of its own among its first ones (汇报人：…); return the other rows."""
        for row in [one for one in rows if one.kind != "blank"][:3]:
            found = _PRESENTED.match(plain_words(row.text)) if row.is_words else None
            names = read_people(found["who"]) if found else ()
            if names and title_of(into) != "…":
                into.setdefault("presenter", [one.who for one in names])
                self.became(row)
                return [one for one in rows if one is not row]
        return rows

    def without_marks(self, rows: Sequence[Row], into: Item, only: Outcome | None = None) -> list[Row]:
        """Put what rows are marked as into an item, and return the other rows.

        Args:
            rows: in the order of the text.
            into: the item.
            only: the one outcome that is looked for; None: every one.
        """
        rest: list[Row] = []
        rows = list(cut_rows(rows)) if only != "action" and not self.has_marks else rows
        place = 0
        while place < len(rows):
            if self._attach(rows[place], into):
                place += 1
                continue
            found = mark_of(rows[place], has_tasks=self.has_tasks)
            is_meant = found is not None and only in {None, found.outcome} and not (found.is_said and self.has_marks)
            used = self._take(found, rows, place, into) if found and is_meant else 0
            if not used:
                rest.append(rows[place])
            elif found and found.before:
                rest.append(replace(rows[place], cut=f"{rows[place].marker}{found.before}"))
            place += used or 1
        return rest

    def _take(self, found: Marked, rows: Sequence[Row], place: int, into: Item) -> int:
        """Put one marked row into an item with what belongs to it; return how many rows that took."""
        more = 0
        if found.text:
            words, more = continued(found.text, rows, place)
            found = replace(found, text=words)
        if found.outcome == "decision":
            words, joined = resolved_below(found.text, rows, place + more)
            found, more = replace(found, text=words), more + joined
        block = below(rows, place)[more:]
        if not found.text and not block and (block := list_below(rows, place)):
            self.became(rows[place])
            if found.outcome != "decision" or not _ONE_DECISION.match(found.label):
                self.entries(found.outcome, block, into)
                return 1 + len(block)
        if not found.text and not block:
            block = following(rows, place, has_tasks=self.has_tasks)
        if not found.text and not block and found.outcome == "action":
            return 0
        self.became(*rows[place : place + 1 + more])
        if found.outcome == "decision":
            votes, count = rows_following(rows, place + 1 + more + len(block))
            self.became(*votes)
            self.decision(found.text, rows[place], block, into, label=found.label, votes=votes)
            more += count
        elif found.text:
            self.entry(found.outcome, found.text, rows[place], block, into, owner=found.owner)
        else:
            self.entries(found.outcome, block, into)
        return 1 + more + len(block)

    def discuss(self, rows: Sequence[Row], into: Item) -> None:
        """Put rows into the discussion of an item; what is too long for one field goes on in items below it."""
        chunks = self.prose(rows)
        if chunks and "discussion" not in into:
            into["discussion"], chunks = chunks[0], chunks[1:]
        self._go_on(chunks, into)

    def _go_on(self, chunks: Sequence[str], into: Item) -> None:
        for number, chunk in enumerate(chunks, start=2):
            title = title_of(into)
            more = f"{title}（续{number}）" if self.draft.language == "zh" else f"{title} (continued, {number})"
            list_in(into, "items").append({"title": Told(more, (), INFERRED), "discussion": chunk})

    def decision(
        self,
        text: str,
        row: Row,
        block: Sequence[Row],
        into: Item,
        *,
        label: str = "",
        votes: Sequence[Row] = (),
        number: str = "",
    ) -> None:
        """Add a decision: the words beside its mark and the lines under it; a vote goes to the decision before it.

        `votes` are lines behind it that only tell who seconded, how the vote went and what came of it.
        """
        self.became(row)
        if (members := listed(text)) and not block:
            for count, member in members:
                self.decision(member, row, (), into, number=count)
            return
        of_duties, duties, block = duties_among(block)
        particulars, taken, block = split_particulars(block, of_decision=True)
        self.became(*of_duties, *taken)
        # What is to be done may be told below what was decided.
        block = self.without_marks(block, into, "action")
        chunks = self.prose(block)
        words = "\n\n".join(filter(None, [clean_line(text), *chunks[:1]]))
        if not words or (is_nothing(words) and not chunks):
            return
        facts = facts_of(words, [one.text for one in votes], label)
        decisions = list_in(into, "decisions")
        last = decisions[-1] if decisions and (_OF_VOTE.match(label) or is_result_only(words)) else None
        if isinstance(last, dict) and "vote" not in last:
            told: Item = {"vote": {"words": " ".join(words.split())}}
            last |= told | facts
        elif self._after_its_vote(words, row, into, facts, label):
            pass
        else:
            entry: Item = {"id": self.next_id("d")}
            if number and self.draft.language == "zh":
                entry["label"] = number
            entry["text"] = Told(words, (row.line,))
            entry |= facts | decision_particulars(particulars)
            decisions.append(entry)
            self.last = ("vote" if _OF_VOTE.match(label) else "decision", entry)
            self._promise(text, row, into, duties)
        self._go_on(chunks[1:], into)

    def _after_its_vote(self, words: str, row: Row, into: Item, facts: Item, label: str) -> bool:
        """Put the words of a decision to the vote on it that stands before them, or a vote to the title it is on.

        Chinese minutes tell the vote first (表决情况：同意6票…), or below a title that says what was adopted
        (审议通过《…》).
        """
        decisions, of_vote = list_in(into, "decisions"), _OF_VOTE.match(label) is not None
        before = self.last[1] if self.last and self.last[0] == "vote" else None
        if before is not None and decisions and not of_vote and "vote" not in facts:
            told = before["text"]
            vote = before.get("vote")
            if isinstance(vote, dict) and isinstance(told, Told):
                vote.setdefault("words", " ".join(str(told.value).split()))
            before["text"] = Told(words, (row.line,))
            self.last = ("decision", before)
            return True
        title = title_of(into)
        if of_vote and _ADOPTED.match(title) and not decisions:
            vote = facts.get("vote") or {}
            if isinstance(vote, dict):
                vote.setdefault("words", " ".join(words.split()))
            entry: Item = {"id": self.next_id("d"), "text": Told(title, (row.line,), INFERRED)}
            decisions.append(entry | facts | {"vote": vote})
            return True
        return False

    def _promise(self, text: str, row: Row, into: Item, duties: Duties | None) -> None:
        """Add the action that carries out the last decision, where words behind it name who answers for it."""
        task, own = split_duties(text)
        duties = own.over(duties) if own and duties else own or duties
        if duties is None or self.last is None:
            return
        promise = Promise(task or text, duties.owner, duties.due, duties.due_words, duties=duties)
        if not promise.due and not promise.due_words:
            told = read_promise(task or text)
            promise = replace(promise, due=told.due, due_words=told.due_words)
        entry = action_of(self.next_id("a"), clean_line(promise.task), promise, row)
        decision = self.last[1]
        entry["carries-out"] = [decision["id"]]
        list_in(into, "actions").append(entry)
        self.last = ("action", entry)

    def _attach(self, row: Row, into: Item) -> bool:
        """Put a line that says nothing but who answers for it to the outcome above it; return whether it is one."""
        words, duties = split_duties(row.text) if row.is_words and self.last else (row.text, None)
        if duties is None or words or self.last is None:
            return False
        kind, entry = self.last
        self.became(row)
        if kind != "action":
            told = entry["text"]
            text = str(told.value) if isinstance(told, Told) else ""
            self._promise(text, row, into, duties)
            return True
        promise = Promise("", duties.owner, duties.due, duties.due_words, duties=duties)
        for key, value in action_of("", "", promise, row).items():
            if key not in {"id", "task"}:
                entry.setdefault(key, value)
        return True

    def entry(
        self,
        outcome: Outcome,
        text: str,
        row: Row,
        block: Sequence[Row],
        into: Item,
        *,
        owner: tuple[str, ...] = (),
        number: str = "",
    ) -> None:
        """Add an action or a question left over: the words of a line, what stands under it as its note."""
        self.became(row)
        if is_nothing(text) and not any(one.is_words for one in block):
            self.became(*block)
            return
        promise = read_promise(text, ticked=row.ticked, people=self.people())
        promise = replace(promise, owner=owner or promise.owner)
        of_duties, duties, block = duties_among(block)
        particulars, taken, block = split_particulars(block)
        self.became(*of_duties, *taken)
        if duties:
            duties = promise.duties.over(duties)
            promise = replace(
                promise,
                owner=promise.owner or duties.owner,
                due=promise.due or duties.due,
                due_words=duties.due_words if duties.due else promise.due_words or duties.due_words,
                duties=duties,
            )
        task, chunks = clean_line(promise.task), self.prose(block)
        label = number if self.draft.language == "zh" else ""
        if outcome == "action":
            note = chunks[0] if chunks else ""
            entry = action_of(self.next_id("a"), task, promise, row, label=label, note=note)
            entry |= action_particulars(particulars)
            list_in(into, "actions").append(entry)
            self.last = ("action", entry)
        else:
            words = "\n\n".join([task, *chunks[:1]])
            left: Item = {"id": self.next_id("q")}
            if label:
                left["label"] = label
            left["text"] = Told(words, (row.line,))
            if promise.owner:
                left["owner"] = [*promise.owner]
            list_in(into, "left-over").append(left | question_particulars(particulars))
        self._go_on(chunks[1:], into)

    def entries(self, outcome: Outcome, rows: Sequence[Row], into: Item, depth: int = 0) -> None:
        """Add an outcome for every entry of a list, or every paragraph; tables with columns of a register too."""
        if depth > DEEPEST:
            self.discuss(rows, into)
            return
        plain = self._without_tables(rows, into, under_actions=True) if outcome == "action" else list(rows)
        self.became(*(row for row in plain if row.kind in {"comment", "rule"} or _is_bare_tag(row)))
        for head, rest in entries_of(plain, is_markdown=self.is_markdown):
            words, used = continued(head.text, [head, *rest], 0) if self.is_markdown else (head.text, 0)
            self.became(head, *rest[:used])
            found = mark_of(head)
            is_labelled = found is not None and bool(found.label)
            if found is not None and is_labelled:
                words = words[len(head.text) - len(found.text) :] if found.text else ""
            here = found.outcome if found is not None and is_labelled else outcome
            below_it = rest[used:]
            of_vote = here == "decision" and self.draft.language == "zh"
            votes = [row for row in below_it if of_vote and _is_vote_row(row)]
            self.became(*votes)
            block = self.without_marks([row for row in below_it if row not in votes], into, "decision")
            if here == "decision":
                self.decision(words, head, block, into, number=_number(head), votes=votes)
            elif words:
                self.entry(here, words, head, block, into, number=_number(head))
            else:
                self.entries(here, block, into, depth + 1)

    def without_decision_tables(self, rows: Sequence[Row], into: Item) -> list[Row]:
        """Add a decision for every row of a table of decisions, with the action that carries it out."""
        language = self.draft.language
        found = decisions_in_tables(rows, self.source, language=language, next_id=self.next_id)
        for key, entries in (("decisions", found.decisions), ("actions", found.actions)):
            if entries:
                list_in(into, key).extend(entries)
        self.became(*(rows[place] for place in sorted(found.places)))
        return [row for place, row in enumerate(rows) if place not in found.places]

    def _without_tables(self, rows: Sequence[Row], into: Item, *, under_actions: bool) -> list[Row]:
        """Read the registers among rows as actions; return the other rows."""
        in_tables = [row for row in rows if row.kind == "table"]
        taken: set[int] = set()
        for table in pipe_tables([self.source.line(row.line) for row in in_tables], first=0):
            lines = [row.line for row in in_tables[table.first : table.last + 1]]
            found = actions_in(
                table,
                lines,
                self.source,
                language=self.draft.language,
                next_id=lambda: self.next_id("a"),
                under_actions=under_actions,
            )
            if found:
                list_in(into, "actions").extend(found)
                taken.update(lines)
        self.draft.became.update(taken)
        return [row for row in rows if row.line not in taken]
