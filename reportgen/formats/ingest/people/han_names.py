"""Chinese names beside units and posts without brackets: 水利局 陈立, 副馆长鲁豫, 林課長建宏, 王  芳."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff"
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章"
    "鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解"
    "牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑"
    "郎甄丛仲虞敖巩明佘池查麻苑迟邝封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉仝容阚郜"
    "張劉陳楊黃趙吳孫馬鄭謝許韓馮鄧蕭蔣葉蘇魏呂盧鍾譚陸範廖賈韋鄒閻龍賀顧龔萬錢嚴溫齊龐顏莊聶魯歐關蘭紀單塗駱藍遊鮑華饒"
)
COMPOUND = (
    "欧阳", "歐陽", "上官", "司马", "司馬", "诸葛", "諸葛", "尉迟", "令狐", "皇甫", "夏侯", "慕容", "端木", "东方",
    "公孙", "司徒", "范姜", "闻人", "申屠",
)  # fmt: skip
_UNIT = (
    r"(?:局|委|办|辦|处|處|科|部|室|厅|廳|院|所|站|中心|公司|集团|街道|镇|鎮|乡|鄉|村|社区|社區|中学|小学|大学"
    r"|组|組|队|隊|馆|館|厂|廠"
    r"|银行|单位|單位|分局|支队|大队|工会|妇联|团委|委员会|協會|协会|学校|居委会|村委会|业委会|理事会|支部|党委|课|課|政府|部门|公所|企业)"
)
_POST = (
    r"(?:[县市区镇乡村州省局处科部厅院所站馆校园行会社队组班]长"
    r"|[縣市區鎮鄉村局處科部廳院所站館校園行會社隊組課班]長|主任|主任委員|主席|书记|書記"
    r"|秘书|秘書|幹事|館員|专家|經辦|经理|經理|董事长|董事長|总监|總監|总工|工程师|工程師|主管|专员|專員|干事"
    r"|委员|委員|教授|老师|老師|代表|董事|监事|理事|理事长|理事長"
    r"|执行长|執行長|网格员|管理员|会计|出纳|律师|顾问|馆员|教导主任|编辑|研究员|助理|调研员|负责人|召集人|技正"
    r"|科員|課員|技士|警务员|志愿者)"
)
_AFTER_NAME = re.compile(rf"副?{_POST}$")
_ENDS_AS_POST = re.compile(rf"(?:^|.){_POST}$")
_ENDS_AS_UNIT = re.compile(rf".{_UNIT}$")
_POST_INSIDE = re.compile(
    rf"(?P<family>[{_HAN}])(?P<post>[副代]?[主任處課科局校院所站館組委員鄉鎮縣市區村里教授秘書經理董事執行專技召集人]{{1,3}}[長任授員書理正人])"
    rf"(?P<given>[{_HAN}]{{1,2}})$"
)
_GROUP = re.compile(
    r"会议|會議|参会|與會|\d ?[名位]|组成|"
    r"(?:负责同志|負責同志|负责人|負責人|有关人员|有關人員|相关人员|相關人員|有关同志|工作人员|全体(?:人员|成员"
    r"|委员|教师|员工|代表|同志)?|各(?:部门|科室|单位|处室)"
    r"|代表 ?\d+ ?人|等? ?\d+ ?人|有关单位|相关单位|部门领导|主要领导|分管领导|成员单位)$|^(?:全体|各)|詳如|详见|詳見"
    r"|如簽到|见签到|如签到"
)
_NOT_NAMES = re.compile(
    r"^[的和及与與等各全其人代]|(?:人员|同志|代表|成员|单位|部门|领导|委员|办公|一行|主持|参加|列席|出席|以及|负责)"
)
_LIKE_NAMES = """
    文档 文件 文章 文本 文案 方案 方法 方向 方式 项目 项目组 时间 时限 时长 金额 安全 安排 安装 成果 成本 成员
    平台 高度 路线 路标 路径 程序 车辆 管理 周会 周报 周期 周一 周二 周三 周四 周五 周六 周日 白名单 计划 查询
    查看 包装 单位 单元 单测 全部 全体 全员 全程 全量 常规 常见 广告 后台 后端 任务 任命 余额 毛利 应用 应急
    应当 向量 马上 夏季 温度 于是 花费 甘肃 宁夏 江苏 江西 安徽 冷链 冷却 柴油 乐园 边界 季度 党委 党建 商务
    商品 商户 师资 师生 和谐 房屋 房产 简介 简报 简历 简单 路由 高校 高级 高层 高考 石油 石材 车位 车间 田间
    白天 黄金 金融 段落 戴着 贺信 关于 关键 关联 关注 明确 明细 易用性 项次 支持 支付 相关 连接 连续 解决 解释
    符合 尚未 经费 幸福 祝贺 康复 水利 水电 温馨 童年 古籍 古建 司机 司法 车队 梁板 强调 强化 苗木 柏油 权限
    权益 空调 危险 范围 范例 谢谢 夏令营 阳台 习惯 向前 向上 通过 别人 盛会 池塘 商场 师傅 巩固 查重 池子 曲线
"""
_WORDS = frozenset(_LIKE_NAMES.split())
"""Words that begin like a family name."""
_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
_LONGEST = 80
"""Characters of a name with unit and post beside it."""
_SPACE = re.compile(r"[ \t\u3000\u00a0]+")
_APART = re.compile(rf"(?<![{_HAN}])([{_HAN}])[ \t\u3000\u00a0]+([{_HAN}])(?![{_HAN}])")


def is_person(name: str) -> bool:
    """Whether Chinese characters are a person's name by their family name: two or three of them, four after 欧阳."""
    if name.startswith(COMPOUND):
        return 3 <= len(name) <= 4
    if not 2 <= len(name) <= 3 or name[0] not in SURNAMES or _ENDS_AS_POST.search(name):
        return False
    return name not in _WORDS and _NOT_NAMES.search(name) is None


def is_post(words: str) -> bool:
    """Whether words are a post without a name: 镇长, 校長."""
    return len(words) <= 12 and _ENDS_AS_POST.search(words.strip()) is not None


def is_group(words: str) -> bool:
    """Whether words name a unit or a group where a person would stand: 各科室负责人, 市政协办公室."""
    if len(words) > _LONGEST:
        return False
    plain = _BRACKETS.sub("", words).strip()
    if _GROUP.search(plain):
        return True
    if (post := _AFTER_NAME.search(plain)) and plain[: post.start()][-1:] not in SURNAMES and not is_person(plain):
        # 年级组长 names a post and nobody; 卢老师 names somebody.
        return not is_person(plain[: post.start()]) and plain[: post.start()][-2:] not in COMPOUND
    return len(plain) >= 3 and _ENDS_AS_UNIT.search(plain) is not None and not is_person(plain)


def names_apart(part: str) -> Iterator[str]:
    """Yield the people of words with spaces between, each with unit and post in brackets behind the name.

    A unit or post stands before the names it is of: 教务处 贝宁 方明 → 贝宁（教务处）, 方明（教务处）.
    """
    told: list[str] = []
    named = False
    for token in _SPACE.split(_joined(part).strip()):
        bare = _BRACKETS.sub("", token)
        if not bare or (token == bare and _is_unit_or_post(bare)):
            told = [*(told if not named else []), bare] if bare else told
            named = False
            continue
        named = True
        yield _with(beside(token), told)
    if told and not named:
        yield " ".join(told)


def _joined(part: str) -> str:
    """Return words with the space inside names of two characters taken out: 王　芳."""
    return _APART.sub(r"\1\2", part)


def _is_unit_or_post(token: str) -> bool:
    if is_person(token):
        return False
    return _ENDS_AS_POST.search(token) is not None or _ENDS_AS_UNIT.search(token) is not None


def _with(name: str, told: Sequence[str]) -> str:
    return name + "".join(f"（{one}）" for one in told)


def beside(piece: str) -> str:
    """Return a name with the post or unit that stands right before or inside it in brackets behind; else the piece."""
    if len(piece) > _LONGEST:
        return piece
    bare = _BRACKETS.sub("", piece)
    rest = piece[len(bare) :] if piece.startswith(bare) else ""
    if not piece.startswith(bare) or is_person(bare):
        return piece
    found = _POST_INSIDE.fullmatch(bare)
    if found and found["family"] in SURNAMES and not _NOT_NAMES.search(found["given"]):
        return f"{found['family']}{found['given']}（{found['post']}）{rest}"
    after = _AFTER_NAME.search(bare)
    if after and is_person(bare[: after.start()]):
        return f"{bare[: after.start()]}（{after[0]}）{rest}"
    for ends, is_name in ((_ENDS_AS_POST, _may_be_name), (_ENDS_AS_UNIT, is_person)):
        for length in (2, 3, 4):
            head, name = bare[:-length], bare[-length:]
            if ends.search(head) and is_name(name):
                return f"{name}（{head}）{rest}"
    return piece


def _may_be_name(name: str) -> bool:
    return 2 <= len(name) <= 3 and not _NOT_NAMES.search(name) and not _ENDS_AS_POST.search(name)
