"""render: a planned output and a theme → a `Page`. Jinja only."""

from __future__ import annotations

from reportgen.model.build import Page, PlannedPage
from reportgen.theme import Theme


def render(planned: PlannedPage, theme: Theme) -> Page:
    """Return the page as HTML, CSS or XML text.

    Raises:
        ReportgenError: the template is missing or has a mistake.
    """
    return Page(planned, theme.render(planned.template, planned.language, planned.context, themes=planned.themes))
