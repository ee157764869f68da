"""The Markdown pages of the sample, imported again: the same sections, people, decisions and actions."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from reportgen.formats.ingest.reading import Asked, read_foreign
from reportgen.formats.ingest.writing import record_text
from reportgen.formats.record import read_record
from reportgen.model.content import Content
from reportgen.model.directory import Directory
from reportgen.model.meeting import Minutes, Speech
from reportgen.stages.load import load
from reportgen.text.markup import to_plain
from tests.cli.conftest import CHECKOUT, ask

MEETINGS = sorted(path.stem for path in (CHECKOUT / "content/meetings").rglob("*.yaml"))
HELD = [name for name in MEETINGS if name not in {"library-2026-01", "road-2026-07"}]
"""One was cancelled, one is to come: their pages are notices."""


@pytest.fixture(scope="module")
def content() -> Content:
    found, problems = load(CHECKOUT / "content")
    assert found is not None
    assert problems == ()
    return found


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    result = ask("build", str(CHECKOUT / "content"), "-o", str(folder), "--outputs", "md", "--as-of", "2026-06-30")
    assert result.exit_code == 0, result.stderr
    return folder / "full"


def back(path: Path) -> Minutes | Speech:
    def naming(kind: str, day: dt.date, *, alone: bool) -> str:
        return f"{kind}-{day}"

    report = read_foreign(path.read_bytes(), path.name, Asked(), naming)
    [draft] = report.drafts
    folder = "speeches" if draft.kind == "speech" else "meetings"
    found = read_record(record_text(draft).encode(), f"{folder}/x.yaml").record
    assert isinstance(found, Minutes | Speech)
    return found


def plain(text: str) -> str:
    return "".join(to_plain(text).split())


class Told:
    """What a record tells, with everybody as the one person or unit they are."""

    def __init__(self, record: Minutes, directory: Directory) -> None:
        self.record, self.directory = record, directory

    def who(self, words: str | None) -> str | None:
        # In an English page a name stands with its Chinese form behind it.
        for form in (words or "", " ".join((words or "").split()[:-1])):
            if found := self.directory.find(form):
                return found.id
        return words

    def people(self) -> dict[str, list[str | None]]:
        lists = ("present", "apologies", "absent", "in_attendance")
        told = {where: [self.who(one.who) for one in getattr(self.record.attendance, where)] for where in lists}
        return told | {"chair": [self.who(self.record.chair)], "recorder": [self.who(self.record.recorder)]}

    def sections(self) -> list[str]:
        return [item.title for item in self.record.items()]

    def decisions(self) -> list[tuple[str, str | None, str | None, str | None]]:
        return [
            (plain(one.text), self.who(one.moved), self.who(one.seconded), one.outcome)
            for one in self.record.all_decisions()
        ]

    def actions(self) -> list[tuple[object, ...]]:
        return [
            (
                plain(one.task),
                self.who(one.lead),
                [self.who(name) for name in one.support],
                [self.who(name) for name in one.owner],
                self.who(one.supervisor),
                one.due,
                one.due_words,
                one.state,
            )
            for one in self.record.all_actions()
        ]


@pytest.mark.parametrize("name", HELD)
def test_a_page_imported_again_tells_the_same(name: str, content: Content, pages: Path) -> None:
    record = next(one for one in content.records if one.id == name)
    found = back(pages / f"meetings/{name}/{name}.md")
    assert isinstance(record, Minutes)
    assert isinstance(found, Minutes)
    directory = Directory(content.people)
    before, after = Told(record, directory), Told(found, directory)
    assert found.title == record.title
    assert found.start == record.start
    assert after.people() == before.people()
    assert after.sections() == before.sections()
    assert after.decisions() == before.decisions()
    assert after.actions() == before.actions()
    assert [plain(one.text) for one in found.all_left_over()] == [plain(one.text) for one in record.all_left_over()]


def test_the_page_of_the_speech_imported_again_has_the_same_parts(content: Content, pages: Path) -> None:
    record = next(one for one in content.records if isinstance(one, Speech))
    found = back(pages / f"speeches/{record.id}/{record.id}.md")
    assert isinstance(found, Speech)
    assert (found.title, found.date) == (record.title, record.date)
    assert [part.label for part in found.parts] == [part.label for part in record.parts]
    assert [[one.label for one in part.parts] for part in found.parts] == [
        [one.label for one in part.parts] for part in record.parts
    ]
