"""What each output of a build was made from, so that the next build makes anew only what has changed.

A page is a function of what it looks at: the values it was given, what it asked of the site on the way, the
templates, their words, and the program. Where all of that is as it was, so is the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from reportgen.model.build import SHARED, Page, PlannedFile, PlannedPage, PlannedText, Way, looked_at
from reportgen.model.config import SiteConfig
from reportgen.model.digest import Digests
from reportgen.theme import Theme

LENGTH = 16
"""Hexadecimal digits of a digest that are kept: two values that share so many are as good as never met."""
BUNDLED = str(SiteConfig.model_fields["theme"].default)
"""The theme whose words say what another one leaves unsaid."""
_STEP = "\0"
_FROM_CONFIG = {"house", "roles"}
"""Names in a context whose values are made of the configuration and the program alone."""


@dataclass(frozen=True, slots=True)
class Trace:
    """What one output was made from."""

    parts: Mapping[str, str]
    """Digests by name: of what the page was given, of its templates and of their words."""
    seen: Mapping[str, str] = field(default_factory=dict)
    """Digests of what it looked at of the site, by the way to it."""
    templates: tuple[str, ...] = ()

    def as_values(self) -> list[Any]:
        """Return it as JSON has it."""
        return [dict(self.parts), dict(self.seen), list(self.templates)]

    @classmethod
    def of_values(cls, values: list[Any]) -> Trace:
        """Return what `as_values` gave; whatever else it gets may raise a TypeError or ValueError."""
        parts, seen, templates = values
        return cls(dict(parts), dict(seen), tuple(templates))


@dataclass(slots=True)
class Tracer:
    """Traces outputs, and finds what has changed of what they were made from."""

    theme: Theme
    digests: Digests = field(default_factory=Digests)
    _templates: dict[tuple[str, ...], str] = field(default_factory=dict)
    _sources: dict[str, str] = field(default_factory=dict)
    _words: dict[tuple[tuple[str, ...], str], str] = field(default_factory=dict)
    _ways: dict[tuple[int, str], str] = field(default_factory=dict)

    def trace(self, page: Page) -> Trace:
        """Return what a page that was just rendered is made from."""
        ways = (_STEP.join(way) for way in page.seen)
        seen = {way: self._seen(page.planned.context, way) for way in ways}
        return Trace(self._parts(page.planned, page.templates), seen, page.templates)

    def changed(self, planned: PlannedPage, before: Trace) -> tuple[str, ...]:
        """Return the names of what has changed since a page was made; (): it would be the same again."""
        context = planned.context
        parts = self._parts(planned, before.templates)
        return (
            *differing(parts, before.parts),
            *(_told(way) for way, digest in before.seen.items() if self._seen(context, way) != digest),
        )

    def trace_file(self, file: PlannedFile, theme: str) -> Trace:
        """Return what a file for another program is made from; `theme` has its words."""
        words = self._of_words((BUNDLED, theme), file.export.language)
        return Trace({"export": self.digest(file.export), "form": file.form, "words": words})

    def trace_text(self, text: PlannedText, site: object) -> Trace:
        """Return what a page as Markdown is made from; it may look at anything of the site."""
        own = {"view": self.digest(text.view), "site": self.digest(site), "root": str(text.links.root)}
        words = self._of_words((BUNDLED, text.theme), text.view.language)
        return Trace({**own, "words": words})

    def digest(self, value: object) -> str:
        """Return the digest of a value as traces have it."""
        return self.digests.of(value)[:LENGTH]

    def _parts(self, planned: PlannedPage, templates: tuple[str, ...]) -> dict[str, str]:
        parts = {"": self.digest(tuple(_plain(planned)))}
        for name, value in planned.context.items():
            if name not in SHARED and name not in _FROM_CONFIG and not _is_plain(value):
                parts[name] = self.digest(value)
        parts["templates"] = self._of_templates(templates)
        parts["words"] = self._of_words(planned.themes, planned.language)
        return parts

    def _of_templates(self, names: tuple[str, ...]) -> str:
        if names not in self._templates:
            self._templates[names] = self.digest(tuple(map(self._of_source, names)))
        return self._templates[names]

    def _of_source(self, name: str) -> str:
        if name not in self._sources:
            self._sources[name] = self.theme.digest(name)
        return self._sources[name]

    def _of_words(self, themes: tuple[str, ...], language: str) -> str:
        key = (themes, language)
        if key not in self._words:
            # An article may speak another language than the page around it.
            others = (self.theme.words_in(themes, tongue) for tongue in (language, "zh", "en"))
            self._words[key] = self.digest(tuple(dict(one) for one in others))
        return self._words[key]

    def _seen(self, context: Mapping[str, object], way: str) -> str:
        steps: Way = tuple(way.split(_STEP))
        key = (id(context.get(steps[0])), way)
        if key not in self._ways:
            self._ways[key] = self.digest(looked_at(context, steps))
        return self._ways[key]


def _plain(planned: PlannedPage) -> Iterator[object]:
    """Yield what a page is told in a word: its template, and the values that are no more than one."""
    yield from (planned.path, planned.template, planned.language, planned.themes)
    for name, value in sorted(planned.context.items()):
        if name not in SHARED and _is_plain(value):
            yield from (name, value)


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, str | int | float)


def differing(now: Mapping[str, str], before: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names whose digests are not what they were."""
    return tuple(name for name in dict.fromkeys((*now, *before)) if now.get(name) != before.get(name))


def _told(way: str) -> str:
    """Return a way as people read it: `site.meeting(road-2026-03).record.title`."""
    first, *steps = way.split(_STEP)
    return first + "".join(step if step.startswith(".") else f"({step[1:]})" for step in steps)
