"""A small sound site in two languages, to be broken in one place at a time."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from PIL import Image

from reportgen.formats.yaml import read_document, validate
from reportgen.model.content import Content
from reportgen.model.diagnostic import Diagnostic
from reportgen.model.meeting import Minutes, Record, Updates
from reportgen.model.shape import Shape
from reportgen.model.site import Meeting, Site
from reportgen.stages.load import load
from reportgen.stages.resolve import resolve

AS_OF = dt.date(2026, 6, 30)

SITE = """\
format: 1
title: {zh: 纪要汇编, en: Collected minutes}
organisation: {zh: 综合办公室, en: General Office}
languages: [en, zh]
time-zone: Asia/Shanghai
base-url: https://minutes.example.org
series:
  - id: works
    title: {zh: 工程例会, en: Works meeting}
    lang: zh
    place: 二楼会议室
    roster:
      chair: 顾怀远
      quorum: 2
      members: [{who: 顾怀远, role: 组长}, 沈青禾, {who: 陆一鸣, unit: site-office}]
      in-attendance: [{who: 白露, role: 记录员}]
  - id: board
    title: Garden Board
    time-zone: Europe/London
"""

PEOPLE = """\
people:
  - {id: gu, name: 顾怀远, aliases: [顾组长], posts: [{role: 组长, unit: works-office, from: 2025-01-01}]}
  - id: shen
    name: 沈青禾
    posts:
      - {role: 干事, unit: works-office, until: 2026-01-31}
      - {role: 科长, unit: works-office, from: 2026-02-01}
  - {id: lu, name: 陆一鸣}
  - {id: bai, name: 白露}
  - {id: hale, name: Imogen Hale, posts: [Convenor]}
units:
  - {id: works-office, name: 工程办, aliases: [工程处], names: [{name: 工程科, until: 2026-01-31}]}
  - {id: site-office, name: 工地办}
"""

FIRST = """\
kind: minutes
series: works
title: 工程例会第一次会议
start: 2026-01-15 09:00
end: 2026-01-15 10:30
minutes: approved
access: public
chair: 顾怀远
attendance:
  present: [顾怀远, {who: 沈青禾, from: "09:20"}]
  apologies: [{who: 陆一鸣, deputy: 白露}]
agenda:
  - id: drains
    title: 排水
    discussion: |
      会议听取了排水情况。

      ![剖面](assets/drain.png)
    decisions:
      - {id: d1, text: 先清后修}
    actions:
      - {id: a1, task: 清理一号沟, lead: 工程办, owner: 沈青禾, due: 2026-02-10, due-words: 开工前}
    left-over:
      - {id: q1, text: 经费来源}
  - title: 其他
actions:
  - {id: a2, task: 编制台账, owner: [陆一鸣], due: 2026-12-31}
next-meeting: 2026-02-12 09:00
"""

SECOND = """\
kind: minutes
series: works
title: 工程例会第二次会议
start: 2026-02-12 09:00
minutes: draft
access: internal
chair: 顾组长
attendance:
  present: [顾怀远, 沈青禾]
previous-minutes: works-1
agenda:
  - label: 第一项
    title: 排水
    decisions:
      - {id: d1, text: 改为先修后清, supersedes: works-1/d1, answers: works-1/q1}
updates:
  - {action: works-1/a1, state: in-progress, due: 2026-03-10, note: 完成过半}
"""

THIRD = """\
kind: minutes
series: works
title: 工程例会第三次会议
start: 2026-07-09 09:00
status: planned
access: internal
"""

GARDEN = """\
kind: minutes
series: board
title: Garden Board, March
start: 2026-03-05 18:00
access: public
chair: Imogen Hale
papers: assets/plan.pdf
agenda:
  - title: Hedges
    items:
      - title: North side
        decisions:
          - id: d1
            text: That the plan be adopted
            vote: {counts: {for: 2, against: 1}, members: {Imogen Hale: against}}
"""

UPDATE = """\
kind: updates
date: 2026-03-20
by: 白露
updates:
  - {action: works-1/a1, date: 2026-03-18, state: closed, note: 已清理, no-evidence: 现场查看, verified-by: 顾怀远}
"""

SPEECH = """\
kind: speech
title: 在工程例会上的讲话
speaker: 顾怀远
date: 2026-02-12
meeting: works-2
series: works
access: public
parts:
  - {label: 一、, title: 抓紧排水, parts: [{label: 一要, text: 由***负责}]}
"""


def png(width: int = 4, height: int = 3) -> bytes:
    """A picture."""
    stream = io.BytesIO()
    Image.new("RGB", (width, height), (10, 20, 30)).save(stream, "PNG")
    return stream.getvalue()


def sound_files() -> dict[str, str | bytes]:
    """Every file of the site, by its path from the content folder."""
    return {
        "site.yaml": SITE,
        "people.yaml": PEOPLE,
        "meetings/works/works-1.yaml": FIRST,
        "meetings/works/works-2.yaml": SECOND,
        "meetings/works/works-3.yaml": THIRD,
        "meetings/garden-1.yaml": GARDEN,
        "updates/march.yaml": UPDATE,
        "speeches/drains.yaml": SPEECH,
        "assets/drain.png": png(),
        "assets/plan.pdf": b"%PDF-1.4\n%%EOF\n",
    }


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder and return it."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def write_site(folder: Path, changes: Mapping[str, str | bytes] | None = None) -> Path:
    """Write the sound site, with files of its own instead or besides, and return its content folder."""
    return write(folder, sound_files() | dict(changes or {}))


def content_of(folder: Path) -> Content:
    """Everything below a content folder that has no errors."""
    content, problems = load(folder)
    assert content is not None
    assert problems == ()
    return content


def site_of(folder: Path, as_of: dt.date = AS_OF) -> Site:
    """The resolved site of a content folder that has no errors."""
    return resolve(content_of(folder), as_of)


def meeting_of(folder: Path, identity: str, as_of: dt.date = AS_OF) -> Meeting:
    """One resolved meeting of a content folder that has no errors."""
    meeting = site_of(folder, as_of).meeting(identity)
    assert meeting is not None
    return meeting


def record_of(shape: type[Shape], text: str, **given: object) -> Shape:
    """A record from YAML that is sound."""
    record, problems = validate(read_document(text.encode(), "a.yaml"), shape, **given)
    assert problems == ()
    assert record is not None
    return record


def minutes(text: str, identity: str = "m1") -> Minutes:
    """The record of a meeting; kind, title and start need not be typed."""
    head = "kind: minutes\n" + "".join(
        f"{key}: {value}\n"
        for key, value in (("title", "会议"), ("start", "2026-01-15"))
        if f"\n{key}:" not in f"\n{text}"
    )
    record = record_of(Minutes, head + text, id=identity)
    assert isinstance(record, Minutes)
    return record


def updates(text: str, identity: str) -> Updates:
    """The record of what happened between meetings."""
    record = record_of(Updates, "kind: updates\n" + text, id=identity)
    assert isinstance(record, Updates)
    return record


def gathered(*records: Record, site: str = SITE) -> Content:
    """Content made of records, without files."""
    from reportgen.model.config import SiteConfig

    config = record_of(SiteConfig, site)
    assert isinstance(config, SiteConfig)
    return Content(config, records=tuple(sorted(records, key=lambda one: one.id)))


def told(findings: Iterable[Diagnostic]) -> list[str]:
    """Findings as `path:line:column code`, in order."""
    return sorted(f"{place_of(one)} {one.code}" for one in findings)


def place_of(finding: Diagnostic) -> str:
    """The place of a finding as editors read it."""
    span = finding.span
    if span is None:
        return "-"
    return ":".join([span.path, *(str(number) for number in (span.line, span.column) if number)])
