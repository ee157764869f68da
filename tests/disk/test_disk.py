"""The file system: read once and never through a link, written whole or not at all."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reportgen import disk
from reportgen.model.build import Artifact
from reportgen.model.diagnostic import ReportgenError

OLD = {
    "index.html": b"old index",
    "meetings/m1/index.html": b"old m1",
    "meetings/m2/index.html": b"old m2",
    "same.css": b"same",
}
NEW = {
    "index.html": b"new index",
    "meetings/m1/index.html": b"new m1",
    "meetings/m3/m3.pdf": b"%PDF new",
    "same.css": b"same",
}
GONE = ["meetings/m2/index.html"]


def artifacts(files: dict[str, bytes]) -> list[Artifact]:
    return [Artifact(path, content) for path, content in files.items()]


def manifest(words: str) -> Artifact:
    return Artifact("manifest.json", words.encode())


def build(output: Path, files: dict[str, bytes], words: str, gone: list[str]) -> int:
    """What a build does with the disk."""
    with disk.writing_to(output):
        return disk.publish(output / "full", artifacts(files), manifest(words), gone)


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def staging(output: Path) -> list[Path]:
    return [path for path in output.rglob("*") if disk.STAGING in path.name]


def test_publishing_makes_the_edition_what_was_asked_for(tmp_path: Path) -> None:
    assert build(tmp_path, OLD, "old", []) == 4
    assert build(tmp_path, NEW, "new", GONE) == 3
    assert tree(tmp_path / "full") == NEW | {"manifest.json": b"new"}
    assert not (tmp_path / "full/meetings/m2").exists()
    assert staging(tmp_path) == []


def test_a_file_that_holds_the_same_bytes_is_left_as_it_is(tmp_path: Path) -> None:
    build(tmp_path, OLD, "old", [])
    before = {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in (tmp_path / "full").rglob("*")}
    assert build(tmp_path, OLD, "old", []) == 0
    assert {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in (tmp_path / "full").rglob("*")} == before


def is_whole(output: Path) -> bool:
    """Whether every file is wholly old or wholly new, and only files that may be gone are."""
    found = {path: content for path, content in tree(output / "full").items() if path != "manifest.json"}
    sound = all(content in {OLD.get(path), NEW.get(path)} for path, content in found.items())
    return sound and set(OLD) - set(GONE) <= set(found) <= set(OLD) | set(NEW)


def refused(output: Path) -> ReportgenError | None:
    """Build the new files and return the words of the refusal, or None where there was none."""
    try:
        build(output, NEW, "new", GONE)
    except ReportgenError as told:
        return told
    return None


class Refusal:
    """Lets the nth call of a function fail."""

    def __init__(self, function: Callable[..., object], nth: int, number: int) -> None:
        self.function, self.left, self.number = function, nth, number
        self.hit = False

    def __call__(self, *arguments: object, **named: object) -> object:
        self.left -= 1
        if self.left == 0:
            self.hit = True
            raise OSError(self.number, os.strerror(self.number))
        return self.function(*arguments, **named)


class Method(Refusal):
    """The same for a method of a class."""

    def __get__(self, instance: object, owner: type) -> Callable[..., object]:
        return lambda *arguments, **named: self(instance, *arguments, **named)


SPOTS: list[tuple[object, str, type[Refusal], int]] = [
    (os, "fsync", Refusal, errno.EIO),
    (Path, "replace", Method, errno.EACCES),
    (Path, "open", Method, errno.ENOSPC),
    (Path, "mkdir", Method, errno.EDQUOT),
    (Path, "unlink", Method, errno.EBUSY),
]


@pytest.mark.parametrize(("owner", "name", "kind", "number"), SPOTS, ids=[one[1] for one in SPOTS])
def test_a_refusal_at_any_call_leaves_every_file_whole_and_the_next_build_finishes(
    tmp_path: Path, owner: object, name: str, kind: type[Refusal], number: int
) -> None:
    for nth in range(1, 30):
        output = tmp_path / str(nth)
        build(output, OLD, "old", [])
        with pytest.MonkeyPatch.context() as patch:
            refusal = kind(getattr(owner, name), nth, number)
            patch.setattr(owner, name, refusal)
            told = refused(output)
        assert told is None or os.strerror(number) in told.message["en"]
        assert told is None or told.message["zh"].startswith("无法写入")
        if not refusal.hit:
            break
        assert is_whole(output)
        assert (output / "full/manifest.json").read_bytes() in {b"old", b"new"}
        assert staging(output) == []
        build(output, NEW, "new", GONE)
        assert tree(output / "full") == NEW | {"manifest.json": b"new"}
    else:
        pytest.fail("the calls never come to an end")
    assert nth > 1


def test_the_manifest_is_new_only_where_everything_else_is(tmp_path: Path) -> None:
    for nth in range(1, 30):
        output = tmp_path / str(nth)
        build(output, OLD, "old", [])
        with pytest.MonkeyPatch.context() as patch:
            refusal = Method(Path.replace, nth, errno.EIO)
            patch.setattr(Path, "replace", refusal)
            refused(output)
        if not refusal.hit:
            return
        is_new = (output / "full/manifest.json").read_bytes() == b"new"
        assert not is_new or tree(output / "full") == NEW | {"manifest.json": b"new"}
    pytest.fail("the calls never come to an end")


class Death:
    """Ends the process at the nth call, as a power cut does: nothing is tidied up."""

    def __init__(self, nth: int) -> None:
        self.left = nth
        self.sync = os.fsync

    def __call__(self, handle: int) -> None:
        self.left -= 1
        if self.left == 0:
            os._exit(9)
        self.sync(handle)


def test_a_build_that_is_killed_leaves_every_file_whole_and_the_next_one_sweeps(tmp_path: Path) -> None:
    for nth in range(1, 30):
        output = tmp_path / str(nth)
        build(output, OLD, "old", [])
        child = os.fork()
        if child == 0:
            os.fsync = Death(nth)
            build(output, NEW, "new", GONE)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(status) == 0:
            break
        assert is_whole(output)
        assert staging(output)
        build(output, NEW, "new", GONE)
        assert tree(output / "full") == NEW | {"manifest.json": b"new"}
        assert staging(output) == []
    assert nth > 5


def test_a_second_writer_is_refused_by_name_and_may_write_later(tmp_path: Path) -> None:
    with disk.writing_to(tmp_path):
        with pytest.raises(ReportgenError) as refusal, disk.writing_to(tmp_path):
            pytest.fail("two builds write at once")
        assert refusal.value.message["en"] == f"another build is writing to {tmp_path}"
        assert refusal.value.message["zh"] == f"另一个构建正在写入 {tmp_path}"
        assert refusal.value.hint["en"] == "wait until it has finished"
    with disk.writing_to(tmp_path):
        assert (tmp_path / ".lock").exists()


def test_the_lock_holds_against_another_process_and_ends_with_it(tmp_path: Path) -> None:
    hold = (
        "import sys; from pathlib import Path; from reportgen import disk\n"
        "with disk.writing_to(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[1],
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(ReportgenError, match="another build"), disk.writing_to(tmp_path):
            pytest.fail("two builds write at once")
        other.kill()
        other.wait()
    with disk.writing_to(tmp_path):
        assert tmp_path.is_dir()


def test_a_folder_that_cannot_be_made_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with (
        pytest.raises(ReportgenError, match=r"cannot write to .*: Not a directory"),
        disk.writing_to(tmp_path / "file/build"),
    ):
        pytest.fail("it was made")


HOSTILE = ["link/precious", "link/deeper/precious", "link", "meetings", "nothing/here", "index.html/x"]


@pytest.mark.parametrize("name", HOSTILE)
def test_what_lies_outside_the_edition_is_never_taken_away(tmp_path: Path, name: str) -> None:
    outside = tmp_path / "outside"
    (outside / "deeper").mkdir(parents=True)
    (outside / "precious").write_text("keep")
    (outside / "deeper/precious").write_text("keep")
    build(tmp_path / "build", OLD, "old", [])
    (tmp_path / "build/full/link").symlink_to(outside)
    build(tmp_path / "build", OLD, "old", [name])
    assert tree(outside) == {"precious": b"keep", "deeper/precious": b"keep"}
    assert set(OLD) <= set(tree(tmp_path / "build/full"))


def test_a_folder_gives_way_to_the_file_that_belongs_there(tmp_path: Path) -> None:
    build(tmp_path, {"a/index.html/b": b"old"}, "old", [])
    build(tmp_path, {"a/index.html": b"new"}, "new", ["a/index.html/b"])
    assert tree(tmp_path / "full") == {"a/index.html": b"new", "manifest.json": b"new"}


@pytest.mark.parametrize("way", ["a link", "a file"])
def test_what_stands_where_a_folder_belongs_gives_way_and_nothing_is_written_through_it(
    tmp_path: Path, way: str
) -> None:
    outside = tmp_path / "outside"
    (outside / "m1").mkdir(parents=True)
    (outside / "m1/index.html").write_bytes(OLD["meetings/m1/index.html"])
    (tmp_path / "build/full").mkdir(parents=True)
    meetings = tmp_path / "build/full/meetings"
    meetings.symlink_to(outside) if way == "a link" else meetings.write_text("in the way")
    build(tmp_path / "build", OLD, "old", [])
    assert tree(tmp_path / "build/full") == OLD | {"manifest.json": b"old"}
    assert not meetings.is_symlink()
    assert tree(outside) == {"m1/index.html": b"old m1"}


def test_a_link_to_the_same_bytes_is_no_file_of_an_edition(tmp_path: Path) -> None:
    build(tmp_path / "build", OLD, "old", [])
    page = tmp_path / "build/full/index.html"
    page.rename(tmp_path / "elsewhere")
    page.symlink_to(tmp_path / "elsewhere")
    assert build(tmp_path / "build", OLD, "old", []) == 1
    assert not page.is_symlink()


def test_a_lock_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    (tmp_path / "build/.lock").symlink_to(tmp_path / "made")
    with pytest.raises(ReportgenError, match="cannot write to"), disk.writing_to(tmp_path / "build"):
        pytest.fail("it was followed")
    assert not (tmp_path / "made").exists()


def test_what_a_dead_build_brought_in_is_gone_when_the_next_one_asks_for_other_files(tmp_path: Path) -> None:
    brought = {"meetings/m3/m3.pdf", "meetings/m4/index.html"}
    more = NEW | {"meetings/m4/index.html": b"new m4"}
    seen = set()
    for nth in range(1, 40):
        output = tmp_path / str(nth)
        build(output, OLD, "old", [])
        child = os.fork()
        if child == 0:
            os.fsync = Death(nth)
            build(output, more, "new", GONE)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        seen |= brought & set(tree(output / "full"))
        is_done = (output / "full/manifest.json").read_bytes() == b"new"
        with disk.writing_to(output):
            assert brought & set(tree(output / "full")) == (brought if is_done else set())
        build(output, OLD, "old", list(brought) if is_done else [])
        assert tree(output / "full") == OLD | {"manifest.json": b"old"}
        if os.waitstatus_to_exitcode(status) == 0:
            break
    assert seen == brought


def test_a_first_build_that_is_refused_leaves_no_edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moves = Method(Path.replace, 3, errno.EACCES)
    monkeypatch.setattr(Path, "replace", moves)
    told = refused(tmp_path)
    assert told
    assert moves.hit
    assert tree(tmp_path) == {".lock": b""}
    assert staging(tmp_path) == []


@pytest.mark.parametrize("told", ['["full", ["../../precious"]]', '["..", ["precious"]]', '["", ["x"]]', "[1]", "{"])
def test_a_staging_folder_that_somebody_else_left_takes_nothing_away(tmp_path: Path, told: str) -> None:
    build(tmp_path / "build", OLD, "old", [])
    for path in ("precious", "build/x"):
        (tmp_path / path).write_text("keep")
    left = tmp_path / "build/.staging-left"
    left.mkdir()
    (left / "manifest").write_text("new")
    (left / "added").write_text(told)
    with disk.writing_to(tmp_path / "build"):
        assert not left.exists()
    assert tree(tmp_path) == {f"build/full/{path}": content for path, content in OLD.items()} | {
        "build/full/manifest.json": b"old", "build/.lock": b"", "build/x": b"keep", "precious": b"keep",
    }  # fmt: skip


def test_new_names_are_on_disk_before_the_manifest_that_tells_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[tuple[str, str]] = []
    sync, replace = os.fsync, Path.replace

    def watched_sync(handle: int) -> None:
        done.append(("sync", str(Path(f"/proc/self/fd/{handle}").readlink()).removeprefix(str(tmp_path))))
        sync(handle)

    def watched_replace(source: Path, target: Path) -> None:
        done.append(("move", str(target).removeprefix(f"{tmp_path}")))
        replace(source, target)

    build(tmp_path / "build", OLD, "old", [])
    monkeypatch.setattr(os, "fsync", watched_sync)
    monkeypatch.setattr(Path, "replace", watched_replace)
    build(tmp_path / "build", NEW, "new", GONE)
    last = done.index(("move", "/build/full/manifest.json"))
    moved = max(place for place, one in enumerate(done[:last]) if one[0] == "move")
    folders = {path for what, path in done[moved:last] if what == "sync"}
    # The folder of a new folder too, and that of what was taken away.
    assert {"/build/full", "/build/full/meetings", "/build/full/meetings/m1", "/build/full/meetings/m3"} <= folders
    assert done[last + 1 :] == [("sync", "/build/full")]


def test_a_file_is_read_up_to_one_byte_more_than_its_limit(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12345")
    assert [disk.read_file(tmp_path / "a", limit) for limit in (10, 5, 4, 0)] == [b"12345", b"12345", b"12345", b"1"]


@pytest.fixture
def bound(tmp_path: Path) -> Iterator[Path]:
    """A socket with a name; the name must be short."""
    home = Path.cwd()
    os.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s")
        os.chdir(home)
        yield tmp_path / "s"


def open_files() -> set[str]:
    return {path.name for path in Path("/proc/self/fd").iterdir()}


def test_links_pipes_devices_sockets_and_folders_are_not_read(tmp_path: Path, bound: Path) -> None:
    (tmp_path / "file").write_text("words")
    (tmp_path / "link").symlink_to("file")
    (tmp_path / "device").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "pipe")
    opened = open_files()
    for path in (
        tmp_path / "link",
        tmp_path / "device",
        tmp_path / "pipe",
        tmp_path,
        bound,
        Path("/dev/zero"),
        tmp_path / "no",
    ):
        with pytest.raises(OSError, match=r"\w"):
            disk.read_file(path, 100)
    assert open_files() == opened


def test_entries_are_sorted_named_with_slashes_and_without_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b/c.yaml", "a.yaml", "b/.hidden", ".git/config", "会/议.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    assert [(one.name, one.kind) for one in disk.list_entries(tmp_path)] == [
        ("a.yaml", "file"),
        ("b", "folder"),
        ("b/c.yaml", "file"),
        ("loop", "other"),
        ("pipe", "other"),
        ("会", "folder"),
        ("会/议.yaml", "file"),
    ]


def test_what_is_no_file_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"words")
    os.mkfifo(tmp_path / "pipe")
    assert disk.read_if_there(tmp_path / "file") == b"words"
    for name in ("no", "file/no", "pipe", "."):
        assert disk.read_if_there(tmp_path / name) is None


def test_a_tree_is_copied_where_nothing_stands_in_its_way(tmp_path: Path) -> None:
    files = {"site.yaml": b"title: t\n", "meetings/m1.yaml": b"kind: minutes\n"}
    assert disk.copy_tree(files, tmp_path / "new") == ("meetings/m1.yaml", "site.yaml")
    assert tree(tmp_path / "new") == files
    with pytest.raises(ReportgenError, match=r"site\.yaml is there already"):
        disk.copy_tree({"other.yaml": b"", "site.yaml": b"x"}, tmp_path / "new")
    assert tree(tmp_path / "new") == files


def test_a_copy_that_fails_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", Refusal(os.fsync, 1, errno.ENOSPC))
    with pytest.raises(ReportgenError, match="No space left on device"):
        disk.copy_tree({"site.yaml": b"title: t\n"}, tmp_path)
    assert tree(tmp_path) == {}
    assert disk.copy_tree({"site.yaml": b"title: t\n"}, tmp_path) == ("site.yaml",)


def test_a_file_is_replaced_whole_and_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "march.yaml"
    path.write_bytes(b"old")
    path.chmod(0o640)
    disk.replace_file(path, b"new", read=b"old")
    assert tree(tmp_path) == {"march.yaml": b"new"}
    assert path.stat().st_mode & 0o777 == 0o640
    disk.replace_file(tmp_path / "updates/april.yaml", b"first", read=None)
    assert tree(tmp_path) == {"march.yaml": b"new", "updates/april.yaml": b"first"}


@pytest.mark.parametrize("read", [b"older", b"", None])
def test_a_file_that_is_not_what_was_read_is_not_replaced(tmp_path: Path, read: bytes | None) -> None:
    (tmp_path / "march.yaml").write_bytes(b"old")
    with pytest.raises(ReportgenError, match="has changed since it was read"):
        disk.replace_file(tmp_path / "march.yaml", b"new", read=read)
    assert tree(tmp_path) == {"march.yaml": b"old"}


def test_a_file_that_has_gone_or_become_a_link_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"old")
    (tmp_path / "link.yaml").symlink_to("elsewhere")
    (tmp_path / "lost.yaml").symlink_to("nowhere")
    for name, read in (("link.yaml", b"old"), ("gone.yaml", b"old"), ("lost.yaml", None)):
        with pytest.raises(ReportgenError):
            disk.replace_file(tmp_path / name, b"new", read=read)
    assert (tmp_path / "elsewhere").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["elsewhere", "link.yaml", "lost.yaml"]


def test_a_replacement_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "march.yaml").write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", Refusal(os.fsync, 1, errno.ENOSPC))
    with pytest.raises(ReportgenError, match="No space left on device"):
        disk.replace_file(tmp_path / "march.yaml", b"new", read=b"old")
    assert tree(tmp_path) == {"march.yaml": b"old"}
