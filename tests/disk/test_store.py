from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest

from reportgen.disk.store import Store


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
