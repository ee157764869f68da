"""What a sentence asks for, of whom, by when."""

from __future__ import annotations

import pytest

from reportgen.text.demand import LONGEST, Demand, demands_in, due_words_in, sentences_of


@pytest.mark.parametrize(
    ("sentence", "lead", "due"),
    [
        ("各镇、各单位4月底前要完成隐患排查。", "各镇、各单位", "4月底前"),
        ("交通局必须逐处建账。", "交通局", None),
        ("同时，各村要在入汛前清一遍边沟。", "各村", "入汛前"),
        ("各单位务必于本周五前报送名单。", "各单位", "本周五前"),
        ("请各单位于4月30日前报送。", "各单位", "4月30日前"),
        ("主要负责人要亲自抓。", "主要负责人", None),
        ("学校应当每月演练一次。", "学校", None),
        ("各馆应按季度公布借阅数据。", "各馆", None),
        ("养护站须每日17:00前上报。", "养护站", "每日17:00前"),
        ("县水利局和县交通局要共用一本台账。", "县水利局和县交通局", None),
        ("雨大的时候，交警大队要派人到桥头值守。", "交警大队", None),
        ("按照《巡查规则》，值班室都要有人。", None, None),
        ("严禁超载车辆上桥。", None, None),
        ("不得以养代修。", None, None),
        ("确保年底前全部销号。", None, "年底前"),
        ("抓紧补齐标志，3个工作日内报结果。", None, "3个工作日内"),
        ("我们要把底数摸清。", None, None),
        ("大家一定要把规定学深。", None, None),
        ("值班人员不准脱岗。", None, None),
        ("要坚持边查边改，不要等项目。", None, None),
        ("既要抓进度，又要保质量。", None, None),
        ("The Transport Office shall publish the plan by 30 April.", "Transport Office", "by 30 April"),
        ("Each branch must report weekly.", "Each branch", None),
        ("If rain is forecast, the duty engineer must close the road.", "duty engineer", None),
        ("The Library Board will reopen the hall no later than the end of May.", "Library Board",
         "no later than the end of May"),
        ("Please note that lists must reach us within five working days.", None, "within five working days"),
        ("We must keep the lists up to date.", None, None),
        ("Given that the road floods the signs must stay.", None, None),
        ("No plan shall be issued without a check.", None, None),
    ],
)  # fmt: skip
def test_a_demand_names_its_subject_and_its_time_where_the_sentence_does(
    sentence: str, lead: str | None, due: str | None
) -> None:
    assert demands_in(sentence) == (Demand(sentence, lead, due),)


@pytest.mark.parametrize(
    "sentence",
    [
        "主要问题有三个。", "这是一项重要工作。", "需要施工的，排出工期。", "按照要求，工作已经完成。",
        "他提的要求很具体。",
        "只要路通，人心就安。", "要是下雨，路就断了。", "有点小病不要紧。", "雨季将要来临。",
        "雨季快要到了。",
        "但是也要看到，主汛期还没有到。", "必须清醒看到差距。", "应当承认，底数还不清。", "我要讲三点意见。",
        "我还要感谢一线同志。",
        "要不要修，大家议一议。", "会议纪要已经印发。", "路是群众天天要走的。", "要做的工作很多。",
        "不得不说，路太窄了。",
        "数据不准确的有三处。", "为确保安全，去年更换了护栏。", "首要任务是清沟。", "应急管理局通报了情况。",
        "对应的措施已经到位。", "他说“各镇要修路”，大家都笑了。", "各镇要怎么办？",
        "《巡查人员须知》已经发放。",
        "全县共有86道涵洞。", "禁止标志立了两块。", "这是必须的。", "供应充足。", "要。",
        "要" * (LONGEST + 1),
        "I must thank the volunteers.", "I shall write to each branch.", "It must be said that the year was hard.",
        "We must remember how it began.",
        "The rain will stop by Friday.", "Shall we begin?", "The meeting will open with a song.",
        "I shall be brief.",
        "There must have been forty people.", "It will rain by noon.", "The word “must” is a strong one.",
    ],
)  # fmt: skip
def test_other_sentences_demand_nothing(sentence: str) -> None:
    assert demands_in(sentence) == ()


def test_units_that_are_told_something_each_have_a_demand_each() -> None:
    assert demands_in("入汛在即，水利局要在汛期前清淤，交通局要备料，各镇要出人。") == (
        Demand("入汛在即，水利局要在汛期前清淤", "水利局", "汛期前"),
        Demand("交通局要备料", "交通局", None),
        Demand("各镇要出人。", "各镇", None),
    )


@pytest.mark.parametrize(
    "words",
    [
        "每一处要有记录", "三所要合并办公", "公共场所要常通风", "出问题的镇要补课", "有的单位要补课",
        "路要修平", "收入增长要稳住",
        "巡查中发现问题各镇要建账", "这件事要办好", "各项工作要抓实",
    ],
)  # fmt: skip
def test_a_subject_that_is_no_unit_is_nobody(words: str) -> None:
    assert [one.lead for one in demands_in(f"{words}。")] == [None]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("2026年6月15日前完成", "2026年6月15日前"),
        ("6月上旬前完成", "6月上旬前"),
        ("月底前完成", "月底前"),
        ("明天下班前报送", "明天下班前"),
        ("主汛期到来之前完成", "主汛期到来之前"),
        ("本周内完成", "本周内"),
        ("下周三前完成", "下周三前"),
        ("两周内完成", "两周内"),
        ("今年底前完成", "今年底前"),
        ("今年年底前完成", "今年年底前"),
        ("目前已经完成", None),
        ("会前已经发放", None),
        ("Send it by the end of June, please", "by the end of June"),
        ("Send it before Easter", "before Easter"),
        ("Send it by 15 June 2026", "by 15 June 2026"),
        ("Send it by post", None),
    ],
)
def test_words_on_time_are_those_of_the_sentence(sentence: str, words: str | None) -> None:
    assert due_words_in(sentence) == words


def test_sentences_end_at_their_marks_outside_quotes() -> None:
    text = "各镇要清沟；“不清。就漏，”要记：一处一号。“好。”再看。\nOpen it. Bridge (no. 3) too"
    first = ["各镇要清沟；", "“不清。就漏，”要记：一处一号。", "“好。”", "再看。"]
    assert list(sentences_of(text)) == [*first, "Open it.", "Bridge (no. 3) too"]


@pytest.mark.parametrize(
    "words",
    [
        "请" + "局和" * 290,
        "局和" * 19 + "要去清沟",
        "各局与各" * 9 + "要去清沟",
        "A b, " * 110 + "must go",
        "各" * 590 + "要去",
    ],
)
def test_a_sentence_made_to_be_slow_is_not(words: str) -> None:
    assert len(demands_in(words)) <= 1
