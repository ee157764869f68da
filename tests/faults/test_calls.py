"""Every write, sync, rename and removal of a build, killed before it is made, or refused: nothing is half-written.

strace counts the calls, and they are swept one by one until none is left, so that one that is added later is swept too.
"""

from __future__ import annotations

import itertools
import random
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest

from reportgen.pipeline import verify
from tests.faults.program import HTML, ON, Ground, ground_of, run

pytestmark = pytest.mark.long

CALLS = ["write", "pwrite64", "writev", "copy_file_range", "ftruncate", "fsync", "fdatasync", "rename", "renameat"]
CALLS += ["renameat2", "link", "linkat", "mkdir", "mkdirat", "unlink", "unlinkat", "rmdir"]
REFUSALS = [
    "write:error=ENOSPC",
    "fsync:error=EIO",
    "rename:error=EACCES",
    "mkdir:error=EROFS",
    "unlink:error=EBUSY",
    "unlinkat:error=EBUSY",
    "rmdir:error=EBUSY",
]
FAULTS = [*(f"{call}:signal=KILL" for call in CALLS), *REFUSALS]
MOST = 200
"""Calls of one kind; a build of two meetings makes far fewer."""


@pytest.fixture(scope="module")
def watched() -> None:
    assert shutil.which("strace"), "`make test-long` installs it"
    if run("--version", before=("strace", "-f", "-o", "/dev/null")).returncode != 0:
        pytest.skip("on this machine no process may watch another (ptrace)")


@pytest.fixture(scope="module")
def pages(watched: None, tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return ground_of(tmp_path_factory.mktemp("pages"), *HTML)


@pytest.fixture(scope="module")
def documents(watched: None, tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return ground_of(tmp_path_factory.mktemp("documents"), *ON)


def disturb(ground: Ground, fault: str, nth: int) -> bool:
    """Build with one call disturbed, require that nothing comes of it, and return whether there was such a call."""
    about = f"{fault}:when={nth}"
    output, log = ground.copy(about), ground.folder / f"{about}.log"
    watch = ("strace", "-f", "-q", "--seccomp-bpf", "-o", str(log), "-e", f"trace={fault.partition(':')[0]}")
    code, said = ground.build(output, *watch, "-e", f"inject={about}")
    is_killed = code in {-9, 137}
    assert is_killed or code in {0, 1, 3}, (about, said)
    assert "Traceback" not in said, (about, said)
    assert code != 3 or "reportgen: cannot write to " in said, (about, said)
    if code == 1:
        # A document could not be printed, and the rest was built.
        assert "error[print-died]" in said, (about, said)
        assert verify(output).findings == (), about
    else:
        ground.require_whole(output, about)
    ground.require_clean(output, about)
    shutil.rmtree(output)
    return is_killed or "(INJECTED)" in log.read_text(errors="replace")


@pytest.mark.parametrize("fault", FAULTS)
def test_whichever_call_is_the_last_or_is_refused_every_file_is_whole_and_the_next_build_clean(
    pages: Ground, fault: str
) -> None:
    with ThreadPoolExecutor(2) as two:
        for nth in range(1, MOST, 2):
            if not all(two.map(disturb, itertools.repeat(pages), itertools.repeat(fault), (nth, nth + 1))):
                return
    pytest.fail("the calls never come to an end")


@pytest.mark.parametrize("fault", ["write:signal=KILL", "rename:signal=KILL", "fsync:error=EIO", "write:error=ENOSPC"])
def test_the_same_holds_of_a_build_with_documents(documents: Ground, fault: str) -> None:
    # Each process counts its own calls: printers are hit as well as the build.
    for nth in random.Random(7).sample(range(1, 16), 3):
        disturb(documents, fault, nth)
