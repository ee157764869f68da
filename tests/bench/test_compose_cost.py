"""What composed lines cost beside lines as they come: the same speech rendered and printed each way, in turn.

A page of lines as they come holds 21 of them, since Latin digits make a line higher, so it is no page of the grid; with
22 it takes an element around the words of each paragraph, as it does wherever nothing composes.
"""

from __future__ import annotations

import random
import re
import statistics
import time
from collections.abc import Callable

import pytest

from reportgen.model.build import PrintJob
from reportgen.model.config import SiteConfig
from reportgen.model.content import Content
from reportgen.model.meeting import Speech
from reportgen.stages.plan import plan
from reportgen.stages.print import print_page
from reportgen.stages.render import render
from reportgen.stages.resolve import resolve
from reportgen.theme import Theme
from tests.page.official import DAY, SITE, faces, font_files

ROUNDS = 5
CLAUSES = (
    "会议听取了各镇汛前涵洞排查情况汇报", "各责任单位对照清单逐项推进", "3月底前完成K3+200至K5+600段边沟清理",
    "并于每月25日前报送照片", "由县公路养护中心汇总后报县政府办公室", "逐项销号", "不得遗漏", "排查涵洞248处",
    "整改率85.1%", "有关情况按照府办发〔2026〕5号文件的规定报送", "对整改不力的单位", "周明同志每24小时调度一次",
    "由督查室下达督办通知单（第3次）", "坚持“一处一策”", "分类施策", "压实责任", "汛期将至", "由交通局牵头、水利局配合",
    "资金由县财政局统筹安排", "确保4月30日前全面完成",
)  # fmt: skip


def text() -> str:
    """About 22 pages; the same in every run."""
    dice = random.Random(9704)

    def paragraph(clauses: int) -> str:
        return "".join(dice.choice(CLAUSES) + dice.choice("，，，，。；") for _ in range(clauses))[:-1] + "。"

    return "\n\n".join(paragraph(dice.choice((6, 12, 20, 30))) for _ in range(68))


def on_the_grid(html: str) -> str:
    """Return a page with 22 lines a page too: a face beside the first does not make a line higher."""
    return re.sub("<p>(.*?)</p>", r'<p><span class="gw-flat">\1</span></p>', html)


@pytest.mark.bench
def test_composed_pages_beside_plain_ones(capsys: pytest.CaptureFixture[str]) -> None:
    speech = Speech.model_validate(
        {"id": "talk", "kind": "speech", "title": "讲话", "speaker": "周立", "date": "2026-05-22", "access": "public",
         "series": "roads", "opening": text()}
    )  # fmt: skip
    content = Content(site=SiteConfig.model_validate(SITE), records=(speech,), assets={})
    pages = plan(resolve(content, DAY), edition="full", outputs={"pdf"}).pages
    (planned,) = [one for one in pages if one.record == "talk" and one.for_print]

    def seconds(theme: Theme, finish: Callable[[str], str]) -> tuple[float, float, int]:
        """CPU seconds of rendering and of printing, and the number of pages."""
        begun = time.process_time()
        html = finish(render(planned, theme).html)
        rendered = time.process_time()
        printed = print_page(PrintJob(html, font_files()))
        return rendered - begun, time.process_time() - rendered, printed.pages

    ways: dict[str, tuple[Theme, Callable[[str], str]]] = {
        "composed": (Theme(faces=faces()), str),
        "plain on the grid": (Theme(), on_the_grid),
        "plain off the grid": (Theme(), str),
    }
    taken = {name: [seconds(*way)] for name, way in ways.items()}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            taken[name].append(seconds(*way))
    medians = {
        name: [statistics.median(one) for one in zip(*rounds[1:], strict=True)] for name, rounds in taken.items()
    }
    whole = {name: rendering + printing for name, (rendering, printing, _) in medians.items()}
    a_page = {name: whole[name] / medians[name][2] for name in whole}
    with capsys.disabled():
        for name, (rendering, printing, count) in medians.items():
            print(f"\n{name:<18} {count:.0f} pages: render {rendering:.3f} s, print {printing:.3f} s", end="")
            print(f", {1000 * a_page[name]:.1f} ms a page", end="")
            words, page = whole["composed"] / whole[name], a_page["composed"] / a_page[name]
            print(f"; composed takes {words:.2f} for the same words, {page:.2f} a page", end="")
    # Full lines take fewer pages.
    assert medians["composed"][2] < medians["plain on the grid"][2] < medians["plain off the grid"][2]
