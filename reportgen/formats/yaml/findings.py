"""Findings of one file: in the order of the page, and never so many that nobody reads them."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.model.diagnostic import Diagnostic, error
from reportgen.model.source import Span

MOST_FINDINGS = 20
"""Findings listed for one file; the rest is counted in one line."""

MORE_FINDINGS = error(
    "more-findings",
    en="there are at least {count} more findings in this file",
    zh="本文件至少还有 {count} 处问题",
    hint_en="put right what is listed and run again",
    hint_zh="请先改正以上各处，再运行一次",
)


def in_order(findings: Iterable[Diagnostic], uncounted: int = 0) -> tuple[Diagnostic, ...]:
    """Return the findings by place, the first ones in full and the rest as a number.

    Args:
        findings: all of one file.
        uncounted: how many more there are beside `findings`.
    """
    ordered = sorted(findings, key=lambda one: (_place(one), one.code))
    kept, rest = ordered[:MOST_FINDINGS], ordered[MOST_FINDINGS:]
    if not (count := len(rest) + uncounted):
        return tuple(kept)
    return (*kept, MORE_FINDINGS.at((rest or kept[-1:])[0].span, count=count))


def _place(finding: Diagnostic) -> Span:
    return finding.span or Span("")
