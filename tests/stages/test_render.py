"""A planned output and a theme make a page."""

from __future__ import annotations

from pathlib import Path

from reportgen.model.build import Links, PlannedPage
from reportgen.stages.render import render
from reportgen.theme import Theme
from tests.small_site import write


def test_a_page_is_its_template_with_its_context_and_the_words_of_its_themes(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "a/p.html.j2": "{{ w.hello }}, {{ name }} {{ links.to('x') }}",
            "a/theme.yaml": "words: {hello: {zh: 你好, en: Hi}}",
        },
    )
    planned = PlannedPage("p.html", "a/p.html.j2", "zh", {"name": "<顾怀远>", "links": Links(None, {})}, ("a",))
    page = render(planned, Theme(tmp_path))
    assert page.html == "你好, &lt;顾怀远&gt; None"
    assert page.planned is planned
