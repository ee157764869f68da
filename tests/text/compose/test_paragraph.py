"""One paragraph in lines: the form of the HTML, which breaks are taken, what stays whole, how lines are filled."""

from __future__ import annotations

import re
import time
from typing import ClassVar

import pytest

from reportgen.text.compose import Bond, Measure
from reportgen.text.compose.typeset import MOST_WHITE
from tests.text.compose.measured import RoundFaces, compose, lines_of, natural, white_in, words_of

FACES = RoundFaces()
LONG = (
    "会议指出，自2026年3月12日第三次全体会议以来，各镇各部门按照“一处一策”的要求，排查涵洞248处，完成整改211处，整改率"
    "85.1%，仍有37处未按期销号。会议强调，汛期将至，要压实责任，K3+200涵洞清淤须在4月30日前完成，由交通局牵头、水利局"
    "配合，周明同志每24小时调度一次，有关情况按照府办发〔2026〕5号文件的规定报送——不得迟报、漏报、瞒报……对整改不力的"
    "单位，由督查室下达督办通知单（第3次），并在全县范围内通报。"
)


def composed_words(text: str, **more: object) -> list[str]:
    return [line.words for line in lines_of(compose(text, Measure(), FACES, **more))]  # type: ignore[arg-type]


def test_a_paragraph_is_one_block_of_lines() -> None:
    text = "一" * 26 + "二" * 28 + "三" * 5
    assert compose(text, Measure(), FACES) == (f'<p class="set">{"一" * 26}\n{"二" * 28}\n{"三" * 5}</p>')


def test_a_short_paragraph_is_one_natural_line() -> None:
    assert compose("同意。", Measure(), FACES) == '<p class="set">同意。</p>'


def test_an_empty_paragraph_stays_as_it_is() -> None:
    assert compose("", Measure(), FACES) == "<p></p>"


@pytest.mark.parametrize(
    ("measure", "lengths"),
    [
        (Measure(first=0), [28, 28, 14]),
        (Measure(first=2, rest=5), [26, 23, 21]),
        (Measure(cells=19, first=2), [17, 19, 19, 15]),
    ],
)
def test_lines_are_as_long_as_their_measure(measure: Measure, lengths: list[int]) -> None:
    lines = lines_of(compose("字" * 70, measure, FACES))
    assert [len(line.words) for line in lines] == lengths


def test_every_line_but_the_last_is_full_with_a_little_white_after_each_character() -> None:
    lines = lines_of(compose(LONG, Measure(), FACES))
    rooms = [26] + [28] * (len(lines) - 2)
    assert all(abs(white_in(line, room)) <= MOST_WHITE for line, room in zip(lines, rooms, strict=False))
    assert all(-3 <= natural(line.words) - room <= 1 for line, room in zip(lines, rooms, strict=False))


def test_a_mark_that_begins_no_line_is_pushed_in() -> None:
    text = "一" * 26 + "，" + "二" * 30
    assert composed_words(text)[0] == "一" * 26 + "，"
    # 26 gaps take an em.
    assert white_in(lines_of(compose(text, Measure(), FACES))[0], 26) == pytest.approx(-1 / 26)


def test_a_mark_that_ends_no_line_goes_to_the_next() -> None:
    text = "一" * 25 + "（" + "二" * 30 + "）"
    assert composed_words(text)[0] == "一" * 25
    # 24 gaps take an em.
    assert white_in(lines_of(compose(text, Measure(), FACES))[0], 26) == pytest.approx(1 / 24)


@pytest.mark.parametrize("mark", ["——", "……"])
@pytest.mark.parametrize("before", range(22, 29))
def test_a_dash_of_two_characters_is_never_parted_nor_spaced(mark: str, before: int) -> None:
    composed = compose("字" * before + mark + "字" * 40, Measure(), FACES)
    line = next(line for line in lines_of(composed) if mark in line.words)
    assert not line.words.startswith(mark[0])
    assert f'<span class="solid">字{mark}</span>' in line.html
    assert 'em">' + mark not in line.html


def test_who_said_a_sentence_may_begin_a_line_with_its_dash() -> None:
    lines = composed_words("字" * 25 + "。——周明", keep={"周明": Bond.NAME})
    assert lines == ["字" * 25 + "。", "——周明"]
    # After other words it stands with them.
    assert composed_words("字" * 26 + "——字" + "字" * 40)[0] == "字" * 25


def test_a_row_of_dashes_is_parted_between_two_of_them_and_both_parts_stand_with_chinese() -> None:
    composed = compose("字" * 18 + "Board。" + "——" * 3 + "周明", Measure(), FACES)
    assert composed_words("字" * 18 + "Board。" + "——" * 3 + "周明") == ["字" * 18 + "Board。" + "——" * 2, "——周明"]
    assert re.findall('class="solid">([^<]*)<', composed) == ["。————", "——周明"]
    for before in range(10, 29):
        lines = composed_words("字" * before + "。" + "——" * 3 + "周明" + "字" * 30)
        assert all(len(row) % 2 == 0 for words in lines for row in re.findall("—+", words)), before


@pytest.mark.parametrize(
    "whole",
    [
        "2026年4月30日", "4月30日", "2026-04-30", "14:30", "14时30分", "24小时", "3.5公里", "1,200万元",
        "凌晨2:00", "下午4时",
        "95%", "K3+200",
        "〔2026〕5号", "第5期",
        "第三次", "***", "×××", "第十二届", "5个工作日", "12.5%", "¥1,200元", "30余人", "二〇二六年",
        "四月三十日", "2024—2026年", "3至5年",
    ],
)  # fmt: skip
def test_numbers_dates_and_masks_stay_on_one_line(whole: str) -> None:
    # Three lines give way enough for the longest, one line for what is as short as most.
    for before in (*range(74, 84), *(range(20, 30) if natural(whole) <= 4 else ())):
        assert any(whole in words for words in composed_words("字" * before + whole + "字" * 60)), before


@pytest.mark.parametrize("date", ["30 June 2026", "1st May", "June 30, 2026", "July 2025"])
def test_english_dates_stay_on_one_line(date: str) -> None:
    texts = [f"{'word ' * 20}{'x' * before} by {date} {'word ' * 20}" for before in range(1, 30)]
    lines = [composed_words(text, role="latin") for text in texts]
    assert [one for one in lines if not any(date in words for words in one)] == []


@pytest.mark.parametrize("name", ["周明", "欧阳明远", "Noah Bennett", "诺亚·本内特"])
def test_names_stay_on_one_line(name: str) -> None:
    for before in (*range(74, 84), *(range(20, 30) if natural(name) <= 4 else ())):
        assert any(
            name in words for words in composed_words("字" * before + name + "字" * 60, keep={name: Bond.NAME})
        ), before


def test_a_line_ends_early_rather_than_parts_the_name_of_a_person() -> None:
    # No white goes between Latin letters, so no line can be let out.
    name = "诺亚·本内特"
    lines = composed_words("a" * 40 + "字" + name + "b" * 40, keep={name: Bond.NAME})
    assert any(name in words for words in lines)


def test_the_name_of_a_body_is_parted_rather_than_lines_are_let_out_far() -> None:
    text = "字" * 24 + "县财政局" + "字" * 40
    assert composed_words(text, keep={"县财政局": Bond.NAME})[0] == "字" * 24
    assert composed_words(text, keep={"县财政局": Bond.BODY})[0] == "字" * 24 + "县财"


def test_the_name_of_a_body_stays_on_one_line_where_a_character_more_or_less_is_enough() -> None:
    for before in range(25, 29):
        text = "字" * before + "财政局" + "字" * 60
        assert any("财政局" in words for words in composed_words(text, keep={"财政局": Bond.BODY})), before


def test_a_name_padded_to_three_characters_stays_on_one_line() -> None:
    for before in range(46, 60):
        text = "字" * before + "、王　芳、" + "字" * 40
        assert any("王　芳" in words for words in composed_words(text)), before


def test_what_is_longer_than_a_line_is_parted_rather_than_left_to_overflow() -> None:
    name = "甲乙丙丁戊己庚辛" * 5
    lines = composed_words(name + "等", keep={name: Bond.NAME})
    assert "".join(lines) == name + "等"
    assert max(natural(words) for words in lines) <= 29


def test_a_name_is_parted_rather_than_a_number() -> None:
    # Every place near the end of the first line is inside one or the other.
    name, number = "甲乙丙丁戊己庚辛", "123456789公里"
    lines = composed_words(f"{'字' * 16}{name}{number}{'字' * 40}", keep={name: Bond.NAME})
    assert lines[0].startswith("字" * 16 + name[:5])
    assert lines[1].endswith(number, 0, 20) or number in lines[1]


def test_a_line_ends_early_rather_than_beyond_the_measure() -> None:
    composed = compose("字" * 18 + "internationalisation" + "字" * 30, Measure(), FACES)
    assert lines_of(composed)[0].html == "字" * 18


def test_a_forced_line_end_is_kept_and_the_line_before_it_is_natural() -> None:
    composed = compose("主持人：周明<br>记录人：李娜", Measure(), FACES)
    assert composed == '<p class="set">主持人：周明\n记录人：李娜</p>'


def test_elements_go_on_over_line_ends_and_close_before_one_they_end_at() -> None:
    link = '<a href="https://example.org/?a=1&amp;b=2">'
    text = f'<strong id="a1">{"一" * 26}</strong>{link}{"二" * 40}</a>&amp;'
    composed = compose(text, Measure(), FACES)
    assert composed == (
        f'<p class="set"><strong id="a1">{"一" * 26}</strong>\n{link}{"二" * 28}\n{"二" * 12}</a>&amp;</p>'
    )


def test_marks_of_both_scripts_are_latin_between_latin_letters_only() -> None:
    text = "议定“先急后缓”，Children’s Library 于2024–2026年建成，称‘书屋’。"
    composed = compose(text, Measure(), FACES)
    assert re.findall('<span class="latin">(.)</span>', composed) == ["’", "–"]
    assert words_of(composed) == text
    # All of English is set in that face.
    assert "latin" not in compose("The Board’s plan for 2024–2026.", Measure(), FACES, role="latin")


@pytest.mark.parametrize(
    ("outside", "tag", "role"),
    [
        ("fang", "strong", "strong"), ("fang", "em", "kai"), ("kai", "a", "kai"),
        ("latin", "strong", "latin-bold"), ("latin", "em", "latin-italic"), ("latin-bold", "a", "latin-bold"),
    ],
)  # fmt: skip
def test_an_element_is_measured_by_the_face_it_is_set_in(outside: str, tag: str, role: str) -> None:
    class Asked(RoundFaces):
        roles: ClassVar[set[str]] = set()

        def advance(self, text: str, role: str) -> float:
            self.roles.add(role)
            return super().advance(text, role)

    compose(f"字<{tag}>words</{tag}>", Measure(), Asked(), role=outside)
    assert Asked.roles - {outside} == {role} - {outside}


def test_an_anchor_without_words_stays_where_it_stands() -> None:
    composed = compose('甲<a id="here"></a>乙<b><a id="there"></a></b>', Measure(), FACES)
    assert composed == ('<p class="set">甲<a id="here"></a>乙<b><a id="there"></a></b></p>')


def test_a_paragraph_with_a_picture_stays_as_it_is() -> None:
    text = '图一<img src="assets/plan.png" alt="平面图">'
    assert compose(text, Measure(), FACES) == f"<p>{text}</p>"


def test_the_face_of_bold_words_measures_them() -> None:
    class BoldIsWide(RoundFaces):
        def advance(self, text: str, role: str) -> float:
            return 2.0 if role == "strong" else super().advance(text, role)

    composed = compose(f"<strong>{'重' * 10}</strong>{'字' * 40}", Measure(), BoldIsWide())
    assert [len(line.words) for line in lines_of(composed)] == [16, 28, 6]


def test_no_last_line_is_one_character() -> None:
    for count in range(20, 120):
        words = composed_words("字" * count + "。")
        assert len(words) == 1 or len(words[-1]) > 2, count


def test_no_last_line_of_a_heading_is_shorter_than_four_characters() -> None:
    for count in range(20, 90):
        words = composed_words("字" * count, keep_last=4, role="hei")
        assert len(words) == 1 or len(words[-1]) >= 4, count


def test_latin_letters_take_no_more_white_than_their_words_bear() -> None:
    # Programs that read a PDF part words from 0.1 em on.
    lines = lines_of(compose(LONG.replace("K3+200", "<em>K3+200</em>"), Measure(), FACES))
    whites = [white_in(line, 28) for line in lines[1:-1]]
    assert len(set(whites)) > 3
    assert max(map(abs, whites)) <= 0.05


def test_more_white_is_put_after_chinese_characters_never_after_latin_ones() -> None:
    composed = compose("字" * 8 + "2026" + "字" * 14 + "internationalisation" + "字" * 30, Measure(), FACES)
    spaced = re.findall(r'<span style="letter-spacing:0\.\d+em">([^<]*)</span>', composed)
    assert spaced == ["字" * 8, "字" * 14]
    assert white_in(lines_of(composed)[0], 26) == 0


@pytest.mark.parametrize("typed", ["https://records.example.org/", "@tao-yun_clerk", "tao.yun@example.org"])
def test_addresses_and_accounts_take_white_as_chinese_characters_do(typed: str) -> None:
    before = "字" * (23 - len(typed) // 2)
    composed = compose(before + typed + " internationalisation" + "字" * 30, Measure(), FACES)
    assert re.search(r'letter-spacing:0\.\d+em">' + before + re.escape(typed) + "<", composed)
    # Words of English bear it at their spaces.
    english = compose("word " * 6 + typed + " internationalisation" * 4, Measure(), FACES, role="latin")
    assert "letter-spacing" not in english


def test_the_name_of_a_switch_is_parted_after_its_stroke_where_a_line_would_end_early() -> None:
    text = "字" * 22 + "CONFIG_DMA=y" + "字" * 30
    assert composed_words(text)[0] == "字" * 22 + "CONFIG_"
    # Elsewhere the line is let out.
    assert composed_words("字" * 25 + "DMA_CPU" + "字" * 30)[0] == "字" * 25


def test_an_address_is_parted_within_a_word_only_where_no_mark_of_it_is_near() -> None:
    text = "详见https://records.example.org/" + "a1b2c3d4e5" * 6
    lines = composed_words(text)
    assert "".join(lines) == text
    assert all(natural(words) >= 27 for words in lines[1:-1])


def test_a_list_of_numbers_is_parted_at_its_commas_but_thousands_are_not() -> None:
    assert composed_words("字" * 21 + "版本SP1，630收集" + "字" * 30)[0] == "字" * 21 + "版本SP1，"
    for before in range(20, 28):
        lines = composed_words("字" * before + "1，630万元" + "字" * 40)
        assert any("1，630万元" in words for words in lines), before


def test_a_latin_word_is_parted_at_its_hyphen_only() -> None:
    for before in range(18, 27):
        lines = composed_words("字" * before + "follow-up" + "字" * 40)
        cut = [words for words in lines if "follow" in words]
        assert "follow-up" in cut[0] or cut[0].endswith("follow-")


def test_a_long_address_is_parted_after_its_marks() -> None:
    address = "https://records.example.org/county/works-safety/2026/minutes/third-plenary-session.html"
    lines = composed_words("详见" + address + "。")
    assert "".join(lines) == f"详见{address}。"
    assert all(words[-1] in "/.-" for words in lines[:-1])
    assert all(natural(words) <= 29 for words in lines)


def test_words_are_hyphenated_by_their_parts() -> None:
    def hyphenate(word: str) -> list[str]:
        return {"accountability": ["ac", "count", "abil", "ity"]}.get(word, [word])

    text = "字" * 21 + "accountability" + "字" * 40
    composed = compose(text, Measure(), FACES, hyphenate=hyphenate)
    first = lines_of(composed)[0]
    assert first.html.endswith('<span class="hyphen">-</span>')
    assert first.words.endswith(("account", "accountabil"))
    assert words_of(composed) == text


def test_spaces_bear_the_difference_in_a_line_of_latin_words() -> None:
    text = "The committee noted the progress made since the last meeting and agreed that the report be published " * 3
    composed = compose(text.strip(), Measure(), FACES)
    assert "letter-spacing" not in composed
    assert "margin-right:" in composed
    assert words_of(composed).split() == text.split()


def test_ten_thousand_brackets_are_parted_without_a_loop() -> None:
    text = "（" * 5000 + "）" * 5000
    lines = composed_words(text)
    assert "".join(lines) == text
    assert max(map(natural, lines)) <= 29


def test_a_paragraph_of_twenty_thousand_characters_takes_less_than_two_seconds() -> None:
    text = (LONG * 100)[:20_000]
    start = time.process_time()
    composed = compose(text, Measure(), FACES, keep=dict.fromkeys(["周明", "李娜", "何平"], Bond.NAME))
    assert time.process_time() - start < 2
    assert words_of(composed) == text


@pytest.mark.parametrize("whole", ["e\u0301", "👩\u200d👩\u200d👧", "🇨🇳", "葛\U000e0100", "👍🏽", "1\ufe0f\u20e3"])
def test_no_line_parts_a_character_from_its_marks(whole: str) -> None:
    lines = composed_words(whole * 90)
    assert len(lines) > 1
    assert all(words == whole * (len(words) // len(whole)) for words in lines)


def test_what_a_page_keeps_on_one_line_stays_there() -> None:
    for before in range(46, 60):
        text = "字" * before + '<span class="nowrap">县公路管理段</span>' + "字" * 40
        assert any("县公路管理段" in words for words in composed_words(text)), before


def test_a_hyphen_stands_where_a_soft_one_parts_a_word() -> None:
    composed = compose("字" * 21 + "account\u00adability" + "字" * 40, Measure(), FACES)
    assert lines_of(composed)[0].html.endswith('account\u00ad<span class="hyphen">-</span>')


def test_white_space_prints_once_and_is_measured_once() -> None:
    wide = "甲 乙\n " * 40
    tight = "甲 乙 " * 40
    assert [words.split() for words in composed_words(wide)] == [words.split() for words in composed_words(tight)]


def test_space_at_a_line_end_is_not_measured() -> None:
    assert composed_words("字" * 26 + "  \n" + "字" * 10) == ["字" * 26 + " ", "字" * 10]


def test_a_date_is_not_loosened() -> None:
    composed = compose("字" * 8 + "2026年4月30日" + "字" * 10 + "internationalisation" + "字" * 30, Measure(), FACES)
    assert ">年<" not in composed
    assert "2026年4月30<" in composed


def test_the_mark_of_a_note_stays_with_its_word() -> None:
    for before in range(24, 30):
        lines = composed_words("字" * before + "<sup>①</sup>" + "字" * 40)
        assert not any(words.startswith("①") for words in lines), before
