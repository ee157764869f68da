"""Vocabulary: what the headings and labels of minutes mean, in Chinese and English."""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import Literal, cast

Role = Literal[
    "present", "members", "others", "apologies", "absent", "in-attendance", "chair", "recorder", "time", "start",
    "end", "place", "link", "title", "number", "agenda", "notes", "actions", "decisions", "left-over", "next",
    "next-chair", "recording", "links", "presenter", "head", "previous", "",
]  # fmt: skip
"""What a section or a label is for; "" is a heading of its own."""

_WORDS: dict[str, str] = {
    "present": """attendee|attendees|attending|attended|attended by|attendance|in attendance list|participants|
        participant|present|people present|members present|those present|who was here|who attended|roll call|
        attendees and apologies|attendance list|meeting attendees|meeting participants|tsc members present|
        members in attendance|与会人|与会人员|与会者|参会人|参会人员|参会者|参加人|参加人员|出席|出席人|出席人员|
        出席者|到会|到会人员|参会|参与人|参与人员|出席情况|考勤|签到|签到表|應出席|與會人員|與會者|出席人員|
        出席委員|参会名单|与会名单|出席名单|attendees 与会者|
        参加|参加人员|参与|参与者|参与人员|參與者|參與人員|參加人員|出席人員名單|与会|與會|与会单位及人员|
        与会人员名单|出席会议人员|参加会议人员|实到人员|到会人员|参会成员|参会同学|出席領導|出席领导|参会领导|
        与会领导|
        出席委员|出席董事|出席监事|出席代表|出席成员|到会委员|到会代表|出席股东|出席理事|出席理監事|出席委員名單""",
    "members": """team|team members|members|member|committee members|board members|voting members|tsc members|
        toc members|tc members|steering committee members|core members|委员|成员|正式委员|委員""",
    "others": """other|others|other attendees|non-members|also attending|其他|其他人员""",
    "in-attendance": """in attendance|also present|also in attendance|others present|others in attendance|visitors|
        ex-officio|ex officio|
        ex-officio members|guests|guest|observers|observer|invited|invitees|staff|列席|列席人员|
        列席人員|列席者|特邀|邀请人员|旁听|
        列席人|列席单位及人员|特邀人员|列席單位|邀请列席|
        列席监事|列席代表|列席成员|列席領導|列席领导""",
    "apologies": """apologies|apology|apologies for absence|apologies received|absent with apologies|
        apologies and absences|regrets|excused|sent regrets|leave|on leave|请假|
        请假人|请假人员|請假|請假人員|请假者|请假名单|
        请假情况|請假者|请假人员及原因|请假及原因|请假人员及事由|请假同志""",
    "absent": """absent|missed|absentees|absences|not present|missing|unexcused|缺席|缺席人员|缺席人員|未到|未出席|
        未到人员|缺席人|未参会人员|缺勤|缺席者|未到会人员|未出席人员|缺席委員|缺席人员及原因|缺席人员及事由|
        缺席及原因|未到人员及原因|缺席及请假人员""",
    "chair": """chair|chaired by|chairs|chairperson|chairman|chairwoman|co-chairs|host|meeting host|hosted by|
        facilitator|facilitated by|moderator|meeting chair|presiding|presiding officer|in the chair|led by|
        meeting lead|主持|主持人|会议主持|会议主持人|
        轮值主持|轮值主持人|主席|會議主席|主持者|会议召集人|召集人|
        会议主席|主持人员|会议主持者|主 席|主持單位主管""",
    "recorder": """secretary|rotating secretary|scribe|scribes|minutes scribe|note-taker|note taker|notetaker|
        notes by|note takers|minutes by|recording secretary|minutes prepared by|prepared by|minutes secretary|
        minutes taken by|minute taker|minute-taker|recorder|recorded by|minutes|
        minutes: by|notes taken by|记录|记录人|会议记录|会议记录人|纪要|纪要人|整理|整理人|記錄|紀錄|記錄人|
        书记员|纪要整理|
        整理人员|记录员|会议记录员|紀錄人|記錄者|紀錄者|記錄人員|纪录|纪录人|会议纪要人|撰写|撰写人|纪要撰写|
        纪要记录|记录整理|会议记录者""",
    "time": """time|date|when|date and time|date & time|date/time|meeting time|meeting date|datetime|day|时间|
        日期|会议时间|会议日期|时 间|時間|會議時間|開會時間|开会时间|召开时间|date日期|data日期|time时间|
        data 日期|date 日期|time 时间|
        召开日期|会议召开时间|開會日期|會議日期|召集时间|会议日期时间|会议日期及时间|會議時間及地點|日期时间|
        日期與時間|日期与时间""",
    "start": """start|starts|start time|began|called to order|call to order|meeting opened|opened|time started|
        meeting called to order|meeting started|meeting began|time opened|开始|开始时间|開始時間|会议开始|
        会议开始时间""",
    "end": """end|ends|end time|adjourned|finished|adjournment|meeting closed|closed|time ended|meeting adjourned|
        meeting ended|time closed|close of meeting|结束|结束时间|結束時間|散会|
        散會|散会时间|散會時間|会议结束|结束时刻|閉會|闭会""",
    "place": """place|location|venue|where|room|地点|会议地点|会议地址|地 点|地點|會議地點|開會地點|召开地点|
        会议室|
        会议召开地点|会议地址|會議地址|召开地址|会议场所|會議室|会议形式及地点""",
    "link": """link|zoom|zoom link|meeting link|join|conference link|conference links|dial-in|video call|
        call link|会议链接|会议连接|线上会议|腾讯会议|會議連結|入会链接|meet|google meet|webex""",
    "title": """title|subject|meeting|meeting name|meeting title|会议名称|会议主题|主题|會議名稱|標題|
        会议名|例会主题|會議主題|会议议题名称|会议标题""",
    "number": """meeting number|meeting no|issue|期数|届次|会议编号|
        会议编号|会议次数|紀要编号|纪要编号|会议届次|會議次別""",
    "agenda": """agenda|agenda as planned|原定议程|agenda items|agenda topics|topics|proposed agenda|
        meeting agenda|agenda for today|
        today's agenda|agenda/topics|items|议程|议题|议题申报|会议议题|会议议程|议题讨论|议题列表|会议内容及议题|
        議程|議題|討論事項|议题与讨论|审议事项|讨论事项|
        提案讨论|提案討論|討論議題|会议议题及内容|审议议题|讨论议题|会议研究事项|會議議程|討論及決議事項|
        討論事項及決議|提案討論及決議|讨论议题及结论|表决事项|表决议题|审议和表决事项|议题与结论|议题及结论|
        议题与决议|议题及决议|议题与讨论结果|议题讨论及结论|讨论议题及决议|议题讨论与决议""",
    "notes": """notes|meeting notes|minutes and notes|notes and minutes|discussion|discussions|discussion notes|
        meeting minutes|summary|minutes of the meeting|meeting record|recap|会议内容|会议讨论|讨论|讨论内容|
        会议纪要|会议记录|纪要|讨论记录|會議內容|會議紀錄|纪要内容|
        会议要点|讨论要点|主要内容|会议主要内容|会议内容摘要|讨论事项及内容|会议过程|会议记录内容|讨论记录及结论|
        会议正文|會議內容摘要|討論內容|會議摘要|会议摘要|内容摘要|会议情况|讨论情况|会议内容记录|會議記錄""",
    "actions": """action items|action item|actions|action|action points|actions items|todo|todos|to-do|to do|
        to-dos|ai|ais|follow-up|follow-ups|follow up|follow ups|next actions|
        next steps|actions arising|new action items|
        assigned tasks|tasks|action items from this meeting|summary of action items|action register|action log|
        待办|待办事项|后续行动|行动项|行动计划|行动事项|任务|任务清单|工作安排|下一步工作|下一步行动|下一步计划|
        跟进事项|待辦事項|後續行動|责任分工|任务分工|待跟进|督办事项|事项|
        任务分配|工作分工|任务安排|分工安排|分工|下周工作安排|下周工作计划|下周计划|下周工作|本周工作安排|本周计划|
        后续工作|后续工作安排|后续安排|后续计划|后续事项|后续任务|后续待办|待办任务|会后待办|待办清单|待办列表|待辦|
        待辦清單|行动清单|行动项目|行动方案|会议待办|责任落实|任务落实|任务列表|工作任务|下一阶段工作安排|
        下一步工作安排|下步工作安排|下一步安排|会后行动|会后任务|会后跟进|追蹤事項|后续跟进|跟进任务|action 事项|
        todo 列表|todo list|todolist|action required|后续跟进事项|分工与时限|任务分工及时限|后续行动计划|落实分工|
        分工及要求|工作部署及分工|任务清单及分工""",
    "decisions": """decision|decisions|decisions made|decision made|resolution|resolutions|resolved|conclusion|
        conclusions|consensus|agreed|agreements|outcome|outcomes|motions|summary of decisions|key decisions|votes|
        结论|会议结论|重要结论|主要结论|决议|会议决议|决定|议定事项|决策|会议决定|決議|決定|決議事項|结论与决议|
        决议事项|
        决策事项|决定事项|议决事项|会议议定事项|本次会议议定事项|会议决策|审议结果|会议议定|会议决定事项|
        会议确定事项|会议结论与决议|会议共识|共识|會議決議|會議決定|决策结论|决策记录|决议内容|形成决议|形成的决议|
        会议形成决议|会议结果|會議結論|結論|本次会议决议|关键决策|重要决策|重要决定|议定的事项|研究决定事项|
        会议明确事项|会议明确的事项|明确事项|会议议定的事项|达成共识|会议达成共识|主要决议|最终结论|裁示|主席裁示|
        裁示事項|会议研究决定事项|主要决策|会议达成的共识|会议意见|审议意见|研究意见|会议议决|决议要点|
        会议决议要点""",
    "left-over": """open questions|open issues|unresolved|unresolved questions|open question|outstanding issues|
        parking lot|unresolved issues|questions left open|left over|遗留问题|遗留事项|遗留|遗留问题跟踪|
        遗留事项跟踪|上次遗留问题|待议|待议事项|待定|未决事项|未决问题|待解决问题|遺留問題|過往遺留問題|
        过往遗留问题回顾|过往遗留问题|悬而未决|
        遗留议题|待解决事项|待确认事项|待确认问题|待确认|待讨论事项|待跟踪问题|开放问题|open 问题|未解决问题|未决|
        待决事项|待決事項|待解決問題|尚未解决的问题|会议遗留问题|未完成事项|未尽事宜|悬案""",
    "next": """next meeting|next meetings|upcoming meeting|next call|next meeting date|next session|
        date of next meeting|下次会议|下次例会|下次会议时间|下次时间|下次會議|下次會議時間|下一次会议|
        下次会议安排|下次例会时间|下次会议计划|下一次例会|下次會議時間|下次会议预告""",
    "next-chair": """next host|next chair|next meeting chair|next meeting host|下次主持|下次主持人|下次轮值主持|
        下次会议主持|下次会议主持人|下次轮值主持人|下一次主持人|下次輪值主持|next host 下次会议主持人""",
    "recording": """recording|recordings|video|videos|meeting recording|meeting video|streaming video|audio|
        video recording|录制|录像|视频|播放视频|本期播放视频|会议视频|会议录像|会议录制|回放|会议回放|錄影|录屏|
        视频回放|会议录像链接""",
    "links": """links|references|further reading|useful links|相关链接|参考链接|参考资料""",
    "presenter": """presenter|presented by|speaker|proposed by|proposer|lead|topic lead|汇报人|汇报|提案人|发起人|
        主讲|主讲人|分享人|申报人|议题申报人|報告人|提案單位|报告人|
        报告者|分享者|提出人|议题提出人|议题负责人|發言人|主讲者|分享嘉宾|報告者""",
    "head": """meeting details|meeting information|meeting info|details|logistics|meeting roles|roles|
        general information|会议信息|会议基本信息|基本信息|會議資訊|会议概况|
        会议基本情况|会议召开情况|会议召开概况|会议情况概述""",
}
"""By role, words with bars between; as headings and as labels."""
_LABELS = ("recorder", "presenter", "number", "start", "end", "title", "others", "members", "time", "head")
"""Roles whose words mean that only as a label before words (`Minutes: Ada`), not as a heading."""
_NO_LABELS = ("agenda",)
_NUMBERED = re.compile(
    r"^(?:\d{1,3}(?:\.\d{1,3})*[.、)）:：]?\s*(?=\D)|[（(][一二三四五六七八九十\d]{1,3}[)）]\s*"
    r"|[一二三四五六七八九十壹贰貳叁參肆伍陆陸柒捌玖拾]{1,3}[、.．]\s*|[ivx]{1,4}[.)]\s+)"
)
_ASIDE = re.compile(r"\s*[（(【\[][^（()）】\]]{0,60}[)）】\]]\s*")
_LATIN_AND_HAN = re.compile(r"^([a-z][a-z /&-]*?)\s*([\u4e00-\u9fff]+)$")


@functools.cache
def _table() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for role, words in _WORDS.items():
        for word in words.split("|"):
            key = " ".join(word.split())
            table[key] = (*table.get(key, ()), role)
    return table


def folded(words: str) -> str:
    """Return words without marks, emoji, numbering, asides and a colon at the end, in small letters and plain width."""
    plain = unicodedata.normalize("NFKC", words).lower()
    plain = "".join(one for one in plain if unicodedata.category(one) not in {"So", "Sk", "Cf", "Mn", "Co", "Cn"})
    plain = re.sub(r"[*_`~#]+", "", plain).strip()
    plain = _NUMBERED.sub("", _ASIDE.sub(" ", plain)).strip(" \t:：.。-—–=")
    # 主 持 人 and 时　　间 are set apart to fill a line.
    return re.sub(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])", "", " ".join(plain.split()))


def role_of_heading(words: str) -> Role:
    """Return what a section under these words holds; "" for a section of its own."""
    roles = _roles(folded(words))
    found: str = next((role for role in roles if role not in _LABELS or role == "head"), "")
    return cast("Role", found)


def role_of_label(words: str) -> Role:
    """Return what the words before a colon say of those after it; "" where they are no label of minutes."""
    roles = _roles(folded(words))
    # `Minutes: Ada` names who wrote them; as a heading the same word means the notes.
    ordered = sorted(roles, key=lambda role: role not in _LABELS)
    return cast("Role", ordered[0] if ordered else "")


def _roles(key: str) -> tuple[str, ...]:
    table = _table()
    if not key or len(key) > 60:
        return ()
    if found := table.get(key):
        return found
    if both := _LATIN_AND_HAN.match(key):
        # Both languages side by side: Participants 与会人, Date日期.
        return table.get(both[2]) or table.get(both[1].strip()) or ()
    words = key.removeprefix("the ").removesuffix(" list")
    return table.get(words) or _of_group(words)


_GROUPS = frozenset(
    re.split(
        r"\s+",
        """board members member trustees trustee directors commissioners commission committee council councillors
        councilors councilmembers senators officers executive voting non-voting governors supervisors selectmen
        delegates steering representatives elected regular alternates alternate faculty school planning senate people
        those persons all library city town village parish community tsc toc management executives attendees
        participants aldermen in person online remotely virtually and partners""",
    )
)
"""Words for those who meet: with `present` or `absent` behind them they are a label (`Trustees present`)."""
_BESIDE = frozenset(
    re.split(
        r"\s+",
        """staff others other also guests guest visitors public observers invitees presenters media press officials
        consultants ex-officio administration administrators liaisons invited advisers advisors attending""",
    )
)
"""Words for those who sit in."""
_STATES: tuple[tuple[str, str], ...] = (
    ("absent with apologies", "apologies"), ("absent with regrets", "apologies"), ("excused", "apologies"),
    ("apologies", "apologies"), ("regrets", "apologies"), ("not present", "absent"),
    ("not in attendance", "absent"), ("absent", "absent"),
    ("in attendance", "present"), ("present", "present"), ("attending", "present"), ("participating", "present"),
)  # fmt: skip


def _of_group(key: str) -> tuple[str, ...]:
    """Return the role of a group and whether it came: “board members absent”, “staff present”; () for other words."""
    plain = key.replace("/", " ").replace("’", "'")
    words = re.sub(r" of the [\w-]+(?: committee| council| board)?(?= )", "", plain)
    state, role = next((one for one in _STATES if words == one[0] or words.endswith(f" {one[0]}")), ("", ""))
    group = words.removesuffix(state).split()
    if not state:
        is_staff = words.endswith(" staff") and len(group) < _MOST_IN_LABEL
        return ("in-attendance",) if is_staff else ()
    if len(group) >= _MOST_IN_LABEL or not all(one in _GROUPS or one in _BESIDE for one in group):
        return ()
    sits_in = any(one in _BESIDE for one in group) and role == "present"
    return ("in-attendance",) if sits_in else (role,)


_MOST_IN_LABEL = 5
"""Words in the label of a group."""
