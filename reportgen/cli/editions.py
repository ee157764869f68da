"""Editions on the command line: each is made in a process of its own, which forgets all it knew with its end."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from reportgen.cli.translation import ARGUMENTS


def editions_asked_for(content: Path, named: Sequence[str]) -> tuple[str | None, ...]:
    """Return the editions to make: those that are named, else all of site.yaml; None: the one with everything."""
    from reportgen.pipeline import declared_editions

    return tuple(dict.fromkeys(named)) or declared_editions(content) or (None,)


def in_own_processes(editions: Sequence[str | None]) -> int:
    """Run this command once for each edition, one after the other, and return the worst exit code."""
    arguments = [*_without_editions(click.get_current_context().meta[ARGUMENTS])]
    sys.stdout.flush()
    runs = ([sys.executable, "-P", "-m", "reportgen", *arguments, f"--edition={one}"] for one in editions)
    return max(subprocess.run(run, check=False).returncode for run in runs)  # noqa: S603 - no shell, our own words


def _without_editions(arguments: Sequence[str]) -> Iterator[str]:
    words = iter(arguments)
    for word in words:
        if word == "--edition":
            next(words, None)
        elif not word.startswith("--edition="):
            yield word
