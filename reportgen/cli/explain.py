"""Why each file of a build was made anew: what of all it was made from has changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.pipeline.order import BuildReport

CHANGED = {"zh": "有改动的文件：{files}", "en": "changed since the last build: {files}"}
ANEW = {"zh": "{path}：{reasons}", "en": "{path}: {reasons}"}
STANDS = {
    "zh": "其余 {n} 个文件与上次相同，没有重新生成",
    "en": "files that stand, as nothing they are made from changed: {n}",
}
REASONS = {
    "new": {"zh": "新增", "en": "new"},
    "file": {"zh": "输出文件被改动或缺失", "en": "its file is gone or was changed"},
    "program": {"zh": "程序", "en": "the program"},
    "libraries": {"zh": "程序库", "en": "the libraries"},
    "printer": {"zh": "排版程序", "en": "the printer"},
    "fonts": {"zh": "本机字体", "en": "the fonts of this machine"},
    "faces": {"zh": "单位字体", "en": "the faces of the office"},
    "templates": {"zh": "模板", "en": "a template"},
    "words": {"zh": "模板词语", "en": "printed words"},
    "": {"zh": "语言或位置", "en": "its language or place"},
    "site": {"zh": "全站内容", "en": "the site"},
}
"""Reasons that have words of their own; others are the names of what templates are given."""


def explained(report: BuildReport, language: str) -> Iterator[str]:
    """Yield lines that say why files were made anew, and how many stand."""
    if report.changed:
        yield CHANGED[language].format(files=", ".join(report.changed))
    joint = "、" if language == "zh" else ", "
    for path, reasons in report.reasons:
        said = (REASONS.get(one, {}).get(language, one) for one in reasons)
        yield ANEW[language].format(path=path, reasons=joint.join(said))
    if report.standing:
        yield STANDS[language].format(n=report.standing)
