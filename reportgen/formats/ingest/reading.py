"""Reading a foreign file: its bytes → the drafts of its records, or a clear refusal."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Literal, Protocol

from reportgen.formats.ingest.counting import count_blocks
from reportgen.formats.ingest.days import name_date
from reportgen.formats.ingest.draft import Draft, Value, bare
from reportgen.formats.ingest.fitting import fit
from reportgen.formats.ingest.minutes.reading import read_minutes
from reportgen.formats.ingest.minutes.splitting import share_title, split_meetings
from reportgen.formats.ingest.prose import clean_texts
from reportgen.formats.ingest.register.headings import register_columns
from reportgen.formats.ingest.register.meetings import read_register
from reportgen.formats.ingest.register.spreadsheet import read_workbook
from reportgen.formats.ingest.register.tables import Table, delimited_table, pipe_tables
from reportgen.formats.ingest.report import Report
from reportgen.formats.ingest.row import Row
from reportgen.formats.ingest.rows import rows_of
from reportgen.formats.ingest.settling import settle
from reportgen.formats.ingest.source import NOT_A_TEXT, Source, decode, source_of
from reportgen.formats.ingest.speech.demands import find_demands
from reportgen.formats.ingest.speech.reading import read_speech
from reportgen.formats.ingest.vocabulary import role_of_label
from reportgen.formats.ingest.webpage import LOOKS_LIKE_PAGE, numbered_markdown_of
from reportgen.formats.yaml.characters import coded
from reportgen.model.diagnostic import Diagnostic, Severity, error, warning
from reportgen.model.source import Span

Kind = Literal["minutes", "speech", "register"]

NOT_A_REGISTER = error(
    "import-not-a-register",
    en="no table here has columns of an action register",
    zh="文件中没有台账格式的表格",
    hint_en="a register has a column of tasks and one of owners, units, dates or states",
    hint_zh="台账要有“事项”一栏，并有责任人、责任单位、时限或状态中的一栏",
)
WORD_FILE = error(
    "import-word-file",
    en="Word and other office documents cannot be imported yet",
    zh="暂不能导入 Word 等办公文档",
    hint_en="save the document as plain text (UTF-8), Markdown or HTML and import that",
    hint_zh="请先另存为纯文本（UTF-8）、Markdown 或网页，再导入",
)
NO_DAY = error(
    "import-no-date",
    en="nothing tells the day of the meeting: neither the text nor the file name",
    zh="原文和文件名都没有写明会议日期",
    hint_en="give it: --date 2026-03-05; a template or an index is no meeting",
    hint_zh="请指定：--date 2026-03-05；模板和目录不是会议记录",
)
NO_SPEAKER = error(
    "import-no-speaker",
    en="nothing tells who made the speech",
    zh="原文没有写明讲话人",
    hint_en="write the name on a line below the title, then import it again",
    hint_zh="请在标题下写一行讲话人姓名，再重新导入",
)
HEADING_MISSING = warning(
    "import-no-title",
    en="the text has no title; the file name stands in its place",
    zh="原文没有标题，暂用文件名",
    hint_en="write the title",
    hint_zh="请写上标题",
)

_TABLES = {".csv", ".tsv", ".tab"}
_WORKBOOKS = {".xlsx", ".xlsm"}
_MARKDOWN = {".md", ".markdown", ".mdown", ".mkd"}
_PAGES = {".html", ".htm", ".xhtml"}
_OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How Word, WPS and their like begin: a zip archive, or a compound file."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_LETTER = re.compile(r"[A-Za-z]")
_HASH_HEADING = re.compile(r"#{1,6} +\S")
_SPEECH_TITLE = re.compile(r"讲话|致辞|发言|讲话稿|\b(?:speech|address|remarks)\b", re.IGNORECASE)
_SALUTATION = re.compile(
    r"(?:同志们|(?:尊敬的|敬爱的|亲爱的)[^。；]{2,60}|各位(?:领导|同志|代表|委员|同事|来宾)[^。；]{0,40}"
    r"|Colleagues|Ladies and gentlemen"
    r"|Dear colleagues|Friends)\s*[：:，,!！]?$"
)
_ITEMS = re.compile(r"[一二三四五六七八九]要[^求素]|[一二三四五六七八九]是[^一二]")
_SPOKEN = frozenset({"opening", "text", "closing"})
"""Keys of a speech that hold Markdown."""
_MOST_OTHER_WORDS = 3
"""Lines of words beside a table in a file that is a register."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How a file is to be read."""

    kind: Kind | None = None
    """None: told from the file."""
    date: dt.date | None = None
    """The day, where neither the text nor the file name tells it."""
    series: str | None = None
    language: str | None = None
    """zh or en, of the series, else of the site: a record in another language says so; None: every one says so."""
    with_demands: bool = False
    """Whether actions that a speech seems to demand are proposed in the report."""


class Naming(Protocol):
    """Gives the id of a record by its kind and day; `alone` tells that its file holds no other."""

    def __call__(self, kind: str, day: dt.date, *, alone: bool) -> str:
        """Return an id that no other record has."""


def read_foreign(content: bytes, name: str, asked: Asked, naming: Naming) -> Report:
    """Return the drafts in a file, settled and named, and what should be looked at; or why nothing can be made of it.

    Args:
        content: the file, as read.
        name: its path, for findings; its stem and folder may tell a date.
        asked: how to read it.
        naming: gives ids; called for every draft in its order.
    """
    digest = hashlib.sha256(content).hexdigest()
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in _WORKBOOKS:
        return _workbook(content, name, digest, asked, naming)
    if content.startswith(_OFFICE):
        return Report(name, digest, None, refused=WORD_FILE.at(Span(name)))
    source, is_markdown = _text(content, name, digest, suffix)
    if isinstance(source, Diagnostic):
        return Report(name, digest, None, refused=source)
    found = _drafts(source, suffix, asked, naming, is_markdown=is_markdown)
    if isinstance(found, Diagnostic):
        return Report(name, digest, source.encoding, findings=source.findings, refused=found)
    return _report(source, found, asked, naming)


def _text(content: bytes, name: str, digest: str, suffix: str) -> tuple[Source | Diagnostic, bool]:
    """Return the lines of a file and whether they are Markdown; a web page becomes Markdown."""
    decoded = decode(content, name)
    if isinstance(decoded, Diagnostic):
        return decoded, False
    text, encoding = decoded
    is_page = suffix in _PAGES or (suffix not in _TABLES and LOOKS_LIKE_PAGE.match(text) is not None)
    if is_page and "\x00" in text:
        return NOT_A_TEXT.at(Span(name)), False
    if is_page:
        text = "\n".join(line for line, _ in numbered_markdown_of(text))
    source = source_of(text, name, sha256=digest, encoding=encoding)
    if isinstance(source, Diagnostic):
        return source, False
    headings = sum(_HASH_HEADING.match(line) is not None for line in source.lines)
    return source, is_page or suffix in _MARKDOWN or headings > 1


def language_of_text(lines: Sequence[str]) -> str:
    """Return zh where a fifth of the letters are Chinese characters: each says as much as a word; else en."""
    han = sum(len(_HAN.findall(line)) for line in lines)
    latin = sum(len(_LETTER.findall(line)) for line in lines)
    return "zh" if han * 5 > han + latin else "en"


def _drafts(
    source: Source, suffix: str, asked: Asked, naming: Naming, *, is_markdown: bool
) -> list[Draft] | Diagnostic:
    language = language_of_text(source.lines)
    if suffix in _TABLES:
        table = delimited_table(source)
        drafts = _register([table] if table else [], source, language, asked, naming)
        return drafts or NOT_A_REGISTER.at(Span(source.name))
    rows = rows_of(source.lines, markdown=is_markdown)
    kind = asked.kind or _kind_of(rows, source, is_markdown=is_markdown)
    if kind == "register":
        drafts = _register(list(pipe_tables(source.lines)), source, language, asked, naming)
        return drafts or NOT_A_REGISTER.at(Span(source.name))
    if kind == "speech":
        draft = read_speech(source, language=language, name_date=name_date(source.name), given_date=asked.date)
        draft.value = _cleaned(draft.value)
        return [draft]
    parts = split_meetings(rows)
    drafts = [
        read_minutes(source, part, language=language, is_markdown=is_markdown, given_date=asked.date) for part in parts
    ]
    share_title(drafts)
    if is_markdown:
        for draft, part in zip(drafts, parts, strict=True):
            body = [row.line for row in part if row.kind != "front"]
            draft.counts = count_blocks([source.line(line) for line in body])
    return drafts


def _cleaned(value: dict[str, Value]) -> dict[str, Value]:
    found = clean_texts(value, _SPOKEN)
    return found if isinstance(found, dict) else value


def _kind_of(rows: Sequence[Row], source: Source, *, is_markdown: bool) -> Kind:
    """Tell what a text is: a register is a table with few words around, a speech has its tiers and no attendance."""
    if any(row.kind == "table" for row in rows) or (not is_markdown and any("|" in line for line in source.lines)):
        tables = [table for table in pipe_tables(source.lines) if register_columns(table)]
        inside = {line for table in tables for line in range(table.first, table.last + 1)}
        others = [
            row
            for row in rows
            if row.kind not in {"blank", "heading", "rule", "comment", "front"} and row.line not in inside
        ]
        if tables and len(others) <= _MOST_OTHER_WORDS:
            return "register"
    return "speech" if _is_speech(rows, source) else "minutes"


def _is_speech(rows: Sequence[Row], source: Source) -> bool:
    words = [row for row in rows if row.is_words or row.kind == "heading"]
    top = words[:8]
    labels = {
        role_of_label(row.text.split("：")[0].split(":")[0]) for row in words if re.match(r".{1,12}[：:]", row.text)
    }
    if labels & {"present", "apologies", "agenda", "actions", "absent", "recorder"}:
        return False
    titled = (
        any(_SPEECH_TITLE.search(row.text) for row in top[:3])
        or _SPEECH_TITLE.search(PurePosixPath(source.name).stem) is not None
    )
    greeted = any(_SALUTATION.match(row.text) for row in top)
    sections = sum(
        re.match(r"[一二三四五六七八九十]{1,3}、|[IVX]{1,4}\.\s", row.marker.lstrip("# ") + row.text) is not None
        for row in words
    )
    points = sum(len(_ITEMS.findall(row.text)) for row in words)
    return (
        (titled and (greeted or sections > 0 or points > 0))
        or (greeted and (sections > 1 or points > 1))
        or (sections > 1 and points > 3)
    )


def _register(tables: Sequence[Table], source: Source, language: str, asked: Asked, naming: Naming) -> list[Draft]:
    """Return the drafts of the registers among tables; the first one owns the lines around all of them."""
    drafts: list[Draft] = []
    registers = [table for table in tables if register_columns(table)]
    inside = {line for table in registers for line in range(table.first, table.last + 1)}
    around = set(range(1, len(source.lines) + 1)) - inside
    for table in registers:
        drafts += read_register(
            table,
            source,
            language=language,
            given_date=asked.date,
            name_date=name_date(source.name),
            series=asked.series,
            name=lambda day: naming("minutes", day, alone=False),
            name_updates=lambda day: naming("updates", day, alone=False),
            around=around if table is registers[0] else (),
        )
    return drafts


def _workbook(content: bytes, name: str, digest: str, asked: Asked, naming: Naming) -> Report:
    sheets = read_workbook(content, name)
    if isinstance(sheets, Diagnostic):
        return Report(name, digest, None, refused=sheets)
    reports = []
    for sheet in sheets:
        language = language_of_text(sheet.source.lines)
        found = _register([sheet.table] if sheet.table else [], sheet.source, language, asked, naming)
        if found:
            reports.append(_report(sheet.source, found, asked, naming))
        elif any(line.strip() for line in sheet.source.lines):
            reports.append(
                Report(name, digest, None, findings=(as_warning(NOT_A_REGISTER.at(Span(f"{name}:{sheet.title}"))),))
            )
    if not any(report.drafts for report in reports):
        return Report(name, digest, None, refused=NOT_A_REGISTER.at(Span(name)))
    return Report(
        name,
        digest,
        None,
        tuple(draft for report in reports for draft in report.drafts),
        tuple(finding for report in reports for finding in report.findings),
    )


def as_warning(finding: Diagnostic) -> Diagnostic:
    """Return a finding as a warning: another sheet of the workbook is a register."""
    return replace(finding, severity_override=Severity.WARNING)


def _report(source: Source, drafts: Sequence[Draft], asked: Asked, naming: Naming) -> Report:
    """Return the drafts that can be records, completed; what lacks a day or a speaker is refused by name."""
    sound: list[Draft] = []
    findings = list(source.findings)
    for draft in drafts:
        if lacking := _lacking(draft, source):
            findings.append(lacking)
            continue
        if not draft.id:
            draft.id = naming(draft.kind, _day_of(draft), alone=len(drafts) == 1)
        draft.value = _headed(draft, asked)
        if asked.with_demands:
            draft.proposals = find_demands(draft, source)
        fit(draft, source)
        settle(draft, source)
        sound.append(draft)
    refused = None
    if not sound:
        refused, findings = findings[-1], findings[:-1]
    return Report(source.name, source.sha256, source.encoding, tuple(sound), tuple(findings), refused)


def _headed(draft: Draft, asked: Asked) -> dict[str, Value]:
    """Return the values of a draft with its series first, and its language where that is not the one around it."""
    told: dict[str, Value] = {"series": asked.series} if asked.series else {}
    told |= {key: draft.value[key] for key in ("series", "title") if key in draft.value}
    if draft.language != asked.language:
        told["lang"] = draft.language
    return told | {key: one for key, one in draft.value.items() if key not in told}


def _lacking(draft: Draft, source: Source) -> Diagnostic | None:
    """Return what keeps a draft from being a record, or None; a title that is missing is the name of the file."""
    if not any(key in draft.value for key in ("start", "date")):
        return NO_DAY.at(source.span(draft.first, 0) if draft.first > 1 else Span(source.name))
    if draft.kind == "speech" and "speaker" not in draft.value:
        return NO_SPEAKER.at(Span(source.name))
    if draft.kind != "updates" and "title" not in draft.value:
        stem = PurePosixPath(source.name).stem
        draft.findings.append(HEADING_MISSING.at(Span(source.name)))
        draft.value = {"title": coded(stem), **draft.value}
    return None


def _day_of(draft: Draft) -> dt.date:
    return dt.date.fromisoformat(str(bare(draft.value.get("start") or draft.value["date"]))[:10])


def findings_of(report: Report) -> Iterator[Diagnostic]:
    """Yield everything that should be looked at in a file, in the order of its records."""
    from reportgen.formats.ingest.draft import walk_told

    if report.refused:
        yield report.refused
    yield from report.findings
    for draft in report.drafts:
        yield from draft.findings
        for _, told in walk_told(draft.value):
            if told.doubt:
                yield told.doubt
