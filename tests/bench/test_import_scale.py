"""What an import costs as a file grows: CPU per document at 1, 10 and 100 KB, for minutes, a speech and a register."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

import pytest

from reportgen.formats.ingest.naming import record_id
from reportgen.formats.ingest.reading import Asked, read_foreign
from reportgen.formats.ingest.writing import record_text

SIZES = {1_000: 40, 10_000: 8, 100_000: 2}
"""Bytes of a document, and how many are read: enough to be above the tick of the clock."""
DAY = dt.date(2026, 3, 5)
MOST = 3.0
"""Times the cost of a byte may grow between 10 and 100 KB before it is called more than linear."""


def markdown(number: int) -> str:
    return (
        f"## {number}. Road {number} beside the school\n\n"
        f"The surveyor reported that the ditch along road {number} floods after every heavy rain.\n\n"
        f"Decision: clear the ditch of road {number} before the summer\n\n"
        f"- [ ] Tom Reed to measure culvert {number} by 2026-04-{number % 28 + 1:02d}\n\n"
    )


def plain(number: int) -> str:
    return (
        f"议题{number}：第{number}号沟清淤\n"
        f"会议听取了水务站关于第{number}号沟淤积情况的汇报，讨论了清淤的先后次序。\n"
        f"会议决定：第{number}号沟于汛期前清完\n"
        f"待办：测量第{number}号涵洞（责任人：沈青禾，完成时限：2026-04-{number % 28 + 1:02d}）\n\n"
    )


def spoken(number: int) -> str:
    return (
        f"（{'一二三四五六七八九'[number % 9]}）抓好第{number}段清淤\n"
        f"一要全面排查第{number}段，由水务站牵头，4月底前完成。二要配齐物资，各村每周报送进展。"
        "三要总结去年的经验，把群众反映的问题逐条记下来。\n"
    )


def row(number: int) -> str:
    return f"{number},Clear ditch {number} beside the school,Tom Reed,2026-04-{number % 28 + 1:02d},open\n"


KINDS: dict[str, tuple[str, str, Callable[[int], str]]] = {
    "minutes.md": ("minutes.md", "# Roads Committee, 5 March 2026\n\nPresent: Ada Moss, Tom Reed\n\n", markdown),
    "minutes.txt": ("minutes.txt", "道路例会纪要\n时间：2026年3月5日\n出席：顾怀远、沈青禾\n\n", plain),
    "speech.txt": (
        "speech.txt",
        "在防汛工作会议上的讲话\n（2026年3月5日）\n鲁南山\n\n同志们：\n\n一、抓好清淤\n",
        spoken,
    ),
    "register.csv": ("register.csv", "No,Task,Owner,Due,Status\n", row),
}


def document(kind: str, size: int) -> bytes:
    """A document of about so many bytes, one paragraph after the other, no two the same."""
    _, head, paragraph = KINDS[kind]
    parts, length, number = [head], len(head.encode()), 0
    while length < size:
        number += 1
        parts.append(paragraph(number))
        length += len(parts[-1].encode())
    return "".join(parts).encode()


def cost_of(kind: str, size: int) -> float:
    """CPU seconds to read one document and spell its records; every one must be read."""
    content, count = document(kind, size), SIZES[size]
    begun = time.process_time()
    for _ in range(count):
        taken: set[str] = set()

        def naming(what: str, day: dt.date, *, alone: bool, taken: set[str] = taken) -> str:
            taken.add(given := record_id(what, day, name=kind, series=None, taken=taken, alone=alone))
            return given

        report = read_foreign(content, KINDS[kind][0], Asked(date=DAY, with_demands=True), naming)
        assert [record_text(draft) for draft in report.drafts]
    return (time.process_time() - begun) / count


@pytest.mark.bench
@pytest.mark.parametrize("kind", KINDS)
def test_the_cost_of_an_import_grows_with_the_file_and_no_faster(kind: str) -> None:
    cost_of(kind, 1_000)
    costs = {size: cost_of(kind, size) for size in SIZES}
    for size, cost in costs.items():
        print(f"{kind:<13} {size // 1000:>4} KB: {cost * 1000:8.2f} ms CPU each, {1 / cost:8.1f} documents a second")
    ratio = costs[100_000] / costs[10_000]
    print(f"{kind:<13} 100 KB cost {ratio:.1f} times what 10 KB cost")
    assert ratio <= 10 * MOST
