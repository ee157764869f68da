"""render: a planned output and a theme → a `Page`. Jinja only."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from reportgen.model.build import Page, PlannedPage
from reportgen.stages.render.looking import Looking
from reportgen.theme import Theme

_LOOKING: WeakKeyDictionary[Theme, Looking] = WeakKeyDictionary()
"""What the pages of a theme look through: macros that are the same for many pages see the same."""


def render(planned: PlannedPage, theme: Theme) -> Page:
    """Return the page as HTML, CSS or XML text, with what it was made from.

    Raises:
        ReportgenError: the template is missing or has a mistake.
    """
    looking = _LOOKING.setdefault(theme, Looking())
    with theme.noting() as templates:
        context = looking.through(planned.context)
        html = theme.render(planned.template, planned.language, context, themes=planned.themes)
    return Page(planned, html, tuple(sorted(looking.seen)), tuple(sorted(templates)))
