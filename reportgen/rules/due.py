"""Rules on when: a live action has a date somebody can be held to, and what is overdue is asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.model.diagnostic import Diagnostic, info, warning
from reportgen.rules.look import Case, Look

WITHOUT_DUE = warning(
    "action-without-due",
    en="action “{task}” has no due date",
    zh="事项“{task}”没有完成时限",
    hint_en="add `due:` with a date, or `due-words:` with the words of the meeting",
    hint_zh="请补写 `due:` 和日期，或用 `due-words:` 照录会上的说法",
)
VAGUE = warning(
    "vague-due",
    en="“{words}” names no day that anybody could be held to",
    zh="“{words}”不是可以检查的完成时限",
    hint_en="add `due:` with the date by which it is asked about, here or in an update",
    hint_zh="请补写 `due:` 和检查日期，也可写在进展中",
)
WORDS_ONLY = info(
    "due-words-without-date",
    en="“{words}” stands without a date, so nothing will say when it is overdue",
    zh="“{words}”没有对应日期，逾期时无从提醒",
    hint_en="add `due:` with the date that is meant, here or in an update",
    hint_zh="请补写 `due:` 和所指日期，也可写在进展中",
)
BEFORE_OPENING = warning(
    "due-before-opening",
    en="the due date of {action}, {due}, is before the day it was set, {set}",
    zh="{action} 的完成时限 {due} 早于定下时限之日 {set}",
    hint_en="check the year and the month of `due:`",
    hint_zh="请核对 `due:` 的年份和月份",
)
NO_NEWS = warning(
    "overdue-without-update",
    en="{action} was due on {due}, with no update since {news}",
    zh="{action} 已于 {due} 到期，{news} 之后没有进展记录",
    hint_en="ask, and record an update: what was done, or a new `due:`",
    hint_zh="请催办，并记录进展：办理情况，或新的 `due:`",
)

_VAGUE = re.compile(
    r"[今以往]后|尽快|尽早|尽量|抓紧|抓早|从速|早日|近日|近期|即日起?|立即|马上|立刻|及时|适时|择机|择日|随时|不定期|定期|长期|常年|持续|不断"
    r"|经常性?|日常|坚持|常态化|待定|待议|另行通知|有条件时|条件成熟[时后]?|酌情"
    r"|\bas soon as (possible|practicable|convenient|(we|you|they|he|she) can)\b|\ba\.?s\.?a\.?p\b\.?"
    r"|(?<!as )\bsoon(est|er)?\b(?! as\b)|\bat (the|your|their|his|her) earliest( convenience| opportunity)?\b"
    r"|\b(earliest|first) opportunity\b|\b(immediate|prompt|urgent|short|continuous|continual|regular)ly\b|\burgent\b"
    r"|\bon-?going\b|\bcontinu(ous|ing|al)\b|\bpermanent(ly)?\b|\blong[- ]term\b|\bin due (course|time)\b|\bin time\b"
    r"|\b(when|where|if|as) (possible|practicable|convenient|time allows|appropriate|needed|necessary|required)\b"
    r"|\bt\.?b\.?[dac]\b\.?|\bto be (decided|determined|discussed|agreed|announced|advised|confirmed|arranged|set)\b"
    r"|\bat some (point|stage)\b|\bsome ?time\b|\blater\b|\bone day\b|\bin the (near|foreseeable) future\b"
    r"|\buntil further notice\b|\bfurther notice\b|\bopen[- ]ended\b|\bno rush\b",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"[0-9０-９]|(?<![目提])前|后|(?<!彻)底|末|初|日|天|周|旬|月|季|年|小时|期间|期内|时"
    r"|\b(before|by|until|till|within|after|once|end|start|beginning|when|during|while|january|february|march|april|may"
    r"|june|july|august|september|october|november|december|spring|summer|autumn|fall|winter|(mon|tues|wednes|thurs|fri"
    r"|satur|sun)day|today|tonight|tomorrow|day|week|month|quarter|term|year|meeting)s?\b",
    re.IGNORECASE,
)


def is_vague(words: str) -> bool:
    """Whether the words of a due date name nothing that can be waited for: 尽快, as soon as possible.

    “尽快，最迟汛期前” and “as soon as possible, by Easter” are not vague: what is left without 尽快 sets a bound.
    """
    rest, found = _VAGUE.subn(" ", words)
    return found > 0 and not _BOUND.search(rest)


def actions_have_a_date(look: Look) -> Iterator[Diagnostic]:
    """Every action that is still to be done has a due date, or at least words that set a bound."""
    for case in look.cases:
        status = case.status
        if status.state not in {"open", "in-progress"} or status.due:
            continue
        if status.due_words is None:
            yield WITHOUT_DUE.at(look.span_of(case), task=case.task)
        else:
            kind = VAGUE if is_vague(status.due_words) else WORDS_ONLY
            teller = next((step.event for step in reversed(case.steps) if step.event.update.due_words), None)
            span = look.span_of_event(teller, "due-words") if teller else look.span_of(case, "due-words")
            yield kind.at(span, words=status.due_words)


def dates_are_still_to_come(look: Look) -> Iterator[Diagnostic]:
    """A due date is not before the day of the meeting, or of the update, that sets it."""
    for case in look.cases:
        due, opened = case.entry.action.due, case.entry.opened
        if due and due < opened:
            yield BEFORE_OPENING.at(look.span_of(case, "due"), action=case.reference, due=due, set=opened)
        for event in (step.event for step in case.steps):
            due = event.update.due
            if due and due < event.date:
                span = look.span_of_event(event, "due")
                yield BEFORE_OPENING.at(span, action=case.reference, due=due, set=event.date)


def overdue_actions_have_news(look: Look) -> Iterator[Diagnostic]:
    """Of what is overdue something was told within `register: {stale-days:}`."""
    for case in look.cases if look.is_whole and look.tells(NO_NEWS) else ():
        if case.status.is_overdue(look.as_of) and _is_stale(look, case):
            yield NO_NEWS.at(look.span_of(case), action=case.reference, due=case.status.due, news=case.news)


def _is_stale(look: Look, case: Case) -> bool:
    return (look.as_of - case.news).days > look.content.site.register_.stale_days
