"""Compose: paragraphs and titles broken into lines on the grid of an official page, from the widths of its faces.

WeasyPrint fills lines at spaces only, so lines of Chinese end where they end. Here every line of a paragraph is
chosen so that none begins or ends with a mark that must not, no number leaves what it counts, and the white that
fills it stands between Chinese characters.

    measure     what a line is measured by: advances, the shape of a paragraph
    characters  which marks begin or end no line; what a reader counts as one character
    runs        HTML of a paragraph as characters, each with its elements and its width
    together    numbers, dates, masks and names that stay whole
    breaks      where lines may end, and what ending there costs
    fit         the best of all ways to end them
    typeset     lines as HTML
    paragraph   one paragraph
    blocks      the paragraphs and items of a longer text
    table       what stays on one line in tables
    sense       how well a title or a name can be parted at a place
    title       titles in lines
    whole       what stays on one line of words that are left to a browser
"""

from __future__ import annotations

from reportgen.text.compose.blocks import compose_blocks
from reportgen.text.compose.breaks import Hyphenate
from reportgen.text.compose.measure import Advances, Measure, Ruler
from reportgen.text.compose.paragraph import compose_ink
from reportgen.text.compose.runs import IN_LATIN
from reportgen.text.compose.sense import part_name
from reportgen.text.compose.table import hold_cells
from reportgen.text.compose.title import compose_title
from reportgen.text.compose.together import Bond
from reportgen.text.compose.whole import keep_whole

__all__ = [
    "IN_LATIN",
    "Advances",
    "Bond",
    "Hyphenate",
    "Measure",
    "Ruler",
    "compose_blocks",
    "compose_ink",
    "compose_title",
    "hold_cells",
    "keep_whole",
    "part_name",
]
