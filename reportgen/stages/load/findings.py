"""Findings of the door: what may be wrong with a folder and the files in it, whatever they say."""

from __future__ import annotations

from reportgen.model.diagnostic import error, warning

NO_SITE = error(
    "no-site-file",
    en="there is no site.yaml here",
    zh="这里没有 site.yaml",
    hint_en="name the folder that holds it, or start one with `reportgen init`",
    hint_zh="请指明它所在的文件夹，或用 `reportgen init` 新建",
)
CANNOT_READ = error(
    "cannot-read",
    en="this file cannot be read: {reason}",
    zh="无法读取此文件：{reason}",
    hint_en="check its permissions; links, pipes and devices are not read",
    hint_zh="请检查权限；链接、管道和设备文件不予读取",
)
CLOSED_FOLDER = error(
    "cannot-open-folder",
    en="the folder “{name}” cannot be opened",
    zh="无法打开文件夹“{name}”",
    hint_en="check that it is there, and its permissions",
    hint_zh="请检查它是否存在及其权限",
)
NOT_A_FILE = error(
    "not-a-file",
    en="this is neither a file nor a folder",
    zh="这既不是文件也不是文件夹",
    hint_en="put a copy of the file here instead of a link",
    hint_zh="请放入文件本身，不要用链接",
)
BAD_NAME = error(
    "bad-file-name",
    en="the file name “{name}” cannot be the id of a record",
    zh="文件名“{name}”不能作为记录编号",
    hint_en="use a–z, 0–9 and hyphens, such as `road-2026-03.yaml`",
    hint_zh="只用小写字母、数字和连字符，例如 `road-2026-03.yaml`",
)
RESERVED_NAME = error(
    "reserved-file-name",
    en="Windows keeps the name “{name}” for a device",
    zh="文件名“{name}”是 Windows 的保留名称",
    hint_en="choose another, such as `road-2026-03.yaml`",
    hint_zh="请换一个名称，例如 `road-2026-03.yaml`",
)
STRAY_FILE = warning(
    "stray-file",
    en="“{name}” is not read",
    zh="“{name}”不会被读取",
    hint_en="records are *.yaml below meetings/, speeches/, updates/ or briefings/; other files go below assets/",
    hint_zh="记录放在 meetings/、speeches/、updates/、briefings/ 下，扩展名为 .yaml；其他文件放在 assets/ 下",
)
STRAY_RECORD = error(
    "stray-record",
    en="“{name}” is not read, though it looks like a record",
    zh="“{name}”看似记录，却不会被读取",
    hint_en="records are *.yaml below meetings/, speeches/, updates/ or briefings/: move or rename it",
    hint_zh="记录放在 meetings/、speeches/、updates/、briefings/ 下，扩展名为 .yaml：请移动或改名",
)
SAME_ID = error(
    "same-id",
    en="there are two records “{id}”: the other is {other}",
    zh="有两份记录都叫“{id}”：另一份是 {other}",
    hint_en="rename one of the files; ids are unique over all folders",
    hint_zh="请给其中一个文件改名；编号在所有文件夹中不得重复",
)
NO_ASSET = error(
    "no-such-asset",
    en="there is no file “{name}”",
    zh="没有文件“{name}”",
    hint_en="put it there, or correct the name{guess}",
    hint_zh="请放入该文件，或改正名称{guess}",
)
NOT_AN_IMAGE = error(
    "not-an-image",
    en="“{name}” is not an image",
    zh="“{name}”不是图片",
    hint_en="use PNG or JPEG; link other files with [words](assets/…)",
    hint_zh="图片用 PNG 或 JPEG；其他文件用 [文字](assets/…) 链接",
)
ONE_NAME = error(
    "same-asset-name",
    en="“{name}” and “{other}” are one file on Windows and macOS",
    zh="“{name}”与“{other}”在 Windows 和 macOS 上是同一个文件",
    hint_en="rename one of them; capital letters alone do not tell names apart",
    hint_zh="请给其中一个改名；只有大小写不同的名称不能并存",
)
