"""How long each stage took, and which documents took longest: the only stop-watch of the program."""

from __future__ import annotations

from collections.abc import Callable, Iterator

SLOWEST = 10
"""How many documents are named."""
WORDS = {
    "zh": {
        "stages": "各阶段用时（秒）",
        "look": "核对",
        "load": "读取",
        "check": "检查",
        "project": "取舍",
        "resolve": "关联",
        "plan": "编排",
        "render": "成页",
        "print": "排印",
        "publish": "发布",
        "gate": "把关",
        "all": "合计",
        "slowest": "最慢的文件（秒）",
    },
    "en": {"stages": "seconds per stage", "all": "all", "slowest": "slowest documents, in seconds"},
}


class Stopwatch:
    """Hears where a build is, and adds up the time between.

    A page is laid out by another process while the build goes on, so the time of documents overlaps that of stages.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        """Begin with a clock that gives seconds and never goes back."""
        self._clock = clock
        self._stage: str | None = None
        self._since = clock()
        self._stages: dict[str, float] = {}
        self._begun: dict[str, float] = {}
        self._documents: dict[str, float] = {}

    def stage(self, name: str) -> None:
        """Begin a stage, or go on with it; whichever was under way rests."""
        now = self._clock()
        if self._stage is not None:
            self._stages[self._stage] += now - self._since
        self._stages.setdefault(name, 0.0)
        self._stage, self._since = name, now

    def begun(self, document: str) -> None:
        """A document is given to a printer."""
        self._begun[document] = self._clock()

    def done(self, document: str) -> None:
        """A document came back."""
        self._documents[document] = self._clock() - self._begun[document]

    def seconds(self) -> dict[str, float]:
        """Return how long each stage took until now, in the order of the stages."""
        if self._stage is not None:
            self.stage(self._stage)
        return dict(self._stages)

    def lines(self, language: str) -> Iterator[str]:
        """Yield what to show of all that was heard until now, in the order of the stages."""
        stages = self.seconds()
        words = WORDS[language]
        yield words["stages"]
        for name, seconds in stages.items():
            yield f"{seconds:9.3f}  {words.get(name, name)}"
        yield f"{sum(stages.values()):9.3f}  {words['all']}"
        slowest = sorted(self._documents.items(), key=lambda one: (-one[1], one[0]))[:SLOWEST]
        if slowest:
            yield words["slowest"]
        for document, seconds in slowest:
            yield f"{seconds:9.3f}  {document}"
