"""Whatever was typed: no letter is lost, no line overflows, no line begins or ends with what it must not."""

from __future__ import annotations

import html
import re
import unicodedata
from itertools import pairwise

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from reportgen.text.compose import Bond, Measure, compose_blocks, compose_title
from reportgen.text.compose.characters import NO_END, NO_START, clusters
from reportgen.text.compose.typeset import MOST_WHITE
from reportgen.text.markup import to_html
from tests.text.compose.measured import RoundFaces, compose, lines_of, natural, white_in, words_of

FACES = RoundFaces()
ANY = st.text(
    st.one_of(
        st.sampled_from("字会议的，。、（）《》“”——……·*×123年月日号〔〕 -/.%\n\u3000\u00a0\u200b\u00ad\x0b"),
        st.sampled_from("abcdeé🙂👩\u200d👧\u0301\ufe0f🇨🇳שלוםمرحبا한국ไทย"),
        st.characters(exclude_categories=("Cs", "Cc", "Cn")),
    ),
    max_size=160,
)
MEASURES = st.builds(
    Measure,
    cells=st.sampled_from([6.0, 12.0, 20.0, 28.0]),
    first=st.sampled_from([0.0, 2.0]),
    rest=st.sampled_from([0.0, 3.0]),
)
CLAUSE = st.builds(
    "{}{}".format,
    st.text("会议听取了各镇汛前涵洞排查情况汇报", min_size=2, max_size=14),
    st.sampled_from(["，", "。", "；", "、", "——", "……", "：“", "”，", "（", "）", "《", "》"]),
)
PROSE = st.lists(CLAUSE, min_size=1, max_size=40).map("".join)
PIECE = st.tuples(
    st.sampled_from(
        ["{}", "<strong>{}</strong>", "<em>{}</em>", '<a id="x" href="#y">{}</a>', "<code>{}</code>", "{}<br>"]
    ),
    ANY,
)
INNER = st.lists(PIECE, max_size=5).map(lambda pieces: "".join(tag.format(html.escape(words)) for tag, words in pieces))


@given(INNER, MEASURES, st.integers(0, 5))
@example("⺀⺀会议00000", Measure(cells=6), 0)
@settings(max_examples=150, deadline=None)
def test_no_letter_is_lost(inner: str, measure: Measure, keep_last: int) -> None:
    names = {"会议": Bond.BODY, "汇报": Bond.NAME, "ab cd": Bond.NAME}
    composed = compose(inner, measure, FACES, keep=names, keep_last=keep_last)
    # White space prints as one space, and at a forced line end not at all.
    typed = inner.replace("<br>", "")
    assert "".join(words_of(composed).split()) == "".join(words_of(typed).split())
    if typed == inner:
        assert words_of(composed).split() == words_of(inner).split()


@given(ANY)
@settings(max_examples=150, deadline=None)
def test_markdown_keeps_its_words(text: str) -> None:
    shown = to_html(text)
    assert words_of(compose_blocks(shown, Measure(), FACES)).split() == words_of(shown).split()


@given(ANY.filter(lambda words: "<" not in words), MEASURES)
@settings(max_examples=150, deadline=None)
def test_no_line_overflows_nor_parts_a_character_from_its_marks(words: str, measure: Measure) -> None:
    words = re.sub("[ \t\n\r\f]+", " ", words).strip(" ")
    # A paragraph of white space alone has nothing to be cut.
    assume(words.strip())
    lines = lines_of(compose(html.escape(words, quote=False), measure, FACES))
    whole = list(clusters(words))
    for number, line in enumerate(lines):
        count = len(list(clusters(line.words)))
        assert list(clusters(line.words)) == whole[:count]
        whole = whole[count:]
        room = measure.room(first=number == 0)
        seen = [one for one in clusters(line.words) if one.strip()]
        width = sum(FACES.advance(one, "fang") for one in clusters(line.words.rstrip(" \u3000\n\u200b\u00ad")))
        # A space may be shrunk, and one character may be pushed in; a character wider than its line has no choice.
        assert width <= room + 1 + 0.06 * line.words.count(" ") or len(seen) == 1
    assert whole == []


@given(PROSE, MEASURES)
@settings(max_examples=200, deadline=None)
def test_no_line_begins_or_ends_with_what_it_must_not(words: str, measure: Measure) -> None:
    if measure.room(first=True) < 8 or measure.room(first=False) < 8:
        return
    lines = lines_of(compose(words, measure, FACES))
    for before, after in pairwise(lines):
        assert before.words[-1] not in NO_END
        assert after.words[0] not in NO_START


@given(st.lists(st.sampled_from("会议听取了各镇汛前涵洞排查情况汇报，。、"), min_size=40, max_size=400).map("".join))
@settings(max_examples=150, deadline=None)
def test_every_line_of_chinese_prose_is_full(words: str) -> None:
    prose = "会" + "".join(
        a if a not in "，。、" or b not in "，。、" else "议" for a, b in zip(words, "，" + words, strict=False)
    )
    lines = lines_of(compose(prose, Measure(), FACES))
    rooms = [26.0] + [28.0] * (len(lines) - 1)
    for line, room in zip(lines[:-1], rooms, strict=False):
        assert abs(white_in(line, room)) <= MOST_WHITE
        assert -3 <= natural(line.words) - room <= 1


@given(ANY)
@settings(max_examples=100, deadline=None)
def test_a_title_keeps_its_words(words: str) -> None:
    kept = words_of(compose_title(words, 20, FACES))
    assert kept.split() == words.split()


@given(ANY)
@settings(max_examples=100, deadline=None)
def test_no_character_begins_with_a_mark_on_another(words: str) -> None:
    parts = list(clusters(words))
    assert "".join(parts) == words
    for before, after in pairwise(parts):
        assert unicodedata.category(after[0]) not in {"Mn", "Me"} or before == "\n"
