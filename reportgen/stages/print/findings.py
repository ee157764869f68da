"""All that printing can find, in words."""

from __future__ import annotations

from reportgen.model.diagnostic import DiagnosticKind, Severity, error, warning

REFUSED_ADDRESS = error(
    "print-refused-address",
    en="the page asks for “{address}”, which is not one of its own pictures",
    zh="页面要求读取“{address}”，它不是本页自带的图片",
    hint_en="put the file into assets/ and name it in the record; pages load nothing from elsewhere",
    hint_zh="请把文件放进 assets/ 并在记录中写明；页面不从别处读取任何内容",
)
DUPLICATE_FACE = error(
    "duplicate-font-face",
    en="two font files are given for “{family}” in the same weight and style, which prints wrong characters",
    zh="字体“{family}”的同一字重和样式对应两个文件，会印错字",
    hint_en="give each file a family name of its own in the style sheet",
    hint_zh="请在样式表中给每个文件单独的字体名",
)
MISSING_GLYPH = error(
    "missing-glyph",
    en="“{character}” ({code}) is in none of the installed fonts: page {page}, “{words}”",
    zh="已安装的字体都没有“{character}”（{code}）：第 {page} 页“{words}”",
    hint_en="install a font that has it, or write it another way",
    hint_zh="请安装含有此字的字体，或改用其他写法",
)
SUBSTITUTED_FONT = warning(
    "substituted-font",
    en="none of the fonts {wished} is installed; {family} is used",
    zh="字体{wished}均未安装，改用 {family}",
    hint_en="install one of them, or name one that is installed; `reportgen doctor` lists the fonts",
    hint_zh="请安装其中一种，或改用已安装的字体；`reportgen doctor` 可列出字体",
)
BORROWED_FONT = DiagnosticKind(
    "borrowed-font",
    Severity.INFO,
    {
        "en": "“{characters}” is not in the fonts of the page and is taken from {family}",
        "zh": "页面所用字体没有“{characters}”，改用 {family}",
    },
    {"en": "look at the printed page; it may stand out", "zh": "请查看印出的效果，字形可能不一致"},
)
PAST_THE_EDGE = warning(
    "past-the-edge",
    en="“{words}” runs out of the text area on page {page}",
    zh="第 {page} 页的“{words}”超出版心右边",
    hint_en="split the long word, or make the table narrower: fewer columns, shorter words",
    hint_zh="请拆开过长的词，或把表格改窄：减少列数、缩短文字",
)
PRINT_WARNING = DiagnosticKind(
    "print-warning",
    Severity.INFO,
    {"en": "the printer says: {words}", "zh": "排版程序提示：{words}"},
    {"en": "tell whoever looks after the templates", "zh": "请告知维护模板的人"},
)
PRINT_FAILED = error(
    "print-failed",
    en="the page cannot be laid out ({reason})",
    zh="页面无法排版（{reason}）",
    hint_en="simplify what is unusual in it: lists in lists, tables in tables, very large tables",
    hint_zh="请简化其中特殊的部分：多层列表、表中套表、特大的表格",
)
OUT_OF_MEMORY = error(
    "print-out-of-memory",
    en="the page needs more than {megabytes} MB of memory",
    zh="页面排版所需内存超过 {megabytes} MB",
    hint_en="split the document, or make its pictures and tables smaller",
    hint_zh="请拆分文档，或缩小图片和表格",
)
KINDS = (
    REFUSED_ADDRESS,
    DUPLICATE_FACE,
    MISSING_GLYPH,
    SUBSTITUTED_FONT,
    BORROWED_FONT,
    PAST_THE_EDGE,
    PRINT_WARNING,
    PRINT_FAILED,
    OUT_OF_MEMORY,
)
"""All that printing can find."""

MOST_OF_A_KIND = 20
"""Refused addresses or warnings told of one document; the rest says the same."""
WORDS_AROUND = 12
"""Characters quoted on either side of one that cannot be printed."""
