from __future__ import annotations

import os
import signal
import tracemalloc
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from reportgen.disk import store as room
from reportgen.disk.store import Store, packed, unpacked


def key_of(words: str) -> str:
    return sha256(words.encode()).hexdigest()


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_what_was_put_is_what_comes_back(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    store.put(key_of("a"), b"minutes")
    store.put(key_of("b"), b"")
    assert [Store(tmp_path / "store").get(key_of(one)) for one in "abc"] == [b"minutes", b"", None]


@pytest.mark.parametrize("content", [b"", b"short", b"\0" * 32, b"\0" * 200])
def test_a_damaged_entry_is_not_there_and_can_be_put_again(tmp_path: Path, content: bytes) -> None:
    store = Store(tmp_path)
    store.put(key_of("a"), b"minutes" * 20)
    [file] = files(tmp_path)
    file.write_bytes(content)
    assert store.get(key_of("a")) is None
    store.put(key_of("a"), b"minutes again")
    assert store.get(key_of("a")) == b"minutes again"


def test_one_flipped_bit_anywhere_is_noticed(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(key_of("a"), b"ten bytes!")
    [file] = files(tmp_path)
    sound = file.read_bytes()
    for at in range(len(sound)):
        file.write_bytes(sound[:at] + bytes([sound[at] ^ 4]) + sound[at + 1 :])
        assert store.get(key_of("a")) is None, at


def test_a_store_that_cannot_be_written_keeps_nothing_and_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file in the way")
    store = Store(tmp_path / "store")
    store.put(key_of("a"), b"minutes")
    store.shrink(0)
    assert store.get(key_of("a")) is None
    assert (tmp_path / "store").read_text() == "a file in the way"


def test_what_was_asked_for_longest_ago_goes_first(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for day, words in enumerate("abcdef"):
        store.put(key_of(words), b"x" * 68)
        os.utime(max(files(tmp_path), key=lambda path: path.stat().st_mtime_ns), (day, day))
    assert store.get(key_of("a")) == b"x" * 68
    store.shrink(most_bytes=500)
    assert [words for words in "abcdef" if store.get(key_of(words))] == ["a", "d", "e", "f"]


def test_a_store_with_room_loses_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for words in "abc":
        store.put(key_of(words), b"x" * 68)
    store.shrink(most_bytes=300)
    assert len(files(tmp_path)) == 3


def test_no_unfinished_file_stays_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: Path, _target: Path) -> Path:
        raise OSError("no")

    monkeypatch.setattr(Path, "replace", refuse)
    Store(tmp_path).put(key_of("a"), b"minutes")
    assert files(tmp_path) == []


PLANTED: dict[str, Callable[[Path, Path], object]] = {
    "a pipe": lambda entry, _: os.mkfifo(entry),
    "a folder": lambda entry, _: entry.mkdir(),
    "a link to a sound entry": lambda entry, sound: entry.symlink_to(sound),
    "a link to itself": lambda entry, _: entry.symlink_to(entry),
    "a device": lambda entry, _: entry.symlink_to("/dev/zero"),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_what_is_no_file_is_no_entry_and_is_not_waited_for(tmp_path: Path, planted: str) -> None:
    store = Store(tmp_path / "store")
    store.put(key_of("a"), b"minutes")
    [entry] = files(tmp_path / "store")
    sound = entry.rename(tmp_path / "sound")
    PLANTED[planted](entry, sound)
    signal.alarm(20)
    assert store.get(key_of("a")) is None
    signal.alarm(0)


def test_an_entry_larger_than_any_is_not_read(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(key_of("a"), b"minutes")
    [entry] = files(tmp_path)
    os.truncate(entry, room.MOST_BYTES + 1)
    tracemalloc.start()
    assert store.get(key_of("a")) is None
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


def test_what_was_packed_is_unpacked_unless_it_is_broken_or_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    assert unpacked(packed(b"minutes" * 20)) == b"minutes" * 20
    monkeypatch.setattr(room, "MOST_BYTES", 1000)
    for kept in (None, b"", b"minutes", packed(b"minutes")[:-1], packed(b"\0" * 1001)):
        with pytest.raises(ValueError, match="not packed"):
            unpacked(kept)
