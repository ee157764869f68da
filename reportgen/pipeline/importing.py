"""Importing: foreign files → records beside the others, a report, and a check of what was written."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from reportgen import disk
from reportgen.formats.claims import claimed
from reportgen.formats.ingest.naming import record_id
from reportgen.formats.ingest.reading import Asked, read_foreign
from reportgen.formats.ingest.report import Report
from reportgen.formats.ingest.writing import record_text
from reportgen.formats.record import read_record
from reportgen.formats.yaml.guards import MOST_BYTES
from reportgen.model.config import SiteConfig
from reportgen.model.diagnostic import Diagnostic, Severity, error, info
from reportgen.model.meeting import FOLDERS
from reportgen.model.source import Span
from reportgen.pipeline.acting import lost
from reportgen.pipeline.reading import inspect
from reportgen.rules.references import UNKNOWN_SERIES
from reportgen.stages.load import CANNOT_READ, load

LARGEST_FOREIGN = 8 * MOST_BYTES
"""Bytes of a file to import: a workbook is larger than the words in it."""

IMPORTED_ALREADY = info(
    "import-again",
    en="this file was imported before, as {record}",
    zh="本文件已经导入过，记录为 {record}",
    hint_en="nothing was written; delete that record to import it anew",
    hint_zh="没有写入；如需重新导入，请先删除该记录",
)
RECORD_TOO_BIG = error(
    "import-record-too-big",
    en="the record would have more than {limit} bytes",
    zh="生成的记录会超过 {limit} 字节",
    hint_en="split the file; one meeting rarely needs a tenth of that",
    hint_zh="请拆分文件后再导入；一次会议的记录很少超过这个数的十分之一",
)
RECORD_UNSOUND = error(
    "import-record-unsound",
    en="no sound record could be made of this file: {codes}",
    zh="无法由本文件生成合格的记录：{codes}",
    hint_en="this is a mistake in reportgen; please report it with the file",
    hint_zh="这是 reportgen 自身的错误，请连同文件一并反馈",
)
NOT_CHECKED = info(
    "import-not-checked",
    en="there is no site.yaml in {folder}: each record was read, they were not checked together",
    zh="{folder} 中没有 site.yaml：逐份读过，未作整体检查",
    hint_en="start one with `reportgen init`, put the records there and run `reportgen check`",
    hint_zh="请用 `reportgen init` 新建，把记录放进去，再运行 `reportgen check`",
)
ORIGINAL_CHANGED = error(
    "import-original-changed",
    en="the file changed while it was read",
    zh="读取期间原文件被改动",
    hint_en="nothing was written of it; import it again",
    hint_zh="没有写入，请重新导入",
)


@dataclass(frozen=True, slots=True)
class Importing:
    """What came of the files."""

    reports: tuple[Report, ...]
    files: dict[str, bytes] = field(default_factory=dict)
    """Records to write, by their path from the content folder."""
    findings: tuple[Diagnostic, ...] = ()
    """What belongs to no single file: an unknown series."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where records go."""

    root: Path
    """The content folder."""
    below: str = ""
    """A folder below meetings/, speeches/ or updates/ that was asked for, from the root; "": none."""

    def path_of(self, kind: str, record: str) -> str:
        """Return the path of a record from the content folder."""
        folder = FOLDERS[kind]
        inside = self.below and PurePosixPath(self.below).parts[0] == folder
        return f"{self.below if inside else folder}/{record}.yaml"


def target_of(output: Path | None, content: Path) -> Target:
    """Return where records go: into the folder asked for, by kind, within the content folder around it."""
    if output is None:
        return Target(content)
    whole = output.resolve()
    for folder in (whole, *whole.parents):
        if (folder / "site.yaml").is_file():
            return Target(folder, _below(whole, folder))
    kinds = [place for place, part in enumerate(whole.parts) if part in FOLDERS.values()]
    if kinds:
        root = Path(*whole.parts[: kinds[-1]])
        return Target(root, _below(whole, root))
    return Target(whole)


def _below(whole: Path, root: Path) -> str:
    below = whole.relative_to(root).as_posix()
    return "" if below == "." else below


def import_files(paths: Sequence[Path], target: Target, asked: Asked) -> Importing:
    """Return the records in foreign files, without writing anything.

    Args:
        paths: of the files, in the order they were named.
        target: where the records would go.
        asked: how to read them.
    """
    site = _site_there(target.root)
    if site and asked.series and (unknown := _unknown_series(site, asked.series)):
        return Importing((), findings=(unknown,))
    found = site.series_by_id(asked.series) if site else None
    asked = replace(asked, language=(found.lang if found else None) or (site.language if site else None))
    there = _records_there(target.root)
    taken = dict.fromkeys(there)
    reports: list[Report] = []
    files: dict[str, bytes] = {}
    for path in paths:
        report, written = _import_one(path, target, asked, taken, there)
        reports.append(report)
        files |= written
    return Importing(tuple(reports), files)


def _site_there(root: Path) -> SiteConfig | None:
    """Return the configuration of the content folder; None: there is none that can be read."""
    if not (root / "site.yaml").is_file():
        return None
    content, _ = load(root)
    return content.site if content else None


def _unknown_series(site: SiteConfig, series: str) -> Diagnostic | None:
    known = [one.id for one in site.series]
    return None if series in known else lost(UNKNOWN_SERIES, series, known)


def _records_there(root: Path) -> dict[str, tuple[Path, str | None]]:
    """Return the records in a content folder by id, each with the hash of the file it was imported from."""
    found: dict[str, tuple[Path, str | None]] = {}
    for folder in FOLDERS.values():
        for path in sorted((root / folder).rglob("*.yaml")):
            try:
                digest = claimed(disk.read_file(path, MOST_BYTES), "  sha256")
            except OSError:
                digest = None
            found[path.stem] = (path, digest)
    return found


def _import_one(
    path: Path, target: Target, asked: Asked, taken: dict[str, None], there: dict[str, tuple[Path, str | None]]
) -> tuple[Report, dict[str, bytes]]:
    name = path.as_posix()
    try:
        content = disk.read_file(path, LARGEST_FOREIGN)
    except OSError as refusal:
        return Report(name, None, None, refused=CANNOT_READ.at(Span(name), reason=refusal.strerror or "?")), {}
    digest = hashlib.sha256(content).hexdigest()
    if again := next((stem for stem, (_, known) in there.items() if known == digest), None):
        return Report(name, digest, None, findings=(IMPORTED_ALREADY.at(Span(name), record=again),)), {}
    mine = set(taken)

    def naming(kind: str, day: dt.date, *, alone: bool) -> str:
        mine.add(given := record_id(kind, day, name=name, series=asked.series, taken=mine, alone=alone))
        return given

    report = read_foreign(content, name, asked, naming)
    try:
        if disk.read_file(path, LARGEST_FOREIGN) != content:
            return Report(name, digest, None, refused=ORIGINAL_CHANGED.at(Span(name))), {}
    except OSError:
        return Report(name, digest, None, refused=ORIGINAL_CHANGED.at(Span(name))), {}
    files = {target.path_of(draft.kind, draft.id): record_text(draft).encode() for draft in report.drafts}
    if unsound := _unsound(files, name):
        return Report(name, digest, report.encoding, findings=report.findings, refused=unsound), {}
    taken.update(dict.fromkeys(draft.id for draft in report.drafts))
    # The same file again on this command line is passed over too.
    there.update({draft.id: (path, digest) for draft in report.drafts})
    return report, files


def _unsound(files: dict[str, bytes], name: str) -> Diagnostic | None:
    """Return why a record may not be written: it is too big, or the door would refuse it."""
    for path, content in files.items():
        if len(content) > MOST_BYTES:
            return RECORD_TOO_BIG.at(Span(name), limit=MOST_BYTES)
        read = read_record(content, path)
        errors = [one.code for one in read.problems if one.severity is Severity.ERROR]
        if errors or read.record is None:
            return RECORD_UNSOUND.at(Span(name), codes=", ".join(dict.fromkeys(errors)) or "?")
    return None


def check_imported(target: Target, names: Iterable[str], as_of: dt.date) -> tuple[Diagnostic, ...]:
    """Return what a check says of records that were just written; without a site.yaml, that it is missing."""
    if not (target.root / "site.yaml").is_file():
        return (NOT_CHECKED.at(None, folder=target.root),)
    mine = set(names)
    _, findings = inspect(target.root, as_of)
    return tuple(one for one in findings if one.span and one.span.path in mine)
