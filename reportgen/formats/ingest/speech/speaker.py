"""The speaker: a name with a post, as the line under a title names them: 县委书记 周明, （周明）, Jane Holt, Chair."""

from __future__ import annotations

import re

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff"
_POST = "书记|长|主任|主席|委员|代表|教授|经理|秘书|总监|干事|主管|馆员|工程师|队员|负责人"
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任"
    "沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫"
    "孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕"
    "单季裴霍涂成苗谷曲盛冉翁蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄"
    "窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查"
    "麻苑迟邝封官谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌"
)
"""First characters of family names; where nothing parts post and name, only one of these begins the name."""
_NAME = rf"(?P<name>[{_HAN}]{{2,4}}|[{_HAN}][ \u3000]+[{_HAN}]|\*{{3,}}|×{{2,}})"
"""A name as it is typed under a title: 周明, 周　明, masked *** or ××."""
_PERSON = (
    re.compile(rf"(?P<role>[^\s。；*][^。；*]{{0,40}}(?:{_POST}))[ \t\u3000：:]+{_NAME}(?:同志)?$"),
    re.compile(
        rf"(?P<role>[^。；*]{{1,40}}(?:{_POST}))(?P<name>[{_SURNAMES}][{_HAN}]{{1,2}}|\*{{3,}}|×{{2,}})(?:同志)?$"
    ),
    re.compile(rf"{_NAME}[ \t\u3000]+(?P<role>[^\s，,。]*(?:{_POST}))$"),
    re.compile(rf"{_NAME}[ \u3000]?[（(](?P<role>[^（()）]*(?:{_POST}))[）)]$"),
    re.compile(rf"{_NAME.replace('{2,4}', '{2,4}?')}(?:同志)?(?P<role>)$"),
)
_NO_NAME = re.compile(rf"(?:讲话|发言|致辞|报告|摘要|全文|提纲|讲稿|会议|通知|要点|草稿|初稿|录音|整理|节选|{_POST})$")
_LATIN = re.compile(
    r"(?P<by>(?:(?:Delivered|Remarks|Address|Speech) )?[Bb]y )?"
    r"(?P<name>[A-Z][\w.'’-]{0,30}(?: (?:[a-z]{2,3} ){0,2}[A-Z][\w.'’-]{0,30}){1,3})"
    r"(?:(?:, ?| ?\(| [-–—] )(?P<role>[^()]{2,80}?)\)?)?$"
)
_LATIN_POST = re.compile(
    r"\b(?:chair(?:man|woman|person)?|president|director|secretary|mayor|minister|head|manager|officer|leader|lead"
    r"|councillor|commissioner|librarian|engineer|professor|principal|governor|treasurer|convenor|convener|clerk"
    r"|trustee|maintainer|member)\b",
    re.IGNORECASE,
)


def person_in(words: str, *, is_sure: bool = True) -> tuple[str, str] | None:
    """Return the name that words consist of, with the post beside it or ""; None: they are something else.

    Args:
        words: a line, or a part of one.
        is_sure: whether they stand where a name would; else a Chinese name begins with a family name.
    """
    if len(words) > 140:
        return None
    for pattern in _PERSON:
        found = pattern.match(words)
        if found and not _NO_NAME.search(found["name"]) and (is_sure or found["name"][0] in _SURNAMES + "*×"):
            return "".join(found["name"].split()), found["role"].strip()
    found = _LATIN.match(words)
    if found and (found["role"] is None or found["by"] or role_in(found["role"])):
        return found["name"], (found["role"] or "").strip()
    return None


def role_in(words: str) -> bool:
    """Whether words name a post: 县委书记, Chair of the Library Board."""
    return re.search(rf"(?:{_POST})$", words) is not None or _LATIN_POST.search(words) is not None
