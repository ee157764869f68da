"""What YAML allows and content may not hold: marks that copy, types, hidden or doubled keys, bombs."""

from __future__ import annotations

import re
import unicodedata

from reportgen.formats.yaml.characters import code_of, is_unseen, lookalike
from reportgen.model.diagnostic import DiagnosticKind, error, warning

LONGEST_KEY = 128
"""Characters of a key."""

EMPTY_FILE = error(
    "empty-file",
    en="this file holds no keys and values",
    zh="本文件没有内容",
    hint_en="write at least `kind:` and `title:`, or delete the file",
    hint_zh="至少写出 `kind:` 和 `title:`，或删除本文件",
)
TOO_DEEP = error(
    "too-deep",
    en="lists and keys stand more than {limit} deep in one another here",
    zh="此处的嵌套超过 {limit} 层",
    hint_en="a record needs fewer than 15; look for a row of brackets or dashes",
    hint_zh="一份记录不到 15 层；请查看是否有成串的括号或短横线",
)
TOO_MANY_NODES = error(
    "too-many-values",
    en="this file has more than {limit} keys and values",
    zh="本文件的键和值超过 {limit} 个",
    hint_en="split it into several records",
    hint_zh="请拆成几份记录",
)
TOO_MANY_KEYS = error(
    "too-many-keys",
    en="more than {limit} keys stand side by side here",
    zh="此处并列的键超过 {limit} 个",
    hint_en="a record needs fewer than 50; make it a list",
    hint_zh="一份记录不到 50 个；请改成列表",
)
CUT_BY_COMMENT = warning(
    "cut-by-comment",
    en="what follows “{value}” counts as a comment, from the # on",
    zh="“{value}”之后从 # 起算作注释，不会印出",
    hint_en="quote the whole value; for a comment leave a space after the #",
    hint_zh="请给整个值加引号；若确是注释，# 后空一格",
)
ANCHOR = error(
    "anchor",
    en="“&{name}” is read as a mark for copying",
    zh="“&{name}”会被当作复制标记",
    hint_en="put the value in quotes if & belongs to it; marks for copying are not used here",
    hint_zh="如果 & 是文字，请给整个值加引号；这里不使用复制标记",
)
ALIAS = error(
    "alias",
    en="“*{name}” is read as a copy of another value",
    zh="“*{name}”会被当作引用别处的值",
    hint_en='put the value in quotes if * belongs to it: "*{name}"; otherwise write the value out again',
    hint_zh='如果 * 是文字，请加引号："*{name}"；否则请把值重新写一遍',
)
MERGE_KEY = error(
    "merge-key",
    en="“<<” merges keys from elsewhere",
    zh="“<<”会并入别处的键",
    hint_en="write the keys and values out",
    hint_zh="请把各个键和值写出来",
)
TAG = error(
    "tag",
    en="“{tag}” begins with a type mark",
    zh="“{tag}”以类型标记 ! 开头",
    hint_en="put the value in quotes if ! belongs to it; type marks are not used here",
    hint_zh="如果 ! 是文字，请给整个值加引号；这里不使用类型标记",
)
DIRECTIVE = error(
    "directive",
    en="a line that begins with % is an instruction to the reader",
    zh="以 % 开头的行是给读取程序的指令",
    hint_en="delete the line; if it is text, put it in quotes after a key",
    hint_zh="请删除这一行；如果是文字，请写在键后面并加引号",
)
SECOND_DOCUMENT = error(
    "second-document",
    en="a second document begins here",
    zh="这里开始了第二个文档",
    hint_en="keep one record in a file: move what follows `---` to its own file",
    hint_zh="一个文件只放一份记录：请把 `---` 以后的内容移到另一个文件",
)
DUPLICATE_KEY = error(
    "duplicate-key",
    en="the key “{key}” stands here for the second time, first at {line}:{column}",
    zh="键“{key}”重复，第一次出现在第 {line} 行第 {column} 列",
    hint_en="keep one of the two",
    hint_zh="请只保留一个",
)
EMPTY_ENTRY = error(
    "empty-entry",
    en="this list entry is empty",
    zh="这一项是空的",
    hint_en="write a value there, or delete the dash or the comma",
    hint_zh="请写出内容，或删除多余的短横线、逗号",
)
EMPTY_KEY = error(
    "empty-key",
    en="there is no key before the colon",
    zh="冒号前没有键",
    hint_en="write a key such as `title`, or put the line in quotes if it is text",
    hint_zh="请写出键，例如 `title`；如果这一行是文字，请加引号",
)
KEY_TOO_LONG = error(
    "key-too-long",
    en="the key “{key}” has {length} characters, {limit} are allowed",
    zh="键“{key}”有 {length} 个字符，上限为 {limit}",
    hint_en="if it is text with a colon in it, put the whole of it in quotes",
    hint_zh="如果是带冒号的文字，请给整段加引号",
)
KEY_NOT_TEXT = error(
    "key-not-text",
    en="the key “{key}” is not a word: many programs read a number, a date, or yes and no",
    zh="键“{key}”不是词语，许多程序会读成数字、日期或是与否",
    hint_en='a key is a word such as `title`; one of your own may stand in quotes: "{key}"',
    hint_zh='键是词语，例如 `title`；自定的键可以加引号："{key}"',
)
KEY_NOT_SCALAR = error(
    "key-not-text",
    en="a list, a set of keys or a text of several lines stands where a key belongs",
    zh="应当是键的地方出现了列表、一组键值或多行文字",
    hint_en="write a word such as `title` before the colon; put a text that begins with [ or {{ in quotes",
    hint_zh="冒号前写一个词，例如 `title`；以 [ 或 {{ 开头的文字请加引号",
)
UNSEEN_IN_KEY = error(
    "unseen-in-key",
    en="the key “{key}” holds {code}, which cannot be seen",
    zh="键“{key}”中有看不见的字符 {code}",
    hint_en="delete the key and type it again",
    hint_zh="请删除这个键，重新输入",
)
LOOKALIKE_IN_KEY = error(
    "lookalike-in-key",
    en="“{character}” in the key “{key}” is {code} ({name}), not the Latin letter it looks like",
    zh="键“{key}”中的“{character}”是 {code}（{name}），只是形似拉丁字母",
    hint_en="delete the key and type it again on the keyboard",
    hint_zh="请删除这个键，用键盘重新输入",
)
TOO_MANY_MARKS = error(
    "too-many-combining-marks",
    en="a letter carries more than {limit} combining marks here",
    zh="此处一个字母带有超过 {limit} 个组合符号",
    hint_en="delete the marks and type the letter again",
    hint_zh="请删除这些符号，重新输入",
)

_NOT_A_WORD = re.compile(
    r"[-+]?(\d[\d_,]*(:[0-5]?\d)*\.?[\d_]*(e[-+]?\d+)?|\.\d+|0x[\da-f_]+|0o?[0-7_]+|0b[01_]+|\.inf|\.nan)"
    r"|\d{4}-\d\d?-\d\d?([t\s].*)?|~|null|yes|no|on|off|true|false",
    re.IGNORECASE,
)
"""Plain keys that YAML readers take for numbers, dates, yes and no, or nothing."""

Refusal = tuple[DiagnosticKind, dict[str, object]]


def of_key(key: str, style: str) -> Refusal | None:
    """Return why a key may not stand, with the values its words quote, or None.

    Args:
        key: the key after its escapes were read.
        style: '' for a plain one, else the quote or block mark it begins with.
    """
    if not key.strip():
        return EMPTY_KEY, {}
    if len(key) > LONGEST_KEY:
        return KEY_TOO_LONG, {"key": key[:20] + "…", "length": len(key), "limit": LONGEST_KEY}
    if key == "<<":
        return MERGE_KEY, {}
    if style in {"|", ">"}:
        return KEY_NOT_SCALAR, {}
    if not style and _NOT_A_WORD.fullmatch(key):
        return KEY_NOT_TEXT, {"key": key}
    return None if key.isascii() and key.isprintable() else _of_letters(key)


def _of_letters(key: str) -> Refusal | None:
    """Return why the letters of a key mislead the eye, or None."""
    for one in key:
        if is_unseen(one):
            shown = "".join("·" if is_unseen(other) else other for other in key)
            return UNSEEN_IN_KEY, {"key": shown, "code": code_of(one)}
    if false_letter := lookalike(key):
        name = unicodedata.name(false_letter)
        code = code_of(false_letter)
        return LOOKALIKE_IN_KEY, {"character": false_letter, "key": key, "code": code, "name": name}
    return None
