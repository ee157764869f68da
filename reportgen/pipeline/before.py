"""The build before this one: what each of its outputs was made from, kept in the cache of its edition."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportgen.disk.marks import Mark, mark_of
from reportgen.disk.store import Store, key_of
from reportgen.pipeline.tracing import Trace

_FORMAT = "2"


@dataclass(frozen=True, slots=True)
class Output:
    """A file of an edition as the build before left it."""

    trace: Trace
    mark: Mark
    printed: Mapping[str, Any] | None = None
    """What printing told of a PDF; None: it was not printed."""


@dataclass(frozen=True, slots=True)
class Before:
    """What is known of the build before."""

    circumstances: Mapping[str, str] = field(default_factory=dict)
    """Digests of what every page was made with: the program, the configuration, the people."""
    printed_with: Mapping[str, str] = field(default_factory=dict)
    """The same of every printed page, besides: faces, printer."""
    outputs: Mapping[str, Output] = field(default_factory=dict)
    manifest: str = ""
    """Digest of its manifest, from which the entries of what stands are taken."""

    def sound(self, folder: Path, path: str) -> Output | None:
        """Return what is known of an output whose file is as that build left it; None: made anew it has to be."""
        output = self.outputs.get(path)
        return output if output and mark_of(folder / path) == output.mark else None


_KEY = key_of("traces", _FORMAT)


def read_before(cache: Store) -> Before:
    """Return the build before this one; nothing is known where there was none, or its account is damaged."""
    try:
        told = json.loads(zlib.decompress(cache.get(_KEY) or b""))
        outputs = {path: _output(values) for path, values in told["outputs"].items()}
        return Before(told["circumstances"], told["printed-with"], outputs, told["manifest"])
    except (zlib.error, ValueError, LookupError, TypeError, AttributeError):
        return Before()


def write_before(cache: Store, before: Before) -> None:
    """Keep an account of a build for the next one."""
    outputs = {
        path: [one.trace.as_values(), list(one.mark), one.printed] for path, one in sorted(before.outputs.items())
    }
    told = {
        "circumstances": before.circumstances,
        "printed-with": before.printed_with,
        "outputs": outputs,
        "manifest": before.manifest,
    }
    cache.put(_KEY, zlib.compress(json.dumps(told, separators=(",", ":")).encode("utf-8", "surrogatepass"), 1))


def _output(values: list[Any]) -> Output:
    trace, mark, printed = values
    size, time, inode = mark
    return Output(Trace.of_values(trace), (int(size), int(time), int(inode)), printed)
