"""The page of a record as Markdown: the same words as its web page, for archives and for forges that keep text."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.formats.pages.minutes import minutes_page
from reportgen.formats.pages.setting import Setting
from reportgen.formats.pages.speech import speech_page
from reportgen.model.build import Links
from reportgen.model.site import Address, Meeting, Site

__all__ = ["markdown_page"]


def markdown_page(view: Meeting | Address, site: Site, links: Links, words: Mapping[str, str]) -> str:
    """Return the page of a record in CommonMark, with task lists and tables, ending in one line end.

    It holds what the record says. Lists made of other records, such as the open actions of earlier meetings, stand
    on the web page and in the PDF alone, and nothing stands here that the web page does not show.

    Args:
        view: a meeting or a speech as its page shows it.
        site: where the other meetings it names are found.
        links: what leads from its folder to other files of the edition.
        words: the printed words of its language.
    """
    setting = Setting(words, view.language, site, links, view.id, view.record.date)
    blocks = minutes_page(view, setting) if isinstance(view, Meeting) else speech_page(view, setting)
    return "\n\n".join(blocks) + "\n"
