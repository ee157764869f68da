"""Records with every field and with few, as the briefing theme prints them, and a reader of what was printed."""

from __future__ import annotations

import datetime as dt
import re
from html.parser import HTMLParser
from typing import Any

from reportgen.model.config import SiteConfig
from reportgen.model.content import Asset, Content
from reportgen.model.meeting import Minutes, Record, Speech
from reportgen.model.party import People
from reportgen.stages.plan import plan
from reportgen.stages.render import render
from reportgen.stages.resolve import resolve
from reportgen.theme import Theme

DAY = dt.date(2026, 6, 30)

PEOPLE = {
    "people": [{"id": "lin", "name": "林小川", "posts": [{"role": "Head of Works", "unit": "Works & Roads"}]},
               {"id": "he", "name": "何平"}],
    "units": [{"id": "works", "name": "Works & Roads"}],
}  # fmt: skip
SITE = {
    "title": "Minutes",
    "organisation": "County Office",
    "time-zone": "Asia/Shanghai",
    "base-url": "https://minutes.example.org/",
    "series": [{"id": "works-safety", "title": "Works Safety", "time-zone": "UTC", "roster": {
        "chair": "林小川", "members": [{"who": "何平", "unit": "works", "role": "Member"}]}}],
}  # fmt: skip
UPDATE = {
    "action": "works-2026-02/a1", "date": "2026-03-01", "state": "in-progress", "note": "Half of it is cleared",
    "evidence": "assets/proof.pdf", "no-evidence": "The rest was seen on site", "verified-by": "Inspector Bao",
    "lead": "New lead office", "support": "New helping office", "owner": "New owner Gu",
    "supervisor": "New overseer Qi", "due": "2026-09-09", "due-words": "before the ninth month ends",
    "merged-into": "works-2026-02/a2",
    "reached": "Half of the ditches", "links": {"url": "https://example.org/pictures", "title": "Pictures of the work"},
}  # fmt: skip
DECISION = {
    "text": "Three ways of treatment & no more", "moved": "Mover Shi", "seconded": "Seconder Fu", "outcome": "deferred",
    "vote": {"counts": {"for": 41, "against": 42, "abstain": 43, "absent": 44, "recused": 45,
                        "not-voting": 46}, "method": "roll-call",
             "casting": {"who": "Caster Ga", "ballot": "against"},
             "members": {"Voter An": "for", "Voter Bo": "against", "Voter Ce": "abstain", "Voter Du": "absent",
                         "Voter Ee": "recused"}, "words": "carried after a recount"},
    "dissent": {"who": "Dissenter Ma", "text": "Two ways would do"},
    "supersedes": "works-2026-02/d1", "rescinds": "works-2026-02/d2", "answers": "works-2026-02/q1", "tags": "culverts",
}  # fmt: skip
ACTION = {
    "task": "Clear the culvert at K3+200", "lead": "works", "support": "Water Office", "owner": "何平",
    "supervisor": "Overseer Yu", "due": "2026-04-30", "due-words": "before the floods",
    "milestones": [{"text": "half cleared", "due": "2026-04-10"}], "state": "reported", "carries-out": "d1",
    "continues": "works-2026-02/a1", "papers": "assets/plan.pdf", "note": "Mind the cable", "tags": "culverts",
    "links": {"url": "https://example.org/cable", "title": "Where the cable lies"}, "label": "事一",
}  # fmt: skip
QUESTION = {
    "text": "Who pays for the pump", "raised-by": "Asker Mo", "label": "问一", "owner": "Keeper Yi",
    "continues": "works-2026-02/q1",
}  # fmt: skip
ITEM = {
    "title": "Culverts before the floods", "purpose": "decision", "start": "14:35", "minutes": "25",
    "presenter": "Presenter Su", "papers": {"file": "assets/plan.pdf", "title": "Plan of the culverts"},
    "links": {"url": "https://example.org/map", "title": "Map of the road"},
    "discussion": "Long debate, ***, and `14:30`.\n\n| a | b |\n|---|---|\n| c | d |\n\n![A drawing](assets/k3.png)",
}  # fmt: skip
ATTENDEE = {
    "unit": "Helping Office", "role": "Officer", "remote": "yes", "from": "14:50", "until": "2026-03-13 09:20",
    "deputy": "Deputy Zhi", "note": "by train",
}  # fmt: skip
FULL = {
    "revision": {"number": "2", "date": "2026-03-20", "reason": "one figure was put right"},
    "id": "works-2026-03", "kind": "minutes", "series": "works-safety", "number": "3", "title": "Third <full> meeting",
    "start": "2026-03-12 14:30", "end": "2026-03-13 12:00", "time-zone": "Europe/London", "place": "Third-floor room",
    "days": [{"date": "2026-03-12", "start": "14:30", "end": "17:00", "place": "East room"}],
    "link": "https://example.org/join", "status-words": "moved by a day", "minutes": "draft", "access": "restricted",
    "tags": "floods", "lang": "en",
    "approval": {"who": "林小川", "role": "Chairing member", "date": "2026-03-16"},
    "issue": {"number": "5", "year": "2026", "copies": "77", "copy-number": "000012", "classification": "秘密★1年",
              "marking": "TLP:AMBER+STRICT",
              "urgency": "特急", "signer": "Signer Ou", "to": "All townships", "copy": "Weather Office",
              "printed-by": "County print room", "printed-on": "2026-03-15", "form": "letter",
              "title": "Third <full> | meeting", "joint": "Joint Harbour Board", "report": "Regional Council",
              "note": "Ask the front desk", "date": "2026-03-14"},
    "chair": "林小川", "recorder": "Recorder Na",
    "attendance": {kind: [{"who": f"{kind} Person", **ATTENDEE}]
                   for kind in ("present", "apologies", "absent", "in-attendance")},
    "quorum": {"required": "31", "present": "32", "met": "yes", "words": "counted at the door"},
    "interests": {"who": "Interested Xu", "item": "culverts", "nature": "owns the field", "action": "left"},
    "previous-minutes": {"meeting": "works-2026-02", "outcome": "approved-as-amended", "amendments": "Item 2 reads so"},
    "summary": "In three lines", "opening": "They gathered", "closing": "They parted",
    "agenda": [{**ITEM, "id": "culverts", "label": "（甲）", "decisions": [{"id": "d1", "label": "决一", **DECISION}],
                "actions": [{"id": "a1", **ACTION}], "left-over": [{"id": "q1", **QUESTION}],
                "items": [{**ITEM, "id": "below", "label": "（乙）", "title": "A point below"}]}],
    "decisions": [{**DECISION, "id": "d9", "label": "决九", "text": "A loose decision"}],
    "actions": [{**ACTION, "id": "a9", "task": "A loose action"}],
    "left-over": [{**QUESTION, "id": "q9", "text": "A loose question"}],
    "updates": [UPDATE],
    "next-meeting": {"start": "2026-04-16 14:30", "place": "West room", "words": "or when it rains",
                     "link": "https://example.org/next", "chair": "Next chair Wu"},
    "papers": {"file": "assets/plan.pdf", "title": "Paper of the meeting"},
    "attachments": {"file": "assets/proof.pdf", "title": "Proof of the work"},
    "annexes": [{"title": "Annexed map", "text": "Annexed words", "file": "assets/proof.pdf"}],
    "recording": {"url": "https://example.org/film", "title": "Film of the meeting"},
    "links": {"url": "https://example.org/chat", "title": "Chat of the meeting"},
}  # fmt: skip
EARLIER = {
    "id": "works-2026-02", "kind": "minutes", "series": "works-safety", "title": "Second meeting", "access": "public",
    "start": "2026-02-12", "lang": "zh",
    "decisions": [{"id": "d1", "text": "Old rule"}, {"id": "d2", "text": "Older rule"}],
    "actions": [{"id": "a1", "task": "An old promise"}, {"id": "a2", "task": "Another one", "due": "2026-03-01"}],
    "left-over": [{"id": "q1", "text": "Who pays"}],
}  # fmt: skip
BARE = {"id": "bare", "kind": "minutes", "title": "Bare meeting", "start": "2026-05-05", "access": "public"}
SPEECH = {
    "id": "talk", "kind": "speech", "title": "A speech", "speaker": "林小川", "role": "Deputy head",
    "date": "2026-05-22", "place": "Great hall", "occasion": "Flood season meeting",
    "series": "works-safety", "meeting": "works-2026-03",
    "minutes": "review", "access": "internal", "tags": "floods", "lang": "zh", "issue": FULL["issue"],
    "opening": "同志们：", "closing": "就讲这些。", "attachments": {"file": "assets/plan.pdf", "title": "Plan"},
    "parts": [{"label": "一、", "title": "守住路", "text": "先说路。", "parts": [
        {"label": "（一）", "title": "看得见", "text": "由***负责，***配合。", "parts": [
            {"label": "一要", "text": "查得细。", "parts": [{"label": "一是", "text": "看三处。\n\n再看一遍。"}]}]}]}],
}  # fmt: skip
BARE_SPEECH = {"id": "few-words", "kind": "speech", "title": "Few words", "speaker": "何平", "date": "2026-05-23",
               "access": "public"}  # fmt: skip
KINDS: dict[str, type[Minutes] | type[Speech]] = {"minutes": Minutes, "speech": Speech}
ASSETS = {name: Asset(name, "application/pdf", b"%PDF-1.7") for name in ("assets/plan.pdf", "assets/proof.pdf")}
# A picture of one pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63f80f00010101001bb6ee56"
    "0000000049454e44ae426082"
)
PICTURE = Asset("assets/k3.png", "image/png", PIXEL, 1, 1)


def record(values: dict[str, Any], language: str | None = None) -> Record:
    return KINDS[values["kind"]].model_validate({**values, "lang": language} if language else values)


def pages(*records: Record, language: str = "en", site: dict[str, Any] | None = None) -> dict[str, str]:
    """The printed pages of some records, by id."""
    content = Content(
        site=SiteConfig.model_validate({**SITE, "languages": [language], **(site or {})}),
        people=People.model_validate(PEOPLE),
        records=records,
        assets={**ASSETS, PICTURE.name: PICTURE},
    )
    planned = plan(resolve(content, DAY), edition="full", outputs={"pdf"}).pages
    return {str(page.record): render(page, Theme()).html for page in planned if page.record}


def full(language: str, **more: Any) -> str:
    return pages(record(EARLIER), record({**FULL, **more}, language), language=language)["works-2026-03"]


class Outline(HTMLParser):
    """Headings, ids, links inside the page, addresses asked for, words, and elements with nothing in them."""

    VOID = frozenset({"br", "img", "meta", "hr"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.inside: list[str] = []
        self.asked: list[str] = []
        self.empty: list[str] = []
        self.words = ""
        self._open: list[tuple[str, str, int]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.ids += [str(given["id"])] if "id" in given else []
        self.inside += [str(given["href"])[1:]] if str(given.get("href")).startswith("#") else []
        self.asked += [str(given["src"])] if "src" in given else []
        if tag == "img":
            self.words += "image"
        if tag not in self.VOID:
            self._open.append((tag, str(given.get("class")), len(self.words.strip())))

    def handle_endtag(self, tag: str) -> None:
        opened, name, before = self._open.pop()
        assert opened == tag
        if len(self.words.strip()) == before and not name.startswith("line"):
            self.empty.append(f"{tag}.{name}")

    def handle_data(self, data: str) -> None:
        if not (self._open and self._open[-1][0] in {"style", "title"}):
            self.words += data
        else:
            self.words += "x"
