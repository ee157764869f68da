"""The name and the post in the line under a title."""

from __future__ import annotations

import pytest

from reportgen.formats.ingest.speech.speaker import person_in, role_in


@pytest.mark.parametrize(
    ("words", "name", "role"),
    [
        ("周明", "周明", ""),
        ("周　明", "周明", ""),
        ("周明远同志", "周明远", ""),
        ("欧阳若水", "欧阳若水", ""),
        ("县委书记 周明", "周明", "县委书记"),
        ("县委副书记、县长　周明远", "周明远", "县委副书记、县长"),
        ("副县长周明远同志", "周明远", "副县长"),
        ("养护站站长：王 芳", "王芳", "养护站站长"),
        ("周明 县长", "周明", "县长"),
        ("李娜（馆长）", "李娜", "馆长"),
        ("县委书记 ***", "***", "县委书记"),
        ("县长×××", "×××", "县长"),
        ("Jane Holt", "Jane Holt", ""),
        ("By Jane Holt", "Jane Holt", ""),
        ("Jane Holt, Chair of the Library Board", "Jane Holt", "Chair of the Library Board"),
        ("Ada van der Berg (County Engineer)", "Ada van der Berg", "County Engineer"),
        ("Remarks by J. Holt – Treasurer", "J. Holt", "Treasurer"),
    ],
)
def test_a_person_is_a_name_with_or_without_a_post(words: str, name: str, role: str) -> None:
    assert person_in(words) == (name, role)


@pytest.mark.parametrize(
    "words",
    [
        "校长培训班", "在全县会议上", "讲话", "会议通知", "县长", "路", "今天天气很好", "Jane",
        "Jane Holt, 40 pages", "the chair", "Road works begin",
        "", "周明" * 80,
    ],
)  # fmt: skip
def test_other_words_name_nobody(words: str) -> None:
    assert person_in(words) is None


def test_where_a_title_may_go_on_a_name_begins_with_a_family_name() -> None:
    assert person_in("公路养护", is_sure=False) is None
    assert person_in("周明", is_sure=False) == ("周明", "")
    assert person_in("***", is_sure=False) == ("***", "")


def test_a_post_is_known_by_its_last_word() -> None:
    assert [role_in(words) for words in ("养护站站长", "Chair of the Board", "三楼会议室", "Reading Room")] == [
        True,
        True,
        False,
        False,
    ]
