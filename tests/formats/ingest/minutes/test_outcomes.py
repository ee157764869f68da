"""Decisions, actions and questions left over, by the marks minutes give them."""

from __future__ import annotations

import pytest

from reportgen.formats.ingest.minutes.outcomes import Marked, is_nothing, marked


@pytest.mark.parametrize(
    ("text", "words", "label", "owner"),
    [
        ("Action: order the sign", "order the sign", "Action", []),
        ("ACTION: order the sign", "order the sign", "ACTION", []),
        ("Actions: order the sign", "order the sign", "Actions", []),
        ("Action item: order the sign", "order the sign", "Action item", []),
        ("Action item 3: order the sign", "order the sign", "Action item", []),
        ("Action point #3: order the sign", "order the sign", "Action point", []),
        ("**Action:** order the sign", "order the sign", "Action", []),
        ("**Action**: order the sign", "order the sign", "Action", []),
        ("*Action:* order the sign", "order the sign", "Action", []),
        ("[Action] : order the sign", "order the sign", "Action", []),
        ("Action - order the sign", "order the sign", "Action", []),
        ("Action — order the sign", "order the sign", "Action", []),
        ("-> Action: order the sign", "order the sign", "Action", []),
        ("2.3 Action: order the sign", "order the sign", "Action", []),
        ("Action:", "", "Action", []),
        ("Action (Nora): order the sign", "order the sign", "Action", ["Nora"]),
        ("Action item (Nora, Max): order the sign", "order the sign", "Action item", ["Nora", "Max"]),
        ("Action (by May): order the sign", "order the sign", "Action", []),
        ("AI Nora: order the sign", "order the sign", "Action", ["Nora"]),
        ("AP Nora Pike: order the sign", "order the sign", "Action", ["Nora Pike"]),
        ("**ACTION** Nora Pike: order the sign", "order the sign", "Action", ["Nora Pike"]),
        ("Action on Nora Pike: order the sign", "order the sign", "Action", ["Nora Pike"]),
        ("Action for @Nora: order the sign", "order the sign", "Action", ["Nora"]),
        ("ACTION Nora Pike to order the sign", "Nora Pike to order the sign", "Action", []),
        ("AI: order the sign", "order the sign", "AI", []),
        ("AR: order the sign", "order the sign", "AR", []),
        ("TODO order the sign", "order the sign", "TODO", []),
        ("TODO: order the sign", "order the sign", "TODO", []),
        ("- TODO: order the sign", "order the sign", "TODO", []),
        ("to-do: order the sign", "order the sign", "to-do", []),
        ("Next step: order the sign", "order the sign", "Next step", []),
        ("Follow-up: order the sign", "order the sign", "Follow-up", []),
        ("**Action: order the sign**", "order the sign", "Action", []),
        ("#action nora to order the sign", "nora to order the sign", "#action", []),
        ("#ACTION: order the sign", "order the sign", "ACTION", []),
        ("Action: order the sign (nora, 17:02:11)", "order the sign", "Action", []),
        ("待办：整理名单", "整理名单", "待办", []),
        ("待办事项: 整理名单", "整理名单", "待办事项", []),
        ("待辦：整理名單", "整理名單", "待辦", []),
        ("行动项：整理名单", "整理名单", "行动项", []),
        ("行动项1：整理名单", "整理名单", "行动项", []),
        ("后续行动：整理名单", "整理名单", "后续行动", []),
        ("【待办】整理名单", "整理名单", "待办", []),
        ("【行动项】：整理名单", "整理名单", "行动项", []),
        ("待办（白露）：整理名单", "整理名单", "待办", ["白露"]),
        ("任务：整理名单", "整理名单", "任务", []),
        ("**待办**：整理名单", "整理名单", "待办", []),
    ],
)
def test_marks_of_actions(text: str, words: str, label: str, owner: list[str]) -> None:
    assert marked(text) == Marked("action", words, label, tuple(owner))


@pytest.mark.parametrize(
    ("text", "words", "label"),
    [
        ("Decision: open on Saturdays", "open on Saturdays", "Decision"),
        ("Decisions: open on Saturdays", "open on Saturdays", "Decisions"),
        ("**Decision:** open on Saturdays", "open on Saturdays", "Decision"),
        ("_Decision_: open on Saturdays", "open on Saturdays", "Decision"),
        ("DECIDED: open on Saturdays", "open on Saturdays", "DECIDED"),
        ("Decided, open on Saturdays", "open on Saturdays", "Decided"),
        ("RESOLVED: open on Saturdays", "open on Saturdays", "RESOLVED"),
        ("Resolved, that it open on Saturdays", "that it open on Saturdays", "Resolved"),
        ("Resolution: open on Saturdays", "open on Saturdays", "Resolution"),
        ("Agreed: open on Saturdays", "open on Saturdays", "Agreed"),
        ("AGREED - open on Saturdays", "open on Saturdays", "AGREED"),
        ("Conclusion: open on Saturdays", "open on Saturdays", "Conclusion"),
        ("Outcome: open on Saturdays", "open on Saturdays", "Outcome"),
        ("Consensus: open on Saturdays", "open on Saturdays", "Consensus"),
        ("Vote: 5 for, 1 against", "5 for, 1 against", "Vote"),
        ("Motion carried: open on Saturdays", "open on Saturdays", "Motion carried"),
        ("2.3.1 Decision: open on Saturdays", "open on Saturdays", "Decision"),
        ("=> Decision: open on Saturdays", "open on Saturdays", "Decision"),
        ("#agreed open on Saturdays", "open on Saturdays", "#agreed"),
        ("#accepted: open on Saturdays", "open on Saturdays", "#accepted:"),
        ("Decision:", "", "Decision"),
        ("结论：周六开放", "周六开放", "结论"),
        ("结论: 周六开放", "周六开放", "结论"),
        ("结论1：周六开放", "周六开放", "结论1"),
        ("会议决定：周六开放", "周六开放", "会议决定"),
        ("会议研究决定：周六开放", "周六开放", "会议研究决定"),
        ("会议议定事项：周六开放", "周六开放", "会议议定事项"),
        ("會議決議：週六開放", "週六開放", "會議決議"),
        ("评审意见：周六开放", "周六开放", "评审意见"),
        ("最终结论：周六开放", "周六开放", "最终结论"),
        ("決議：週六開放", "週六開放", "決議"),
        ("主席裁示：週六開放", "週六開放", "主席裁示"),
        ("会议明确：周六开放", "周六开放", "会议明确"),
        ("决定如下：", "", "决定如下"),
        ("【结论】周六开放", "周六开放", "结论"),
        ("**【决议】**：周六开放", "周六开放", "决议"),
        ("**结论**：周六开放", "周六开放", "结论"),
        ("表决结果：5票赞成，1票反对", "5票赞成，1票反对", "表决结果"),
        ("投票：5票赞成", "5票赞成", "投票"),
    ],
)
def test_marks_of_decisions(text: str, words: str, label: str) -> None:
    assert marked(text) == Marked("decision", words, label)


@pytest.mark.parametrize(
    ("text", "words", "label"),
    [
        ("OPEN: who pays for it", "who pays for it", "OPEN"),
        ("Open question: who pays for it", "who pays for it", "Open question"),
        ("Open issues: who pays for it", "who pays for it", "Open issues"),
        ("**Unresolved:** who pays for it", "who pays for it", "Unresolved"),
        ("Left over: who pays for it", "who pays for it", "Left over"),
        ("遗留问题：经费来源", "经费来源", "遗留问题"),
        ("遗留问题1：经费来源", "经费来源", "遗留问题1"),
        ("遗留事项（两项）：经费来源", "经费来源", "遗留事项"),
        ("遺留問題：經費來源", "經費來源", "遺留問題"),
        ("【遗留问题】经费来源", "经费来源", "遗留问题"),
        ("待议：经费来源", "经费来源", "待议"),
    ],
)
def test_marks_of_questions_left_over(text: str, words: str, label: str) -> None:
    assert marked(text) == Marked("left-over", words, label)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The action was taken last year",
        "Actions speak louder than words",
        "Action plan: see the annex",
        "Open: Monday to Friday",
        "The decision was to wait",
        "Decision-making takes time",
        "Agreed to wait",
        "The todo list is long",
        "mastodon: a network",
        "Transaction: 300",
        "Votes were counted",
        "会议听取了结论",
        "结论部分另行讨论",
        "任务很重",
        "决定权在理事会",
        "会议决定周六开放",
        "遗留问题较多",
        "【背景】周六开放",
        "#actions are listed below",
    ],
)
def test_other_words_are_no_mark(text: str) -> None:
    assert marked(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", "**", "None", "none.", "N/A", "nil", "TBD", "-", "--", "/", "...", "xxx", "TODO", "无", "无。",
        "暂无", "没有", "待定", "这里填写任务", "请在此填写", "<task>", "[name] to do it", "Lorem ipsum",
        "Action item 1",
    ],
)  # fmt: skip
def test_words_where_a_task_would_stand_may_name_none(text: str) -> None:
    assert is_nothing(text)


@pytest.mark.parametrize("text", ["order the sign", "None of the signs stands", "整理名单", "无障碍坡道", "item"])
def test_a_task_is_something(text: str) -> None:
    assert not is_nothing(text)
