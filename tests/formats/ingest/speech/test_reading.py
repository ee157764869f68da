"""A speech as somebody typed it, read into the draft of its record."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.formats.ingest.draft import GUESSED, INFERRED, STATED, Draft, Told, Value, bare, texts_of
from reportgen.formats.ingest.settling import settle
from reportgen.formats.ingest.source import Source, read_source
from reportgen.formats.ingest.speech.reading import MOST_PARAGRAPHS, read_speech
from reportgen.formats.ingest.writing import record_text
from reportgen.formats.record import read_record
from reportgen.model.meeting import Part, Speech
from reportgen.model.values import LONGEST_PROSE

CHECKOUT = Path(__file__).parents[4]
SAMPLE = Path(__file__).parents[1] / "texts" / "road-safety-speech.txt"
HEAD = "全县公路养护会议讲话\n周明\n（2026年3月12日）\n同志们：\n"


def source_of(text: str, name: str = "speech.txt") -> Source:
    source = read_source(text.encode(), name)
    assert isinstance(source, Source)
    return source


def read(text: str, *, name: dt.date | None = None, given: dt.date | None = None) -> Draft:
    return read_speech(source_of(text), language="zh", name_date=name, given_date=given)


def plain(value: Value) -> object:
    """A value as a record would hold it, without what is told of it."""
    value = bare(value)
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list) else value


def values(text: str, **given: dt.date | None) -> dict[str, object]:
    found = plain(dict(read(text, **given).value))
    assert isinstance(found, dict)
    return found


def outline(text: str) -> object:
    """The parts of a speech with these paragraphs, each as label, # title, text, parts, as far as it has them."""

    def short(part: object) -> object:
        assert isinstance(part, dict)
        words = [part[key] if key != "title" else f"# {part[key]}" for key in ("label", "title", "text") if key in part]
        return (*words, [short(one) for one in part["parts"]]) if "parts" in part else tuple(words)

    parts = values(HEAD + text).get("parts", [])
    assert isinstance(parts, list)
    return [short(one) for one in parts]


def told(draft: Draft) -> list[str]:
    """Findings as line and code."""
    return [f"{one.span.line if one.span else 0} {one.code}" for one in draft.findings]


def letters(words: str) -> str:
    return "".join(words.split())


def lines_left(draft: Draft, text: str) -> list[str]:
    """Lines that are neither kept nor anything else."""
    placed = draft.kept | draft.became
    return [line for number, line in enumerate(text.split("\n"), 1) if line.strip() and number not in placed]


# The sample


def test_the_sample_speech_is_read_from_its_plain_text() -> None:
    file = CHECKOUT / "content" / "speeches" / "road-safety-speech-2026.yaml"
    record = read_record(file.read_bytes(), "speeches/road-safety-speech-2026.yaml").record
    assert isinstance(record, Speech)
    draft = read(SAMPLE.read_text(encoding="utf-8"))
    assert plain(dict(draft.value)) == {
        "title": record.title,
        "speaker": record.speaker,
        "role": record.role,
        "date": record.date.isoformat(),
        "place": record.place,
        "occasion": record.occasion,
        "opening": record.opening,
        "parts": [as_typed(part) for part in record.parts],
        "closing": record.closing,
    }
    assert draft.findings == []
    assert (draft.became, lines_left(draft, SAMPLE.read_text(encoding="utf-8"))) == ({2}, [])


def as_typed(part: Part) -> dict[str, object]:
    """A part of the sample as plain text can tell it: without bold type."""
    text = re.sub(r"(?<!\*)\*\*(?!\*)", "", part.text or "")
    told = {"label": part.label, "title": part.title or "", "text": text}
    below = {"parts": [as_typed(one) for one in part.parts]} if part.parts else {}
    return {key: words for key, words in told.items() if words} | below


def test_a_settled_speech_is_a_record_that_the_door_lets_in() -> None:
    source = source_of(SAMPLE.read_text(encoding="utf-8"))
    draft = read_speech(source, language="zh", name_date=None, given_date=None)
    settle(draft, source)
    found = read_record(record_text(draft).encode(), "speeches/s.yaml")
    assert found.problems == ()
    assert isinstance(found.record, Speech)
    assert [part.label for part in found.record.parts] == ["一、", "二、", "三、"]
    assert found.record.unplaced == ()


# Head


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (
            "在全县公路养护会议上的讲话\n周　明\n（2026年3月12日）",
            {
                "title": "在全县公路养护会议上的讲话",
                "speaker": "周明",
                "date": "2026-03-12",
                "occasion": "全县公路养护会议",
            },
        ),
        (
            "守牢底线\n——在全县公路养护会议上的讲话\n县委副书记、县长 周明\n二〇二六年三月十二日",
            {
                "title": "守牢底线——在全县公路养护会议上的讲话",
                "speaker": "周明",
                "role": "县委副书记、县长",
                "date": "2026-03-12",
                "occasion": "全县公路养护会议",
            },
        ),
        (
            "全县公路养护工作\n会议讲话\n（2026年3月12日　交通局局长何立平　三楼会议室）",
            {
                "title": "全县公路养护工作会议讲话",
                "speaker": "何立平",
                "role": "交通局局长",
                "date": "2026-03-12",
                "place": "三楼会议室",
            },
        ),
        (
            "图书馆开放日致辞\n（2026年3月12日于柳湾镇文化站，李玉堂）",
            {"title": "图书馆开放日致辞", "speaker": "李玉堂", "date": "2026-03-12", "place": "柳湾镇文化站"},
        ),
        (
            "标题：开放日致辞\n时间：2026年3月12日上午\n地点：一楼大厅\n讲话人：李娜（馆长）\n场合：开放日",
            {
                "title": "开放日致辞",
                "speaker": "李娜",
                "role": "馆长",
                "date": "2026-03-12",
                "place": "一楼大厅",
                "occasion": "开放日",
            },
        ),
        (
            "---\ntitle: 开放日致辞\ndate: 2026-03-12\nspeaker: ***\n---",
            {"title": "开放日致辞", "speaker": "***", "date": "2026-03-12"},
        ),
        (
            "# 开放日致辞\n县委书记　***\n**2026-03-12，一楼大厅**",
            {"title": "开放日致辞", "speaker": "***", "role": "县委书记", "date": "2026-03-12", "place": "一楼大厅"},
        ),
        (
            "陈波同志在养护例会上的发言\n2026.3.12",
            {"title": "陈波同志在养护例会上的发言", "speaker": "陈波", "date": "2026-03-12", "occasion": "养护例会"},
        ),
        (
            "Remarks at the opening of the reading room\nBy Jane Holt, Chair of the Board\n12 March 2026\nTown Hall",
            {
                "title": "Remarks at the opening of the reading room",
                "speaker": "Jane Holt",
                "role": "Chair of the Board",
                "date": "2026-03-12",
                "place": "Town Hall",
                "occasion": "opening of the reading room",
            },
        ),
        (
            "Keeping the roads open\nJane Holt, Chair, March 12, 2026, Reading Room",
            {
                "title": "Keeping the roads open",
                "speaker": "Jane Holt",
                "role": "Chair",
                "date": "2026-03-12",
                "place": "Reading Room",
            },
        ),
    ],
)
def test_the_lines_above_the_salutation_tell_who_when_and_where(head: str, found: dict[str, str]) -> None:
    salutation = "同志们：" if re.search("[\u4e00-\u9fff]", head) else "Dear colleagues,"
    assert values(f"{head}\n{salutation}\n") == found | {"opening": salutation}


def test_a_line_of_the_head_that_nobody_understands_finds_no_place() -> None:
    text = "全县公路养护会议讲话\n（根据录音整理）\n周明\n（2026年3月12日，共三页）\n同志们：\n"
    draft = read(text)
    assert plain(dict(draft.value)) == {
        "title": "全县公路养护会议讲话",
        "speaker": "周明",
        "date": "2026-03-12",
        "opening": "同志们：",
    }
    assert lines_left(draft, text) == ["（根据录音整理）", "（2026年3月12日，共三页）"]


def test_what_is_said_twice_is_taken_once_and_the_rest_finds_no_place() -> None:
    text = (
        "会议讲话\n标题：另一个标题\n职务：局长\n地点：二楼\n地点：三楼\n讲话人：周明\n讲话人：李娜\n养护站站长 王芳\n"
        "（2026年3月12日，三楼会议室）\n日期：待定\n同志们：\n"
    )
    draft = read(text)
    assert plain(dict(draft.value)) == {
        "title": "会议讲话",
        "speaker": "周明",
        "role": "局长",
        "date": "2026-03-12",
        "place": "二楼",
        "opening": "同志们：",
    }
    assert lines_left(draft, text) == [
        "标题：另一个标题",
        "地点：三楼",
        "讲话人：李娜",
        "养护站站长 王芳",
        "（2026年3月12日，三楼会议室）",
        "日期：待定",
    ]


def test_a_post_that_is_said_twice_does_not_get_lost_with_the_name() -> None:
    draft = read("会议讲话\n职务：局长\n养护站站长 王芳\n同志们：\n")
    assert plain(dict(draft.value)) == {
        "title": "会议讲话",
        "speaker": "王芳",
        "role": "局长",
        "opening": "同志们：",
    }
    assert draft.became == {2, 3}


def test_the_head_ends_with_the_first_words_that_are_none_of_it() -> None:
    assert values("# 会议讲话\n## 路\n## 桥\n") == {"title": "会议讲话", "parts": [{"title": "路"}, {"title": "桥"}]}
    assert values("会议讲话\n今天开会\n周明\n") == {"title": "会议讲话", "opening": "今天开会\n\n周明"}
    assert values("Opening remarks\nJane Holt\nThe Library is open.\n") == {
        "title": "Opening remarks",
        "speaker": "Jane Holt",
        "opening": "The Library is open.",
    }
    assert values("会议讲话\n```\n周明\n```\n") == {"title": "会议讲话", "opening": "```\n周明\n```"}


def test_how_sure_each_value_is_stands_beside_it_with_its_lines() -> None:
    draft = read(f"{HEAD}我讲三点。\n一、路\n路要修。\n")
    assert {key: (one.lines, one.confidence) for key, one in draft.value.items() if isinstance(one, Told)} == {
        "title": ((1,), STATED),
        "speaker": ((2,), INFERRED),
        "date": ((3,), STATED),
        "opening": ((4, 5), INFERRED),
    }
    parts = draft.value["parts"]
    assert parts == [Told({"label": "一、", "title": "路", "text": "路要修。"}, (6, 7), STATED)]


def test_a_text_that_begins_with_a_sentence_has_no_title_and_nobody_makes_one_up() -> None:
    assert values("今天我们开会，部署防汛工作。\n一、提高认识\n") == {
        "opening": "今天我们开会，部署防汛工作。",
        "parts": [{"label": "一、", "title": "提高认识"}],
    }


# Date

NAME = dt.date(2026, 3, 5)
DIFFERS = "the text says 2026-03-12, the file name says 2026-03-05"


@pytest.mark.parametrize(
    ("line", "given", "date", "confidence", "doubt"),
    [
        ("（2026年3月5日）", None, "2026-03-05", STATED, None),
        ("（2026年3月12日）", None, "2026-03-12", STATED, DIFFERS),
        ("（2026年3月12日）", dt.date(2026, 1, 1), "2026-03-12", STATED, DIFFERS),
        ("", dt.date(2026, 1, 1), "2026-01-01", STATED, None),
        ("", None, "2026-03-05", GUESSED, "date from the file name, the text names none"),
        ("（3月5日）", None, "2026-03-05", INFERRED, None),
        ("（3月6日下午）", None, "2026-03-05", GUESSED, "date from the file name, the text says 3月6日下午"),
    ],
)  # fmt: skip
def test_the_day_is_that_of_the_text_then_the_given_one_then_that_of_the_name(
    line: str, given: dt.date | None, date: str, confidence: float, doubt: str | None
) -> None:
    draft = read(f"会议讲话\n周明\n{line}\n同志们：\n", name=NAME, given=given)
    found = draft.value["date"]
    assert isinstance(found, Told)
    assert (found.value, found.confidence, found.doubt and found.doubt.message("en")) == (date, confidence, doubt)
    assert lines_left(draft, f"会议讲话\n周明\n{line}\n") == []


def test_a_day_without_a_year_waits_for_a_year() -> None:
    text = "会议讲话\n（3月5日）\n同志们：\n"
    draft = read(text)
    assert "date" not in draft.value
    assert lines_left(draft, text) == ["（3月5日）"]


def test_a_day_under_the_text_is_its_day_and_stays_where_it_is() -> None:
    assert values("会议讲话\n同志们：\n一、路\n谢谢大家！\n周明\n2026年3月12日\n") == {
        "title": "会议讲话",
        "date": "2026-03-12",
        "opening": "同志们：",
        "parts": [{"label": "一、", "title": "路"}],
        "closing": "谢谢大家！\n\n周明\n\n2026年3月12日",
    }
    assert "date" not in values("会议讲话\n同志们：\n2026年3月12日通车。\n一、路\n")


# Outline


def test_four_tiers_stand_below_each_other_with_their_labels() -> None:
    first = "一、路\n（一）桥\n1.涵洞\n（1）进口\n一要看\n一是看淤塞。\n二是看过水。\n二要记\n（2）出口\n"
    assert outline(f"{first}2.边坡\n（二）沟\n二、人\n") == [
        ("一、", "# 路", [
            ("（一）", "# 桥", [
                ("1.", "# 涵洞", [
                    ("（1）", "# 进口", [
                        ("一要", "# 看", [("一是", "看淤塞。"), ("二是", "看过水。")]),
                        ("二要", "记"),
                    ]),
                    ("（2）", "出口"),
                ]),
                ("2.", "边坡"),
            ]),
            ("（二）", "# 沟"),
        ]),
        ("二、", "# 人"),
    ]  # fmt: skip


def test_english_tiers_stand_below_each_other_too() -> None:
    text = "I. Roads\n1. Bridges\n(a) Check the deck.\n(b) Check the piers.\n2. Drains\n"
    assert outline(f"{text}II. People\nFirst, the rota.\nSecond, the tools.\n") == [
        ("I.", "# Roads", [
            ("1.", "# Bridges", [("(a)", "Check the deck."), ("(b)", "Check the piers.")]),
            ("2.", "Drains"),
        ]),
        ("II.", "# People", [("First,", "the rota."), ("Second,", "the tools.")]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("一要抓排查。各镇当月完成。\n", [("一要", "抓排查。各镇当月完成。")]),
        ("一要抓排查：各镇当月完成。\n", [("一要", "抓排查：各镇当月完成。")]),
        ("一要抓排查\n各镇当月完成。\n", [("一要", "# 抓排查", "各镇当月完成。")]),
        ("一要抓排查。\n", [("一要", "抓排查。")]),
        ("一要抓排查\n二要抓整改\n", [("一要", "抓排查"), ("二要", "抓整改")]),
        ("一是底数不清。有的涵洞找不到。\n", [("一是", "底数不清。有的涵洞找不到。")]),
        ("（一）按“谁管路。谁负责”办。各镇照办。\n", [("（一）", "# 按“谁管路。谁负责”办。", "各镇照办。")]),
        ("一、提高认识。\n认识要深。\n", [("一、", "# 提高认识。", "认识要深。")]),
        ("一、为什么要巡路？\n", [("一、", "# 为什么要巡路？")]),
        ("一、巡路，\n要勤。\n", [("一、", "巡路，\n\n要勤。")]),
        ("（一）清沟。\n（二）补坑。\n", [("（一）", "清沟。"), ("（二）", "补坑。")]),
        ("（一）8：30到岗。值守到晚。\n", [("（一）", "# 8：30到岗。", "值守到晚。")]),
        ("**（一）抓排查。**各镇照办。\n", [("（一）", "# 抓排查。", "各镇照办。")]),
        ("（一）由***负责。各镇照办。\n", [("（一）", "# 由***负责。", "各镇照办。")]),
        ("（一）" + "路" * 41 + "。各镇照办。\n", [("（一）", "路" * 41 + "。各镇照办。")]),
        ("（一）" + "路" * 61 + "\n", [("（一）", "路" * 61)]),
        ("1. Staff. Two posts are vacant.\n", [("1.", "# Staff.", "Two posts are vacant.")]),
        ("1. No. 3 bridge is closed. Use the ford.\n", [("1.", "# No. 3 bridge is closed.", "Use the ford.")]),
        ("1. The old bridge is closed until further notice. Use the ford.\n",
         [("1.", "The old bridge is closed until further notice. Use the ford.")]),
    ],
)  # fmt: skip
def test_heading_and_body_stand_on_one_line_or_on_two(text: str, parts: list[object]) -> None:
    assert outline(text) == parts


def test_points_inside_a_paragraph_stand_below_the_words_before_them() -> None:
    text = "（一）短板\n复盘下来，有三个短板：一是底数不清；二是动作不快；三是衔接不紧。\n这些要改。\n（二）长处\n"
    assert outline(text) == [
        ("（一）", "# 短板", "复盘下来，有三个短板：", [
            ("一是", "底数不清；"), ("二是", "动作不快；"), ("三是", "衔接不紧。"), ("这些要改。",),
        ]),
        ("（二）", "# 长处"),
    ]  # fmt: skip


def test_points_after_other_points_are_a_series_of_their_own() -> None:
    text = "（一）短板\n一是底数不清。二是动作不快。\n还有两点：一是人少；二是车少。\n一要补人。\n"
    assert outline(text) == [
        ("（一）", "# 短板", [
            ("一是", "底数不清。"),
            ("二是", "动作不快。"),
            ("还有两点：", [("一是", "人少；"), ("二是", "车少。")]),
            ("一要", "补人。"),
        ]),
    ]  # fmt: skip


def test_points_of_one_paragraph_may_hold_points_and_go_on_in_the_next() -> None:
    assert outline("一要清沟。一是主沟；二是边沟。\n二要立标。第一，限重；第二，限速。\n") == [
        ("一要", "清沟。", [("一是", "主沟；"), ("二是", "边沟。")]),
        ("二要", "立标。", [("第一，", "限重；"), ("第二，", "限速。")]),
    ]
    assert outline("一是清沟；二是补坑。\n三是立标。\n路旁也要看。\n") == [
        ("一是", "清沟；"),
        ("二是", "补坑。"),
        ("三是", "立标。\n\n路旁也要看。"),
    ]


def test_in_the_opening_points_are_words() -> None:
    assert (
        values(f"{HEAD}任务有两项：一是总结；二是部署。\n一、总结\n")["opening"]
        == "同志们：\n\n任务有两项：一是总结；二是部署。"
    )


def test_a_speech_of_one_paragraph_has_its_points_as_parts() -> None:
    assert outline("讲两点：一是清沟；二是补坑。\n") == [("讲两点：", [("一是", "清沟；"), ("二是", "补坑。")])]


def test_an_unusual_order_of_tiers_is_followed_where_the_counting_tells() -> None:
    assert outline("1.路\n（一）桥\n（二）涵\n2.人\n（一）队\n") == [
        ("1.", "路", [("（一）", "# 桥"), ("（二）", "# 涵")]),
        ("2.", "人", [("（一）", "# 队")]),
    ]


def test_a_heading_of_markdown_ends_what_is_above_it_or_stands_below() -> None:
    assert outline("## 路\n### 桥\n要看。\n一、长\n### 沟\n## 人\n### " + "路" * 201 + "\n") == [
        ("# 路", [("# 桥", "要看。", [("一、", "# 长")]), ("# 沟",)]),
        ("# 人", "路" * 201),
    ]


def test_parts_stand_no_deeper_than_the_door_allows() -> None:
    text = "".join(f"{'#' * level} 路\n" for level in range(1, 7))
    text += "壹、a\n议题一：b\n一、c\n（一）d\n1.e\n（1）f\n1）g\n①h\n第一，i\n一要j\n一是k\n其一，l\n"
    text += "(a) m\n(b) n\nA. o\nB. p\n(i) q\n(ii) r\na) s\nb) t\nFirst, u\nSecond, v\n还有：一是w；二是x。\n"

    def depth(value: object) -> int:
        assert isinstance(value, list)
        return max((1 + depth(part.get("parts", [])) for part in value), default=0)

    assert depth(values(HEAD + text)["parts"]) == 20
    source = source_of(HEAD + text)
    draft = read_speech(source, language="zh", name_date=None, given_date=None)
    settle(draft, source)
    assert read_record(record_text(draft).encode(), "speeches/s.yaml").problems == ()


def test_headings_of_markdown_are_parts_and_their_marks_are_told_as_left_out() -> None:
    text = f"{HEAD}## 总体\n**一、路**\n- 一是看\n## 其他\n| 路 | 桥 |\n|---|---|\n| 1 | 2 |\n"
    draft = read(text)
    assert plain(draft.value["parts"]) == [
        {"title": "总体", "parts": [{"label": "一、", "title": "路", "parts": [{"label": "一是", "text": "看"}]}]},
        {"title": "其他", "text": "| 路 | 桥 |\n|---|---|\n| 1 | 2 |"},
    ]
    assert draft.became == {3, 5, 6, 7, 8}
    assert lines_left(draft, text) == []


def test_lines_broken_by_a_mail_program_are_one_paragraph() -> None:
    text = (
        "Keeping the roads open\n\nDear colleagues,\n\nThe winter was long, and the crews who cleared the pass did\n"
        "so at night. They have our thanks for it, and they know\nit.\n\n1. Bridges\n2. Drains\n"
    )
    assert values(text)["opening"] == (
        "Dear colleagues,\n\nThe winter was long, and the crews who cleared the pass did\n"
        "so at night. They have our thanks for it, and they know\nit."
    )


def test_masks_titles_quotes_and_dashes_stay_letter_for_letter() -> None:
    words = "由***负责，×××配合；按《巡查规则》办，不说“差不多”——再看一遍。"
    assert outline(f"一、路\n{words}\n——不漏一处\n") == [("一、", "# 路", f"{words}\n\n——不漏一处")]


# Closing


@pytest.mark.parametrize(
    ("end", "closing"),
    [
        ("同志们，路长。\n", "同志们，路长。"),
        ("同志们，路长。\n谢谢大家！\n", "同志们，路长。\n\n谢谢大家！"),
        ("最后，祝一路平安。\n", "最后，祝一路平安。"),
        ("In closing, thank you.\n", "In closing, thank you."),
        ("各单位照办。\n", None),
        ("同志们，路长。\n二、人\n", None),
        ("同志们，路长。\n" + "路。\n" * 4, None),
    ],
)
def test_the_last_words_are_the_closing_where_they_say_so(end: str, closing: str | None) -> None:
    assert values(f"{HEAD}一、路\n要修。\n{end}").get("closing") == closing


# What is odd about labels


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一、路\n二、桥\n", []),
        ("一、路\n三、桥\n", ["6 label-gap"]),
        ("一、路\n二、桥\n一、人\n", ["7 label-again"]),
        ("二、路\n三、桥\n", ["5 label-late"]),
        ("一、路\n要修。\n", ["5 label-alone"]),
        ("（一）路\n（二）桥\n", ["5 label-level"]),
        ("一、路\n（1）桥\n（2）涵\n二、人\n", ["6 label-level"]),
        ("## 路\n（一）桥\n（二）涵\n", []),
        ("一、路\n二、桥\n一是看；二是查；四是报。\n", ["7 label-gap"]),
        ("一、路\n（一）桥\n（二）涵\n二、人\n（一）队\n（二）车\n", []),
        ("议题一：路\n议题二：桥\n", []),
    ],
)
def test_gaps_restarts_and_missing_levels_are_told_with_their_line(text: str, found: list[str]) -> None:
    assert told(read(HEAD + text)) == found


def test_what_is_odd_is_said_in_both_languages_and_never_mended() -> None:
    draft = read(f"{HEAD}一、路\n三、桥\n")
    assert draft.findings[0].message("en") == "“三、” comes after “一、”, as if something were missing between them"
    assert draft.findings[0].message("zh") == "“一、”之后就是“三、”，中间似有缺漏"
    assert outline("一、路\n三、桥\n") == [("一、", "# 路"), ("三、", "# 桥")]


def test_findings_end_where_nobody_reads_on() -> None:
    assert len(read(HEAD + "一、路\n" * 500).findings) == 50


# Limits


def field_lengths(draft: Draft) -> int:
    return max(len(text) for text in texts_of(draft.value))


@pytest.mark.parametrize(
    "text",
    [
        "一、" + "路" * 25_000,
        "一、" + "各镇要清沟。" * 5_000,
        "一、" + "***负责，" * 5_000,
        "一、" + "*" * 40_000,
        "一、路\n" + "各镇要清沟。\n" * 6_000,
        "路" * 25_000,
        "一、路\n" + "谢谢" * 15_000,
        "一是看；二是" + "查。" * 20_000,
        ("一、路\n（一）桥\n1.涵\n（1）口\n一要看\n一是看\n其一，看\n" * 400),
    ],
    ids=range(9),
)
def test_long_texts_go_on_in_parts_of_their_own_and_nothing_is_lost(text: str) -> None:
    draft = read(HEAD + text)
    assert field_lengths(draft) <= LONGEST_PROSE
    spoken = {key: draft.value[key] for key in ("opening", "parts", "closing") if key in draft.value}
    assert letters("".join(texts_of(spoken))) == letters("同志们：" + text)


def test_a_long_text_is_cut_between_sentences_into_parts_without_label_and_title() -> None:
    parts = values(HEAD + "一、路\n" + "各镇要清沟。" * 5_000)["parts"]
    assert parts == [
        {"label": "一、", "title": "路", "text": "各镇要清沟。" * 3_000, "parts": [{"text": "各镇要清沟。" * 2_000}]}
    ]


def test_a_field_holds_no_more_lines_than_the_door_allows() -> None:
    parts = values(HEAD + "一、路\n" + "桥\n" * (MOST_PARAGRAPHS + 1))["parts"]
    assert parts == [
        {"label": "一、", "title": "路", "text": "\n\n".join("桥" * MOST_PARAGRAPHS), "parts": [{"text": "桥"}]}
    ]


# Nothing is lost

LABELS = [
    "一、", "二、", "三、", "（一）", "（二）", "（四）", "1.", "2、", "（1）", "（2）", "①", "②", "一要", "二要",
    "三要", "一是", "二是", "三是", "第一，", "第二，", "其一，", "其二，", "首先，", "其次，", "壹、", "议题一：",
    "I. ", "II. ", "A. ", "B. ", "(a)", "(b)", "First, ", "Second, ", "",
]  # fmt: skip
WORDS = st.text(alphabet="路桥要是一二三第。；：，！？“”《》（）·×—… 　ab.", max_size=12)
PARAGRAPHS = st.lists(
    st.tuples(st.sampled_from(LABELS), WORDS, st.sampled_from(LABELS), WORDS).map("".join), max_size=25
)


@given(PARAGRAPHS)
def test_every_letter_of_an_outline_stands_in_the_record_in_its_order(paragraphs: list[str]) -> None:
    text = HEAD + "今天开会，我讲几点。\n" + "\n".join(paragraphs)
    draft = read(text)
    spoken = {key: draft.value[key] for key in ("opening", "parts", "closing") if key in draft.value}
    in_order = "".join(texts_of(spoken))
    assert letters(in_order) == letters("同志们：今天开会，我讲几点。" + "".join(paragraphs))
    assert lines_left(draft, text) == []
    assert read(text) == draft


MARKS = [
    "# ",
    "## ",
    "**",
    "***",
    "- ",
    "```",
    "| a |",
    "> ",
    "\u200b",
    "——",
    "同志们：",
    "2026年3月12日 ",
    "周明",
    "\n",
]
PIECES = st.one_of(st.sampled_from(MARKS), st.sampled_from(LABELS), WORDS, st.text(max_size=8), st.just("\n"))


@given(st.lists(PIECES, max_size=60).map("".join))
def test_a_line_that_is_kept_stands_in_the_record_letter_for_letter(text: str) -> None:
    found = read_source(text.encode("utf-8", "replace"), "speech.md")
    if not isinstance(found, Source):
        return
    draft = read_speech(found, language="zh", name_date=None, given_date=dt.date(2026, 3, 12))
    has = Counter(letters("".join(texts_of(draft.value, without=("date",)))))
    kept = Counter(letters("".join(found.line(number) for number in draft.kept)))
    assert kept - has == Counter()
    assert not draft.kept & draft.became
    assert read_speech(found, language="zh", name_date=None, given_date=dt.date(2026, 3, 12)) == draft


def test_a_comment_alone_below_a_heading_is_no_text_and_is_kept_with_the_source() -> None:
    from reportgen.formats.ingest.reading import Asked, read_foreign
    from reportgen.formats.ingest.writing import record_text
    from reportgen.formats.record import read_record

    words = (
        "动员会上的讲话\n（2026年5月22日）\n副县长　周明远\n一、清淤\n先清边沟。\n二、值守\n\n<!-- keep the order -->\n"
    )
    report = read_foreign(words.encode(), "talk.txt", Asked(kind="speech"), lambda kind, day, alone: f"{kind}-{day}")
    written = record_text(report.drafts[0])
    assert read_record(written.encode(), "speeches/talk.yaml").record is not None
    assert "<!-- keep the order -->" in written
    assert 'text: ""' not in written
