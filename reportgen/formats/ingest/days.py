"""Days: the day of a record where the name of its file tells it, and what is said of a day that is not sure."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import PurePosixPath

from reportgen.formats.ingest.moments import dates_in_name
from reportgen.model.diagnostic import warning

DATES_DIFFER = warning(
    "import-dates-differ",
    en="the text says {text}, the file name says {name}",
    zh="原文写的是 {text}，文件名写的是 {name}",
    hint_en="correct `start:` if the file name is right",
    hint_zh="如以文件名为准，请改正 `start:`",
)
DATE_FROM_NAME = warning(
    "import-date-from-name",
    en="date from the file name, the text names none",
    zh="日期取自文件名，原文没有写",
    hint_en="compare it with the original",
    hint_zh="请与原件核对",
)
DATE_FROM_NAME_DAY = warning(
    "import-date-from-name",
    en="date from the file name, the text says {text}",
    zh="日期取自文件名，原文写的是“{text}”",
    hint_en="compare it with the original",
    hint_zh="请与原件核对",
)
DATE_GIVEN = warning(
    "import-date-given",
    en="date given on the command line, the text names none",
    zh="日期由命令行给出，原文没有写",
    hint_en="compare it with the original",
    hint_zh="请与原件核对",
)
YEAR_FROM_NAME = warning(
    "import-year-from-name",
    en="year from the name of the file or its folder, the text says “{text}”",
    zh="年份取自文件或文件夹的名称，原文写的是“{text}”",
    hint_en="compare it with the original",
    hint_zh="请与原件核对",
)
DATE_UNSURE = warning(
    "import-date-unsure",
    en="“{text}” can be read in two ways",
    zh="“{text}”可以有两种读法",
    hint_en="write the right day at `start:`",
    hint_zh="请在 `start:` 写上正确的日期",
)

_YEAR = re.compile(r"(?<!\d)(20\d\d|19\d\d)(?!\d)")


def name_date(name: str) -> dt.date | None:
    """Return the date in the name of a file, or in that of its folder; None: there is none."""
    path = PurePosixPath(name)
    for part in (path.stem, path.parent.name):
        if found := next(dates_in_name(part), None):
            return found
    return None


def year_in_name(name: str) -> int | None:
    """Return the year in the name of a file, or in those of the two folders around it; None: there is none."""
    parts = PurePosixPath(name).parts[-3:]
    found = [int(year) for part in reversed(parts) for year in _YEAR.findall(part)]
    return found[0] if found else None
