"""Pairs of sites that differ only in what is closed: an open edition of both must be the same, byte for byte."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from PIL import Image

from tests.small_site import PEOPLE, SITE, write

EDITIONS = {
    "omitted": "editions: [{id: public, sees: public, closed: omitted}, all]\n",
    "masked": "editions: [{id: public, sees: public, closed: masked}, all]\n",
    "short": "editions: [{id: public, sees: public, closed: omitted, attendance: roles, "
    "without: [discussion, votes, attachments, evidence]}, all]\n",
}
"""The ways to hold something back."""
REASONS = "reasons: {personal: {zh: 个人信息, en: personal data}}\n"

ALPHABETS = (
    "会议同意清淤经费拨付王芳副县长",
    "龑翀祎赟镕堃喆玥昇䶮",
    "Budget overrun, Ms Varga’s salary 0123456789",
    "قرار سري",
    "😀🔒é×℃ﬁ",
    "*_`<&|#~\"'\\-",
)
SCRIPTS = st.sampled_from(ALPHABETS)


def _words(longest: int) -> st.SearchStrategy[str]:
    """Words of one script; a length of thousands comes of repeating, since drawing letters one by one takes long."""
    short = SCRIPTS.flatmap(lambda letters: st.text(letters, min_size=1, max_size=30)).map(_sound).filter(bool)
    many = max(1, longest // 30)
    long = st.tuples(short, st.sampled_from([1, 1, 1, 2, 7, many])).map(lambda pair: pair[0] * pair[1])
    # Of marks a text may hold a thousand.
    return long.map(lambda words: words[: 900 if set(words) & set("*_`") else longest])


def _sound(text: str) -> str:
    """Words in one line, as `Line` reads them."""
    return " ".join(text.split())


@dataclass(frozen=True)
class Secret:
    """What is closed in one site."""

    text: str
    line: str
    items: int
    """How many closed items, decisions, people there are; the same in both sites where their existence shows."""
    unseen: int
    """How many closed actions, updates, papers and records there are, which leave no trace in any edition."""
    has_passages: bool
    file: bytes
    picture: tuple[int, int, int]
    level: str


SECRETS = st.builds(
    Secret,
    text=_words(10_000),
    line=_words(400),
    items=st.integers(0, 3),
    unseen=st.integers(0, 3),
    has_passages=st.booleans(),
    file=st.binary(max_size=60).map(lambda content: b"%PDF-1.4\n" + content + b"\n%%EOF\n"),
    picture=st.tuples(*[st.integers(0, 255)] * 3),
    level=st.sampled_from(["internal", "restricted"]),
)


@dataclass(frozen=True)
class Frame:
    """What is open, and the same in both sites."""

    mode: str
    place: int
    """Where among the open parts the closed ones stand."""
    frames: tuple[int, ...]
    """Which frame each closed passage stands in."""
    points: bool
    """Whether open parts point at closed ones; then there is at least one in both sites."""


FRAMES = (
    ("会议同意{}先清后修。", "会议同意先清后修。"),
    ("We met {} at ten.", "We met at ten."),
    ("甲段。\n\n{}\n\n乙段。", "甲段。\n\n乙段。"),
    ("- 甲\n- {}\n- 乙", "- 甲\n- 乙"),
    ("**要点** {}", "**要点**"),
    ("| 甲 | 乙 |\n|---|---|\n| 丙{} | 丁 |", "| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |"),
    ("见 `代码{}` 与[说明](https://e.example/a)", "见 `代码` 与[说明](https://e.example/a)"),
    ("# 标题{}\n\n文。", "# 标题\n\n文。"),
    ("{}剖面见下。\n\n![剖面](assets/open.png)", "剖面见下。\n\n![剖面](assets/open.png)"),
)
"""Prose with a place for a passage, and what it is without one."""


def frames(modes: tuple[str, ...] = tuple(EDITIONS)) -> st.SearchStrategy[Frame]:
    """The open parts of pairs, in some modes."""
    return st.builds(
        Frame,
        mode=st.sampled_from(modes),
        place=st.integers(0, 2),
        frames=st.tuples(*[st.integers(0, len(FRAMES) - 1)] * 5),
        points=st.booleans(),
    )


@st.composite
def pairs(draw: Any, modes: tuple[str, ...] = tuple(EDITIONS)) -> tuple[Frame, Secret, Secret]:
    """A frame and two secrets; where it shows that something is closed, as much is closed in both."""
    frame = draw(frames(modes))
    one, other = draw(SECRETS), draw(SECRETS)
    if frame.mode == "masked":
        same = {"items": one.items, "has_passages": True}
        one, other = replace(one, **same), replace(other, **same)
    if frame.points:
        one, other = (replace(each, items=max(1, each.items), unseen=max(1, each.unseen)) for each in (one, other))
    return frame, one, other


def write_pair(folder: Path, frame: Frame, secret: Secret) -> Path:
    """Write the content folder of one of a pair and return it."""
    return write(folder, _Site(frame, secret).files())


@dataclass(frozen=True)
class _Site:
    frame: Frame
    secret: Secret

    def files(self) -> dict[str, str | bytes]:
        files: dict[str, str | bytes] = {
            "site.yaml": SITE + REASONS + EDITIONS[self.frame.mode],
            "people.yaml": PEOPLE,
            "meetings/works-1.yaml": json.dumps(self._first(), ensure_ascii=False),
            "meetings/works-2.yaml": json.dumps(self._second(), ensure_ascii=False),
            "speeches/drains.yaml": json.dumps(self._speech(), ensure_ascii=False),
            "updates/march.yaml": json.dumps(self._updates(), ensure_ascii=False),
            "briefings/spring.yaml": json.dumps(self._briefing(), ensure_ascii=False),
            "assets/open.png": _picture((1, 2, 3)),
        }
        secret = self.secret
        for number in range(secret.unseen):
            files[f"assets/closed-{number}.pdf"] = secret.file
            files[f"assets/closed-{number}.png"] = _picture(secret.picture)
            for path, record in self._closed_records(number):
                files[path] = json.dumps(record, ensure_ascii=False)
        return files

    def _closed_records(self, number: int) -> list[tuple[str, dict[str, Any]]]:
        """Whole records that are closed, one of which tells of an open action's end."""
        line, level = self.secret.line, self.secret.level
        day = f"2026-0{2 + number}-20"
        meeting = {
            "kind": "minutes", "series": "works", "title": line, "start": f"{day} 09:00", "access": level,
            "summary": self.secret.text, "chair": f"甲{line}", "attachments": [f"assets/closed-{number}.pdf"],
            "decisions": [{"id": "d1", "text": line, "supersedes": ["works-1/d1"]}],
            "actions": [{"id": "a1", "task": line, "lead": "工程办", "due": "2026-05-01", "continues": "works-1/a1"}],
            "previous-minutes": "works-1",
        }  # fmt: skip
        news = {
            "kind": "updates", "date": day, "access": level,
            "updates": [
                {"action": "works-1/a1", "state": "closed", "note": line, "evidence": [f"assets/closed-{number}.png"]}
            ],
        }  # fmt: skip
        speech = {
            "kind": "speech",
            "title": line,
            "speaker": f"甲{line}",
            "date": day,
            "access": level,
            "opening": line,
        }
        volume = {"kind": "briefing", "title": line, "date": day, "access": level, "select": {}, "foreword": line}
        return [
            (f"meetings/closed/closed-{number}.yaml", meeting),
            (f"updates/closed-news-{number}.yaml", news),
            (f"speeches/closed-speech-{number}.yaml", speech),
            (f"briefings/closed-volume-{number}.yaml", volume),
        ]

    def _first(self) -> dict[str, Any]:
        attendance = self._with(
            [{"who": "顾怀远"}, {"who": "沈青禾", "role": "科长"}], {"who": f"甲{self.secret.line}"}
        )
        return {
            "kind": "minutes", "series": "works", "title": "工程例会第一次会议", "start": "2026-01-15 09:00",
            "minutes": "approved", "access": "public", "lang": "zh", "chair": "顾怀远", "place": self._line("二楼"),
            "attendance": {"present": attendance}, "summary": self._prose(0),
            "agenda": self._with(
                [
                    {
                        "id": "drains", "title": "排水", "discussion": self._prose(1), "label": self._line("第一项"),
                        "decisions": self._with(
                            [{"id": "first", "text": self._prose(2)}, {"id": "d1", "text": "先清后修"}],
                            {"id": "hidden", "text": self.secret.line, "vote": {"members": {"白露": "against"}}},
                        ),
                        "papers": self._unseen([{"file": "assets/open.png"}], "file", "assets/closed-0.pdf"),
                    },
                    {"title": "其他"},
                ],
                {"id": "inner", "title": self.secret.line, "discussion": self.secret.text},
            ),
            "actions": self._unseen(
                [
                    {"id": "a1", "task": self._prose(3), "lead": "工程办", "due": "2026-02-10"},
                    {"id": "a2", "task": "编制台账", "owner": ["陆一鸣"], "due": "2026-12-31"},
                ],
                "task", self.secret.line, id="secret-action", owner=["白露"], lead="工地办", due="2026-03-03",
            ),
            "left-over": self._with([{"id": "q1", "text": "经费来源"}], {"id": "closed-q", "text": self.secret.line}),
            "annexes": self._with([{"title": "说明", "text": "附录"}], {"title": self.secret.line}),
        }  # fmt: skip

    def _second(self) -> dict[str, Any]:
        told = self._unseen([{"action": "works-1/a2", "note": self._prose(4)}], "note", self.secret.line,
                            action="works-1/a1", state="closed")  # fmt: skip
        return {
            "kind": "minutes", "series": "works", "title": "工程例会第二次会议", "start": "2026-05-12 09:00",
            "minutes": "review", "access": "public", "attendance": {"present": ["沈青禾"]}, "updates": told,
            "previous-minutes": "works-1", "x-memo": self.secret.line,
            **(self._pointing() if self.frame.points else {}),
        }  # fmt: skip

    def _pointing(self) -> dict[str, Any]:
        """Open parts that point at closed ones."""
        return {
            "previous-minutes": ["works-1", "closed-0"],
            "decisions": [{"id": "d2", "text": "另行安排", "supersedes": ["works-1/hidden-0", "works-1/d1"]}],
            "actions": [{"id": "a3", "task": "复核", "continues": ["works-1/secret-action-0", "works-1/a1"]}],
            "left-over": [{"id": "q2", "text": "人手", "continues": "works-1/closed-q-0"}],
        }

    def _speech(self) -> dict[str, Any]:
        parts = self._with(
            [{"label": "一、", "title": "抓紧排水", "text": self._prose(0)}, {"label": "二、", "title": "抓好值守"}],
            {"title": self.secret.line, "text": self.secret.text},
        )
        return {"kind": "speech", "title": "讲话", "speaker": "顾怀远", "date": "2026-02-12", "series": "works",
                "access": "public", "parts": parts}  # fmt: skip

    def _updates(self) -> dict[str, Any]:
        told = self._unseen([{"action": "works-1/a2", "state": "in-progress"}], "note", self.secret.line,
                            action="works-1/a2", state="closed")  # fmt: skip
        return {"kind": "updates", "date": "2026-03-20", "access": "public", "updates": told}

    def _briefing(self) -> dict[str, Any]:
        chosen = ["works-1", *(["closed-0"] if self.frame.points else [])]
        return {"kind": "briefing", "title": "春季简报", "date": "2026-06-01", "access": "public",
                "select": {"meetings": chosen}, "foreword": self._prose(2)}  # fmt: skip

    def _with(self, shown: list[dict[str, Any]], closed: dict[str, Any]) -> list[dict[str, Any]]:
        """Open parts with closed ones among them, whose existence a masked edition shows."""
        hidden = [
            {**closed, "access": self.secret.level} | ({"id": f"{closed['id']}-{number}"} if "id" in closed else {})
            for number in range(self.secret.items)
        ]
        place = min(self.frame.place, len(shown))
        return [*shown[:place], *hidden, *shown[place:]]

    def _unseen(self, shown: list[dict[str, Any]], key: str, words: str, **more: Any) -> list[dict[str, Any]]:
        """Open parts with closed ones among them, of which no open edition shows that they exist."""
        named = {"id": more["id"]} if "id" in more else {}
        hidden = [
            {**more, key: words, "access": self.secret.level} | ({"id": f"{more['id']}-{number}"} if named else {})
            for number in range(self.secret.unseen)
        ]
        place = min(self.frame.place, len(shown))
        return [*shown[:place], *hidden, *shown[place:]]

    def _passage(self, words: str) -> str:
        return f"{{--{self.secret.level}/personal: {words}--}}"

    def _prose(self, number: int) -> str:
        framed, bare = FRAMES[self.frame.frames[number]]
        return framed.format(self._passage(self.secret.text)) if self.secret.has_passages else bare

    def _line(self, words: str) -> str:
        return f"{words}{self._passage(self.secret.line)}" if self.secret.has_passages else words


def _picture(colour: tuple[int, int, int]) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (4, 3), colour).save(stream, "PNG")
    return stream.getvalue()


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and ".cache" not in path.parts)
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}
