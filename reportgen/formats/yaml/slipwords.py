"""The words for each slip of the hand that breaks YAML."""

from __future__ import annotations

from reportgen.model.diagnostic import error

COLON_IN_VALUE = error(
    "colon-in-value",
    en="a colon followed by a space stands inside the value “{value}”",
    zh="值“{value}”中有“冒号加空格”",
    hint_en="put the whole value in quotes: {quoted}",
    hint_zh="请给整个值加引号：{quoted}",
)
FULL_WIDTH_COLON = error(
    "full-width-colon",
    en="a full-width colon “：” stands after “{key}”",
    zh="“{key}”后面是全角冒号“：”",
    hint_en="type a colon and a space of the Latin keyboard: `{better}: {value}`",
    hint_zh="请改用半角冒号加空格：`{better}: {value}`",
)
COLON_WITHOUT_SPACE = error(
    "colon-without-space",
    en="there is no space after the colon of “{key}”",
    zh="“{key}”的冒号后面没有空格",
    hint_en="type a space after the colon: `{better}: {value}`",
    hint_zh="请在冒号后加一个空格：`{better}: {value}`",
)
LINE_WITHOUT_KEY = error(
    "line-without-key",
    en="“{line}” is neither `key: value` nor part of the value above",
    zh="“{line}”既不是“键: 值”，也不属于上面的值",
    hint_en="begin the line with a key, or indent it under a key that ends with `: |`",
    hint_zh="请在行首写出键；如果是正文，请在上面的键后写 `: |` 并缩进这一行",
)
INDENTED_TOO_DEEP = error(
    "indented-too-deep",
    en="“{key}” is indented deeper than its neighbours and is read as part of the value above",
    zh="“{key}”缩进过深，被当作上面那个值的一部分",
    hint_en="indent it like the keys above; for a text of several lines end the key with `: |`",
    hint_zh="请与上面的键对齐；如果是多行正文，请在键后写 `: |`",
)
WRONG_INDENTATION = error(
    "wrong-indentation",
    en="“{line}” is indented like none of the lines above it",
    zh="“{line}”的缩进与上面各行都不一致",
    hint_en="keys of one group begin in the same column, and so do the dashes of one list",
    hint_zh="同一组的键要左对齐，同一列表的短横线也要左对齐",
)
TAB = error(
    "tab-indentation",
    en="a tab stands where the indentation is",
    zh="缩进处用了制表符（Tab）",
    hint_en="indent with spaces, two for each level",
    hint_zh="请用空格缩进，每层两个",
)
MASK_WITHOUT_QUOTES = error(
    "mask-without-quotes",
    en="the value “{value}” begins with a mask",
    zh="值“{value}”以掩码 *** 开头",
    hint_en="put the whole value in quotes: {quoted}",
    hint_zh="请给整个值加引号：{quoted}",
)
NEEDS_QUOTES = error(
    "needs-quotes",
    en="the value “{value}” cannot begin with “{character}”",
    zh="值“{value}”不能以“{character}”开头",
    hint_en="put the whole value in quotes: {quoted}",
    hint_zh="请给整个值加引号：{quoted}",
)
QUOTE_NOT_CLOSED = error(
    "quote-not-closed",
    en="the quote {mark} that begins here is never closed",
    zh="这里的引号 {mark} 没有配对",
    hint_en="close it with {mark} at the end of the value",
    hint_zh="请在值的末尾补上 {mark}",
)
WORDS_AFTER_QUOTE = error(
    "words-after-quote",
    en="“{words}” stands behind the closing quote {mark}",
    zh="“{words}”写在右引号 {mark} 之后",
    hint_en="put the whole value in the other quotes, or write “ ” for quotes inside a text",
    hint_zh="请把整个值放进另一种引号，文中的引号用“ ”",
)
BRACKET_NOT_CLOSED = error(
    "bracket-not-closed",
    en="the bracket {mark} that begins here is not closed, or a comma is missing behind it",
    zh="这里的括号 {mark} 没有配对，或者后面少了逗号",
    hint_en="close it with {closing}, with commas between the entries; quote the value if it is a text",
    hint_zh="请补上 {closing}，各项之间用半角逗号；如果是文字，请给整个值加引号",
)
DASH_IN_VALUE = error(
    "dash-in-value",
    en="“{value}” begins a list on the line of its key",
    zh="“{value}”在键的同一行开始了列表",
    hint_en="begin the list on the next line, indented; if it is text, put it in quotes: {quoted}",
    hint_zh="请另起一行并缩进再写列表；如果是文字，请加引号：{quoted}",
)
BAD_ESCAPE = error(
    "bad-escape",
    en="“{escape}” means nothing inside double quotes",
    zh="双引号中的“{escape}”没有意义",
    hint_en="use single quotes, or type the backslash twice",
    hint_zh="请改用单引号，或把反斜杠写两遍",
)
UNREADABLE = error(
    "unreadable",
    en="the file cannot be understood from here on",
    zh="从这里起无法读懂本文件",
    hint_en="look at quotes, brackets, colons and indentation on this line and the one above",
    hint_zh="请检查本行和上一行的引号、括号、冒号和缩进",
)
