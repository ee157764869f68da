"""Demands of a speech or of minutes, proposed as actions with the part they come from."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from reportgen.formats.ingest.draft import Draft, Proposal, Told, texts_of
from reportgen.formats.ingest.source import Source, read_source
from reportgen.formats.ingest.speech.demands import find_demands
from reportgen.formats.ingest.speech.reading import read_speech

SAMPLE = Path(__file__).parents[1] / "texts" / "road-safety-speech.txt"
DAY = dt.date(2026, 3, 12)


def source_of(text: str) -> Source:
    source = read_source(text.encode(), "speech.txt")
    assert isinstance(source, Source)
    return source


def proposals(text: str, language: str = "zh") -> list[Proposal]:
    source = source_of(text)
    return find_demands(read_speech(source, language=language, name_date=None, given_date=DAY), source)


SPEECH = """\
在柳湾镇图书馆开馆筹备会上的讲话
李娜
同志们：
主要任务是按期开馆。各部门要在4月底前完成搬迁。
一、抓进度
工期很紧，但是也要看到，主体已经完工。镇文化站必须每周报一次进度；施工队不得夜间施工。
一要抓装修。书架5月10日前到位。
二要抓安全
消防通道要保持畅通。
三要抓队伍：一是馆员要轮训；二是志愿者要登记。
二、抓服务
只要读者满意，辛苦就值得。
谢谢大家！
"""


def test_a_speech_proposes_what_it_demands_with_part_line_subject_and_time() -> None:
    assert proposals(SPEECH) == [
        Proposal("各部门要在4月底前完成搬迁。", 4, "", "各部门", "4月底前"),
        Proposal("镇文化站必须每周报一次进度；", 6, "一、", "镇文化站"),
        Proposal("施工队不得夜间施工。", 6, "一、", "施工队"),
        Proposal("抓装修。书架5月10日前到位。", 7, "一、/一要", None, "5月10日前"),
        Proposal("抓安全\n消防通道要保持畅通。", 8, "一、/二要"),
        Proposal("馆员要轮训；", 10, "一、/三要/一是", "馆员"),
        Proposal("志愿者要登记。", 10, "一、/三要/二是", "志愿者"),
    ]


def test_an_english_speech_proposes_what_it_demands() -> None:
    text = (
        "Remarks at the opening of the reading room\nJane Holt, Chair\n12 March 2026\n\nDear colleagues,\n"
        "I must thank all.\n\nI. Hours\nThe duty librarian shall publish the rota by 30 April. It rained.\n"
        "II. Books\n1. Lists. Each branch must send it before Easter.\nFinally, we must meet again.\n"
    )
    assert proposals(text, "en") == [
        Proposal("The duty librarian shall publish the rota by 30 April.", 9, "I.", "duty librarian", "by 30 April"),
        Proposal("Each branch must send it before Easter.", 11, "II./1.", "Each branch", "before Easter"),
        Proposal("Finally, we must meet again.", 12, ""),
    ]


def test_minutes_propose_what_their_discussions_demand() -> None:
    source = source_of(
        "一、涵洞\n会上议了两处。\n- 交通局要在汛期前清淤。\n1. 其他\n水利局必须建账。\n(1) 各镇要巡查。\n"
    )
    draft = Draft(
        "minutes",
        {
            "title": "各镇要开好例会",
            "agenda": [
                {
                    "label": "一、",
                    "title": "涵洞",
                    "discussion": Told("会上议了两处。\n- 交通局要在汛期前清淤。", (2, 3)),
                },
                {
                    "title": "其他",
                    "discussion": "水利局必须建账。",
                    "items": [Told({"title": "巡查", "discussion": "(1) 各镇要巡查。"})],
                },
            ],
        },
        "zh",
    )
    assert find_demands(draft, source) == [
        Proposal("交通局要在汛期前清淤。", 3, "一、", "交通局", "汛期前"),
        Proposal("水利局必须建账。", 5, "其他", "水利局"),
        Proposal("各镇要巡查。", 6, "其他/巡查", "各镇"),
    ]


def test_a_heading_is_a_demand_where_it_says_who_or_by_when() -> None:
    text = "（一）涵洞要逐道过\n（二）交通局要在月底前清沟。经费由县里出。\n（三）年底前要通车。桥也要通。\n"
    text = f"会议讲话\n同志们：\n{text}"
    assert [(one.task, one.part, one.lead, one.due_words) for one in proposals(text)] == [
        ("交通局要在月底前清沟。", "（二）", "交通局", "月底前"),
        ("年底前要通车。", "（三）", None, "年底前"),
        ("桥也要通。", "（三）", None, None),
    ]


def test_a_slogan_alone_is_a_demand_unless_its_points_say_what_it_means() -> None:
    text = "会议讲话\n同志们：\n一要查得细。\n二要改得快。一是当天清；二是当天报。\n三要实。\n"
    assert [(one.line, one.task, one.part) for one in proposals(text)] == [(3, "查得细。", "一要")]


def test_the_sample_speech_demands_nothing_that_it_does_not_say() -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    found = proposals(text)
    lines = text.split("\n")
    assert [one.lead for one in found if one.lead] == ["交警大队", "县政府办公室"]
    assert [one.due_words for one in found if one.due_words] == ["7月15日前", "10分钟内"]
    assert len(found) == 20
    for one in found:
        assert "".join(one.task.split()) in "".join("".join(lines[one.line - 1 :]).split())
        assert one.task[:4] in lines[one.line - 1]


def test_a_sentence_that_comes_twice_is_found_on_both_lines() -> None:
    text = "会议讲话\n同志们：\n一、路\n各镇要清沟。\n二、桥\n各镇要清沟。\n"
    assert [(one.line, one.part) for one in proposals(text)] == [(4, "一、"), (6, "二、")]


def test_words_that_stand_nowhere_are_placed_near_those_before_them() -> None:
    source = source_of("甲\n各镇要清沟。\n乙\n")
    draft = Draft("speech", {"parts": [{"text": "各镇要清沟。\n水利局要建账。"}]}, "zh")
    assert [one.line for one in find_demands(draft, source)] == [2, 2]


def test_only_the_lines_of_the_draft_are_looked_at() -> None:
    source = source_of("各镇要清沟。\n会议\n各镇要清沟。\n")
    draft = Draft("minutes", {"summary": "各镇要清沟。", "opening": "各镇要清沟。"}, "zh", first=2)
    assert find_demands(draft, source) == [Proposal("各镇要清沟。", 3, "", "各镇")]


WORDS = st.text(alphabet="各镇局要必须不得主重是、，。；：“”前月4一二三 \nmust The", max_size=60)


@given(WORDS)
def test_nothing_is_proposed_that_the_text_does_not_say(text: str) -> None:
    source = source_of(f"会议讲话\n同志们：\n一、路\n{text}")
    draft = read_speech(source, language="zh", name_date=None, given_date=DAY)
    whole = "".join("".join(texts_of(draft.value)).split())
    for one in find_demands(draft, source):
        assert "".join(one.task.split()) in whole
        assert one.lead is None or one.lead in one.task
        assert one.due_words is None or one.due_words in one.task
        assert 1 <= one.line <= len(source.lines)
