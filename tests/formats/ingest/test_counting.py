"""Counting: what a Markdown text holds by its form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.formats.ingest.counting import count_blocks

NOTHING = {
    "headings": 0,
    "list_items": 0,
    "tables": 0,
    "table_rows": 0,
    "html_blocks": 0,
    "code_blocks": 0,
    "tasks_open": 0,
    "tasks_done": 0,
}

WHOLE = """\
# Works meeting
Agenda
------
- [ ] clear the culvert
- [x] mend the bridge
- the road
  1. [X] count the signs

| Task | Who |
|---|---|
| Clear | Moss |

<div>kept</div>

```
- [ ] an example
```

    indented

> - quoted
"""


def test_every_form_of_a_text_is_counted() -> None:
    assert count_blocks(WHOLE.split("\n")) == {
        "headings": 2,
        "list_items": 5,
        "tables": 1,
        "table_rows": 2,
        "html_blocks": 1,
        "code_blocks": 2,
        "tasks_open": 1,
        "tasks_done": 2,
    }


@pytest.mark.parametrize(
    ("lines", "counts"),
    [
        ([], {}),
        (["words", "", "[ ] no item"], {}),
        (["- words [x] behind"], {"list_items": 1}),
        (["- [x]"], {"list_items": 1}),
        (["- [-] a"], {"list_items": 1}),
        (["- first", "", "  [x] second paragraph"], {"list_items": 1}),
        (["* [ ] 清淤", "+ [x] 检查"], {"list_items": 2, "tasks_open": 1, "tasks_done": 1}),
        (["- - [ ] deep"], {"list_items": 2, "tasks_open": 1}),
        (["| a | b |", "no table"], {}),
        (["<!-- hidden -->"], {"html_blocks": 1}),
        (["~~~", "# a", "~~~"], {"code_blocks": 1}),
        (["会议纪要", "===="], {"headings": 1}),
    ],
)
def test_a_task_is_a_box_that_begins_an_item(lines: list[str], counts: dict[str, int]) -> None:
    assert count_blocks(lines) == NOTHING | counts


@given(st.integers(0, 30), st.integers(0, 30))
def test_counts_grow_with_the_text(done: int, left: int) -> None:
    counts = count_blocks([*["- [x] a"] * done, *["- [ ] b"] * left])
    assert counts == NOTHING | {"list_items": done + left, "tasks_done": done, "tasks_open": left}
