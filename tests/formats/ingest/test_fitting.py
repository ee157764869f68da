"""What is too long for its field, cut to it with a doubt; the lines it came from are kept in full."""

from __future__ import annotations

from reportgen.formats.ingest.draft import Draft, Told, Value
from reportgen.formats.ingest.fitting import fit
from reportgen.formats.ingest.settling import settle
from reportgen.formats.ingest.source import Source
from reportgen.model.values import LONGEST_LINE, LONGEST_PROSE
from reportgen.text.limits import exceeded

LINES = ("Title", "clear the culvert " * 2_000, "Ada Moss " * 300)


def fitted(**value: Value) -> Draft:
    draft = Draft("minutes", value)
    fit(draft, Source("notes.md", "0" * 64, "UTF-8", LINES))
    return draft


def codes(value: Value) -> str | None:
    return value.doubt.code if isinstance(value, Told) and value.doubt else None


def test_values_that_fit_are_left_as_they_are() -> None:
    value: dict[str, Value] = {
        "title": Told("Works", (1,)),
        "attendance": {"present": ["Ada", {"who": "Tom", "note": "late"}]},
        "actions": [{"id": "a1", "task": Told("clear it", (2,)), "owner": ["Ada"]}],
    }
    assert fitted(**value).value == value


def test_a_line_is_cut_between_words_and_told() -> None:
    title = fitted(title=LINES[2]).value["title"]
    assert isinstance(title, Told)
    assert title.value == LINES[2][:1997].rstrip()
    assert codes(title) == "import-cut"


def test_a_line_without_spaces_is_cut_where_it_must_be() -> None:
    title = fitted(title="汉" * 5_000).value["title"]
    assert isinstance(title, Told)
    assert title.value == "汉" * LONGEST_LINE


def test_prose_is_cut_to_one_field_wherever_it_stands() -> None:
    draft = fitted(agenda=[{"title": "x", "actions": [{"id": "a1", "task": Told(LINES[1], (2,))}]}])
    (item,) = draft.value["agenda"]  # type: ignore[misc]
    (action,) = item["actions"]  # type: ignore[index]
    task = action["task"]  # type: ignore[index]
    assert isinstance(task, Told)
    assert LINES[1].startswith(str(task.value))
    assert LONGEST_PROSE // 8 < len(str(task.value)) <= LONGEST_PROSE
    assert exceeded(str(task.value)) == ()
    assert (task.lines, codes(task)) == ((2,), "import-cut")


def test_a_list_of_names_is_cut_name_by_name() -> None:
    owners = fitted(actions=[{"id": "a1", "task": "x", "owner": ["Tom", LINES[2]]}]).value["actions"]
    (action,) = owners  # type: ignore[misc]
    first, second = action["owner"]  # type: ignore[index]
    assert (first, codes(second)) == ("Tom", "import-cut")


def test_settling_keeps_a_line_in_full_whose_words_were_cut() -> None:
    draft = Draft("minutes", {"title": Told(LINES[2].strip(), (3,))})
    draft.kept = {3}
    source = Source("notes.md", "0" * 64, "UTF-8", LINES)
    fit(draft, source)
    settle(draft, source)
    origin = draft.value["source"]
    assert isinstance(origin, dict)
    assert origin["words"] == LINES[2].strip()
