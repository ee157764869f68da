"""Changes of files, told once they have come to rest; the only file that knows watchfiles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

from watchfiles import Change, watch

from reportgen.model.diagnostic import ReportgenError

REST = 25
"""Milliseconds: an editor that saves, or a tool that moves many files, is left to finish until nothing has changed for
so long. Half of it passes on average before that is noticed."""
LOOK = 100
"""Milliseconds after which the folders themselves are looked at, and a wish to stop is heard."""
LEFT_OVER = ("~", ".swp", ".tmp", "#")
"""How the names end that editors give to what they throw away in a moment."""

Identity = tuple[int, int] | None


def changes(folders: Sequence[Path], stop: Event) -> Iterator[tuple[str, ...]]:
    """Yield () as soon as every change is seen, then the paths that changed, in order, each time they come to rest.

    What changes while the reader is at work on an answer is in the next one, together. A folder need not be there
    yet; that it comes, goes or is another one is a change too.

    Args:
        folders: what is watched, with everything below that is not hidden.
        stop: ends it.

    Raises:
        ReportgenError: this machine watches no more folders.
    """
    roots = tuple(folder.resolve() for folder in folders)
    news: tuple[str, ...] = ()
    while not stop.is_set():
        there = {root: _identity(root) for root in roots}
        yield from _until_others(roots, there, news, stop)
        news = tuple(str(root) for root, identity in there.items() if _identity(root) != identity)


def _until_others(
    roots: Sequence[Path], there: dict[Path, Identity], news: tuple[str, ...], stop: Event
) -> Iterator[tuple[str, ...]]:
    """Yield news, then what changes, until one of the folders comes, goes or is another one."""
    waiting: tuple[str, ...] | None = news
    for found in _watched([root for root, identity in there.items() if identity], stop):
        changed = tuple(sorted({path for _, path in found if is_of_interest(path, roots)}))
        if waiting is not None:
            # Only now, when the watch is set, so that nothing that changes during the first build is missed.
            yield tuple(sorted({*waiting, *changed}))
            waiting = None
        elif changed:
            yield changed
        if any(_identity(root) != identity for root, identity in there.items()):
            return


def _watched(folders: Sequence[Path], stop: Event) -> Iterator[set[tuple[Change, str]]]:
    """Yield what changes, and nothing every so often."""
    if not folders:
        while not stop.wait(LOOK / 1000):
            yield set()
        return
    try:
        yield from watch(
            *folders, watch_filter=None, step=REST, stop_event=stop, rust_timeout=LOOK, yield_on_timeout=True
        )
    except FileNotFoundError:
        # It went between the look at it and the watch.
        yield set()
    except OSError as refusal:
        raise ReportgenError(
            {"en": f"cannot watch for changes: {refusal}", "zh": f"无法监视文件变化：{refusal}"},
            {
                "en": "raise `fs.inotify.max_user_watches` with sysctl, or set WATCHFILES_FORCE_POLLING=1",
                "zh": "用 sysctl 调高 `fs.inotify.max_user_watches`，或设置 WATCHFILES_FORCE_POLLING=1",
            },
        ) from refusal


def is_of_interest(path: str, roots: Sequence[Path]) -> bool:
    """Whether a build may read a file: it is not hidden, and not left over from an editor."""
    for root in roots:
        if Path(path).is_relative_to(root):
            parts = Path(path).relative_to(root).parts
            return not any(part.startswith(".") for part in parts) and not path.endswith(LEFT_OVER)
    return False


def _identity(folder: Path) -> Identity:
    """Return what tells a folder from one that took its place; None: there is none."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
