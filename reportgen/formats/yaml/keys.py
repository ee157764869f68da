"""Which keys and words may be typed at a spot of a record, and which one a person probably meant."""

from __future__ import annotations

import difflib
import types
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Union, get_args, get_origin

from reportgen.model.shape import Shape
from reportgen.model.source import Field

_MEANINGS: dict[str, tuple[str, ...]] = {
    "类型": ("kind",),
    "编号": ("id", "number"),
    "标题": ("title",),
    "会议名称": ("title",),
    "名称": ("title", "name"),
    "系列": ("series",),
    "时间": ("start", "date"),
    "开始": ("start", "from"),
    "开始时间": ("start", "from"),
    "结束": ("end", "until"),
    "结束时间": ("end", "until"),
    "日期": ("date", "start"),
    "地点": ("place",),
    "主持": ("chair",),
    "主持人": ("chair",),
    "记录": ("recorder",),
    "记录人": ("recorder",),
    "参会": ("present", "attendance"),
    "出席": ("present", "attendance"),
    "出席人员": ("present", "attendance"),
    "请假": ("apologies", "attendance"),
    "缺席": ("absent", "attendance"),
    "列席": ("in-attendance", "attendance"),
    "法定人数": ("quorum",),
    "回避": ("interests", "recused"),
    "议程": ("agenda",),
    "议题": ("agenda", "title"),
    "汇报人": ("presenter",),
    "讨论": ("discussion",),
    "决定": ("decisions", "text"),
    "议定事项": ("decisions", "text"),
    "事项": ("actions", "task", "action"),
    "任务": ("task", "actions"),
    "内容": ("text", "task", "discussion"),
    "正文": ("text", "discussion"),
    "牵头": ("lead",),
    "牵头单位": ("lead",),
    "责任单位": ("lead",),
    "配合": ("support",),
    "配合单位": ("support",),
    "责任人": ("owner", "lead"),
    "分管领导": ("supervisor",),
    "期限": ("due",),
    "完成时限": ("due",),
    "截止日期": ("due",),
    "节点": ("milestones",),
    "遗留问题": ("left-over",),
    "进展": ("updates", "note"),
    "下次会议": ("next-meeting",),
    "状态": ("status", "state"),
    "表决": ("vote",),
    "赞成": ("for",),
    "反对": ("against",),
    "弃权": ("abstain",),
    "密级": ("classification", "access"),
    "标识": ("marking",),
    "份号": ("copy-number",),
    "印数": ("copies",),
    "紧急程度": ("urgency",),
    "签发": ("signer", "approval"),
    "签发人": ("signer", "approval"),
    "联合发文": ("joint",),
    "主送": ("to",),
    "报": ("report",),
    "附注": ("note",),
    "成文日期": ("date",),
    "抄送": ("copy",),
    "印发机关": ("printed-by",),
    "印发日期": ("printed-on",),
    "附件": ("attachments", "papers"),
    "附录": ("annexes",),
    "决定票": ("casting",),
    "保留意见": ("dissent",),
    "备注": ("note",),
    "姓名": ("who", "name"),
    "单位": ("unit",),
    "职务": ("role",),
    "代": ("deputy",),
    "讲话人": ("speaker",),
    "attendees": ("present", "attendance"),
    "participants": ("present", "attendance"),
    "venue": ("place",),
    "location": ("place",),
    "when": ("start", "date"),
    "time": ("start", "from"),
    "date": ("start",),
    "chairman": ("chair",),
    "chairperson": ("chair",),
    "secretary": ("recorder",),
    "assignee": ("owner",),
    "responsible": ("owner", "lead"),
    "deadline": ("due",),
    "description": ("task", "text", "discussion"),
    "topic": ("title",),
    "topics": ("agenda",),
    "tagged-pdf": ("pdf",),
}
"""What people type, with the keys it may stand for, the likeliest first."""
_WORDS: dict[str, tuple[str, ...]] = {
    "纪要": ("minutes",),
    "讲话": ("speech",),
    "简报": ("briefing",),
    "计划": ("planned",),
    "已召开": ("held",),
    "取消": ("cancelled",),
    "已取消": ("cancelled",),
    "草稿": ("draft",),
    "审核": ("review",),
    "送审": ("review",),
    "已审定": ("approved",),
    "通过": ("carried", "approved"),
    "否决": ("defeated",),
    "办理中": ("in-progress",),
    "已报告": ("reported",),
    "已报完成": ("reported",),
    "销号": ("closed",),
    "已完成": ("closed",),
    "赞成": ("for",),
    "反对": ("against",),
    "弃权": ("abstain",),
    "回避": ("recused", "left"),
    "done": ("closed",),
    "canceled": ("cancelled",),
    "postponed": ("deferred", "cancelled"),
}
"""What people type, with the words of the format it may stand for."""
_NEAR_ENOUGH = 0.7
"""How alike two keys must be, from 0 to 1, before one is offered for the other."""


def shape_at(shape: type[Shape], way: Field) -> type[Shape] | None:
    """Return the part of a record a way leads to, or None where texts or free keys stand."""
    spot: object = shape
    for step in way:
        spot = next((inner for part in _parts(spot) if (inner := _inside(part, step)) is not None), None)
    return next((part for part in _parts(spot) if isinstance(part, type) and issubclass(part, Shape)), None)


def as_listed(shape: type[Shape], way: Field) -> Field:
    """Return a way with position 0 put in wherever one entry was typed without the list it belongs to."""
    listed: Field = ()
    for step in way:
        listed = (*_entered(shape, listed, step), step)
    return listed


def _entered(shape: type[Shape], spot: Field, step: str | int) -> Field:
    """Return a spot, or its first entry where it is a list that a key cannot lead on from."""
    if isinstance(step, int) or shape_at(shape, spot) or not shape_at(shape, (*spot, 0)):
        return spot
    return (*spot, 0)


def _parts(spot: object) -> Iterator[object]:
    """Yield what may stand at a spot: the members of a union, without their annotations."""
    if get_origin(spot) is Annotated:
        yield from _parts(get_args(spot)[0])
    elif get_origin(spot) in {Union, types.UnionType}:
        for part in get_args(spot):
            yield from _parts(part)
    else:
        yield spot


def _inside(part: object, step: str | int) -> object | None:
    """Return the type one step further in, or None."""
    if isinstance(part, type) and issubclass(part, Shape):
        return next((one.annotation for one in part.model_fields.values() if one.alias == step), None)
    origin, arguments = get_origin(part), get_args(part)
    if isinstance(step, int):
        return arguments[0] if origin is tuple else None
    return arguments[1] if origin is dict else None


def keys_of(shape: type[Shape], given: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the keys people may type in a part of a record, in the order of its documentation."""
    without = {"x-", *given}
    return tuple(one.alias for one in shape.model_fields.values() if one.alias and one.alias not in without)


def nearest_key(typed: str, valid: Iterable[str]) -> str | None:
    """Return the key that was probably meant, or None."""
    return _nearest(typed, tuple(valid), _MEANINGS)


def means_one_of(typed: str, valid: Iterable[str]) -> bool:
    """Whether a word is one of these keys, or an everyday word for one."""
    return not {typed, *_MEANINGS.get(typed, ())}.isdisjoint(valid)


def in_the_format(typed: str) -> str:
    """Return the key of the format for a Chinese or everyday word, or the word itself."""
    return _MEANINGS.get(typed, (typed,))[0]


def nearest_word(typed: str, valid: Iterable[str]) -> str | None:
    """Return the word of the format that was probably meant, or None."""
    return _nearest(typed, tuple(valid), _WORDS)


def _nearest(typed: str, valid: tuple[str, ...], meanings: Mapping[str, tuple[str, ...]]) -> str | None:
    plain = _plain(typed)
    if plain in valid:
        return plain
    for meant in meanings.get(plain, ()):
        if meant in valid:
            return meant
    close = difflib.get_close_matches(plain, valid, n=1, cutoff=_NEAR_ENOUGH)
    return close[0] if close else None


def _plain(typed: str) -> str:
    """Return a key in the spelling of the format: half-width, small letters, hyphens, nothing unseen."""
    text = unicodedata.normalize("NFKC", typed).strip().lower()
    text = "".join(one for one in text if unicodedata.category(one) != "Cf")
    return text.replace("_", "-").replace(" ", "-")


def listing(words: Iterable[str], width: int = 80) -> str:
    """Return words in one line, ended by … where there are more than fit."""
    line = ""
    for word in words:
        if len(line) + len(word) + 2 > width:
            return line + ", …"
        line = f"{line}, {word}" if line else word
    return line


def allowed_words(expected: Any) -> tuple[str, ...]:
    """Return the words from pydantic's list of them: `'held' or 'planned'`."""
    return tuple(str(expected).split("'")[1::2])
