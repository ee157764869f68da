"""Tabled topics: minutes in a table, a row for each item (议题 | 汇报人 | 结论), and decisions in a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.formats.ingest.register.tables import Table, pipe_tables
from reportgen.formats.ingest.row import Row
from reportgen.formats.ingest.rows import row_of
from reportgen.formats.ingest.vocabulary import Role, folded, role_of_label

_LABEL = re.compile(r"(?:议题|議題|议程|案)?(?:编号|編號|序号|序號|号|號)|no\.?|#")
_TITLE = re.compile(
    r"(?:讨论|討論|审议|会议|汇报)?(?:议题|議題|议程|議程|案由|提案)(?:名称|名稱|内容|內容|标题|事项)?|讨论事项"
    r"|討論事項|topics?|agenda(?: items?)?"
)
_RESULT = re.compile(
    r"(?:会议|會議|讨论|討論|主要|审议|議決|决策)?(?:纪要|紀要|结论|結論|结果|結果|决议|決議|决定|決定|意见"
    r"|意見|内容|內容|要点|讨论|討論|记录|紀錄)"
    r"(?:[/及和与].{2,6})?(?: ?\(?minutes? of meeting\)?)?|结论与决议|conclusions?|notes?|discussion|outcome|minutes"
)
_PRESENTER = re.compile(r"(?:汇报|报告|主讲|申报|提案|分享|發言|報告|發言)(?:人|者)|presenter|speaker")
_DECISION = re.compile(
    r"(?:会议|會議)?(?:决议|決議|决定|決定|决策|议定|結論|结论)(?:事项|内容|項|项|內容|事項)?|decisions?|resolutions?"
)


@dataclass(frozen=True, slots=True)
class Topic:
    """One row of minutes in a table."""

    line: int
    label: str
    title: str
    presenter: str
    told: tuple[Row, ...]
    """The lines of its other cells, each with the heading of the column before it where that says what it holds."""


def topic_tables(rows: Sequence[Row]) -> Iterator[tuple[range, list[Topic]]]:
    """Yield the tables among rows that are minutes, by the places of their rows, with a topic for each row."""
    for places, table in tables_among(rows):
        columns = _columns(table)
        if columns:
            lines = [rows[place].line for place in places]
            yield places, [_topic(row.cells, lines[row.line], table, columns) for row in table.rows if any(row.cells)]


def tables_among(rows: Sequence[Row]) -> Iterator[tuple[range, Table]]:
    """Yield every table among rows with the places of its rows; its own lines are counted from 0."""
    start = 0
    while start < len(rows):
        end = start
        while end < len(rows) and rows[end].kind == "table":
            end += 1
        for table in pipe_tables([one.marker + one.text for one in rows[start:end]], first=0):
            yield range(start, end), table
        start = max(end, start) + 1


def decision_column(table: Table) -> int | None:
    """Return the column that holds decisions, by its heading; None: there is none."""
    return next((at for at, head in enumerate(table.head) if _DECISION.fullmatch(folded(head))), None)


def _columns(table: Table) -> dict[str, int] | None:
    found: dict[str, int] = {}
    for at, head in enumerate(table.head):
        words = folded(head)
        for key, pattern in (("label", _LABEL), ("title", _TITLE), ("presenter", _PRESENTER), ("result", _RESULT)):
            if key not in found and pattern.fullmatch(words):
                found[key] = at
                break
    return found if "title" in found and "result" in found else None


def _topic(cells: Sequence[str], line: int, table: Table, columns: dict[str, int]) -> Topic:
    told: list[Row] = []
    for at, cell in enumerate(cells):
        if at in {columns.get(key) for key in ("label", "title", "presenter")} or not cell.strip():
            continue
        role: Role = role_of_label(table.head[at])
        marked = role in {"decisions", "left-over", "actions"} or columns["result"] != at
        texts = [one.strip() for one in cell.split("\n") if one.strip()]
        if marked and len(texts) == 1:
            texts = [f"{table.head[at].strip()}：{texts[0]}"]
        elif marked:
            texts = [f"{table.head[at].strip()}：", *texts]
        told += [replace(row_of(line, text), cut=text) for text in texts]
    label, presenter = (cells[columns[key]] if key in columns else "" for key in ("label", "presenter"))
    return Topic(line, label, " ".join(cells[columns["title"]].split()), presenter, tuple(told))
