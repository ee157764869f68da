"""How things stand, told by the thread that builds to every page that is open."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import secrets
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import PurePosixPath
from threading import Lock

from reportgen.model.diagnostic import Diagnostic, ReportgenError, Severity
from reportgen.model.source import Span
from reportgen.serving.builder import Outcome

MOST_SHOWN = 200
"""Findings a page shows; of the rest it tells the number."""
MISTAKE = ReportgenError(
    {"en": "this is a mistake in reportgen", "zh": "这是 reportgen 自身的错误"},
    {
        "en": "please report it with the lines in the terminal; the next change builds again",
        "zh": "请连同终端里的内容一并反馈；下次改动会重新生成",
    },
)


@dataclass(frozen=True, slots=True)
class Shown:
    """One finding in words."""

    place: str
    """File, line and column as editors take them; empty: no place."""
    record: str
    """The id of the record it is in; empty: none."""
    severity: str
    code: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class State:
    """What a page that is open needs to know."""

    version: str = ""
    """Another one whenever files changed: then a page is loaded again."""
    language: str = "en"
    is_building: bool = False
    done: int = 0
    """Documents printed of the build under way."""
    whole: int = 0
    """Documents it prints; 0: not known yet."""
    findings: tuple[Shown, ...] = ()
    """The worst first."""
    more: int = 0
    """Findings besides those."""

    def json(self) -> str:
        """Return it as one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)


@dataclass(slots=True)
class Board:
    """The state of now, and who waits for the next; every method may be called in any thread."""

    language: str
    place: Callable[[Span], str]
    """Returns a place as editors take it."""
    _state: State = field(init=False)
    _lock: Lock = field(default_factory=Lock)
    _waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = field(default_factory=set)
    _versions: Iterator[str] = field(init=False)
    _is_closed: bool = False

    def __post_init__(self) -> None:
        # A page that was served by a program that ended since is out of date too.
        run = secrets.token_hex(4)
        self._versions = (f"{run}-{number}" for number in itertools.count())
        self._state = State(next(self._versions), self.language)

    @property
    def state(self) -> State:
        """The state of now."""
        return self._state

    def begin(self, _changed: tuple[str, ...] = ()) -> None:
        """Tell that a build begins."""
        self._post(replace(self._state, is_building=True, done=0, whole=0))

    def tell(self, _what: str, done: int, whole: int) -> None:
        """Tell how far it is."""
        self._post(replace(self._state, done=done, whole=whole))

    def end(self, outcome: Outcome) -> None:
        """Tell what came of it."""
        findings = tuple(self._shown(outcome))
        version = self._state.version
        if outcome.report and outcome.report.written:
            version = next(self._versions)
        shown, more = findings[:MOST_SHOWN], len(findings[MOST_SHOWN:])
        self._post(State(version, self.language, findings=shown, more=more))

    def close(self) -> None:
        """Let everybody who follows go."""
        with self._lock:
            self._is_closed = True
        self._post(self._state)

    async def follow(self) -> AsyncIterator[State]:
        """Yield the state of now, then every other as soon as it is told, only the last where several came at once."""
        mine = (asyncio.get_running_loop(), asyncio.Event())
        with self._lock:
            self._waiting.add(mine)
        try:
            told = None
            while not self._is_closed:
                mine[1].clear()
                if self._state != told:
                    told = self._state
                    yield told
                else:
                    await mine[1].wait()
        finally:
            with self._lock:
                self._waiting.discard(mine)

    def _post(self, state: State) -> None:
        with self._lock:
            self._state = state
            for loop, event in self._waiting:
                # A loop that ended has nobody left to tell.
                with contextlib.suppress(RuntimeError):
                    loop.call_soon_threadsafe(event.set)

    def _shown(self, outcome: Outcome) -> Iterator[Shown]:
        if outcome.failure:
            broken = outcome.failure if isinstance(outcome.failure, ReportgenError) else MISTAKE
            hint = broken.hint.get(self.language, "")
            yield Shown("", "", Severity.ERROR.value, "", broken.message[self.language], hint)
        order = list(Severity)
        findings = outcome.report.findings if outcome.report else ()
        yield from map(self._found, sorted(findings, key=lambda one: order.index(one.severity)))

    def _found(self, one: Diagnostic) -> Shown:
        return Shown(
            self.place(one.span) if one.span else one.document or "",
            PurePosixPath(one.span.path).stem if one.span else "",
            one.severity.value,
            one.code,
            one.message(self.language),
            one.hint(self.language),
        )
