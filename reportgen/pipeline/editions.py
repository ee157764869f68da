"""Editions: what one of them is made of, and what it may say.

An open edition, one that does not hold everything, is made only of content without an error. What is wrong with the
rest is nobody's business who reads that edition: it says one constant line, and what it says besides is worked out
from what it holds alone.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.model.config import Edition
from reportgen.model.content import Content
from reportgen.model.diagnostic import Diagnostic, Severity, error
from reportgen.pipeline.reading import discreet, inspect, listed, spoiled, without
from reportgen.stages.check import OF_ONE_RECORD, check
from reportgen.stages.load import load_site
from reportgen.stages.project import project

UNKNOWN_EDITION = error(
    "unknown-edition",
    en="site.yaml declares no edition “{value}”",
    zh="site.yaml 没有声明版本“{value}”",
    hint_en="write one of: {known}",
    hint_zh="可以写：{known}",
)
EDITION_NOT_MADE = error(
    "edition-not-made",
    en="this edition was not made, and nothing of it was replaced",
    zh="这一版没有生成，原有文件都没有改动",
    hint_en="`reportgen check` without --edition says what is wrong",
    hint_zh="请运行不带 --edition 的 `reportgen check` 查看原因",
)


@dataclass(frozen=True, slots=True)
class Held:
    """What an edition is made of."""

    content: Content
    """Projected: nothing in it is kept from the readers."""
    edition: Edition
    withheld: tuple[str, ...]
    """Words of what is kept from them."""

    @property
    def is_open(self) -> bool:
        """Whether there are readers who may not read everything."""
        return not self.edition.holds_everything(self.content.site.access_levels)


def declared_editions(folder: Path) -> tuple[str, ...]:
    """Return the names of the editions that site.yaml declares; (): it declares none, or cannot be read."""
    site = load_site(folder)
    return tuple(one.id for one in site.editions) if site else ()


def is_open_edition(folder: Path, name: str | None) -> bool:
    """Whether an edition does not hold everything, or nobody can say."""
    site = load_site(folder)
    edition = (site.whole if name is None else site.edition(name)) if site else None
    return name is not None if site is None else edition is None or not edition.holds_everything(site.access_levels)


def hold(folder: Path, name: str | None, as_of: dt.date) -> tuple[Held | None, tuple[Diagnostic, ...]]:
    """Return what an edition is made of, and what may be said of it; None: it cannot be made.

    Args:
        folder: the content folder.
        name: of the edition; None: the one that holds everything.
        as_of: the day it is seen from.
    """
    content, findings = inspect(folder, as_of)
    if content is None:
        return None, findings if name is None else (EDITION_NOT_MADE.at(None),)
    edition = content.site.whole if name is None else content.site.edition(name)
    if edition is None:
        known = ", ".join(one.id for one in content.site.editions or (content.site.whole,))
        return None, (UNKNOWN_EDITION.at(None, value=name, known=known),)
    if edition.holds_everything(content.site.access_levels):
        projection = project(without(content, spoiled(findings)), edition)
        return Held(projection.content, edition, ()), findings
    if content.unreadable or any(one.severity is Severity.ERROR for one in findings):
        return None, (EDITION_NOT_MADE.at(None),)
    projection = project(content, edition)
    return Held(projection.content, edition, projection.withheld), _told(projection.content, as_of)


def _told(content: Content, as_of: dt.date) -> tuple[Diagnostic, ...]:
    """Return what may be said of an open edition: found in each record it holds, as code, record and field.

    Nothing of it is an error: the whole content has none, so what would be one comes of what is left out.
    """
    found = check(content, as_of, OF_ONE_RECORD)
    capped = (
        replace(one, severity_override=Severity.WARNING) if one.severity is Severity.ERROR else one for one in found
    )
    return discreet(listed(capped))


def inspect_edition(folder: Path, name: str | None, as_of: dt.date) -> tuple[Diagnostic, ...]:
    """Return what may be said of an edition, without building it; None: of the content as a whole."""
    try:
        return hold(folder, name, as_of)[1]
    # A traceback quotes what it stumbled over.
    except Exception:
        if is_open_edition(folder, name):
            return (EDITION_NOT_MADE.at(None),)
        raise
