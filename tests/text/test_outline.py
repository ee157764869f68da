"""Labels of an outline: what is one, what only looks like one, and what it counts by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.text.numbering import han_numeral
from reportgen.text.outline import RANKS, Mark, continued, mark_at, marks_of, numeral, points_in, sentence_starts


def labels(*lines: str) -> list[str | None]:
    """The label each line begins with."""
    return [mark.label if mark else None for mark in marks_of(lines)]


def points(text: str) -> list[str]:
    """The labels inside a paragraph."""
    first = mark_at(text)
    return [mark.label for mark in points_in(text, first if first and first.is_sure else None)]


@pytest.mark.parametrize(
    ("line", "label", "form", "number", "rest"),
    [
        ("一、认清形势", "一、", "一、", 1, "认清形势"),
        ("十一、散会", "十一、", "一、", 11, "散会"),
        ("二〇、其他", "二〇、", "一、", 20, "其他"),
        ("九十九、其他", "九十九、", "一、", 99, "其他"),
        ("一、一季度的工作", "一、", "一、", 1, "一季度的工作"),
        ("壹、总体要求", "壹、", "壹、", 1, "总体要求"),
        ("拾貳、附则", "拾貳、", "壹、", 12, "附则"),
        ("第三部分　工作安排", "第三部分", "部分", 3, "工作安排"),
        ("议题一：涵洞排查", "议题一：", "议题", 1, "涵洞排查"),
        ("议题2、经费", "议题2、", "议题", 2, "经费"),
        ("（二）涵洞要逐道过", "（二）", "（一）", 2, "涵洞要逐道过"),
        ("(三) 桥梁", "(三)", "（一）", 3, "桥梁"),
        ("1.清沟", "1.", "1.", 1, "清沟"),
        ("１２．补坑", "１２．", "1.", 12, "补坑"),
        ("3、立标", "3、", "1.", 3, "立标"),
        ("1.2026年的安排", "1.", "1.", 1, "2026年的安排"),
        ("（4）巡查", "（4）", "（1）", 4, "巡查"),
        ("5）值守", "5）", "1）", 5, "值守"),
        ("⑥报送", "⑥", "①", 6, "报送"),
        ("⒎ 存放", "⒎", "1.", 7, "存放"),
        ("⑻演练", "⑻", "（1）", 8, "演练"),
        ("Ⅸ、培训", "Ⅸ、", "I.", 9, "培训"),
        ("二要改得快。", "二要", "一要", 2, "改得快。"),
        ("一要务实", "一要", "一要", 1, "务实"),
        ("三是：衔接不紧", "三是：", "一是", 3, "衔接不紧"),
        ("一是一些路段没有标志", "一是", "一是", 1, "一些路段没有标志"),
        ("第一，清边沟", "第一，", "第一", 1, "清边沟"),
        ("第二条，补坑槽", "第二条，", "第一", 2, "补坑槽"),
        ("其一，路窄", "其一，", "其一", 1, "路窄"),
        ("IV. Opening hours", "IV.", "I.", 4, "Opening hours"),
        ("2. Volunteers", "2.", "1.", 2, "Volunteers"),
        ("(iii) the rota", "(iii)", "(i)", 3, "the rota"),
        ("Item 3: the roof", "Item 3:", "item", 3, "the roof"),
        ("Part II", "Part II", "item", 2, ""),
        ("**一要抓排查。**各镇当月完成", "一要", "一要", 1, "**抓排查。**各镇当月完成"),
    ],
)
def test_a_label_is_read_with_its_notation_and_its_number(
    line: str, label: str, form: str, number: int, rest: str
) -> None:
    mark = mark_at(line)
    assert mark
    assert mark.is_sure
    assert (mark.label, mark.form, mark.number, mark.rest(line)) == (label, form, number, rest)


@pytest.mark.parametrize(
    "line",
    [
        "一把手要亲自抓", "一方面，群众有期待", "另一方面，人手不足", "一项一项地过", "一级公路", "一批病害",
        "第一责任人到位", "第一时间处置",
        "第一书记驻村", "一委一庭三中心一并参与", "一定要学深", "三要素要写全", "一要素", "统一要求",
        "第一要务是安全", "万一要是断了路",
        "一是一，二是二", "二是二", "一、、", "一些地方", "十分重要", "一。", "3.5万元到位", "12.5%的路段",
        "2026年3月", "2026.3.12", "0.开头",
        "100、太多", "第一、第二产业", "其一、其二都对", "议题很多", "第一部分路段", "IIV. no number",
        "A.B. is a name", "(ab) is no letter",
        "***负责，***配合", "——在全县公路养护会议上的讲话", "",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_label_is_text(line: str) -> None:
    assert labels(line) == [None]


@pytest.mark.parametrize(
    "line",
    [
        "一、二线岗位要轮换", "5、6月份降雨多", "第一、二季度", "首先，我代表县政府感谢大家",
        "First, I want to thank the volunteers.", "A. Holt spoke.",
        "I. Holt spoke.", "(a) stands alone", "十一是法定假日", "三要三不要人人皆知", "第一是路",
        "一要点到人头",
    ],
)  # fmt: skip
def test_what_is_a_label_only_beside_its_neighbour_is_text_alone(line: str) -> None:
    mark = mark_at(line)
    assert mark
    assert not mark.is_sure
    assert labels(line) == [None]


def test_neighbours_make_a_doubtful_label_sure() -> None:
    assert labels("First, shelves.", "Second, books.") == ["First,", "Second,"]
    assert labels("首先，清沟。", "其次，补坑。", "再次，立标。") == ["首先，", "其次，", "再次，"]
    assert labels("一、一级公路", "二、三级公路") == ["一、", "二、"]
    assert labels("1、1号桥", "2、3号桥") == ["1、", "2、"]
    assert labels("一、总体", "一、二线岗位要轮换", "二、分工") == ["一、", None, "二、"]
    assert labels("二、分工", "三、四月份雨多", "三、值守") == ["二、", None, "三、"]
    assert labels("一要点到人头", "二要管到路段") == ["一要", "二要"]
    assert labels("九是", "十是", "十一是") == ["九是", "十是", "十一是"]


def test_a_letter_is_a_numeral_or_a_letter_as_the_one_before_it() -> None:
    assert [mark and (mark.form, mark.number) for mark in marks_of(["I. Roof", "II. Floor"])] == [("I.", 1), ("I.", 2)]
    letters = [f"({letter}) x" for letter in "abcdefghijk"]
    assert [mark and mark.number for mark in marks_of(letters)] == list(range(1, 12))
    capitals = [f"{letter}. x" for letter in "ABCDEFGHIJ"]
    assert [mark and mark.form for mark in marks_of(capitals)] == ["A."] * 10
    assert [mark and mark.form for mark in marks_of(["(i) x", "(ii) y", "(v) z"])] == ["(i)", "(i)", None]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("有三个短板。一是底数不清。二是动作不快；三是衔接不紧。", ["一是", "二是", "三是"]),
        ("做到三点：一是看；二是查；三是报。", ["一是", "二是", "三是"]),
        ("一要查得细。一是看进口。二是看出口。", ["一是", "二是"]),
        ("一是看；二是查。", ["二是"]),
        ("一是看；三是报。", ["三是"]),
        ("讲两点。第一，清沟；第二，补坑。", ["第一，", "第二，"]),
        ("（1）第一，清沟；第二，补坑。", ["第一，", "第二，"]),
        ("**一是看。**路要看。**二是查。**桥要查。", ["二是"]),
        ("重点有二。**一是看。**路要看。**二是查。**桥要查。", ["一是", "二是"]),
        ("一要清沟。二要立标：一是限重；二是限速。三要值守。", ["二要", "一是", "二是", "三要"]),
        ("一是看；二是查。一是报；二是记。", ["二是", "一是", "二是"]),
        ("Two things. First, shelves; second hand. Second, books.", ["First,", "Second,"]),
    ],
)
def test_points_count_at_the_starts_of_sentences(text: str, found: list[str]) -> None:
    assert points(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "要做到一是一，二是二。",
        "我们讲：一是一、二是二，不能含糊。",
        "有两点，一是看，二是查。",
        "关键有一条。一是看。",
        "他说：“一是看；二是查。”",
        "见附件（其中：一是看；二是查）。",
        "《一是看；二是查》已经印发。",
        "**要点。一是看。二是查。**",
        "路是通的；桥是通的。",
        "",
    ],
)
def test_inside_a_sentence_quotes_or_bold_type_nothing_is_a_point(text: str) -> None:
    assert points(text) == []


def test_a_sentence_starts_behind_its_end_and_what_closes_it() -> None:
    text = "看！“查。”报；记：存"
    assert [text[:place] for place, _ in sentence_starts(text)] == [
        "看！",
        "看！“查。”",
        "看！“查。”报；",
        "看！“查。”报；记：",
    ]
    assert list(sentence_starts("No. 3 is open.")) == [(3, False)]
    assert list(sentence_starts("**A。**B")) == [(4, True), (6, False)]


def test_a_mark_tells_whether_the_next_of_its_notation_counts_on() -> None:
    assert continued(marks_of(["一、a", "1.b", "2.c", "二、d", "1.e", "四、f"])) == [
        True,
        True,
        False,
        False,
        False,
        False,
    ]


def test_every_notation_has_a_rank_of_its_first_label() -> None:
    first = {
        "部分": "第一部分",
        "item": "Item 1:",
        "first": "First, x",
        "首先": "首先，x",
        "议题": "议题一：",
        "第一": "第一，",
        "其一": "其一，",
    }
    found = {form: mark_at(first.get(form, form + " x")) for form in RANKS}
    assert {form: (mark.form, mark.number) for form, mark in found.items() if mark} == {
        form: (form, 1) for form in RANKS
    }


@given(st.integers(1, 99))
def test_every_numeral_up_to_99_is_read(number: int) -> None:
    assert numeral(han_numeral(number)) == number
    assert labels(f"{han_numeral(number)}、路") == [f"{han_numeral(number)}、"]


@pytest.mark.parametrize(
    ("word", "number"),
    [("廿", 0), ("", 0), ("零", 0), ("½", 0), ("㊿", 0), ("一一", 0), ("ⅳ", 0), ("iv", 4), ("５", 5)],
)
def test_a_word_is_a_number_or_none(word: str, number: int) -> None:
    assert numeral(word) == number


@given(st.text(alphabet="一二三要是第其，、。；：“”**（） 路\n", max_size=60))
def test_points_cut_a_paragraph_without_losing_a_letter(text: str) -> None:
    first = mark_at(text)
    found = points_in(text, first)
    marks: list[Mark] = [*([first] if first else []), *found]
    ends: list[int | None] = [*(mark.cut for mark in marks[1:]), None]
    pieces = [text[: marks[0].cut] if marks else text]
    pieces += [mark.label + mark.rest(text, end) for mark, end in zip(marks, ends, strict=False)]
    assert sorted("".join("".join(pieces).split())) == sorted("".join(text.split()))
