"""A small register, as the pages show it, and what reads them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from reportgen.model.build import PlannedPage
from reportgen.model.config import FULL, Edition, SiteConfig
from reportgen.model.content import Content
from reportgen.model.party import People
from reportgen.stages.plan import plan
from reportgen.stages.project import project
from reportgen.stages.render import render
from reportgen.stages.resolve import resolve
from reportgen.theme import Theme
from tests.templates.test_site import Element, Reader, elements, record, words_of

AS_OF = dt.date(2026, 6, 30)
LANGUAGES = ("zh", "en")
WORDS = words_of("briefing") | words_of("site")

SITE: dict[str, Any] = {
    "title": {"zh": "会议纪要", "en": "Minutes"},
    "organisation": {"zh": "河湾县档案室", "en": "Hewan County Records"},
    "series": [
        {"id": "roads", "title": {"zh": "道路联席会议", "en": "Joint Meeting on Roads"}, "lang": "zh"},
        {"id": "board", "title": "Harbour Library Board", "lang": "en"},
    ],
}
PEOPLE: dict[str, Any] = {
    "people": [
        {"id": "han", "name": "韩冬", "posts": [{"unit": "works", "role": "站长"}]},
        {"id": "qiao", "name": "乔立"},
        {"id": "wren", "name": "Hilda Wren"},
    ],
    "units": [{"id": "works", "name": "养护站"}, {"id": "water", "name": "水利科"}, {"id": "police", "name": "交警队"}],
}
FIRST: dict[str, Any] = {
    "id": "roads-1", "series": "roads", "title": "道路联席会议第一次会议", "start": "2026-01-12 14:30",
    "issue": {"number": "4", "year": "2026"},
    "agenda": [{
        "id": "drains", "title": "城南排水",
        "decisions": [{"id": "d1", "text": "同意分两期施工。"}, {"id": "d2", "text": "每周一报。"}],
        "actions": [
            {"id": "a1", "task": "清理城南排水沟", "lead": "养护站", "support": "水利科", "owner": "韩冬",
             "supervisor": "乔立", "due": "2026-05-30", "carries-out": "d1",
             "milestones": [{"text": "清淤过半", "due": "2026-03-01"}, {"text": "清淤完毕", "due": "2026-05-01"}]},
            {"id": "a2", "task": "编制涵洞台账", "owner": "秦岭", "due-words": "汛期前"},
            {"id": "a3", "task": "会商沟渠归属"},
            {"id": "a4", "task": "更换井盖 <20> 只", "lead": "水利科", "due": "2026-03-31", "carries-out": "d1"},
        ],
    }],
}  # fmt: skip
SECOND: dict[str, Any] = {
    "id": "roads-2", "series": "roads", "title": "道路联席会议第二次会议", "start": "2026-06-11 14:30",
    "decisions": [{"id": "d1", "text": "改为一期施工。", "supersedes": "roads-1/d1", "rescinds": "roads-1/d2"},
                  {"id": "d2", "text": "不设夜班。", "outcome": "defeated"}],
    "actions": [
        {"id": "a1", "task": "接通末段涵管", "lead": "养护站", "due": "2026-07-02", "continues": "roads-1/a4"},
        {"id": "a2", "task": "修补人行道", "lead": "交警队", "due": "2026-06-20"},
    ],
    "updates": [{"action": "roads-1/a1", "due": "2026-07-20", "note": "雨后再清", "reached": "清淤过半"}],
}  # fmt: skip
BOARD: dict[str, Any] = {
    "id": "board-1", "series": "board", "title": "Harbour Library Board, May", "start": "2026-05-19 18:00",
    "actions": [{"id": "a1", "task": "Order the shelves", "owner": "Hilda Wren", "due": "2026-08-01"}],
}  # fmt: skip
LAST_YEAR: dict[str, Any] = {
    "id": "board-0", "series": "board", "title": "Harbour Library Board, May 2025", "start": "2025-05-20 18:00",
    "actions": [{"id": "a1", "task": "Mend the lamp", "owner": "Hilda Wren", "due": "2025-06-01"}],
}  # fmt: skip
BETWEEN: dict[str, Any] = {
    "id": "roads-between", "date": "2026-05-20",
    "updates": [
        {"action": "roads-1/a1", "date": "2026-05-18", "state": "in-progress", "due": "2026-06-29"},
        {"action": "roads-1/a4", "date": "2026-05-15", "state": "closed", "verified-by": "乔立", "note": "全部换好"},
        {"action": "board-0/a1", "date": "2025-06-03", "state": "closed", "verified-by": "Hilda Wren"},
    ],
}  # fmt: skip
LATE_SPEECH: dict[str, Any] = {
    "id": "autumn", "title": "在秋季养护会上的讲话", "speaker": "韩冬", "date": "2026-10-08",
    "parts": [{"label": "一、", "title": "早准备"}],
}  # fmt: skip
EVERYTHING = (FIRST, SECOND, BOARD, LAST_YEAR, BETWEEN)
ACTIONS = {
    "roads-1/a1",
    "roads-1/a2",
    "roads-1/a3",
    "roads-1/a4",
    "roads-2/a1",
    "roads-2/a2",
    "board-1/a1",
    "board-0/a1",
}


def content(*records: Mapping[str, Any], language: str = "zh", **site: Any) -> Content:
    config = SiteConfig.model_validate({**SITE, "languages": [language, *LANGUAGES], **site})
    people = People.model_validate(PEOPLE)
    return Content(config, people, tuple(record(one) for one in sorted(records, key=lambda one: str(one["id"]))))


def planned(read: Content, as_of: dt.date = AS_OF, outputs: tuple[str, ...] = ("html", "pdf")) -> list[PlannedPage]:
    return list(plan(resolve(project(read, Edition(id=FULL)).content, as_of), edition=FULL, outputs=set(outputs)).pages)


def made(*records: Mapping[str, Any], language: str = "zh", as_of: dt.date = AS_OF, **site: Any) -> dict[str, str]:
    """Every page made of all records, by its path."""
    theme = Theme()
    found = planned(content(*records, language=language, **site), as_of)
    return {page.path: render(page, theme).html for page in found if page.record is None}


def word(key: str, language: str, **blanks: Any) -> str:
    return WORDS[key][language].format(**blanks)


def row(html: str, task: str) -> list[Element]:
    """The cells of the row of one action."""
    found = Reader(html).elements
    (head,) = [one for one in found if one.tag == "th" and task in one.text]
    owner = head.parents[-1]
    return [one for one in found if one.parents and one.parents[-1] is owner]


def cell(html: str, task: str, label: str) -> str:
    (found,) = [one for one in row(html, task) if one.attributes.get("data-label") == label]
    return " ".join(found.text.split())


def article(html: str) -> str:
    return html[html.index("<article") : html.index("</article>") + len("</article>")]


FURNITURE = re.compile(r'<nav class="tools".*?</nav>|<form.*?</form>|<p class="documents">.*?</p>', re.DOTALL)
"""What helps on a screen and is not part of the words."""


def said(html: str) -> list[str]:
    """The words of an article in order, without its furniture."""
    (whole,) = elements(FURNITURE.sub("", article(html)), "article", lang={"zh": "zh-CN", "en": "en-GB"}[code_of(html)])
    return whole.text.split()


def code_of(html: str) -> str:
    (page,) = elements(html, "html")
    return page.attributes["lang"][:2]
