"""The names in a line of attendance, with role, unit, account and what is said of their coming."""

from __future__ import annotations

import pytest

from reportgen.formats.ingest.draft import Value
from reportgen.formats.ingest.people.names import LONGEST_NAME, Named, is_nobody, read_people


def who(text: str, *, is_item: bool = False) -> list[str]:
    return [one.who for one in read_people(text, is_item=is_item)]


def values(text: str, *, is_item: bool = False) -> list[Value]:
    return [one.as_value() for one in read_people(text, is_item=is_item)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Moss", ["Ada Moss"]),
        ("Ada Moss, Tom Reed", ["Ada Moss", "Tom Reed"]),
        ("Ada Moss and Tom Reed", ["Ada Moss", "Tom Reed"]),
        ("Ada Moss & Tom Reed", ["Ada Moss", "Tom Reed"]),
        ("Ada Moss, Tom Reed and Nora Pike", ["Ada Moss", "Tom Reed", "Nora Pike"]),
        ("Ada Moss, Tom Reed, and Nora Pike.", ["Ada Moss", "Tom Reed", "Nora Pike"]),
        ("Ada Moss; Tom Reed; Nora Pike", ["Ada Moss", "Tom Reed", "Nora Pike"]),
        ("**Ada Moss**, _Tom Reed_", ["Ada Moss", "Tom Reed"]),
        ("[Ada Moss](https://example.org/ada), Tom Reed", ["Ada Moss", "Tom Reed"]),
        ("Ada Moss<br>Tom Reed", ["Ada Moss", "Tom Reed"]),
        ("@ada, @tom", ["ada", "tom"]),
        ("@ada @tom @nora", ["ada", "tom", "nora"]),
        ("@ada-moss @tom_reed", ["ada-moss", "tom_reed"]),
        ("Ada, Tom", ["Ada", "Tom"]),
        ("J. Holt, A. Moss", ["J. Holt", "A. Moss"]),
        ("Siân O'Hare, José Núñez-Lara", ["Siân O'Hare", "José Núñez-Lara"]),
        ("Ada van der Berg", ["Ada van der Berg"]),
        ("Dr Ada Moss, Mr Tom Reed", ["Dr Ada Moss", "Mr Tom Reed"]),
        ("Cllrs Hale and Orr", ["Cllr Hale", "Cllr Orr"]),
        ("Councillors Hale, Orr and Tuck", ["Councillor Hale", "Councillor Orr", "Councillor Tuck"]),
        ("Cllrs Hale, Orr, Mr Tuck", ["Cllr Hale", "Cllr Orr", "Mr Tuck"]),
        ("顾怀远、沈青禾、陆一鸣", ["顾怀远", "沈青禾", "陆一鸣"]),
        ("顾怀远，沈青禾，陆一鸣。", ["顾怀远", "沈青禾", "陆一鸣"]),
        ("顾怀远；沈青禾；陆一鸣", ["顾怀远", "沈青禾", "陆一鸣"]),
        ("顾怀远,沈青禾,陆一鸣", ["顾怀远", "沈青禾", "陆一鸣"]),
        ("顾怀远 沈青禾 陆一鸣", ["顾怀远", "沈青禾", "陆一鸣"]),
        ("顾怀远　沈青禾　陆一鸣", ["顾怀远", "沈青禾", "陆一鸣"]),
        ("白　露　鲁　豫　沈青禾", ["白露", "鲁豫", "沈青禾"]),
        ("白 露", ["白露"]),
        ("白  露、鲁  豫", ["白露", "鲁豫"]),
        ("刘程. 胡峰.", ["刘程", "胡峰"]),
        ("顾怀远、沈青禾和陆一鸣", ["顾怀远", "沈青禾", "陆一鸣"]),
        ("顾怀远、沈青禾及陆一鸣", ["顾怀远", "沈青禾", "陆一鸣"]),
        ("欧阳若水、司马青", ["欧阳若水", "司马青"]),
        ("@白露 @鲁豫", ["白露", "鲁豫"]),
        ("阿依古丽·买买提、白露", ["阿依古丽·买买提", "白露"]),
        ("Ada Moss、白露", ["Ada Moss", "白露"]),
    ],
)
def test_a_line_of_names_is_the_people_in_its_order(text: str, names: list[str]) -> None:
    assert values(text) == names


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ada Moss (chair)", [{"who": "Ada Moss", "role": "chair"}]),
        ("Ada Moss (Chair), Tom Reed", [{"who": "Ada Moss", "role": "Chair"}, "Tom Reed"]),
        ("Ada Moss [Treasurer]", [{"who": "Ada Moss", "role": "Treasurer"}]),
        ("Ada Moss (Vice-Chair and Treasurer)", [{"who": "Ada Moss", "role": "Vice-Chair and Treasurer"}]),
        ("Ada Moss (Parks)", [{"who": "Ada Moss", "unit": "Parks"}]),
        ("Ada Moss (Chair, Parks)", [{"who": "Ada Moss", "unit": "Parks", "role": "Chair"}]),
        ("Ada Moss (chair) - Parks", [{"who": "Ada Moss", "unit": "Parks", "role": "chair"}]),
        ("Ada Moss - Parks & Rivers", [{"who": "Ada Moss", "unit": "Parks & Rivers"}]),
        ("Ada Moss – Chair", [{"who": "Ada Moss", "role": "Chair"}]),
        ("Ada Moss — Parks", [{"who": "Ada Moss", "unit": "Parks"}]),
        ("Ada Moss | Parks", [{"who": "Ada Moss", "unit": "Parks"}]),
        ("Rosa Kemp, Recording Secretary", [{"who": "Rosa Kemp", "role": "Recording Secretary"}]),
        ("Ada Moss, Clerk to the Council", [{"who": "Ada Moss", "role": "Clerk to the Council"}]),
        ("the Clerk – Adrian Orr", [{"who": "Adrian Orr", "role": "Clerk"}]),
        ("Ivy Jones, Reporter; Tom Reed", [{"who": "Ivy Jones", "unit": "Reporter"}, "Tom Reed"]),
        ("Ada Moss (@ada)", [{"who": "Ada Moss", "note": "@ada"}]),
        ("Ada Moss @ada, Tom Reed @tom", [{"who": "Ada Moss", "note": "@ada"}, {"who": "Tom Reed", "note": "@tom"}]),
        ("Ada Moss <ada@example.org>", [{"who": "Ada Moss", "note": "ada@example.org"}]),
        ("Ada Moss (AM), Tom Reed (TR)", [{"who": "Ada Moss", "note": "AM"}, {"who": "Tom Reed", "note": "TR"}]),
        ("Ada Moss (remote)", [{"who": "Ada Moss", "remote": "yes", "note": "remote"}]),
        ("Ada Moss (via Zoom)", [{"who": "Ada Moss", "note": "via Zoom"}]),
        ("Ada Moss (Deputy Mayor)", [{"who": "Ada Moss", "role": "Deputy Mayor"}]),
        ("Ada Moss (deputy for the Chair)", [{"who": "Ada Moss", "note": "deputy for the Chair"}]),
        ("Ada Moss (left 10:30)", [{"who": "Ada Moss", "note": "left 10:30"}]),
        ("Ada Moss (from 19:20), Tom Reed", [{"who": "Ada Moss", "note": "from 19:20"}, "Tom Reed"]),
        ("Ada Moss (proxy for Tom Reed)", [{"who": "Ada Moss", "note": "proxy for Tom Reed"}]),
        ("Ada Moss for items 3-4", [{"who": "Ada Moss", "note": "for items 3-4"}]),
        ("白露（馆长）", [{"who": "白露", "role": "馆长"}]),
        ("白露(水务站)", [{"who": "白露", "unit": "水务站"}]),
        ("白露（水务站，站长）", [{"who": "白露", "unit": "水务站", "role": "站长"}]),
        ("白露（线上）", [{"who": "白露", "note": "线上", "remote": "yes"}]),
        ("白露（请假）、鲁豫", [{"who": "白露", "note": "请假"}, "鲁豫"]),
        ("白露（沈青禾代）", [{"who": "白露", "note": "沈青禾代"}]),
        ("副馆长鲁豫", [{"who": "鲁豫", "role": "副馆长"}]),
        ("水利局 陈立", [{"who": "陈立", "unit": "水利局"}]),
        ("教务处 贝宁 方明", [{"who": "贝宁", "unit": "教务处"}, {"who": "方明", "unit": "教务处"}]),
        ("林課長建宏", [{"who": "林建宏", "role": "課長"}]),
        ("卢老师、白露", ["卢老师", "白露"]),
        ("【水务站】白露", [{"who": "白露", "unit": "水务站"}]),
        ("白露： 水务站", [{"who": "白露", "unit": "水务站"}]),
    ],
)
def test_what_is_told_of_people_stands_beside_their_names(text: str, told: list[Value]) -> None:
    assert values(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ada Moss, Parks", [{"who": "Ada Moss", "unit": "Parks"}]),
        ("Ada Moss, Treasurer", [{"who": "Ada Moss", "role": "Treasurer"}]),
        ("Ada Moss, Tom Reed", ["Ada Moss", "Tom Reed"]),
        ("Ada Moss, Deputy Director", [{"who": "Ada Moss", "role": "Deputy Director"}]),
        ("Ada, Tom", ["Ada", "Tom"]),
        ("Ada Moss", ["Ada Moss"]),
    ],
)
def test_an_item_of_a_list_is_one_person_with_what_follows_the_comma(text: str, told: list[Value]) -> None:
    assert values(text, is_item=True) == told


@pytest.mark.parametrize(
    "text",
    [
        "", "none", "None.", "N/A", "nil", "TBD", "to be confirmed", "???", "-", "etc.", "everyone", "See below",
        "无", "暂无", "没有", "（略）", "待定", "待补充", "等", "全体", "同上", "详见签到表", "姓名",
    ],
)  # fmt: skip
def test_words_for_nobody_name_nobody(text: str) -> None:
    assert who(text) == []
    assert is_nobody(text) is (text != "")


@pytest.mark.parametrize("text", ["Nora", "Nil Berg", "白露", "Allan", "Names Committee", "无锡", ""])
def test_other_words_are_no_word_for_nobody(text: str) -> None:
    assert not is_nobody(text)


@pytest.mark.parametrize(
    "text",
    [
        "The ditch was cleared last week",
        "There were no apologies",
        "4 members of the public",
        "two residents and three visitors",
        "members of the press",
        "See https://example.org/list",
        "The board will meet again. Everybody came",
        "Can we start? Yes",
        "会议听取了排水情况。随后讨论",
        "各科室负责人",
        "全体成员",
        "市政协办公室",
        "镇长",
        "共 12 人",
        "共12人",
        "代表 12 人",
        "2026",
        "14:30",
        "x" * (LONGEST_NAME + 1),
        "all of the people who came to this",
        "Ada Moss, " * 700,
    ],
)
def test_a_sentence_or_a_count_names_nobody(text: str) -> None:
    assert who(text) == []


def test_words_for_nobody_in_a_list_are_left_out_alone() -> None:
    assert who("Ada Moss, TBD, Tom Reed") == ["Ada Moss", "Tom Reed"]
    assert who("白露、鲁豫等") == ["白露", "鲁豫等"]


def test_a_name_alone_is_a_text_and_more_is_a_mapping_in_one_order() -> None:
    assert Named("Ada Moss").as_value() == "Ada Moss"
    whole = Named("Ada Moss", "Parks", "Chair", "left early", "Tom Reed", is_remote=True).as_value()
    assert isinstance(whole, dict)
    assert [*whole.items()] == [
        ("who", "Ada Moss"),
        ("unit", "Parks"),
        ("role", "Chair"),
        ("deputy", "Tom Reed"),
        ("note", "left early"),
        ("remote", "yes"),
    ]
