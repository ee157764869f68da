"""Who hears where a build is; what time it is then, nobody below the command line asks."""

from __future__ import annotations

from typing import Protocol


class Timer(Protocol):
    """Hears where a build is."""

    def stage(self, name: str) -> None:
        """Hear that a stage begins, or goes on: `load`, `check`, … `gate`, or `look` at what stands."""

    def begun(self, document: str) -> None:
        """Hear that a document is given to a printer."""

    def done(self, document: str) -> None:
        """Hear that it came back."""


class Untimed:
    """Hears nothing."""

    def stage(self, name: str) -> None:
        """Let it pass."""

    def begun(self, document: str) -> None:
        """Let it pass."""

    def done(self, document: str) -> None:
        """Let it pass."""


UNTIMED = Untimed()
