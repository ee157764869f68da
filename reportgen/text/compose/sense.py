"""Sense: how well a title or a name can be parted between two characters, by marks and the words of documents.

No dictionary: what is not known of a place is that it may part a word, which costs more than to part beside a word
that is known and less than to part inside one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

UNKNOWN = 4.0
AFTER_MARK = 0.0
AFTER_OF = 1.0
"""After 的: what it belongs to follows."""
BESIDE_WORD = 2.0
BEFORE_AND, AFTER_AND = 1.5, 2.5
IN_WORD = 15.0
IN_TITLE = 10.0
"""Inside 《》, on top of what the place costs."""
BEFORE_PARTICLE = 30.0
AFTER_ABOUT = 20.0
LONGEST_PART = 6
"""Characters a part of a name has at most."""
SHORTER = 0.5
"""Cost of a part of one character fewer than it may have, squared on the way there; so few parts are best."""

_WORDS = (
    "人民政府", "办公室", "办公厅", "委员会", "领导小组", "工作", "会议", "情况", "建设", "管理", "安全", "生产",
    "经济", "社会", "发展", "改革", "项目", "问题", "意见", "方案", "办法", "规定", "通知", "通报", "报告", "请示",
    "批复", "决定", "公告", "通告", "纪要", "讲话", "推进", "加强", "进一步", "开展", "落实", "实施", "整治",
    "排查", "防治", "行动", "专项", "全体", "扩大", "常务", "党组", "细则", "条例", "计划", "规划", "总结", "督查",
    "督办", "任务", "清单", "责任", "制度", "机制", "年度", "季度", "上半年", "下半年", "关于", "印发", "转发",
    "做好", "召开", "全县", "全市", "全区", "全省", "全国", "交通", "水利", "财政", "应急", "环境", "保护", "质量",
    "服务", "监督", "检查", "隐患", "风险", "农村", "公路", "涵洞", "防汛", "抗旱", "城市", "更新", "营商", "招商",
    "引资", "同志", "座谈", "培训", "现场", "调度", "协调", "联席", "专题", "工作会议", "全体会议", "常务会议",
    "办公会议", "座谈会", "推进会", "动员会", "部署会", "联席会议", "领导小组会议", "全体扩大会议", "工作方案",
    "实施方案", "实施意见", "管理办法", "营商环境", "中心", "大队", "支队", "分局", "养护", "运输", "公安局",
)  # fmt: skip
"""Words titles of documents are made of."""
_KNOWN = re.compile("|".join(sorted(_WORDS, key=len, reverse=True)))
_PARTICLES = frozenset("的了等之地得们着过")
_ANDS = frozenset("和与及暨或")
_BUREAUS = frozenset("局厅")
_PLACES_AND_BODIES = frozenset("省市县镇处科室站所队委办")
"""What names of bodies, and of the places they belong to, end in besides."""
_HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff]+")
_CLOSING = frozenset("，、；：。！？）》」』】〕”’—…·,;:.!?)] \u3000")
_OPENING = frozenset("（《「『【〔“‘([")


def sense_costs(characters: Sequence[str]) -> list[float]:
    """Return for every place in a title, 0 before the first character, what it costs to end a line there."""
    text = "".join(one[0] for one in characters)
    costs = [UNKNOWN] * (len(text) + 1)
    for found in _KNOWN.finditer(text):
        costs[found.start()] = min(costs[found.start()], BESIDE_WORD)
        costs[found.end()] = min(costs[found.end()], BESIDE_WORD)
        for at in range(found.start() + 1, found.end()):
            costs[at] = IN_WORD
    depth = 0
    for at in range(1, len(text)):
        depth += (text[at - 1] == "《") - (text[at - 1] == "》" and depth > 0)
        costs[at] = _by_marks(text, at, costs[at]) + IN_TITLE * (depth > 0)
    return costs


def _by_marks(text: str, at: int, cost: float) -> float:
    """Return the cost of a place with what stands on either side of it taken into account."""
    before, after = text[at - 1], text[at]
    if after in _PARTICLES:
        return BEFORE_PARTICLE
    if text.endswith("关于", 0, at):
        return AFTER_ABOUT
    if before == " ":
        before = text[max(0, at - 2)]
    if before in _CLOSING or after in _OPENING or text.startswith("关于", at):
        return AFTER_MARK
    if before == "的":
        return AFTER_OF
    if after in _ANDS:
        return min(cost, BEFORE_AND)
    return min(cost, AFTER_AND) if before in _ANDS else cost


def part_name(name: str) -> tuple[str, ...]:
    """Return the name of a body in parts that a narrow column may have below each other.

    Args:
        name: As it is printed. One of no more than six characters, and one that is not all Chinese, is one part.
    """
    if len(name) <= LONGEST_PART or not _HAN.fullmatch(name):
        return (name,)
    costs = [_name_cost(name, at, cost) for at, cost in enumerate(sense_costs(name))]
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for end in range(2, len(name) + 1):
        ways = [
            (best[start][0] + costs[end] + SHORTER * (LONGEST_PART - end + start) ** 2, start)
            for start in range(max(0, end - LONGEST_PART), end - 1)
            if start in best
        ]
        if ways:
            cost, start = min(ways)
            best[end] = (cost, (*best[start][1], end))
    return tuple(name[start:end] for start, end in pairwise(best[len(name)][1]))


def _name_cost(name: str, at: int, cost: float) -> float:
    """Return what it costs to part a name at a place: a body ends in 局, and no part begins with it."""
    if at in {0, len(name)}:
        return 0.0
    if name[at] in _BUREAUS:
        return IN_WORD
    if name[at - 1] in _BUREAUS:
        return AFTER_MARK
    return BESIDE_WORD if cost == UNKNOWN and name[at - 1] in _PLACES_AND_BODIES else cost
