"""Which outputs stand: what they were made from is as it was, and so is their file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportgen.disk.marks import mark_of
from reportgen.model.build import PlannedPage
from reportgen.pipeline.before import Before, Output
from reportgen.pipeline.tracing import Trace, Tracer, differing

NEW = ("new",)
"""Why an output is made that the build before did not make."""
TAMPERED = ("file",)
"""Why one is made whose file is not as the build before left it."""


@dataclass(slots=True)
class Standing:
    """What stands of the build before, and why the rest has to be made anew."""

    before: Before
    tracer: Tracer
    folder: Path
    circumstances: Mapping[str, str]
    """What every page of this build is made with."""
    printed_with: Mapping[str, str]
    """What every printed page is made with besides."""
    may_stand: Callable[[str, str | None], bool]
    """Whether the file at a path, of a record or of all, is worth keeping."""
    outputs: dict[str, Output] = field(default_factory=dict)
    """Those that stand, by path."""
    reasons: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Why the others do not, by path."""
    _pages: dict[int, tuple[PlannedPage, Output | None]] = field(default_factory=dict)
    """What was found of planned pages, by their ids, with the pages themselves, so that no other comes to have one."""

    def page(self, planned: PlannedPage) -> Output | None:
        """Return a page that would be the same again; None: it has to be made, and `reasons` says why."""
        known = self._pages.get(id(planned))
        if known is None:
            output = self._look(
                planned.path,
                planned.record,
                lambda before: self.tracer.changed(planned, before),
                self._changed_for_all(for_print=planned.for_print),
            )
            known = self._pages[id(planned)] = (planned, output)
        return known[1]

    def file(self, path: str, record: str | None, trace: Trace) -> Output | None:
        """Return a file that would be the same again, by what it would be made from."""
        changed = self._changed_for_all(for_print=False)
        return self._look(path, record, lambda before: differing(trace.parts, before.parts), changed)

    def account(
        self, made: Mapping[str, Trace], told: Mapping[str, Mapping[str, Any]], kept: Collection[str]
    ) -> Before:
        """Return this build as the next one has to know it, once its files are in their places.

        Args:
            made: what was made now, by path.
            told: what printing told of PDFs, by path.
            kept: paths of files of the build before that stay though nobody asked for them this time.
        """
        now = {path: Output(trace, mark_of(f"{self.folder}/{path}"), told.get(path)) for path, trace in made.items()}
        # Of what was made under other circumstances nobody can say what has changed.
        unasked = {path: one for path, one in self.before.outputs.items() if path in kept and not self._all_changed}
        return Before(self.circumstances, self.printed_with, {**unasked, **self.outputs, **now})

    @property
    def _all_changed(self) -> tuple[str, ...]:
        return self._changed_for_all(for_print=True)

    def _changed_for_all(self, *, for_print: bool) -> tuple[str, ...]:
        if not self.before.circumstances:
            return NEW
        printed = differing(self.printed_with, self.before.printed_with) if for_print else ()
        return (*differing(self.circumstances, self.before.circumstances), *printed)

    def _look(
        self, path: str, record: str | None, compare: Callable[[Trace], Iterable[str]], for_all: tuple[str, ...]
    ) -> Output | None:
        # It may have been planned before, otherwise.
        self.outputs.pop(path, None)
        self.reasons.pop(path, None)
        output = self.before.sound(self.folder, path) if self.may_stand(path, record) else None
        if output is None:
            self.reasons[path] = TAMPERED if path in self.before.outputs else NEW
            return None
        if reasons := for_all or tuple(compare(output.trace)):
            self.reasons[path] = reasons
            return None
        self.outputs[path] = output
        return output
