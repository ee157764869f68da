"""Chinese minutes as offices, boards, communities and schools write them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reportgen.formats.ingest.draft import Draft, Value, bare
from reportgen.formats.ingest.reading import Asked, read_foreign


def imported(text: str, name: str = "notes.txt") -> dict[str, object]:
    """Return the one record a text becomes, without what is told of its values and without its source."""
    [draft] = drafts_of(text, name)
    return plain(draft)


def drafts_of(text: str, name: str) -> tuple[Draft, ...]:
    """Return the drafts a text becomes."""
    report = read_foreign(text.encode(), name, Asked(), lambda kind, day, *, alone: f"{kind}-{day}")
    assert report.refused is None
    return report.drafts


def plain(draft: Draft) -> dict[str, object]:
    """Return the values of a draft without what is told of them; the source stands beside in every record."""
    found = stripped(draft.value)
    assert isinstance(found, dict)
    return {key: value for key, value in found.items() if key not in {"source", "lang"}}


def stripped(value: Value) -> object:
    """Return a value without what is told of it."""
    inner = bare(value)
    if isinstance(inner, dict):
        return {key: stripped(one) for key, one in inner.items()}
    return [stripped(one) for one in inner] if isinstance(inner, list) else inner


def collected(value: object, key: str) -> Iterator[object]:
    """Yield what stands in every list of that name, in reading order."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == key and isinstance(inner, list):
                yield from inner
            else:
                yield from collected(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from collected(inner, key)


HEAD = "例会纪要\n时间：2026年3月5日\n"


def test_official_minutes_become_head_decisions_and_the_actions_that_carry_them_out() -> None:
    assert imported(
        """临湖县人民政府会议纪要
〔2026〕9号
关于堤防检修工作的会议纪要
　　2026年4月8日下午，副县长郑一鸣在县水利局三楼会议室主持召开专题会议，研究堤防检修工作。现纪要如下：
　　会议听取了县水利局的汇报。会议要求，各单位要早作准备。
　　会议议定：
　　一、同意堤防检修方案。
　　二、检修南堤闸门6座。（责任单位：县水利局、县交通局；责任人：田守业；完成时限：5月底前）

　　出席：郑一鸣、孟　晓（县府办）
　　请假：石磊（县财政局）
　　记录：高原
分送：县委办，县人大办。
"""
    ) == {
        "title": "关于堤防检修工作的会议纪要",
        "start": "2026-04-08",
        "place": "县水利局三楼会议室",
        "chair": "郑一鸣",
        "recorder": "高原",
        "issue": {"number": "9", "year": "2026", "copy": ["县委办", "县人大办"]},
        "attendance": {
            "present": ["郑一鸣", {"who": "孟晓", "unit": "县府办"}],
            "apologies": [{"who": "石磊", "unit": "县财政局"}],
        },
        "opening": "　　2026年4月8日下午，副县长郑一鸣在县水利局三楼会议室主持召开专题会议，"
        "研究堤防检修工作。现纪要如下：\n\n"
        "　　会议听取了县水利局的汇报。会议要求，各单位要早作准备。",
        "decisions": [
            {"id": "d1", "label": "一、", "text": "同意堤防检修方案。"},
            {
                "id": "d2",
                "label": "二、",
                "text": "检修南堤闸门6座。（责任单位：县水利局、县交通局；责任人：田守业；完成时限：5月底前）",
            },
        ],
        "actions": [
            {
                "id": "a1",
                "task": "检修南堤闸门6座。",
                "lead": "县水利局",
                "support": ["县交通局"],
                "owner": ["田守业"],
                "due-words": "5月底前",
                "carries-out": ["d2"],
            }
        ],
    }


def test_sentences_that_say_what_the_meeting_decided_are_taken_out_of_their_paragraph() -> None:
    assert imported(
        """第6次常务会议纪要
2026年3月25日，市长梁书同主持召开第6次常务会议。纪要如下：

一、关于公路养护
会议听取了市交通局的汇报。会议原则同意《公路养护方案》，由市交通局印发。会议要求，各县要落实资金。

二、关于校车安全
会议明确：（一）校车每学期检验一次。（二）由市教育局制定办法。
"""
    ) == {
        "title": "第6次常务会议纪要",
        "start": "2026-03-25",
        "chair": "梁书同",
        "opening": "2026年3月25日，市长梁书同主持召开第6次常务会议。纪要如下：",
        "agenda": [
            {
                "label": "一、",
                "title": "关于公路养护",
                "discussion": "会议听取了市交通局的汇报。\n\n会议要求，各县要落实资金。",
                "decisions": [{"id": "d1", "text": "会议原则同意《公路养护方案》，由市交通局印发。"}],
            },
            {
                "label": "二、",
                "title": "关于校车安全",
                "decisions": [
                    {"id": "d2", "label": "（一）", "text": "校车每学期检验一次。"},
                    {"id": "d3", "label": "（二）", "text": "由市教育局制定办法。"},
                ],
            },
        ],
    }


def test_a_vote_before_a_decision_goes_with_it_and_the_quorum_is_kept_in_its_words() -> None:
    assert imported(
        """馆务会纪要
会议时间：2026年2月26日14:30—16:00
会议主持：馆长　顾雁
应到7人，实到6人。
出席人员：顾雁、贺新
会议记录：于果

议题一：研究购书经费
汇报人：采编部 贺新
表决情况：同意6票，反对0票，弃权0票。
会议决定：同意购书经费方案。
"""
    ) == {
        "title": "馆务会纪要",
        "start": "2026-02-26 14:30",
        "end": "2026-02-26 16:00",
        "chair": "顾雁",
        "recorder": "于果",
        "attendance": {"present": ["顾雁", "贺新"]},
        "quorum": {"present": "6", "words": "应到7人，实到6人"},
        "opening": "应到7人，实到6人。",
        "agenda": [
            {
                "label": "议题一：",
                "title": "研究购书经费",
                "presenter": ["贺新"],
                "decisions": [
                    {
                        "id": "d1",
                        "text": "同意购书经费方案。",
                        "vote": {
                            "counts": {"for": "6", "against": "0", "abstain": "0"},
                            "words": "同意6票，反对0票，弃权0票。",
                        },
                    }
                ],
            }
        ],
    }


def test_a_vote_below_a_title_that_says_what_was_adopted_is_on_that() -> None:
    found = imported(
        """水务公司董事会决议
会议召开时间：2026年3月20日
会议召集人：董事长温瑞
会议审议通过了以下议案：
一、审议通过《财务决算的议案》
表决结果：同意9票，反对0票，弃权0票。
二、审议通过《聘任审计机构的议案》
表决结果：同意8票，反对1票，弃权0票。
"""
    )
    assert found["chair"] == "温瑞"
    assert list(collected(found, "decisions")) == [
        {
            "id": "d1",
            "label": "一、",
            "text": "审议通过《财务决算的议案》",
            "vote": {
                "counts": {"for": "9", "against": "0", "abstain": "0"},
                "words": "表决结果：同意9票，反对0票，弃权0票。",
            },
        },
        {
            "id": "d2",
            "label": "二、",
            "text": "审议通过《聘任审计机构的议案》",
            "vote": {
                "counts": {"for": "8", "against": "1", "abstain": "0"},
                "words": "表决结果：同意8票，反对1票，弃权0票。",
            },
        },
    ]


def test_minutes_of_taiwan_give_their_chair_their_end_and_a_decision_for_each_item() -> None:
    assert imported(
        """溪畔鄉公所防汛會議紀錄
一、時間：114年3月11日（星期二）下午2時
二、地點：3樓會議室
三、主席：林課長建宏　　　紀錄：張雅婷
四、出席人員：王志明、李淑芬
五、討論事項：
案由一：水門操作編組案。
說明：依手冊辦理。
決議：照案通過。
六、散會：下午3時30分。
"""
    ) == {
        "title": "溪畔鄉公所防汛會議紀錄",
        "start": "2025-03-11 14:00",
        "end": "2025-03-11 15:30",
        "place": "3樓會議室",
        "chair": "林建宏",
        "recorder": "張雅婷",
        "attendance": {"present": ["王志明", "李淑芬"]},
        "agenda": [
            {
                "label": "案由一：",
                "title": "水門操作編組案。",
                "discussion": "說明：依手冊辦理。",
                "decisions": [{"id": "d1", "text": "照案通過。"}],
            }
        ],
    }


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("戴维民　方　圆　毛利华", ["戴维民", "方圆", "毛利华"]),
        (
            "教务处　贝宁　　财务处　钟情",
            [{"who": "贝宁", "unit": "教务处"}, {"who": "钟情", "unit": "财务处"}],
        ),
        (
            "副馆长鲁豫、水利局陈立、张伯年主任",
            [{"who": "鲁豫", "role": "副馆长"}, {"who": "陈立", "unit": "水利局"}, {"who": "张伯年", "role": "主任"}],
        ),
        (
            "理事：许文彬、江秋月；监事：潘淑贞",
            [
                {"who": "许文彬", "unit": "理事"},
                {"who": "江秋月", "unit": "理事"},
                {"who": "潘淑贞", "unit": "监事"},
            ],
        ),
        ("@amber, @basil, 张晓雨", ["amber", "basil", "张晓雨"]),
        ("梁栋、县财政局、各科室负责人", ["梁栋"]),
    ],
)
def test_names_stand_with_their_unit_or_post_and_groups_are_nobody(line: str, people: list[object]) -> None:
    assert imported(f"{HEAD}出席人员：{line}\n")["attendance"] == {"present": people}


def test_who_is_on_leave_in_the_list_of_those_present_sent_apologies() -> None:
    assert imported(f"{HEAD}参会人员：白露、谷雨（请假）、立秋（列席）\n")["attendance"] == {
        "present": ["白露"],
        "apologies": [{"who": "谷雨", "note": "请假"}],
        "in-attendance": [{"who": "立秋", "note": "列席"}],
    }


@pytest.mark.parametrize("line", ["如签到表", "详见签到表", "本次会议共有28名成员参会", "各处室主任、年级组长"])
def test_words_that_name_no_single_person_are_no_attendance(line: str) -> None:
    assert "attendance" not in imported(f"{HEAD}参会人员：{line}\n")


@pytest.mark.parametrize(
    ("line", "action"),
    [
        ("谢婉：联系书店，9月20日前", {"task": "联系书店，9月20日前", "owner": ["谢婉"], "due-words": "9月20日前"}),
        ("【谢婉】联系书店", {"task": "联系书店", "owner": ["谢婉"]}),
        ("谢婉 —— 联系书店 —— 9月20日", {"task": "联系书店", "owner": ["谢婉"], "due-words": "9月20日"}),
        ("谢婉负责联系书店", {"task": "谢婉负责联系书店", "owner": ["谢婉"]}),
        ("栗子 联系书店", {"task": "联系书店", "owner": ["栗子"]}),
        ("文档：联系书店", {"task": "文档：联系书店"}),
        (
            "联系书店（采编部牵头，读者部配合，9月底前完成）",
            {"task": "联系书店", "lead": "采编部", "support": ["读者部"], "due-words": "9月底前"},
        ),
        (
            "联系书店。责任人：谢婉，完成时间：2026年9月20日。",
            {"task": "联系书店。", "owner": ["谢婉"], "due": "2026-09-20"},
        ),
    ],
)
def test_an_action_names_who_does_it_before_or_behind_its_task(line: str, action: dict[str, object]) -> None:
    assert imported(f"{HEAD}参会人员：谢婉、栗子\n待办事项：\n1、{line}\n")["actions"] == [
        {"id": "a1", "label": "1、"} | action
    ]


def test_lines_below_a_decision_that_say_who_answers_for_it_make_the_action() -> None:
    found = imported(f"{HEAD}议题一：南门维修\n会议决定：维修南门。\n责任单位：物业部\n完成时限：2026年6月30日\n")
    assert list(collected(found, "decisions")) == [{"id": "d1", "text": "维修南门。"}]
    assert list(collected(found, "actions")) == [
        {"id": "a1", "task": "维修南门。", "lead": "物业部", "due": "2026-06-30", "carries-out": ["d1"]}
    ]


def test_numbered_lines_are_headings_where_one_of_them_says_what_stands_below() -> None:
    assert imported(
        f"{HEAD}一、上周工作\n1、联调完成。\n二、会议决议\n1、采购扫码枪。\n2、验收推迟。\n三、下周工作安排\n1、更新计划\n"
    ) == {
        "title": "例会纪要",
        "start": "2026-03-05",
        "agenda": [{"label": "一、", "title": "上周工作", "discussion": "1、联调完成。"}],
        "decisions": [
            {"id": "d1", "label": "1、", "text": "采购扫码枪。"},
            {"id": "d2", "label": "2、", "text": "验收推迟。"},
        ],
        "actions": [{"id": "a1", "label": "1、", "task": "更新计划"}],
    }


def test_labels_in_lenticular_brackets_need_no_colon() -> None:
    assert imported(
        """【会议名称】运维周会
【会议时间】2026年4月7日 10:30
【参会人员】焦扬、远航
【议题1】备份策略
- 比较了两种做法。
【结论】改为每日增量。
【Action】@远航 修改脚本
【遗留问题】磁带库是否保留
"""
    ) == {
        "title": "运维周会",
        "start": "2026-04-07 10:30",
        "attendance": {"present": ["焦扬", "远航"]},
        "agenda": [
            {
                "label": "【议题1】",
                "title": "备份策略",
                "discussion": "- 比较了两种做法。",
                "decisions": [{"id": "d1", "text": "改为每日增量。"}],
                "actions": [{"id": "a1", "task": "@远航 修改脚本", "owner": ["远航"]}],
                "left-over": [{"id": "q1", "text": "磁带库是否保留"}],
            }
        ],
    }


def test_labels_set_apart_by_a_space_are_read_too() -> None:
    assert imported(
        "安全例会\n会议时间　2026年4月30日 晚上七点半\n会议地点　调度中心\n主 持 人　邵峰\n会议决定\n1.完成整改。\n"
    ) == {
        "title": "安全例会",
        "start": "2026-04-30 19:30",
        "place": "调度中心",
        "chair": "邵峰",
        "decisions": [{"id": "d1", "label": "1.", "text": "完成整改。"}],
    }


def test_a_table_with_a_row_for_each_topic_becomes_the_agenda() -> None:
    assert imported(
        """# 例会 2026-01-20

## 会议纪要

| 议题编号 | 议题名称 | 会议纪要 |
| --- | --- | --- |
| No1 | 版本路标，汇报人-艾朗 | 结论：<br>1、同意变更；<br>遗留问题：<br>1、增加说明，责任人：艾朗 |
""",
        "notes.md",
    )["agenda"] == [
        {
            "label": "No1",
            "title": "版本路标",
            "presenter": ["艾朗"],
            "decisions": [{"id": "d1", "text": "1、同意变更；"}],
            "left-over": [{"id": "q1", "label": "1、", "text": "增加说明", "owner": ["艾朗"]}],
        }
    ]


def test_a_table_of_decisions_gives_each_decision_and_the_action_that_carries_it_out() -> None:
    found = imported(
        """# 评审会
日期：2026-05-11

## 决议

| 序号 | 决议内容 | 负责人 | 截止日期 |
|---|---|---|---|
| 1 | 推迟发布 | 原野 | 2026-05-25 |
""",
        "notes.md",
    )
    assert (found["decisions"], found["actions"]) == (
        [{"id": "d1", "text": "推迟发布"}],
        [
            {
                "id": "a1",
                "label": "1",
                "task": "推迟发布",
                "owner": ["原野"],
                "due": "2026-05-25",
                "carries-out": ["d1"],
            }
        ],
    )


def test_a_conclusion_below_an_item_is_of_that_item_and_one_below_all_items_is_of_the_meeting() -> None:
    found = imported(
        f"{HEAD}会议内容：\n1、通报雨情。\n2、安排巡查。\n会议决议：\n1、每天巡查两次。\n待办：\n1、盘点沙袋\n"
    )
    assert (found["decisions"], found["actions"]) == (
        [{"id": "d1", "label": "1、", "text": "每天巡查两次。"}],
        [{"id": "a1", "label": "1、", "task": "盘点沙袋"}],
    )


def test_a_register_takes_the_line_above_as_its_title_and_headings_in_two_rows_as_one() -> None:
    [minutes, updates] = drafts_of(
        """2026年防汛事项台账,,,,,,
序号,会议时间,议定事项,责任分工,,办理情况,
,,,牵头单位,责任人,进展情况,是否销号
1,2026-03-12,泵站改造,水利局,陈立,推进中,否
2,2026-03-12,清理沟渠,城管局,同上,已清完,是
""",
        "register.csv",
    )
    assert plain(minutes) == {
        "title": "2026年防汛事项台账（2026-03-12）",
        "start": "2026-03-12",
        "actions": [
            {
                "id": "a1",
                "label": "1",
                "task": "泵站改造",
                "lead": "水利局",
                "owner": ["陈立"],
                "state": "in-progress",
            },
            {
                "id": "a2",
                "label": "2",
                "task": "清理沟渠",
                "lead": "城管局",
                "owner": ["陈立"],
                "note": "进展情况：已清完",
            },
        ],
    }
    assert plain(updates)["updates"] == [{"action": "minutes-2026-03-12/a2", "state": "closed"}]
