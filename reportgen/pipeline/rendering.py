"""Rendering many pages: on all cores, where there are enough of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from reportgen.model.build import Page, PlannedPage
from reportgen.shares import shared_out
from reportgen.stages.render import render
from reportgen.theme import Theme


def rendered(pages: Sequence[PlannedPage], theme: Theme, jobs: int) -> Iterator[Page]:
    """Yield pages as they are rendered, in their order.

    Raises:
        ReportgenError: a template is missing or has a mistake.
    """
    # One of each template is rendered here first, so that forks find every template compiled.
    first = {planned.template: number for number, planned in reversed(tuple(enumerate(pages)))}
    here = {number: render(pages[number], theme) for number in sorted(first.values())}
    rest = [number for number in range(len(pages)) if number not in here]
    answers = shared_out(lambda place: _spelled(render(pages[rest[place]], theme)), len(rest), jobs)
    for number, planned in enumerate(pages):
        yield here[number] if number in here else _page(planned, next(answers))


def _spelled(page: Page) -> bytes:
    return json.dumps([page.html, page.seen, page.templates]).encode()


def _page(planned: PlannedPage, spelled: bytes) -> Page:
    html, seen, templates = json.loads(spelled)
    return Page(planned, html, tuple(tuple(way) for way in seen), tuple(templates))
