"""Filters: how templates print the values they are given."""

from __future__ import annotations

import html
from functools import partial
from typing import Any

import jinja2

from reportgen.model.build import Links
from reportgen.text import language as words_of
from reportgen.text import markup, numbering, paragraphs
from reportgen.text.compose import Advances, part_name
from reportgen.theme.headings import headings
from reportgen.theme.lines import line_filters

READ_OF_THE_PAGE = frozenset(("at", "for_print", "language", "links", "unparted", "w"))
"""The names of what the filters read of the page they stand on."""


@jinja2.pass_context
def _prose(context: jinja2.runtime.Context, text: str | None, under: int = markup.UNDER) -> markup.Html:
    links, at = context["links"], context.get("at", "")
    return markup.to_html(text or "", asset=links.asset, link=partial(_file_address, links), under=under, at=at)


@jinja2.pass_context
def _inline(context: jinja2.runtime.Context, text: str | None, under: int = markup.UNDER) -> markup.Html:
    links, at = context["links"], context.get("at", "")
    return markup.to_inline(text or "", asset=links.asset, link=partial(_file_address, links), under=under, at=at)


@jinja2.pass_context
def _paragraph_numbers(
    context: jinja2.runtime.Context, blocks: markup.Html, item: int, after: int
) -> paragraphs.Numbered:
    return paragraphs.numbered(blocks, item, after, context.get("at", ""))


def _file_address(links: Links, name: str) -> str | None:
    """Return where a link to a file leads; a printed page holds its pictures, so those too have an address outside."""
    return links.to(name) if links.asset(name) else None


def _in_language(function: Any) -> Any:
    """Return a filter that speaks the language of the page, unless told another."""

    @jinja2.pass_context
    def speak(
        context: jinja2.runtime.Context, value: Any, *more: Any, language: str | None = None, **named: Any
    ) -> Any:
        return function(value, *more, language=language or context["language"], **named)

    return speak


def filters(faces: Advances | None = None) -> dict[str, Any]:
    """Return every filter by its name in templates.

    Args:
        faces: what the lines of official documents are measured by; None: they are left to the printer.
    """
    return {
        **line_filters(faces),
        "prose": _prose,
        "inline": _inline,
        "paragraph_numbers": _paragraph_numbers,
        "plain": markup.to_plain,
        "headings": headings,
        "long_date": _in_language(words_of.long_date),
        "short_date": words_of.short_date,
        "time_of_day": words_of.time_of_day,
        "time_span": _in_language(words_of.time_span),
        "join_list": _in_language(words_of.join_list),
        "aligned_name": words_of.aligned_name,
        "name_parts": part_name,
        "numbered": lambda pattern, issue: numbering.document_number(pattern, issue.number, issue.year),
        # What a macro returns is escaped: to count its characters they have to be those that are printed.
        "unescaped": lambda words: html.unescape(str(words)),
        "in_latin": _in_language(markup.in_latin),
        "led": markup.led,
        "ended": _in_language(markup.ended),
        "tier_number": _in_language(numbering.heading_number),
        "ordinal": _in_language(lambda number, language: numbering.heading_number((number,), language=language)),
    }
