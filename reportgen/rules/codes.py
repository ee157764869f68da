"""Codes: every code a finding can have. People write them in site.yaml and search for them, so none is ever renamed."""

from __future__ import annotations

_CODES = """
access-below-record alias already-on-record ambiguous-name anchor asset-too-large asset-type bad-answer
bad-asset bad-base-url bad-colour bad-date bad-escape bad-file-name bad-id bad-link bad-moment bad-number
bad-reference bad-time bad-value bad-zone borrowed-font bracket-not-closed briefing-not-printed
cannot-open-folder cannot-read closing-mark colon-in-value colon-without-space cut-by-comment dash-in-value
directive duplicate-font-face duplicate-key empty-entry empty-file empty-key empty-text ends-before-start
file-too-big forbidden-character full-width-colon image-damaged image-format image-misnamed image-not-an-asset
image-svg image-too-large image-too-many-pixels image-unreadable indented-too-deep key-not-text key-too-long
line-without-key link-refused list-expected lookalike-in-key mask-without-quotes merge-key missing-glyph
missing-key missing-kind more-findings needs-quotes nested-too-deep newer-format no-date no-site-file
no-such-asset no-such-date not-a-file not-a-mapping not-an-image not-text not-utf-8 old-line-ends print-died
print-failed print-out-of-memory print-refused-address print-too-long print-warning quote-not-closed raw-html
reserved-file-name reserved-id results-without-meeting row-too-long run-too-long same-asset-name same-id
same-part-id same-party-id same-series-id second-document several-names stray-file stray-record substituted-font
tab-indentation table-too-large table-too-wide tag text-too-long too-deep too-few too-many-brackets
too-many-combining-marks too-many-headings too-many-keys too-many-lines too-many-marks too-many-values
unknown-access unknown-action unknown-decision unknown-item unknown-key unknown-kind unknown-meeting
unknown-name unknown-person unknown-question unknown-record unknown-rule unknown-series unknown-word
unlisted-language unreadable unseen-in-key update-after-record update-before-opening update-out-of-order
vote-does-not-add-up words-after-quote wrong-encoding wrong-folder wrong-indentation
"""
CODES = frozenset(_CODES.split())
"""A list and no registry: `rules` may not import the rooms above it. A test holds it against all the rooms."""
