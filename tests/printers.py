"""Printers that print nothing: a PDF is what would have been printed, so that a build with PDFs takes no time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from reportgen import workers
from reportgen.model.build import Printed, PrintJob
from reportgen.pipeline import building
from tests.machine import machine


class PaperlessPrinters:
    """Prints every page as its own HTML, but those whose path has a part that cannot be printed; notes the paths."""

    asked: list[str]
    broken = ""

    def __init__(self, count: int) -> None:
        self.count = count

    def __enter__(self) -> PaperlessPrinters:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def get_ready(self) -> None:
        pass

    def close(self) -> None:
        pass

    def print_all(self, jobs: Iterable[tuple[str, PrintJob]]) -> Iterator[tuple[str, Printed]]:
        for name, job in jobs:
            self.asked.append(name)
            if self.broken and self.broken in name:
                yield name, Printed(None, problems=(workers.DIED.at(None, how="SIGKILL"),))
                continue
            yield name, Printed(b"%PDF " + job.html.encode() + b"|".join(job.assets.values()), 1)


def without_paper(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let builds print nothing, and return the list of names they would have printed."""
    asked: list[str] = []
    monkeypatch.setattr(PaperlessPrinters, "asked", asked, raising=False)
    monkeypatch.setattr(building, "require_printer", lambda _surroundings: None)
    monkeypatch.setattr(building, "look_around", lambda: machine(None))
    monkeypatch.setattr(workers, "Printers", PaperlessPrinters)
    return asked
