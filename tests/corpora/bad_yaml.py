"""The files of yaml-bad as they are, and each set inside a sound record, where only its own fault is left."""

from __future__ import annotations

import codecs
from pathlib import Path

FOLDER = Path(__file__).parent / "yaml-bad"
SOUND = """\
kind: minutes
title: 河道清淤专题会
start: 2026-03-12 14:30
place: 三楼会议室
access: public
agenda:
  - id: culverts
    title: 汛前涵洞排查情况
    discussion: 由***负责，***配合。
"""
"""Nine lines nobody has anything to say against; what a case adds begins on the tenth."""


def names() -> list[str]:
    """Every case, by the name of its file without the ending."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def alone(name: str) -> bytes:
    """A case as it is."""
    return (FOLDER / f"{name}.yaml").read_bytes()


def inside(name: str) -> bytes:
    """A case inside a sound record: in the field it is about, else under a free key, where any key may stand."""
    own, sound = alone(name), SOUND.encode()
    by_name = {
        "bom": codecs.BOM_UTF8 + sound,
        "crlf": sound.replace(b"\n", b"\r\n"),
        "cr-only": sound.replace(b"\n", b"\r"),
        "gb18030": SOUND.encode("gb18030"),
        "multi-doc": sound + b"x-" + own,
        "tag-directive": own.replace(b"a: ", sound + b"x-a: "),
        "fullwidth-colon": sound.replace("title: 河道清淤专题会\n".encode(), own),
        "tab-after-colon": sound.replace(b"title: ", b"title:\t", 1),
        "list-top": sound + b"attendance:\n" + _indented(own),
        "norway": sound + _items(b"title", own),
        "octal-id": sound + _items(b"title: t\n    label", own),
        "time-sexagesimal": sound.replace(b"agenda:", b"status: planned\nagenda:")
        + _items(b"title: t\n    start", own),
        "date-as-datetime": _dated(own),
        "date-invalid": _dated(own),
        "date-invalid-month": _dated(own),
        "date-year0": _dated(own),
        "int-5000-digits": sound + own.replace(b"n: ", b"number: ", 1),
        "hex-int-big": sound + own.replace(b"n: ", b"number: ", 1),
    }
    return by_name.get(name) or sound + b"x-bad:\n" + _indented(own)


def _indented(own: bytes) -> bytes:
    return b"".join(b"  " + line for line in own.splitlines(keepends=True))


def _dated(own: bytes) -> bytes:
    return SOUND.encode().replace(b"start: 2026-03-12 14:30\n", own.replace(b"date", b"start"))


def _items(key: bytes, own: bytes) -> bytes:
    """Each value of the case in a field of an agenda item of its own."""
    values = [line.partition(b": ")[2] for line in own.splitlines()]
    return b"".join(b"  - " + key + b": " + value + b"\n" for value in values)
