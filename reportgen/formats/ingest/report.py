"""Report: what was made of each file, how sure each value is, and what a person should look at."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.formats.ingest.draft import INFERRED, STATED, Draft, Told, bare, walk_told
from reportgen.formats.yaml.characters import coded
from reportgen.model.diagnostic import Diagnostic
from reportgen.model.meeting import FOLDERS
from reportgen.model.shape import key_of
from reportgen.model.source import Field
from reportgen.text.columns import cut

FORMAT = 1
"""Of the JSON; raised when a key changes its meaning."""
MOST_LISTED = 20
"""Entries of one list in the report for people; the rest is counted, and stands in the JSON."""
MOST_COLUMNS = 100
"""Columns of a text quoted for people."""
LANGUAGES = ("en", "zh")

WORDS = {
    "en": {
        "title": "Import — files: {files}, records: {records}",
        "read": "read as {encoding}, SHA-256 `{sha256}`",
        "nothing": "no record was made of it",
        "kind": "kind: {kind}",
        "lines": "lines: {kept} kept, {became} in another form, {unplaced} without a place",
        "counts": "it holds: {counts}",
        "sureness": "values: {stated} stated, {inferred} inferred, {guessed} guessed",
        "fields": "Values to look at",
        "unplaced": "Lines without a place",
        "proposals": "Possible actions, not in the record",
        "findings": "Findings",
        "more": "… and {n} more",
        "line": "line {numbers}",
        "one-of-lines": "lines {numbers}",
        "between": ", ",
        "and": ", ",
        "colon": ": ",
        "stated": "stated",
        "inferred": "inferred",
        "guessed": "guessed",
        "lead": "lead",
        "due": "due",
        "minutes": "minutes",
        "speech": "speech",
        "updates": "updates",
        "headings": "headings",
        "list-items": "list items",
        "tables": "tables",
        "table-rows": "table rows",
        "html-blocks": "blocks of HTML",
        "code-blocks": "blocks of code",
        "tasks-open": "open tasks",
        "tasks-done": "tasks done",
    },
    "zh": {
        "title": "导入：文件 {files} 个，记录 {records} 份",
        "read": "按 {encoding} 读取，SHA-256 `{sha256}`",
        "nothing": "没有从中得到记录",
        "kind": "种类：{kind}",
        "lines": "行数：原样保留 {kept} 行，改写 {became} 行，未归位 {unplaced} 行",
        "counts": "原文包含：{counts}",
        "sureness": "取值：写明 {stated} 项，推断 {inferred} 项，猜测 {guessed} 项",
        "fields": "需要核对的值",
        "unplaced": "未归位的行",
        "proposals": "疑似事项（未写入记录）",
        "findings": "发现的问题",
        "more": "……另有 {n} 项",
        "line": "第 {numbers} 行",
        "one-of-lines": "第 {numbers} 行",
        "between": "，",
        "and": "、",
        "colon": "：",
        "stated": "写明",
        "inferred": "推断",
        "guessed": "猜测",
        "lead": "牵头",
        "due": "时限",
        "minutes": "纪要",
        "speech": "讲话",
        "updates": "进展",
        "headings": "标题",
        "list-items": "列表项",
        "tables": "表格",
        "table-rows": "表格行",
        "html-blocks": "HTML 块",
        "code-blocks": "代码块",
        "tasks-open": "未完成任务",
        "tasks-done": "已完成任务",
    },
}


@dataclass(frozen=True, slots=True)
class Report:
    """What came of one imported file."""

    file: str
    """Its path, as it was given."""
    sha256: str | None
    """Of its bytes, in hexadecimal; None: it could not be read."""
    encoding: str | None
    """UTF-8, UTF-16 or GB18030; None: it could not be read."""
    drafts: tuple[Draft, ...] = ()
    """Settled, in the order of the file."""
    findings: tuple[Diagnostic, ...] = ()
    """What belongs to the file and not to one record."""
    refused: Diagnostic | None = None
    """Why nothing could be made of it; None: it was read."""


def path_of(draft: Draft) -> str | None:
    """Return where its record stands, from the content folder; None: it has no name yet."""
    return f"{FOLDERS[draft.kind]}/{draft.id}.yaml" if draft.id else None


def way_text(way: Field) -> str:
    """Return the way to a value in one word: `agenda[0].actions[1].owner`."""
    words = ""
    for step in way:
        if isinstance(step, int):
            words += f"[{step}]"
        elif re.fullmatch(r"[\w-]+", step):
            words += f".{step}"
        else:
            words += f"[{json.dumps(step, ensure_ascii=False)}]"
    return words.removeprefix(".")


def report_json(reports: Iterable[Report]) -> str:
    """Return the report for programs: one object, keys sorted, the same reports in the same bytes.

    `format` is 1. `files` holds one object a file, in the order given:

    - `file`, `sha256`, `encoding`: as in `Report`; null where it could not be read.
    - `refused`: null, or the finding that says why nothing was made of it.
    - `findings`: those of the file.
    - `records`: one object a record, in the order of the file:
      - `id`, `kind`, `path` (from the content folder; null: not named yet), `language`;
      - `first`, `last`: its lines in the file, from 1; `last` is null where they go on to the end;
      - `lines`: how many are `kept` as they were, `became` something else, are `unplaced`;
      - `counts`: what the text holds by its form: `headings`, `tables`, …;
      - `fields`: every value that was read from the text, in the order of the record: `way` to it
        (`agenda[0].actions[1].owner`), `confidence` from 0 to 1, `lines` it was read from, `doubt` (null or a finding);
      - `unplaced`: `line` and `text` of each line without a place;
      - `proposals`: `task`, `line`, `part`, `lead`, `due-words` of each action found in a speech and set aside;
      - `findings`: those of the record.

    A finding has `code`, `severity`, `line` (null: the whole file), and `message` and `hint` in `en` and `zh`.
    """
    whole = {"format": FORMAT, "files": [_file(one) for one in reports]}
    return json.dumps(whole, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _file(report: Report) -> dict[str, object]:
    return {
        "file": coded(report.file),
        "sha256": report.sha256,
        "encoding": report.encoding,
        "refused": _finding(report.refused),
        "findings": [_finding(one) for one in report.findings],
        "records": [_record(one) for one in report.drafts],
    }


def _record(draft: Draft) -> dict[str, object]:
    return {
        "id": draft.id or None,
        "kind": draft.kind,
        "path": path_of(draft),
        "language": draft.language,
        "first": draft.first,
        "last": draft.last or None,
        "lines": _line_counts(draft),
        "counts": _counts(draft),
        "fields": [_field(way, told) for way, told in walk_told(draft.value)],
        "unplaced": [{"line": line, "text": text} for line, text in _unplaced(draft)],
        "proposals": [
            {"task": one.task, "line": one.line, "part": one.part, "lead": one.lead, "due-words": one.due_words}
            for one in draft.proposals
        ],
        "findings": [_finding(one) for one in draft.findings],
    }


def _field(way: Field, told: Told) -> dict[str, object]:
    return {
        "way": way_text(way),
        "confidence": told.confidence,
        "lines": list(told.lines),
        "doubt": _finding(told.doubt),
    }


def _finding(one: Diagnostic | None) -> dict[str, object] | None:
    if one is None:
        return None
    return {
        "code": one.code,
        "severity": one.severity.value,
        "line": (one.span.line if one.span else 0) or None,
        "message": {language: coded(one.message(language)) for language in LANGUAGES},
        "hint": {language: coded(one.hint(language)) for language in LANGUAGES},
    }


def _line_counts(draft: Draft) -> dict[str, int]:
    return {
        "kept": len(draft.kept),
        "became": len(draft.became),
        "unplaced": sum(1 for _ in _unplaced(draft)),
    }


def _counts(draft: Draft) -> dict[str, int]:
    return {key_of(name): count for name, count in draft.counts.items()}


def _unplaced(draft: Draft) -> Iterator[tuple[int, str]]:
    """Yield the number and the text of every line a settled draft has no place for."""
    for entry in bare(draft.value.get("unplaced", [])):
        parts = bare(entry)
        if isinstance(parts, dict):
            yield int(str(bare(parts["line"]))), str(bare(parts["text"]))


def report_text(reports: Sequence[Report], language: str) -> str:
    """Return the report for people, in Markdown: what to look at, and how much there is of the rest."""
    words = WORDS[language]
    title = words["title"].format(files=len(reports), records=sum(len(one.drafts) for one in reports))
    blocks = [[f"# {title}"], *(block for one in reports for block in _file_blocks(one, language))]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _file_blocks(report: Report, language: str) -> Iterator[list[str]]:
    words = WORDS[language]
    yield [f"## {_quoted(report.file)}"]
    if report.sha256:
        yield [f"- {words['read'].format(encoding=report.encoding, sha256=report.sha256)}"]
    if not report.drafts:
        yield [f"- {words['nothing']}"]
    findings = [*([report.refused] if report.refused else []), *report.findings]
    yield from _listed(words, "findings", [_finding_line(one, language) for one in findings])
    for draft in report.drafts:
        yield from _record_blocks(draft, language)


def _record_blocks(draft: Draft, language: str) -> Iterator[list[str]]:
    words, told = WORDS[language], list(walk_told(draft.value))
    yield [f"### {_quoted(path_of(draft) or draft.kind)}"]
    yield [f"- {line}" for line in _summary(draft, [one for _, one in told], words)]
    open_questions = [_field_line(way, one, language) for way, one in told if one.doubt or one.confidence < STATED]
    yield from _listed(words, "fields", open_questions)
    unplaced = [f"{_lines((line,), words)}{words['colon']}{_quoted(text)}" for line, text in _unplaced(draft)]
    yield from _listed(words, "unplaced", unplaced)
    yield from _listed(words, "proposals", list(_proposal_lines(draft, words)))
    yield from _listed(words, "findings", [_finding_line(one, language) for one in draft.findings])


def _summary(draft: Draft, told: Sequence[Told], words: Mapping[str, str]) -> Iterator[str]:
    yield words["kind"].format(kind=words[draft.kind])
    yield words["lines"].format_map(_line_counts(draft))
    counts = [f"{words.get(name, name.replace('-', ' '))} {count}" for name, count in _counts(draft).items() if count]
    if counts:
        yield words["counts"].format(counts=words["between"].join(counts))
    sureness = [_sureness(one) for one in told]
    yield words["sureness"].format_map({name: sureness.count(name) for name in ("stated", "inferred", "guessed")})


def _listed(words: Mapping[str, str], name: str, entries: Sequence[str]) -> Iterator[list[str]]:
    """Yield a list under its name, cut where nobody would read on; nothing where it is empty."""
    if entries:
        rest = len(entries) - MOST_LISTED
        more = [words["more"].format(n=rest)] if rest > 0 else []
        yield [f"{words[name]}{words['colon'].rstrip()}"]
        yield [f"- {one}" for one in [*entries[:MOST_LISTED], *more]]


def _field_line(way: Field, told: Told, language: str) -> str:
    words = WORDS[language]
    said = [*([_lines(told.lines, words)] if told.lines else []), words[_sureness(told)]]
    doubt = f"{words['colon']}{_escaped(told.doubt.message(language))}" if told.doubt else ""
    return f"{_quoted(way_text(way))}{words['between']}{words['between'].join(said)}{doubt}"


def _proposal_lines(draft: Draft, words: Mapping[str, str]) -> Iterator[str]:
    for one in draft.proposals:
        said = [_lines((one.line,), words), *([_escaped(one.part)] if one.part else [])]
        named = {"lead": one.lead, "due": one.due_words}
        more = [f"{words[name]} {_escaped(value)}" for name, value in named.items() if value]
        yield words["between"].join([*said, *more]) + words["colon"] + _quoted(one.task)


def _finding_line(one: Diagnostic, language: str) -> str:
    words = WORDS[language]
    place = f"{_lines((one.span.line,), words)}{words['between']}" if one.span and one.span.line else ""
    return f"{place}{one.severity.value}[{one.code}]: {_escaped(coded(one.message(language)))}"


def _sureness(told: Told) -> str:
    return "stated" if told.confidence >= STATED else "inferred" if told.confidence >= INFERRED else "guessed"


def _lines(numbers: Iterable[int], words: Mapping[str, str]) -> str:
    """Return line numbers as people write them: lines 3–5, 8."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    said = words["and"].join("–".join(map(str, run)) for run in runs)
    return words["line" if said.isdecimal() else "one-of-lines"].format(numbers=said)


def _quoted(text: str) -> str:
    """Return words of a file as code, so that nothing in them is Markdown; in one line, and not all of a long one."""
    shown = cut(coded(" ".join(text.split())), MOST_COLUMNS)
    fence = "`" * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
    gap = " " if shown[:1] == "`" or shown[-1:] == "`" else ""
    return f"{fence}{gap}{shown}{gap}{fence}"


def _escaped(words: str) -> str:
    """Return words of ours, with words of a file in them, so that only our code is Markdown."""
    return re.sub(
        r"`[^`]*`|[\\*_\[\]<>]",
        lambda found: found[0] if found[0][0] == "`" else f"\\{found[0]}",
        " ".join(words.split()),
    )
