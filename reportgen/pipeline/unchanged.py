"""A build in which nothing changed: seen by the marks of files, without reading a record or loading what reads one.

What the last build said is said again. Whatever leaves a doubt is built as if nothing was known.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from reportgen import disk
from reportgen.disk.marks import Index, Mark, are_as_they_were, folder_time, mark_of, marks_below
from reportgen.disk.store import Store, key_of, packed, unpacked
from reportgen.model.diagnostic import Diagnostic, DiagnosticKind, Severity
from reportgen.model.source import Span
from reportgen.pipeline.inputs import Inputs, who_asks
from reportgen.pipeline.order import BuildOrder, BuildReport

FOLDER = ".cache"
"""Beside the editions, in the folder that is built into: a folder for each of them, since what one may hold is nothing
for the readers of another."""
_FORMAT = "3"


@dataclass(frozen=True, slots=True)
class Known:
    """What the last build knew of the site before it read anything else."""

    language: str
    editions: tuple[str, ...]
    """Those that site.yaml declares."""
    whole: str
    """The id of the edition that holds everything."""


def cache_of(output: Path, edition: str) -> Store:
    """Return the cache of an edition."""
    return Store(output / FOLDER / edition)


def cache_of_content(output: Path) -> Store:
    """Return the cache of what was read: it is of the content, and of no edition."""
    # No edition is called so: ids have no underscore.
    return Store(output / FOLDER / "_content")


def known_of(order: BuildOrder) -> Known | None:
    """Return what the last build of a content folder into an output folder knew of its site."""
    try:
        told = json.loads(cache_of_content(order.output).get(_site_key(order)) or b"")
        return Known(str(told["language"]), tuple(map(str, told["editions"])), str(told["whole"]))
    except (ValueError, LookupError, TypeError, RecursionError):
        return None


def unchanged(order: BuildOrder) -> BuildReport | None:
    """Return what a build would report that would write nothing; None: there may be something to do."""
    edition = _edition(order)
    if edition is None or order.only is not None or disk.is_unfinished(order.output):
        return None
    told = _read(cache_of(order.output, edition), _key(order))
    try:
        is_same = told and _are_as_they_were(inputs_before(order)) and _stand(order.output / edition, told)
        return _report(order.output / edition, told) if told and is_same else None
    except (ValueError, LookupError, TypeError, AttributeError):
        return None


def inputs_before(order: BuildOrder) -> Inputs:
    """Return the inputs of the last build that was asked for the same; none where there was no such build."""
    try:
        return Inputs.of_values(_read(cache_of_content(order.output), _key(order)) or {})
    except (ValueError, LookupError, TypeError, AttributeError):
        return Inputs()


def remember(order: BuildOrder, known: Known, inputs: Inputs, report: BuildReport, files: Iterable[str]) -> None:
    """Keep what a build was asked for, made from and made, for the next one to see that nothing changed.

    Args:
        order: what was asked for.
        known: what is known of the site.
        inputs: what it was made from.
        report: what came of it.
        files: paths of all it is made of, from its folder.
    """
    edition = order.edition or known.whole
    folder = order.output / edition
    told = {"outputs": [[path, *mark_of(f"{folder}/{path}")] for path in files], "report": _report_values(report)}
    # Names and digests of what is closed to the readers of an edition are no part of its cache.
    of_content = cache_of_content(order.output)
    _write(of_content, _key(order), inputs.as_values())
    _write(cache_of(order.output, edition), _key(order), told)
    of_content.put(_site_key(order), json.dumps(asdict(known)).encode())


def _edition(order: BuildOrder) -> str | None:
    """Return the id of the edition that is asked for; None: the last build does not say."""
    known = known_of(order) if order.edition is None else None
    return known.whole if known else order.edition


def _site_key(order: BuildOrder) -> str:
    return key_of("site", _FORMAT, str(order.content.resolve()))


def _key(order: BuildOrder) -> str:
    asked = (order.content.resolve(), order.as_of, sorted(order.outputs or ()), order.furniture, order.edition)
    return key_of("last build", _FORMAT, *map(str, asked), *order.font_settings, *who_asks())


def _read(cache: Store, key: str) -> dict[str, Any] | None:
    try:
        told = json.loads(unpacked(cache.get(key)))
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def _write(cache: Store, key: str, told: Mapping[str, Any]) -> None:
    cache.put(key, packed(json.dumps(told, separators=(",", ":")).encode("utf-8", "surrogatepass")))


def _are_as_they_were(inputs: Inputs) -> bool:
    # Nothing is known where no folder was looked at.
    return (
        bool(inputs.roots)
        and all(folder_time(folder) == time for folder, time in inputs.folders.items())
        and all(_holds_the_same(Path(root), index) for root, index in inputs.roots.items())
    )


def _stand(folder: Path, told: Mapping[str, Any]) -> bool:
    outputs: list[tuple[str, Mark]] = [(path, (size, time, inode)) for path, size, time, inode in told["outputs"]]
    return are_as_they_were(folder, outputs)


def _holds_the_same(root: Path, index: Index) -> bool:
    """Whether a folder holds what it held: by mark, and where that leaves a doubt, by content."""
    marks = marks_below(root, follow=index.follow)
    if marks == index.marks and len(index.sure(marks)) == len(marks):
        return True
    return not index.changes(Index.of(root, index, 0, follow=index.follow))


def _report(folder: Path, told: Mapping[str, Any]) -> BuildReport:
    values = told["report"]
    findings = tuple(map(_diagnostic, values["findings"]))
    return BuildReport(
        findings=findings,
        printing=tuple(findings[position] for position in values["printing"]),
        pages=values["pages"],
        documents=values["documents"],
        kept=tuple(values["kept"]),
        folder=folder,
        standing=values["standing"],
    )


def _report_values(report: BuildReport) -> dict[str, Any]:
    return {
        "findings": list(map(_diagnostic_values, report.findings)),
        "printing": [report.findings.index(one) for one in report.printing],
        "pages": report.pages,
        "documents": report.documents,
        "kept": report.kept,
        "standing": report.standing + len(report.reasons),
    }


def _diagnostic_values(one: Diagnostic) -> dict[str, Any]:
    """Return a finding as JSON has it, with its words: the checks that have them are not loaded to say it."""
    span, override = one.span, one.severity_override
    return {
        "code": one.code,
        "severity": one.kind.severity.value,
        "override": override and override.value,
        "message": dict(one.kind.message),
        "hint": dict(one.kind.hint),
        "values": one.values,
        "span": [span.path, span.line, span.column, span.field] if span else None,
        "document": one.document,
    }


def _diagnostic(values: Mapping[str, Any]) -> Diagnostic:
    kind = DiagnosticKind(values["code"], Severity(values["severity"]), values["message"], values["hint"])
    span = Span(*values["span"]) if values["span"] else None
    quoted = tuple((name, value) for name, value in values["values"])
    override = Severity(values["override"]) if values["override"] else None
    return Diagnostic(kind, span, quoted, override, values["document"])
