"""The base of everything read from content: keys, free keys, bare texts, lists of one."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.model.action import Action, Dissent
from reportgen.model.config import Names
from reportgen.model.meeting import AgendaItem, Attendee, Minutes, NextMeeting, PreviousMinutes
from reportgen.model.party import Post
from reportgen.model.shape import key_of, walk
from reportgen.model.values import AssetName, Markdown, Name
from tests.small_site import minutes


def test_a_key_is_typed_with_hyphens() -> None:
    assert [key_of(name) for name in ("due_words", "from_", "in_attendance")] == ["due-words", "from", "in-attendance"]


def test_a_bare_text_fills_the_field_it_stands_for() -> None:
    assert Attendee.model_validate("陆一鸣") == Attendee.model_validate({"who": "陆一鸣"})
    assert AgendaItem.model_validate("排水").title == "排水"
    assert NextMeeting.model_validate("2026-02-12 09:00").start is not None
    assert PreviousMinutes.model_validate("works-1").meeting == "works-1"
    assert Dissent.model_validate("陆一鸣").who == "陆一鸣"
    assert Post.model_validate("科长").role == "科长"


def test_a_bare_name_serves_for_both_languages() -> None:
    names = Names.model_validate("Garden Board")
    assert [names.in_("zh"), names.in_("en")] == ["Garden Board"] * 2
    assert Names.model_validate({"zh": "工程例会"}).in_("en") == "工程例会"


def test_one_bare_value_may_stand_for_a_list_of_one() -> None:
    one, listed = (
        minutes("actions: [{id: a1, task: t, owner: 王芳}]"),
        minutes("actions: [{id: a1, task: t, owner: [王芳]}]"),
    )
    assert one == listed
    assert one.actions[0].owner == ("王芳",)
    assert minutes("papers: {file: assets/plan.pdf}").papers[0].file == "assets/plan.pdf"


def test_free_keys_are_kept_as_typed_at_every_depth() -> None:
    record = minutes("x-file-no: 010\nactions: [{id: a1, task: t, x-cost: {sum: 3, parts: [1, no]}}]")
    assert record.x == {"x-file-no": "010"}
    assert record.actions[0].x == {"x-cost": {"sum": "3", "parts": ["1", "no"]}}


def test_words_know_what_they_are() -> None:
    record = minutes("chair: 顾怀远\nopening: '*Welcome*'\npapers: assets/plan.pdf")
    kinds = {way[0]: type(text) for way, text in walk(record) if way[0] in {"chair", "opening", "papers", "title"}}
    assert kinds == {"title": str, "opening": Markdown, "papers": AssetName, "chair": Name}


def test_walk_names_every_text_by_the_keys_people_type() -> None:
    record = minutes(
        "agenda: [{title: 排水, left-over: [{id: q1, text: 经费, raised-by: 白露}]}]\n"
        "decisions: [{id: d1, text: 同意, vote: {members: {陆一鸣: for}}}]\nx-note: [a, {b: c}]"
    )
    ways = [(way, str(text)) for way, text in walk(record) if way[0] not in {"id", "kind", "title", "status"}]
    assert ways == [
        (("x-note",), "x-note"),
        (("x-note", 0), "a"),
        (("x-note", 1, "b"), "b"),
        (("x-note", 1, "b"), "c"),
        (("agenda", 0, "title"), "排水"),
        (("agenda", 0, "left-over", 0, "id"), "q1"),
        (("agenda", 0, "left-over", 0, "text"), "经费"),
        (("agenda", 0, "left-over", 0, "raised-by"), "白露"),
        (("decisions", 0, "id"), "d1"),
        (("decisions", 0, "text"), "同意"),
        (("decisions", 0, "vote", "members", "陆一鸣"), "陆一鸣"),
        (("decisions", 0, "vote", "members", "陆一鸣"), "for"),
    ]


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)
IDS = st.from_regex(r"[a-z][a-z0-9]{0,6}-[0-9]", fullmatch=True)
DATES = st.dates().filter(lambda day: day.year >= 1000).map(str)
TIMES = st.times().map(lambda time: f"{time:%H:%M}")
FREE = st.dictionaries(
    IDS.map(lambda key: f"x-{key}"),
    st.recursive(
        WORDS, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(WORDS, inner, max_size=2), max_leaves=4
    ),
    max_size=2,
)


def some(**keys: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries({}, optional={key.rstrip("_").replace("_", "-"): value for key, value in keys.items()})


ACTIONS = st.builds(
    lambda own, rest, free: {**own, **rest, **free},
    st.fixed_dictionaries({"id": IDS, "task": WORDS}),
    some(lead=WORDS, owner=WORDS | st.lists(WORDS, max_size=2), due=DATES, due_words=WORDS,
         milestones=st.lists(st.fixed_dictionaries({"text": WORDS, "due": DATES}), max_size=2)),
    FREE,
)  # fmt: skip
ITEMS = st.builds(
    lambda own, rest, free: {**own, **rest, **free},
    st.fixed_dictionaries({"title": WORDS}),
    some(label=st.just("") | WORDS, start=TIMES, discussion=WORDS, actions=st.lists(ACTIONS, max_size=2)),
    FREE,
)
ATTENDEES = WORDS | st.builds(
    lambda own, rest: {**own, **rest},
    st.fixed_dictionaries({"who": WORDS}),
    some(from_=TIMES | DATES, remote=st.sampled_from(["yes", "no"]), deputy=WORDS),
)
BALLOTS = some(members=st.dictionaries(WORDS, st.just("for"), max_size=2))
DECISIONS = st.fixed_dictionaries({"id": IDS, "text": WORDS, "vote": BALLOTS})
RECORDS = st.builds(
    lambda own, rest, free: {"kind": "minutes", "id": "m1", **own, **rest, **free},
    st.fixed_dictionaries({"title": WORDS, "start": DATES | st.builds("{} {}".format, DATES, TIMES)}),
    some(
        agenda=st.lists(ITEMS, max_size=3),
        chair=WORDS,
        days=st.lists(st.fixed_dictionaries({"date": DATES, "start": TIMES}), max_size=2),
        attendance=some(present=st.lists(ATTENDEES, max_size=3)),
        next_meeting=DATES,
        tags=WORDS,
        decisions=st.lists(DECISIONS, max_size=2),
    ),
    FREE,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(RECORDS)
def test_a_record_written_out_and_read_again_is_the_same(typed: dict[str, object]) -> None:
    record = Minutes.model_validate(typed)
    assert Minutes.model_validate(record.model_dump(by_alias=True)) == record
    assert Minutes.model_validate(record.model_dump(mode="json", by_alias=True, exclude_defaults=True)) == record


def test_free_keys_are_written_out_among_the_others() -> None:
    action = Action.model_validate({"id": "a1", "task": "t", "x-cost": {"sum": "3"}})
    assert action.model_dump(mode="json", by_alias=True, exclude_defaults=True) == {
        "id": "a1",
        "task": "t",
        "x-cost": {"sum": "3"},
    }
