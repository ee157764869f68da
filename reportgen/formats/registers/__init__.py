"""The register as files for other programs: CSV, JSON, XLSX, ICS."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Collection, Mapping

from reportgen.formats.registers.csv import exact_csv, excel_csv
from reportgen.formats.registers.ics import calendar
from reportgen.formats.registers.json import read_register, register_json
from reportgen.formats.registers.xlsx import workbook
from reportgen.model.diagnostic import ReportgenError
from reportgen.model.export import Export, Form

__all__ = ["LIBRARIES", "read_register", "require", "tells_gaps", "write"]

LIBRARIES: Mapping[str, str] = {"xlsx": "xlsxwriter", "ics": "icalendar"}
"""What writes a kind of file, by the extra that brings it; imported only where such a file is written."""

WRITERS: Mapping[Form, Callable[[Export, Mapping[str, str]], bytes]] = {
    "csv": exact_csv,
    "csv-for-excel": excel_csv,
    "json": register_json,
    "xlsx": workbook,
    "ics": calendar,
}


def write(form: Form, export: Export, words: Mapping[str, str]) -> bytes:
    """Return a file.

    Args:
        form: which kind.
        export: what it holds.
        words: the printed words of its language, for headings and states.

    """
    return WRITERS[form](export, words)


def tells_gaps(form: Form) -> bool:
    """Whether a kind of file can say that it is incomplete; while something is unreadable no other is written."""
    return form != "csv"


def require(outputs: Collection[str]) -> None:
    """Return if this machine can write the kinds of files that are asked for, such as xlsx and ics.

    Raises:
        ReportgenError: the extra of one of them is not installed; its words name the command.

    """
    missing = [kind for kind, library in LIBRARIES.items() if kind in outputs and not _is_installed(library)]
    if not missing:
        return
    kinds, extras = ", ".join(one.upper() for one in missing), ",".join(missing)
    command = f"pip install 'reportgen[{extras}]'"
    raise ReportgenError(
        {"en": f"{kinds} files cannot be written here", "zh": f"这里无法生成 {kinds} 文件"},
        {
            "en": f"run `{command}`, or take {kinds} out of `formats:` in site.yaml",
            "zh": f"运行 `{command}`，或从 site.yaml 的 `formats:` 中去掉 {kinds}",
        },
    )


def _is_installed(library: str) -> bool:
    return importlib.util.find_spec(library) is not None
