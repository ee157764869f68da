"""What the exit code says; verbosity never changes it."""

from __future__ import annotations

import enum


class Verdict(enum.IntEnum):
    """Exit codes, for scripts and CI."""

    FINE = 0
    CONTENT = 1
    """Something in the content is wrong; with `--strict`, warnings count too."""
    USAGE = 2
    """The command was not understood; Click sees to it."""
    ENVIRONMENT = 3
    """This machine cannot do it: no Pango, disk full, another build at work."""
    BUG = 4
    """A mistake of ours; the traceback is shown."""
    INTERRUPTED = 130
    """Stopped with Ctrl-C; 128 + SIGINT, as shells count."""
    TERMINATED = 143
    """Asked to end from outside, as when a CI job is cancelled; 128 + SIGTERM."""
