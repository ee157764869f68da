"""How many were for, against and abstained, and how each one voted."""

from __future__ import annotations

import pytest

from reportgen.formats.ingest.draft import Value
from reportgen.formats.ingest.minutes.votes import LONGEST, is_vote, members_in, read_vote


def counts(told: int, against: int | None = None, abstain: int | None = None) -> dict[str, Value]:
    ballots = {"for": told, "against": against, "abstain": abstain}
    return {ballot: str(number) for ballot, number in ballots.items() if number is not None}


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Vote: 5 for, 1 against, 2 abstained", counts(5, 1, 2)),
        ("Vote: 5 in favour, 0 against", counts(5, 0)),
        ("5 ayes, 2 nays, 1 abstention", counts(5, 2, 1)),
        ("Five ayes, no nays", counts(5, 0)),
        ("Seven votes in favor and two opposed", counts(7, 2)),
        ("Motion carried 4-1", counts(4, 1)),
        ("Motion carried 4–1–2", counts(4, 1, 2)),
        ("The motion passed by a vote of 7-0", counts(7, 0)),
        ("Approved (6-1)", counts(6, 1)),
        ("Motion failed 2-5", counts(2, 5)),
        ("4 YES – 0 NO – 1 AB", counts(4, 0, 1)),
        ("Vote: For: 5, Against: 1, Abstentions: 2", counts(5, 1, 2)),
        ("Ayes: 5 Nays: 2", counts(5, 2)),
        ("In favour: 4; opposed: 1", counts(4, 1)),
        ("agreed (+6, 0, -1)", counts(6, 1, 0)),
        ("表决结果：5票赞成，1票反对，2票弃权", counts(5, 1, 2)),
        ("表决：同意5票，反对1票，弃权2票", counts(5, 1, 2)),
        ("表决：赞成 12 人，反对 0 人", counts(12, 0)),
        ("经表决，9人同意，1人不同意", counts(9, 1)),
        ("投票：12 票通过", counts(12)),
    ],
)
def test_counts_are_read_as_they_are_told(text: str, counted: dict[str, Value]) -> None:
    assert read_vote(text) == {"counts": counted}


@pytest.mark.parametrize(
    ("text", "vote"),
    [
        ("Motion passed unanimously", {"method": "unanimous"}),
        ("Approved by unanimous vote", {"method": "unanimous"}),
        ("Vote by roll call", {"method": "roll-call"}),
        ("Vote by show of hands: 5 for, 1 against", {"counts": counts(5, 1), "method": "show-of-hands"}),
        ("Elected by secret ballot", {"method": "secret-ballot"}),
        ("Approved by e-mail vote", {"method": "electronic"}),
        ("Approved by consensus", {"method": "consensus"}),
        ("会议一致通过", {"method": "unanimous"}),
        ("全票通过", {"method": "unanimous"}),
        ("举手表决：5票赞成", {"counts": counts(5), "method": "show-of-hands"}),
        ("无记名投票表决", {"method": "secret-ballot"}),
        ("线上投票：9票同意", {"counts": counts(9), "method": "electronic"}),
        ("表决：协商一致", {"method": "consensus"}),
    ],
)
def test_the_way_of_voting_is_told_with_the_counts(text: str, vote: dict[str, Value]) -> None:
    assert read_vote(text) == vote


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Motion carried",
        "The vote was put off",
        "12 trees were planted",
        "5 for the price of 4",
        "会议通过了方案",
        "原则同意",
        "12 人参加会议",
        "vote " + "5 for " + "x" * 600,
    ],
)
def test_words_that_count_nothing_are_no_vote(text: str) -> None:
    assert read_vote(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Motion passes by voice vote",
        "Motion carried",
        "The motion was approved",
        "Approved unanimously",
        "Unanimously adopted",
        "Approved by roll call",
        "Passed on a voice vote",
        "Motion to adjourn failed",
        "Resolution 12 carried",
        "Approved, 5 ayes",
        "Moved to table, voted 5-0",
    ],
)
def test_a_line_tells_of_a_vote_without_a_label(text: str) -> None:
    assert is_vote(text)


@pytest.mark.parametrize(
    "text",
    [
        "The motion will be voted on next week",
        "If the motion carried, the library would open",
        "Reminder: the vote passed to the board",
        "The road was passed by many lorries",
        "They approved",
        "The members discussed the plan",
        "",
        "Motion carried " + "x" * LONGEST,
    ],
)
def test_other_lines_tell_of_none(text: str) -> None:
    assert not is_vote(text)


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("Ayes: Hale, Orr. Noes: Tuck.", {"Hale": "for", "Orr": "for", "Tuck": "against"}),
        ("Ayes: Hale and Orr; Nays: None", {"Hale": "for", "Orr": "for"}),
        ("Ayes: Ada Moss, Tom Reed. Noes: none. Absent: Nora Pike.",
         {"Ada Moss": "for", "Tom Reed": "for", "Nora Pike": "absent"}),
        ("Hale – aye; Orr – aye; Tuck – no", {"Hale": "for", "Orr": "for", "Tuck": "against"}),
        ("Hale: yes, Orr: no, Tuck: abstain", {"Hale": "for", "Orr": "against", "Tuck": "abstain"}),
        ("Cllr Hale (for), Cllr Orr (against)", {"Cllr Hale": "for", "Cllr Orr": "against"}),
        ("In favour: Hale, Orr. Opposed: Tuck. Recused: Pike.",
         {"Hale": "for", "Orr": "for", "Tuck": "against", "Pike": "recused"}),
        ("Ayes: 5, Noes: 2", {}),
        ("Ayes: Hale, everybody else", {}),
        ("Ayes: Hale. Noes: Hale.", {}),
        ("The board voted", {}),
        ("", {}),
    ],
)  # fmt: skip
def test_who_voted_how_is_told_where_every_name_is_sure(text: str, members: dict[str, Value]) -> None:
    assert members_in(text) == members
