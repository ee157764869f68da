"""Events written into files people typed: exactly the event is added, every other byte stays."""

from __future__ import annotations

import codecs
import unicodedata
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from reportgen.formats.record import read_record
from reportgen.formats.updates import begin, splice
from reportgen.model.action import Update
from reportgen.model.content import canonical
from reportgen.model.meeting import Updates

EVENT = {"action": "works-1/a1", "state": "closed", "note": "已清理，验收合格", "verified-by": "顾怀远"}
HEAD = "kind: updates\ndate: 2026-03-20\n"


def spliced(text: str, event: dict[str, Any] = EVENT) -> str:
    return splice(text.encode(), event).decode()


def test_an_event_is_added_in_the_manner_of_the_list() -> None:
    lines = f"{HEAD}updates:\n  - action: works-1/a2\n    note: 已报\nby: 白露\n"
    assert spliced(lines) == (
        f"{HEAD}updates:\n  - action: works-1/a2\n    note: 已报\n"
        "  - action: works-1/a1\n    state: closed\n    note: 已清理，验收合格\n    verified-by: 顾怀远\n"
        "by: 白露\n"
    )
    wide = f"{HEAD}updates:\n-   action: works-1/a2\n"
    assert spliced(wide, {"action": "works-1/a1", "note": "好"}) == f"{wide}-   action: works-1/a1\n    note: 好\n"
    one_line = f"{HEAD}updates:\n  - {{action: works-1/a2}}  # 二号\n"
    assert spliced(one_line, {"action": "works-1/a1", "note": "好"}) == (
        f"{one_line}  - {{action: works-1/a1, note: 好}}\n"
    )


def test_of_a_list_between_brackets_one_line_changes() -> None:
    event = {"action": "works-1/a1", "note": "清淤, 验收: 好"}
    flow = '{action: works-1/a1, note: "清淤, 验收: 好"}'
    assert spliced(f"{HEAD}updates: []  # 无\n", event) == f"{HEAD}updates: [{flow}]  # 无\n"
    assert spliced(f"{HEAD}updates: [{{action: a/a1}}, {{action: a/a2}}]\n", event) == (
        f"{HEAD}updates: [{{action: a/a1}}, {{action: a/a2}}, {flow}]\n"
    )
    several = f"{HEAD}updates: [\n  {{action: a/a1}},  # 一\n  {{action: a/a2}},  # 二\n]\n"
    assert spliced(several, event) == several.replace("{action: a/a2},", f"{{action: a/a2}}, {flow},")
    assert spliced("{kind: updates, date: 2026-03-20}", event) == (
        f"{{kind: updates, date: 2026-03-20, updates: [{flow}]}}"
    )
    assert spliced("{kind: updates, updates: , date: 2026-03-20}", event) == (
        f"{{kind: updates, updates: [{flow}], date: 2026-03-20}}"
    )


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_missing_key_is_added_at_the_end_of_the_record(end: str) -> None:
    event = {"action": "works-1/a1", "note": "好"}
    added = end.join(["updates:", "  - action: works-1/a1", "    note: 好"])
    whole = f"kind: updates{end}date: 2026-03-20{end}"
    assert spliced(whole, event) == whole + added + end
    assert spliced(whole.removesuffix(end), event) == whole + added
    assert spliced(f"{whole}...{end}# 完{end}", event) == f"{whole}{added}{end}...{end}# 完{end}"


def test_a_key_without_a_value_gets_its_list_below_the_comments_that_belong_to_it() -> None:
    event = {"action": "works-1/a1", "note": "好"}
    begun = "updates:  # 进展\n  # - {action: …}\n"
    assert spliced(f"{begun}\n# 以下为会议信息\n{HEAD}", event) == (
        f"{begun}  - action: works-1/a1\n    note: 好\n\n# 以下为会议信息\n{HEAD}"
    )


def test_comments_that_are_indented_as_the_list_stay_with_the_entry_above() -> None:
    text = f"{HEAD}updates:\n  - action: works-1/a2\n    # 待复核\n\n  # 下面还有\n\n# 完\nby: 白露\n"
    event = {"action": "works-1/a1", "note": "好"}
    assert spliced(text, event) == text.replace(
        "  # 下面还有\n", "  # 下面还有\n  - action: works-1/a1\n    note: 好\n"
    )


def test_several_lines_are_written_as_lines_where_the_list_has_lines() -> None:
    event = {"action": "works-1/a1", "note": "第一段\n\n第二段"}
    assert spliced(f"{HEAD}updates:\n", event) == (
        f"{HEAD}updates:\n  - action: works-1/a1\n    note: |\n      第一段\n\n      第二段\n"
    )
    assert '"第一段\\n\\n第二段"' in spliced(f"{HEAD}updates: []\n", event)


def test_empty_lines_that_a_text_keeps_stay_in_it() -> None:
    text = f"{HEAD}updates:\n  - action: works-1/a2\n    x-log: |+\n      一\n\n\nby: 白露\n"
    assert spliced(text, {"action": "works-1/a1", "note": "好"}) == text.replace(
        "\n\n\n", "\n\n\n  - action: works-1/a1\n    note: 好\n"
    )


def test_a_byte_order_mark_stays_first() -> None:
    marked = codecs.BOM_UTF8 + f"{HEAD}updates: []\n".encode()
    assert splice(marked, EVENT) == codecs.BOM_UTF8 + splice(marked[3:], EVENT)


def test_a_new_file_holds_its_head_and_the_event() -> None:
    head = {"kind": "updates", "series": "works", "date": "2026-03-20"}
    assert begin(head, {"action": "works-1/a1", "evidence": ("assets/a, b.png",), "owner": ("白露", "陆一鸣")}) == (
        b"kind: updates\nseries: works\ndate: 2026-03-20\nupdates:\n  - action: works-1/a1\n"
        b'    evidence: "assets/a, b.png"\n    owner: [' + "白露, 陆一鸣]\n".encode()
    )


WORDS = st.text(alphabet="ab 7中，。：；:#-[]{},'\"|>&*!%@`~?\\\n\t=", min_size=1, max_size=30)
EVENTS = st.fixed_dictionaries(
    {"action": st.sampled_from(["works-1/a1", "board-2026-03-05/a12"])},
    optional={
        "date": st.sampled_from(["2026-03-18", "2026-02-28"]),
        "state": st.sampled_from(["open", "in-progress", "closed"]),
        "note": WORDS.map(str.strip).filter(bool),
        "evidence": st.lists(st.sampled_from(["assets/a b.png", "assets/验收, 一.pdf"]), min_size=1).map(tuple),
        "no-evidence": st.sampled_from(["照片存档", "# 7", "yes", "- none", "see: file", "Ms O'Hara {x}", "a # b"]),
        "owner": st.lists(st.sampled_from(["王芳", "Hale, I.", "[x]"]), min_size=1, max_size=2).map(tuple),
        "verified-by": st.sampled_from(["顾怀远", "Imogen Hale"]),
    },
)  # fmt: skip
REMARKS = st.lists(st.sampled_from(["", "# 说明: [x]", "  # - {action: …}", "    # 深", "#"]), max_size=3)
BLOCK_ENTRIES = st.sampled_from(
    [
        ["- action: works-1/a1"],
        ["- {action: works-1/a1, state: open}  # 一行"],
        ["- {action: works-1/a1,", "   note: 两行}"],
        ["- action: works-1/a1", "  note: >-", "    折行的", "    文字", ""],
        ["- action: works-1/a1", "  note: |", "    一：# 不是注释", "", "  # 注释", "  state: open"],
        ["- action: works-1/a1", "  x-log: |+", "    留空行", "", ""],
        ["-   action: works-1/a1", "    owner: [甲, 乙]", "    links:", "    - https://example.org/a"],
        ["-", "    action: works-1/a1", "    note: 'it''s'"],
        ['- "action": works-1/a1', '  note: "两\\n行"'],
        ["- action: works-1/a1", "  note: plain words", "    that go on"],
    ]
)
FLOW_LISTS = st.sampled_from(
    [
        ["updates: []"],
        ["updates: [ ]  # 空"],
        ["updates: [  # 注", "  ]"],
        ["updates: [{action: works-1/a1}]"],
        ["updates: [action: works-1/a1]"],
        ["updates:", "  [{action: works-1/a1, note: 甲}, {action: works-1/a2,", "    owner: [乙, 丙]},", "  ]  # 尾"],
        ['"updates": [{action: "works-1/a1"} , {"action": works-1/a1}   ,]'],
    ]
)


@st.composite
def block_lists(draw: st.DrawFn) -> list[str]:
    indent = " " * draw(st.sampled_from([0, 2, 4]))
    lines = ["updates:" + draw(st.sampled_from(["", "  # 进展", " "]))]
    for entry in draw(st.lists(BLOCK_ENTRIES, max_size=3)):
        lines += [*(indent + line if line else "" for line in entry)]
        lines += draw(REMARKS)
    return lines


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A sound file of updates as somebody may have typed it."""
    parts: list[list[str]] = [["kind: updates"], ["date: 2026年3月20日  # 周五"]]
    parts += draw(
        st.lists(
            st.sampled_from(
                [["title: 三月进展"], ["by: 白露"], ["x-log: |", "  甲", "", "  乙"], ["tags: [道路, 涵洞]"]]
            ),
            unique_by=lambda part: part[0],
        )
    )
    parts += draw(st.one_of(st.just([]), FLOW_LISTS.map(lambda one: [one]), block_lists().map(lambda one: [one])))
    lines = [*draw(REMARKS), *draw(st.sampled_from([[], ["---"]]))]
    for part in draw(st.permutations(parts)):
        lines += [*part, *draw(REMARKS)]
    ends = draw(st.sampled_from([[], ["..."], ["...", "# 完"]]))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    text = end.join([*lines, *ends]) + draw(st.sampled_from(["", end, end * 3]))
    return draw(st.sampled_from([b"", codecs.BOM_UTF8])) + text.encode()


@settings(max_examples=400, deadline=None)
@given(files(), EVENTS)
@example(f"{HEAD}updates:\n  - action: a/a1\n    note: |\n      无换行".encode(), {"action": "works-1/a1"})
def test_an_event_is_all_that_is_added_to_any_sound_file(content: bytes, event: dict[str, Any]) -> None:
    before = read_record(content, "updates/a.yaml").record
    # What cannot stand in any file, such as a mark of emphasis that is never closed, is for the door to refuse.
    assume(before and read_record(begin({"kind": "updates", "date": "2026-03-20"}, event), "updates/b.yaml").record)
    assert isinstance(before, Updates)
    # A free text at the very end would get the line end it lacks: whoever writes the file compares, and refuses.
    ended = read_record(content + b"\n", "updates/a.yaml").record
    assume(ended and canonical(ended) == canonical(before))

    new = splice(content, event)

    place = next((at for at, (old, now) in enumerate(zip(content, new, strict=False)) if old != now), len(content))
    assert new.endswith(content[place:])
    outcome = read_record(new, "updates/a.yaml")
    assert outcome.problems == ()
    assert isinstance(outcome.record, Updates)
    *earlier, last = outcome.record.updates
    typed = {key: unicodedata.normalize("NFC", one) if isinstance(one, str) else [*one] for key, one in event.items()}
    assert last == Update.model_validate(typed)
    assert canonical(outcome.record.model_copy(update={"updates": tuple(earlier)})) == canonical(before)
