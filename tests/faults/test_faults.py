"""Builds that are refused, stopped or disturbed: an exit code with words, every file whole, the next build clean."""

from __future__ import annotations

import errno
import os
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from reportgen.cli.verdict import Verdict
from tests.cli.conftest import ask
from tests.disk.test_disk import Method, Refusal
from tests.faults.program import HTML, ON, SITE, command, environment, finish, half_written, start, tree, write_meetings
from tests.test_workers import children, is_running, wait_until

EDITIONS = {"site.yaml": SITE + "editions: [full, {id: public, sees: public}]\n"}
STOPPED = "Stopped; no file is half-written.\n"


def build(content: Path, output: Path) -> tuple[int, str]:
    result = ask("build", str(content), "-o", str(output), *HTML)
    return result.exit_code, result.stderr


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two contents, and in `build` and `clean` what was built of each."""
    folder = tmp_path_factory.mktemp("before")
    build(write_meetings(folder / "old", "oak"), folder / "build")
    # One page more, one less.
    content = write_meetings(folder / "new", "yew")
    (content / "meetings/board-1.yaml").rename(content / "meetings/board-2.yaml")
    build(content, folder / "clean")
    return folder


class Below(Method):
    """Lets the nth call of a method of `Path` fail, counting only what changes things below one folder."""

    folder = Path()

    def __call__(self, *arguments: object, **named: object) -> object:
        path, *rest = arguments
        is_below = isinstance(path, Path) and path.is_relative_to(self.folder)
        # What cannot be kept for the next build is no fault of this one.
        if not is_below or ".cache" in path.parts or "rb" in (*rest, *named.values()):
            return self.function(*arguments, **named)
        return super().__call__(*arguments, **named)


SPOTS: list[tuple[object, str, type[Refusal], int]] = [
    (os, "fsync", Refusal, errno.EIO),
    (Path, "replace", Below, errno.EACCES),
    (Path, "open", Below, errno.ENOSPC),
    (Path, "mkdir", Below, errno.EROFS),
    (Path, "unlink", Below, errno.EBUSY),
]


@pytest.mark.parametrize(("owner", "name", "kind", "number"), SPOTS, ids=[one[1] for one in SPOTS])
def test_a_refusal_ends_with_words_and_code_3_loses_nothing_and_the_next_build_is_clean(
    before: Path, tmp_path: Path, owner: object, name: str, kind: type[Refusal], number: int
) -> None:
    old, new, content, output = tree(before / "build"), tree(before / "clean"), before / "new", tmp_path / "build"

    def refused_at(nth: int) -> tuple[Refusal, int, str]:
        shutil.rmtree(output, ignore_errors=True)
        shutil.copytree(before / "build", output)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Below, "folder", output)
            refusal = kind(getattr(owner, name), nth, number)
            patch.setattr(owner, name, refusal)
            return refusal, *build(content, output)

    never, code, _ = refused_at(1_000_000)
    calls = 1_000_000 - never.left
    assert code == 0
    assert calls > 0
    # In the midst of it, and at the very end, where the manifest goes into its place.
    for nth in {(calls + 1) // 2, calls}:
        refusal, code, said = refused_at(nth)
        assert refusal.hit
        assert code == Verdict.ENVIRONMENT
        assert said.splitlines()[-2:] == [
            f"reportgen: cannot write to {output / 'full'}: {os.strerror(number)}",
            "    hint: check the free space and the permissions; nothing that was there is lost",
        ]
        assert half_written(output, old, new) == []
        assert (tree(output)["full/manifest.json"] == new["full/manifest.json"]) <= (tree(output) == new)
        assert build(content, output)[0] == 0
        assert tree(output) == new


@pytest.mark.parametrize("words", [(), ("--edition", "full", "--edition", "public")], ids=["one", "two editions"])
def test_asked_to_end_a_build_ends_its_printers_and_exits_with_143(tmp_path: Path, words: tuple[str, ...]) -> None:
    content, output = write_meetings(tmp_path / "content", "old", **EDITIONS), tmp_path / "build"
    started = start("build", content, "-o", output, *ON, *(words or ("--edition", "full")))
    assert wait_until((output / ".lock").exists)
    family = {started.pid}
    for _ in "123":
        family |= {child for one in family for child in children(one)}
    started.terminate()
    code, said = finish(started)
    assert code == Verdict.TERMINATED == 128 + signal.SIGTERM
    assert said.endswith(STOPPED)
    assert "Traceback" not in said
    assert wait_until(lambda: not any(map(is_running, family)))
    files = (path for path in output.rglob("*") if path.is_file() and ".cache" not in path.parts)
    assert {path.name for path in files} == {".lock"}


def test_asked_to_end_in_chinese(tmp_path: Path) -> None:
    content, output = write_meetings(tmp_path / "content", "old"), tmp_path / "build"
    started = start("build", content, "-o", output, *ON, "--lang", "zh")
    assert wait_until((output / ".lock").exists)
    started.terminate()
    assert finish(started) == (143, "\n已停止；没有写了一半的文件。\n")


def test_an_edition_whose_process_was_killed_fails_the_build(tmp_path: Path) -> None:
    content, output = write_meetings(tmp_path / "content", "old", **EDITIONS), tmp_path / "build"
    started = start("build", content, "-o", output, *HTML)
    assert wait_until(lambda: children(started.pid))
    os.kill(*children(started.pid), signal.SIGKILL)
    code, said = finish(started)
    assert code == Verdict.ENVIRONMENT
    assert "/build/public: pages" in said
    assert (output / "public/index.html").exists()
    assert not (output / "full").exists()


def test_a_source_that_is_edited_during_the_build_is_built_as_it_was_read(before: Path, tmp_path: Path) -> None:
    content, output = shutil.copytree(before / "old", tmp_path / "content"), tmp_path / "build"
    started = start("build", content, "-o", output, *ON)
    assert started.stderr
    assert started.stderr.readline().startswith(b"printing 1/2 ")
    write_meetings(content, "yew")
    (content / "meetings/road-1.yaml").unlink()
    code, _ = finish(started)
    assert code == 0
    found = {path: read for path, read in tree(output).items() if path.startswith("full/meetings/")}
    assert {path.rpartition("/")[2] for path in found} == {"index.html", "board-1.pdf", "road-1.pdf"}
    for path, read in found.items():
        words = text_of(read) if path.endswith("pdf") else read.decode()
        assert ("oak" in words, "yew" in words) == (True, False), path


def text_of(pdf: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def test_where_nobody_listens_and_the_machine_knows_no_chinese_and_no_home_the_same_is_built(tmp_path: Path) -> None:
    content = write_meetings(tmp_path / "content", "old", **EDITIONS)
    for edition in ("full", "public"):
        ask("build", str(content), "-o", str(tmp_path / "clean"), "--edition", edition, *HTML)
    words = shlex.join(command("build", content, "-o", tmp_path / "build", *HTML, "--lang", "zh"))
    bare = {name: value for name, value in environment().items() if name.startswith("P")}
    done = subprocess.run(
        ["/bin/bash", "-c", f"{words} <&- >&-"],
        env=bare | {"LC_ALL": "C", "PYTHONUTF8": "0"},
        check=False,
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith(b"\\u6ca1\\u6709\\u53d1\\u73b0\\u95ee\\u9898\n")
    assert tree(tmp_path / "build") == tree(tmp_path / "clean")


def test_what_a_dead_build_of_other_content_brought_in_is_gone_after_a_build_that_has_nothing_to_do(
    before: Path, tmp_path: Path
) -> None:
    output = shutil.copytree(before / "build", tmp_path / "build")
    assert build(before / "old", output)[0] == 0
    # As it lies there when a build is killed that has just moved its first file into its place.
    (output / "full/meetings/board-2").mkdir()
    (output / "full/meetings/board-2/index.html").write_text("closed by now")
    (output / ".staging-dead").mkdir()
    (output / ".staging-dead/manifest").touch()
    (output / ".staging-dead/added").write_text('["full", ["meetings/board-2/index.html"]]')
    assert build(before / "old", output)[0] == 0
    assert tree(output) == tree(before / "build")
    assert not (output / "full/meetings/board-2").exists()


CLOSED = """\
import os, sys
from reportgen.__main__ import main
sys.argv = ["reportgen", "verify", sys.argv[1]]
try:
    main()
except SystemExit as ended:
    handle = os.open(sys.argv[2] + "/told", os.O_WRONLY | os.O_CREAT)
    os.write(handle, f"{ended.code} {handle > 2}".encode())
"""


def test_a_file_never_stands_where_a_library_complains(tmp_path: Path) -> None:
    script = shlex.join([sys.executable, "-c", CLOSED, str(tmp_path)])
    subprocess.run(["/bin/bash", "-c", f"{script} <&- >&- 2>&-"], env=environment(), check=False)
    assert (tmp_path / "told").read_text() == "1 True"


@pytest.mark.skipif(os.geteuid() == 0 and not Path("/usr/bin/setpriv").exists(), reason="root may write everywhere")
def test_an_output_that_cannot_be_written_is_told_and_stays_as_it_is(before: Path, tmp_path: Path) -> None:
    content, output = before / "new", shutil.copytree(before / "build", tmp_path / "build")
    # Root without the right to write everywhere is an owner like any other.
    plain = ("setpriv", "--bounding-set=-dac_override") if os.geteuid() == 0 else ()
    output.chmod(0o555)
    try:
        done = subprocess.run(
            [*plain, *command("build", content, "-o", output, *HTML)],
            env=environment(),
            check=False,
            capture_output=True,
        )
    finally:
        output.chmod(0o755)
    assert done.returncode == Verdict.ENVIRONMENT
    assert done.stderr.decode().splitlines()[-2] == f"reportgen: cannot write to {output / 'full'}: Permission denied"
    assert tree(output) == tree(before / "build")
