"""Syntax errors in the words of the slip that made them, in both languages."""

from __future__ import annotations

import pytest
import yaml

from reportgen.formats.yaml import read_document, slips, slipwords
from reportgen.model.diagnostic import DiagnosticKind

SLIPS = [
    # file, place, code, English message, English hint, Chinese message, Chinese hint
    (
        "title: 会议: 纪要\n",
        (1, 10),
        "colon-in-value",
        "a colon followed by a space stands inside the value “会议: 纪要”",
        'put the whole value in quotes: "会议: 纪要"',
        "值“会议: 纪要”中有“冒号加空格”",
        '请给整个值加引号："会议: 纪要"',
    ),
    (
        "kind: minutes\n标题：会议\n",
        (2, 3),
        "full-width-colon",
        "a full-width colon “：” stands after “标题”",
        "type a colon and a space of the Latin keyboard: `title: 会议`",
        "“标题”后面是全角冒号“：”",
        "请改用半角冒号加空格：`title: 会议`",
    ),
    (
        "kind: minutes\ntitle:会议\n",
        (2, 6),
        "colon-without-space",
        "there is no space after the colon of “title”",
        "type a space after the colon: `title: 会议`",
        "“title”的冒号后面没有空格",
        "请在冒号后加一个空格：`title: 会议`",
    ),
    (
        "title: 会议\n备注\nkind: minutes\n",
        (2, 1),
        "line-without-key",
        "“备注” is neither `key: value` nor part of the value above",
        "begin the line with a key, or indent it under a key that ends with `: |`",
        "“备注”既不是“键: 值”，也不属于上面的值",
        "请在行首写出键；如果是正文，请在上面的键后写 `: |` 并缩进这一行",
    ),
    (
        "title: 会议\n  kind: minutes\n",
        (2, 3),
        "indented-too-deep",
        "“kind” is indented deeper than its neighbours and is read as part of the value above",
        "indent it like the keys above; for a text of several lines end the key with `: |`",
        "“kind”缩进过深，被当作上面那个值的一部分",
        "请与上面的键对齐；如果是多行正文，请在键后写 `: |`",
    ),
    (
        "agenda:\n  - id: a\n   title: b\n",
        (3, 4),
        "wrong-indentation",
        None,
        None,
        None,
        None,
    ),
    (
        "issue:\n    number: 5\n  year: 2026\n",
        (3, 3),
        "wrong-indentation",
        "“year: 2026” is indented like none of the lines above it",
        "keys of one group begin in the same column, and so do the dashes of one list",
        "“year: 2026”的缩进与上面各行都不一致",
        "同一组的键要左对齐，同一列表的短横线也要左对齐",
    ),
    (
        "issue:\n\tnumber: 5\n",
        (2, 1),
        "tab-indentation",
        "a tab stands where the indentation is",
        "indent with spaces, two for each level",
        "缩进处用了制表符（Tab）",
        "请用空格缩进，每层两个",
    ),
    (
        "lead: ***负责，***配合\n",
        (1, 7),
        "mask-without-quotes",
        "the value “***负责，***配合” begins with a mask",
        'put the whole value in quotes: "***负责，***配合"',
        "值“***负责，***配合”以掩码 *** 开头",
        '请给整个值加引号："***负责，***配合"',
    ),
    (
        "lead: @王芳\n",
        (1, 7),
        "needs-quotes",
        "the value “@王芳” cannot begin with “@”",
        'put the whole value in quotes: "@王芳"',
        "值“@王芳”不能以“@”开头",
        '请给整个值加引号："@王芳"',
    ),
    (
        'title: "会议\nkind: minutes\n',
        (1, 8),
        "quote-not-closed",
        'the quote " that begins here is never closed',
        'close it with " at the end of the value',
        '这里的引号 " 没有配对',
        '请在值的末尾补上 "',
    ),
    (
        'title: "会议" 纪要\n',
        (1, 13),
        "words-after-quote",
        '“纪要” stands behind the closing quote "',
        "put the whole value in the other quotes, or write “ ” for quotes inside a text",
        '“纪要”写在右引号 " 之后',
        "请把整个值放进另一种引号，文中的引号用“ ”",
    ),
    (
        "owner: [王芳, 李娜\nlead: 交通局\n",
        (1, 8),
        "bracket-not-closed",
        "the bracket [ that begins here is not closed, or a comma is missing behind it",
        "close it with ], with commas between the entries; quote the value if it is a text",
        "这里的括号 [ 没有配对，或者后面少了逗号",
        "请补上 ]，各项之间用半角逗号；如果是文字，请给整个值加引号",
    ),
    (
        "owner: - 王芳\n",
        (1, 8),
        "dash-in-value",
        "“- 王芳” begins a list on the line of its key",
        'begin the list on the next line, indented; if it is text, put it in quotes: "- 王芳"',
        "“- 王芳”在键的同一行开始了列表",
        '请另起一行并缩进再写列表；如果是文字，请加引号："- 王芳"',
    ),
    (
        'title: "C:\\报告"\n',
        (1, 11),
        "bad-escape",
        "“\\报告” means nothing inside double quotes",
        "use single quotes, or type the backslash twice",
        "双引号中的“\\报告”没有意义",
        "请改用单引号，或把反斜杠写两遍",
    ),
    (
        "[x] y\n",
        (1, 5),
        "unreadable",
        "the file cannot be understood from here on",
        "look at quotes, brackets, colons and indentation on this line and the one above",
        "从这里起无法读懂本文件",
        "请检查本行和上一行的引号、括号、冒号和缩进",
    ),
]


@pytest.mark.parametrize(("text", "place", "code", "en", "hint_en", "zh", "hint_zh"), SLIPS)
def test_a_slip_is_told_in_both_languages_at_its_place(text, place, code, en, hint_en, zh, hint_zh):
    document = read_document(text.encode(), "m.yaml")
    assert document.value is None
    (problem,) = document.problems
    assert (problem.span.line, problem.span.column, problem.code) == (*place, code)
    if en:
        assert (problem.message("en"), problem.hint("en")) == (en, hint_en)
        assert (problem.message("zh"), problem.hint("zh")) == (zh, hint_zh)


def test_every_slip_has_been_shown_with_its_words():
    kinds = {one.code for one in vars(slipwords).values() if isinstance(one, DiagnosticKind)}
    assert kinds == {code for _, _, code, en, *_ in SLIPS if en}


def test_the_lines_around_a_slip_are_read_with_windows_line_ends(found):
    for text, place, code, en, hint_en, *_ in SLIPS:
        windows = text.replace("\n", "\r\n")
        assert found(windows) == [(*place, code)]
        (problem,) = read_document(windows.encode(), "m.yaml").problems
        assert en is None or (problem.message("en"), problem.hint("en")) == (en, hint_en)


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ("title：会议\nkind: minutes\n", (1, 6), "full-width-colon"),
        ("title：会议\n", (1, 6), "full-width-colon"),
        ("title：会议\nkind：minutes\n", (1, 6), "full-width-colon"),
        ("# x\ntitle: 会议\nplace：大厅", (3, 6), "full-width-colon"),
        ("agenda:\n  - title: a\n    id：b\n    label: c\n", (3, 7), "full-width-colon"),
        ("agenda:\n  - id：b\n    label: c\n", (2, 7), "full-width-colon"),
        ("attendance：\n  present: 周明\n", (1, 11), "full-width-colon"),
        ("kind:minutes", (1, 5), "colon-without-space"),
        ("kind:minutes\ntitle: x\n", (1, 5), "colon-without-space"),
        ("title: x\nkind:minutes\n\n\n", (2, 5), "colon-without-space"),
        ('a: 1\n"b":2\n', (2, 4), "colon-without-space"),
        ("words\ntitle: x\n", (1, 1), "line-without-key"),
        ("words\n# remark\n\ntitle: x\n", (1, 1), "line-without-key"),
        ("a: https://x.example/y: z\n", (1, 23), "colon-in-value"),
        ("agenda:\n  - title: 关于: 清淤\n", (2, 14), "colon-in-value"),
        ("a: {text: b: c, d: e}\n", (1, 12), "colon-in-value"),
        ("a: [b: c: d]\n", (1, 9), "colon-in-value"),
        ("a: 1\n\tb: 2\n", (2, 1), "tab-indentation"),
        ("a: |\n\tb\n", (2, 1), "tab-indentation"),
        ("-\ta\n", (1, 2), "tab-indentation"),
        ("a:\n  -\tb: 1\n    c: 2\n", (2, 4), "tab-indentation"),
        ("a: `b`\n", (1, 4), "needs-quotes"),
        ("a: %b\n", (1, 4), "needs-quotes"),
        ("a: & b\n", (1, 4), "needs-quotes"),
        ("a: &周\n", (1, 4), "needs-quotes"),
        ("a: *周\n", (1, 4), "needs-quotes"),
        ("a: * b\n", (1, 4), "needs-quotes"),
        ("a: **重点**工作\n", (1, 4), "needs-quotes"),
        ("a: !重要\n", (1, 4), "needs-quotes"),
        ("a: !x!y z\n", (1, 4), "needs-quotes"),
        ("a: !<x y\n", (1, 4), "needs-quotes"),
        ("a: |重要\n", (1, 4), "needs-quotes"),
        ("a: ? b\n", (1, 4), "needs-quotes"),
        ("a: ]\n", (1, 4), "needs-quotes"),
        ("a: , b\n", (1, 4), "needs-quotes"),
        ("a: [急] 通知\n", (1, 4), "needs-quotes"),
        ("a: {急} 通知\n", (1, 4), "needs-quotes"),
        ("a: [急], 通知\n", (1, 4), "needs-quotes"),
        ("a: {b: ***, c: d}\n", (1, 8), "mask-without-quotes"),
        ("- ***\n", (1, 3), "mask-without-quotes"),
        ('a: "b\nc: "d"\n', (1, 4), "quote-not-closed"),
        ("a: 'b\nc: d\n", (1, 4), "quote-not-closed"),
        ('a: "b\n---\nc: d"\n', (1, 4), "quote-not-closed"),
        ("a: 'it's'\n", (1, 8), "words-after-quote"),
        ('a: ["b" c]\n', (1, 9), "words-after-quote"),
        ("a: [b, c", (1, 4), "bracket-not-closed"),
        ("a: {b: c\n", (1, 4), "bracket-not-closed"),
        ("a: [b, [c, ", (1, 8), "bracket-not-closed"),
        ("a:\n  - [", (2, 5), "bracket-not-closed"),
        ("a: [b,, c]\n", (1, 7), "empty-entry"),
        ("a: [,]\n", (1, 5), "empty-entry"),
        ("a: -\n", (1, 4), "dash-in-value"),
        (": a\n", (1, 1), "empty-key"),
        ("- a\nb: c\n", (2, 1), "wrong-indentation"),
        ("a: b\n- c\n", (2, 1), "wrong-indentation"),
        ("a:\n  - b\n - c\n", (3, 2), "wrong-indentation"),
        ('a: "\\ud800"\n', (1, 5), "bad-escape"),
        ('a: "\\xzz"\n', (1, 5), "bad-escape"),
        ("%FOO\n---\na: b\n", (1, 1), "directive"),
        ("%YAML 2.0\n---\na: b\n", (1, 1), "directive"),
        ("%TAG ! x\n", (1, 1), "directive"),
        ("a: 1\n...\nb: 2\n", (3, 1), "second-document"),
        ("--- a: 1\n", (1, 6), "unreadable"),
        ("a: [b,\n  c] d\n", (2, 6), "unreadable"),
        ("a: [b, {", (1, 8), "bracket-not-closed"),
        ("words\n# remark\ntitle: x\n", (1, 1), "line-without-key"),
        ("# x\n%FOO\n---\na: b\n", (2, 1), "directive"),
        ("# x\n  title：会议\n", (2, 8), "full-width-colon"),
        ("# x\n  title：会议 # y\n\n", (2, 8), "full-width-colon"),
        ('a: "b":c\n', (1, 7), "words-after-quote"),
        ("a: [b\n\n   \n", (1, 4), "bracket-not-closed"),
        ("%TAG ! x\n\n\n", (1, 1), "directive"),
        ("[a] b\n", (1, 5), "unreadable"),
        ('"a" b\n', (1, 5), "unreadable"),
        ('"a":b\n', (1, 4), "colon-without-space"),
        ("[a]\nb: c\n", (1, 1), "line-without-key"),
        ("\t\n", (1, 1), "tab-indentation"),
        ("\n\t\n", (2, 1), "tab-indentation"),
        ("\n\t", (2, 1), "tab-indentation"),
        ("--- title: Roads", (1, 10), "unreadable"),
        ("[roads, parks, ", (1, 1), "bracket-not-closed"),
        ("budget: 300\n¤ 300\nkind: minutes\n", (2, 1), "line-without-key"),
        ('path: "minutes\\x\\n"\n', (1, 15), "bad-escape"),
        ('path: "\\\\server\\users"\n', (1, 16), "bad-escape"),
    ],
)
def test_a_slip_is_found_where_it_was_made(found, text, place, code):
    assert found(text) == [(*place, code)]


def test_a_mark_that_copies_is_not_reported_again_as_unreadable(found):
    assert found("a: &b &c d\n") == [(1, 4, "anchor")]
    assert found("agenda: &plan [roads, ") == [(1, 9, "anchor")]
    assert found("agenda: &plan [roads] libraries\n") == [(1, 9, "anchor")]


def test_an_error_that_names_no_place_is_told_at_the_beginning_of_the_file():
    scene = slips.Scene(["title: Roads committee", "place: Town hall"], None, (), None)
    assert slips.explain(yaml.YAMLError(), scene) == slips.Slip(slipwords.UNREADABLE, (0, 0))


@pytest.mark.parametrize(
    ("typed", "escape"),
    [
        ("\\x\\n", "\\x"),
        ("\\u12\\n", "\\u12"),
        ("\\ud800 and", "\\ud800"),
        ("\\道路、", "\\道路"),
        ("\\(a)", "\\"),
        ("\\U00123456789", "\\U00123456"),
    ],
)
def test_an_escape_is_quoted_from_its_backslash_as_far_as_it_goes(typed, escape):
    (problem,) = read_document(f'path: "notes{typed}"\n'.encode(), "m.yaml").problems
    assert problem.message("en") == f"“{escape}” means nothing inside double quotes"
    assert problem.span.column == 13


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ('a: @say "x"\n', "put the whole value in quotes: '@say \"x\"'"),
        ('a: @it\'s "x"\n', "put the whole value in quotes: '@it''s \"x\"'"),
        ("a: @C:\\x\n", "put the whole value in quotes: '@C:\\x'"),
        ("a: [@b, c]\n", 'put the whole value in quotes: "@b"'),
        ("a: {b: @c}\n", 'put the whole value in quotes: "@c"'),
        ("a: {b: c: d, e: f}\n", 'put the whole value in quotes: "c: d"'),
        ("a: [b: c: d]\n", 'put the whole value in quotes: "c: d"'),
        ("a: {b: c: d}\n", 'put the whole value in quotes: "c: d"'),
        ("a: @b\r\nc: d\r\n", 'put the whole value in quotes: "@b"'),
        ("a: b\r\nc: - d\r\n", 'begin the list on the next line, indented; if it is text, put it in quotes: "- d"'),
        ("K [1]: @a, b\n", 'put the whole value in quotes: "@a, b"'),
        ("K {1}: @a, b\n", 'put the whole value in quotes: "@a, b"'),
        ("a: {b: c\n", "close it with }, with commas between the entries; quote the value if it is a text"),
        ("时间：9点\nkind: x\n", "type a colon and a space of the Latin keyboard: `start: 9点`"),
        ("a: [急] 通知\n", 'put the whole value in quotes: "[急] 通知"'),
    ],
)
def test_the_hint_shows_the_value_as_it_should_be_typed(text, hint):
    assert read_document(text.encode(), "m").problems[0].hint("en") == hint


def test_a_slip_at_the_end_of_a_file_stands_on_its_last_line_with_words(found):
    assert found("a: [b,\n  c\n\n") == [(1, 4, "bracket-not-closed")]
    assert found("a: [b,\n  c\n   ") == [(1, 4, "bracket-not-closed")]
    assert found("--- [a] b\n\n") == [(1, 9, "unreadable")]
    assert found("title: x\nkind") == [(2, 1, "line-without-key")]
