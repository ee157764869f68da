"""What came of a meeting: decisions, actions, what is left over, and what it heard of earlier actions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.formats.pages.layout import entry
from reportgen.formats.pages.setting import Piece, Setting, page_of
from reportgen.model.action import Action, CastingVote, Counts, Milestone, Update, Vote
from reportgen.model.register import ActionStatus
from reportgen.model.site import NumberedAction, NumberedDecision, NumberedQuestion, Reported
from reportgen.text.escapes import escaped
from reportgen.text.language import short_date

COUNTS = ("for", "against", "abstain", "absent", "recused", "not_voting")
BALLOTS = ("for", "against", "abstain", "absent", "recused")


def decision(one: NumberedDecision, setting: Setting) -> str:
    """Return a decision: its words, and below them who moved it, how it was voted on and what it replaces."""
    own = one.decision
    people = {"register_col_moved": own.moved, "register_col_seconded": own.seconded}
    return entry(
        [
            setting.prose_row("text_decision", own.text),
            *setting.rows({"number": own.label}),
            *setting.rows({key: setting.name(who) if who else None for key, who in people.items()}),
            *setting.rows({"vote": _vote(own.vote, setting) if own.vote else None}),
            *setting.rows({"outcome": setting.told("outcome", own.outcome) if own.outcome else None}),
            *(_dissent(dissent.who, dissent.text, setting) for dissent in own.dissent),
            *setting.references("supersedes", own.supersedes),
            *setting.references("rescinds", own.rescinds),
            *setting.references("answers", own.answers),
            setting.row("reference", one.reference),
        ]
    )


def _vote(vote: Vote, setting: Setting) -> str:
    """Return how it was voted on, in one line."""
    ballots = (
        setting.told("ballot", ballot) + setting.word("colon") + setting.names(voters)
        for ballot in BALLOTS
        if (voters := [who for who, cast in vote.members.items() if cast == ballot])
    )
    method = setting.told("method", vote.method) if vote.method else None
    casting = _casting(vote.casting, setting) if vote.casting else None
    return setting.joined([_counts(vote.counts, setting), method, vote.words, *ballots, casting], "semicolon")


def _casting(vote: CastingVote, setting: Setting) -> str:
    told = setting.word("colon") + setting.told("ballot", vote.ballot) if vote.ballot else ""
    return setting.word("casting_vote", name=setting.name(vote.who)) + told


def _counts(counts: Counts | None, setting: Setting) -> str:
    found = {key: getattr(counts, "for_" if key == "for" else key, None) for key in COUNTS}
    return setting.joined(
        [setting.word(f"count_{key}", number=number) for key, number in found.items() if number is not None], "comma"
    )


def _dissent(who: str, text: str | None, setting: Setting) -> Piece:
    name = setting.name(who)
    return setting.prose_row("dissent", text, name) if text else setting.row("dissent", name)


def action(one: NumberedAction, setting: Setting) -> str:
    """Return an action as a task to tick off, and below it who answers for it, by when, in which stages."""
    own, status = one.action, one.status
    record = one.reference.partition("/")[0]
    return entry(
        [
            setting.prose_row("text_action", own.task),
            *setting.rows({"number": own.label}),
            *_duties(status, setting),
            *setting.rows({"milestones": _milestones(own.milestones, setting)}),
            *_state(status, setting),
            *_enclosed(own, setting),
            *setting.rows(
                {"carries_out": setting.word("pause").join(f"{record}/{decided}" for decided in own.carries_out)}
            ),
            *setting.references("continues", own.continues),
            setting.row("reference", one.reference),
        ],
        "[x] " if status.state == "closed" else "[ ] ",
    )


def _duties(status: ActionStatus, setting: Setting) -> tuple[Piece, ...]:
    return setting.rows(
        {
            "lead": setting.name(status.lead) if status.lead else None,
            "support": setting.names(status.support),
            "owner": setting.names(status.owner),
            "supervisor": setting.name(status.supervisor) if status.supervisor else None,
            "due": _due(status, setting),
        }
    )


def _due(told: ActionStatus | Update, setting: Setting) -> str | None:
    """Return a due date, the words of the meeting in brackets behind it, or the words alone."""
    if not told.due:
        return told.due_words
    return short_date(told.due) + (setting.bracketed(told.due_words) if told.due_words else "")


def _milestones(milestones: Iterable[Milestone], setting: Setting) -> str:
    told = (one.text + (setting.bracketed(short_date(one.due)) if one.due else "") for one in milestones)
    return setting.joined(told, "semicolon")


def _state(status: ActionStatus, setting: Setting) -> tuple[Piece, ...]:
    # The box says open or closed.
    plain = {"open", "closed"}
    return () if status.state in plain else (setting.row("state", setting.told("state", status.state)),)


def _enclosed(own: Action, setting: Setting) -> Iterator[Piece]:
    if own.note:
        yield setting.prose_row("note", own.note)
    if own.papers:
        yield setting.marked_row("papers", setting.files(own.papers))
    if own.links:
        yield setting.marked_row("links", setting.web_links(own.links))


def question(one: NumberedQuestion, setting: Setting) -> str:
    """Return a question that was left open, who raised it and who keeps track of it."""
    own = one.question
    return entry(
        [
            setting.prose_row("text_left_over", own.text),
            *setting.rows({"number": own.label}),
            *setting.rows({"raised": setting.name(own.raised_by) if own.raised_by else None}),
            *setting.rows({"owner": setting.names(own.owner)}),
            *setting.references("continues", own.continues),
            setting.row("reference", one.reference),
        ]
    )


def reported(one: Reported, setting: Setting) -> str:
    """Return what was reported of an earlier action: which, where it stands now, what changed and what proves it."""
    update = one.update
    label = setting.linked(page_of(one.entry.record), one.entry.reference)
    return entry(
        [
            setting.behind(label + escaped(setting.word("colon")), one.entry.action.task),
            setting.row("state", setting.told("state", one.status.state)),
            setting.row("decision_date", short_date(one.date)),
            *([setting.prose_row("reported", update.note)] if update.note else []),
            *_changes(update, setting),
            *_proof(update, setting),
        ]
    )


def _changes(update: Update, setting: Setting) -> Iterator[Piece]:
    yield from setting.rows(
        {
            "new_due": _due(update, setting),
            "new_lead": setting.name(update.lead) if update.lead else None,
            "new_owner": setting.names(update.owner or ()),
            "new_support": setting.names(update.support or ()),
            "new_supervisor": setting.name(update.supervisor) if update.supervisor else None,
            "reached": setting.joined(update.reached, "semicolon"),
        }
    )
    yield from setting.references("merged_into", [update.merged_into] if update.merged_into else [])


def _proof(update: Update, setting: Setting) -> Iterator[Piece]:
    if update.evidence:
        yield setting.marked_row("evidence", setting.files(update.evidence))
    if update.links:
        yield setting.marked_row("links", setting.web_links(update.links))
    verified = setting.name(update.verified_by) if update.verified_by else None
    yield from setting.rows({"no_evidence": update.no_evidence, "register_col_verified_by": verified})
