"""Codes: every code a finding can have. People write them in site.yaml and search for them, so none is ever renamed."""

from __future__ import annotations

_CODES = """
access-missing access-opens action-without-due action-without-owner agenda-late alias already-on-record
ambiguous-name anchor approved-elsewhere asset-too-large asset-type bad-answer bad-asset bad-base-url bad-colour
bad-date bad-digest bad-escape bad-file-name bad-id bad-link bad-moment bad-number bad-reference bad-time
bad-value bad-zone borrowed-font bracket-not-closed briefing-selects-nothing cannot-add-event cannot-open-folder
cannot-read closed-without-evidence closed-without-verifier closed-words-found closed-words-open
closing-is-closed closing-mark closing-mark-lookalike closing-mark-nested closing-mark-unpaired colon-in-value
colon-without-space comma-in-text continued-but-live continues-in-a-circle cut-by-comment dash-in-value
decision-without-action directive due-before-opening due-words-without-date duplicate-font-face duplicate-key
edition-in-part edition-not-made empty-entry empty-file empty-key empty-text ended-already ended-then-live
ends-before-start event-to-come file-differs file-extra file-is-none file-missing file-too-big file-unreadable
font-format font-too-large font-unreadable forbidden-character formula-without-value full-width-colon gap-in-ids
image-damaged image-format image-misnamed image-not-an-asset image-svg image-too-large image-too-many-pixels
image-unreadable import-again import-character import-closing-differs import-cut import-date-from-name
import-date-given import-date-unsure import-dates-differ import-empty import-encoding import-encoding-unknown
import-marks-too-high import-meeting-from-above import-news-before-meeting import-no-closing-date import-no-date
import-no-speaker import-no-title import-not-a-register import-not-a-text import-not-checked
import-original-changed import-present-and-excused import-record-too-big import-record-unsound
import-several-leads import-state-unknown import-title-from-name import-title-made-up import-too-big
import-too-many-lines import-word-file import-year-from-name import-zone-guessed incomplete-register
indented-too-deep key-not-text key-too-long key-without-colon label-again label-alone label-gap label-late
label-level line-without-key link-refused list-expected lookalike-in-key manifest-damaged manifest-missing
manifest-outside marking-too-long mask-without-quotes mend-first merge-key merged-into-ended minutes-late
missing-glyph missing-key missing-kind more-findings needs-quotes nested-too-deep newer-format no-date
no-site-file no-such-asset no-such-date not-a-file not-a-mapping not-a-workbook not-an-image not-ended not-text
not-utf-8 old-line-ends overdue-without-update overtaken owner-out-of-office packed-too-tightly pale-accent
past-the-edge print-died print-failed print-out-of-memory print-refused-address print-too-long print-warning
quote-not-closed raw-html record-unreadable reported-not-verified reserved-file-name reserved-id
results-without-meeting row-too-long run-too-long same-asset-name same-edition-id same-id same-part-id
same-party-id same-series-id seal-damaged seal-not-approved seal-not-built seal-out-of-order
sealed-record-changed sealed-record-gone seals-of-no-edition second-document several-names shown-after-takedown
since-not-earlier split-but-live state-secret state-secret-open stray-file stray-record substituted-font
substituted-role tab-indentation table-too-large table-too-wide tag text-too-long title-lines-differ too-deep
too-few too-many-brackets too-many-combining-marks too-many-headings too-many-keys too-many-lines too-many-marks
too-many-values unit-without-head unknown-access unknown-action unknown-briefing unknown-decision
unknown-edition unknown-item unknown-key unknown-kind unknown-meeting unknown-milestone unknown-name
unknown-owner unknown-person unknown-question unknown-reason unknown-record unknown-rule unknown-series
unknown-tag unknown-unit unknown-word unlisted-language unplaced-lines unreadable unseen-in-key update-after-end
update-after-record update-before-opening update-out-of-order vague-due vote-does-not-add-up words-after-quote
workbook-parts-left workbook-too-big wrong-encoding wrong-folder wrong-indentation
"""
CODES = frozenset(_CODES.split())
"""A list and no registry: `rules` may not import the rooms above it. A test holds it against all the rooms."""
