"""The build before this one: what each of its outputs was made from, kept in the cache of its edition."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportgen.disk.marks import Mark, mark_of
from reportgen.disk.store import Store, key_of, packed, unpacked
from reportgen.model.build import Printed
from reportgen.model.diagnostic import Diagnostic
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
    content: str = ""
    """Digest of all that its files were made of, where it is open; "": it holds everything, or nothing is known."""

    def sound(self, folder: Path, path: str) -> Output | None:
        """Return what is known of an output whose file is as that build left it; None: made anew it has to be."""
        output = self.outputs.get(path)
        return output if output and mark_of(f"{folder}/{path}") == output.mark else None


_KEY = key_of("traces", _FORMAT)


def read_before(cache: Store) -> Before:
    """Return the build before this one; nothing is known where there was none, or its account is damaged."""
    try:
        told = json.loads(unpacked(cache.get(_KEY)))
        outputs = {path: _output(path, values) for path, values in told["outputs"].items()}
        return Before(
            dict(told["circumstances"]), dict(told["printed-with"]), outputs, told["manifest"], told["content"]
        )
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
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
        "content": before.content,
    }
    cache.put(_KEY, packed(json.dumps(told, separators=(",", ":")).encode("utf-8", "surrogatepass")))


def _output(path: str, values: list[Any]) -> Output:
    trace, mark, printed = values
    if path.endswith(".pdf") or printed is not None:
        printed_of(printed, b"")
    size, time, inode = mark
    return Output(Trace.of_values(trace), (int(size), int(time), int(inode)), printed)


def told_of(printed: Printed, *, official: bool) -> dict[str, Any]:
    """Return what printing told of a PDF, as JSON has it."""
    problems = [[one.code, [list(pair) for pair in one.values]] for one in printed.problems]
    return {"official": official, "pages": printed.pages, "problems": problems}


def printed_of(told: Mapping[str, Any], pdf: bytes) -> Printed:
    """Return a PDF with what `told_of` told of it.

    Raises:
        ValueError, LookupError, TypeError, AttributeError: this is nothing that it told.
    """
    if not isinstance(told["official"], bool) or not isinstance(told["pages"], int):
        raise TypeError("not told of a PDF")
    return Printed(pdf, told["pages"], tuple(_problem(code, dict(values)) for code, values in told["problems"]))


def _problem(code: str, values: dict[str, str]) -> Diagnostic:
    from reportgen.workers import KINDS

    found = KINDS[code].at(None, **values)
    # What is quoted has to be there for every word of it.
    for language in found.kind.message:
        found.message(language), found.hint(language)
    return found
