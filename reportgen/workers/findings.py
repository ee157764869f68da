"""All that can come back from a printer, in words: what printing finds, and what becomes of a process."""

from __future__ import annotations

from reportgen.model.diagnostic import error
from reportgen.stages import print as print_stage

TOO_LONG = error(
    "print-too-long",
    en="the page took more than {seconds} seconds to lay out and was given up",
    zh="页面排版超过 {seconds} 秒，已放弃",
    hint_en="split the document, or simplify very large tables and lists in lists",
    hint_zh="请拆分文档，或简化特大的表格和多层列表",
)
DIED = error(
    "print-died",
    en="the process that printed the page ended ({how})",
    zh="排版此页的进程意外结束（{how}）",
    hint_en="build again; if it happens again, print the parts of the document one by one to find the cause",
    hint_zh="请重试；如仍出现，请把文档拆开分别生成，找出原因",
)
KINDS = {kind.code: kind for kind in (*print_stage.KINDS, TOO_LONG, DIED)}
"""By code."""
