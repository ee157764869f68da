"""The files a build is made from, as they were when it began: by mark, and by content where a mark leaves a doubt."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportgen.disk.marks import Index, folder_time, moment

PROGRAM = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Inputs:
    """What was there to be read."""

    roots: Mapping[str, Index] = field(default_factory=dict)
    """Every folder that is read, by its absolute path."""
    folders: Mapping[str, int] = field(default_factory=dict)
    """When something was last put into folders whose files are not looked at one by one: libraries, fonts."""

    def changes(self, before: Inputs) -> tuple[str, ...]:
        """Return the files that are not as they were before, by path; nothing where nothing is known of before."""
        found: list[str] = []
        for root in before.roots:
            mine, theirs = self.roots.get(root, _NOTHING), before.roots.get(root, _NOTHING)
            found += [str(Path(root) / name) for name in mine.changes(theirs)]
        return tuple(found)

    def as_values(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        roots = {
            root: [one.taken, one.follow, [[name, *mark, one.digests[name]] for name, mark in one.marks.items()]]
            for root, one in self.roots.items()
        }
        return {"roots": roots, "folders": dict(self.folders)}

    @classmethod
    def of_values(cls, values: Mapping[str, Any]) -> Inputs:
        """Return what `as_values` gave; whatever else it gets may raise a LookupError, TypeError or ValueError."""
        roots = {
            root: Index(
                {name: (size, time, inode) for name, size, time, inode, _ in entries},
                {name: digest for name, *_, digest in entries},
                taken,
                follow=follow,
            )
            for root, (taken, follow, entries) in values["roots"].items()
        }
        return cls(roots, dict(values["folders"]))


_NOTHING = Index({}, {}, 0, follow=False)


def who_asks() -> tuple[str, ...]:
    """Return what tells one installation of the program from others."""
    return (str(PROGRAM), sys.version, *_libraries())


def _libraries() -> list[str]:
    # Not what else is on the path: in the folder of a checkout files come and go.
    return [one for one in sys.path if one.endswith("-packages")]


def take_inputs(content: Path, code: Iterable[Path], folders: Mapping[str, int], before: Inputs) -> Inputs:
    """Return the inputs of a build that is about to begin.

    Args:
        content: the folder with the records; a link in it is not read, and so not followed.
        code: the folders of the themes; those of the program are added.
        folders: see `Inputs`; those of the libraries are added.
        before: those of the build before: what is as it was then is not read.
    """
    taken, known = moment(), before.roots
    roots = dict.fromkeys((*code, PROGRAM), True) | {content: False}
    indexes = {str(one): Index.of(one, known.get(str(one)), taken, follow=follow) for one, follow in roots.items()}
    return Inputs(indexes, {**{one: folder_time(one) for one in _libraries()}, **folders})
