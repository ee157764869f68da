"""Words that somebody else would obey: a browser, a template, a style sheet, a feed, a log, an eye."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from tests.full_record import EARLIER, full_record
from tests.small_site import png, write

WORDS = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "closing": "</title></style></p></article></body><!-- x --> ]]> -->",
    "heading": '<h2 id="page_main">x</h2><section id="part_brief"><h2>y</h2>',
    "quotes": "\" onmouseover=\"alert(1)\" ' style='color:red' =x",
    "entities": "A & B &amp; &lt;i&gt; &#60;b&#62; &quot; &nbsp",
    "jinja": "{{ 7*7 }}{% raw %}{% include 'site/base.html.j2' %}{# x #}${7*7}<%= 7*7 %>#{7*7}",
    "format": "{0.real!r} {title} {} {number:>9999} %s %(x)s {{x}}",
    "style": "*/ } body { display: none } @import url(https://example.org/x.css); </style> \\0a",
    "address": "url(file:///etc/hostname) asset:0 javascript:alert(1) ../../x #page_main",
    "xml": '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>&e;',
    "log": "::error file=a::x ##[error]x %0A %0D ##vso[task.complete]",
    "right-to-left": "שלום עולם مرحبا",
    "unseen": "周\u200b明\u00ad\u2060 \u3164\u034f",
    "emoji": "👩‍👩‍👧 🏳️‍🌈 1️⃣",
    "long": "长" * 600,
    "unbroken": "x" * 1_700,
}
"""One-line words that the door lets in; none means anything to Markdown, so that every field may hold them."""
KINDS: dict[str, tuple[str, dict[str, object]]] = {
    "planned": ("minutes", {"status": "planned"}),
    "held": ("minutes", {"status": "held"}),
    "english": ("minutes", {"status": "held", "lang": "en", "minutes": "approved"}),
    "cancelled": ("minutes", {"status": "cancelled"}),
    "speech": ("speech", {}),
    "updates": ("updates", {}),
    "briefing": ("briefing", {"select": {"series": "works"}}),
}
_SITE = {
    "languages": ["zh", "en"],
    "time-zone": "Asia/Shanghai",
    "base-url": "https://minutes.example.org",
    # The first is said of every field that holds a tag, and would crowd out what else there is to say; the others keep
    # back a planned meeting with every field filled, milestones that are only these words, and a briefing that names
    # itself: their pages are wanted.
    "rules": dict.fromkeys(("raw-html", "results-without-meeting", "unknown-milestone", "since-not-earlier"), "ignore"),
}


def harmless(words: str) -> str:
    """As many letters that nobody obeys."""
    return "Ж" * len(words)


def can_be_key(words: str) -> bool:
    """Whether words can be a key, such as the name of a member in a vote: keys are short and hold nothing unseen."""
    return len(words) <= 128 and words.isprintable() and words.isascii()


def write_full_site(
    folder: Path, words: str, *, key: str, kinds: Collection[str] = KINDS, print_seconds: int = 120
) -> Path:
    """Write a site whose every text field holds the same words, its configuration too."""
    names = {"zh": words, "en": words}
    site = _SITE | {"title": names, "organisation": names, "house": {"footer": names}}
    site |= {"limits": {"print-seconds": print_seconds}}
    site |= {"series": [{"id": "works", "title": names, "organisation": names, "lang": "zh", "place": words}]}
    post = {"role": words, "unit": "office"}
    people = {
        "people": [{"id": "p1", "name": words, "aliases": [words + "甲"], "posts": [post]}],
        "units": [{"id": "office", "name": words + "丙", "aliases": [words + "丁"]}],
    }
    files: dict[str, str | bytes] = {
        "site.yaml": json.dumps(site, ensure_ascii=False),
        "people.yaml": json.dumps(people, ensure_ascii=False),
        "meetings/earlier.yaml": EARLIER,
        "assets/plan.pdf": b"%PDF-1.4\n%%EOF\n",
        "assets/plan.png": png(),
    }
    for name in kinds:
        kind, change = KINDS[name]
        below = {"minutes": "meetings", "speech": "speeches", "updates": "updates", "briefing": "briefings"}[kind]
        identity = "volume" if name == "briefing" else f"full-{name}"
        files[f"{below}/{identity}.yaml"] = full_record(
            kind, words, prose=words, key=key, change=lambda one, new=change: one.update(new)
        )
    return write(folder, files)


@dataclass(frozen=True, slots=True)
class Bones:
    """A page without its words: each occurrence of them is one mark."""

    tags: tuple[tuple[str, tuple[tuple[str, str | None], ...]], ...]
    """Start tags with their attributes, end tags, comments and declarations, in order."""
    text: str


def bones_of(page: str, words: str) -> Bones:
    """Return what a browser finds in a page, with the words it was built from taken out."""
    reader = _Bones(words)
    reader.feed(page)
    reader.close()
    return Bones(tuple(reader.tags), reader.plain("".join(reader.text)))


class _Bones(HTMLParser):
    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words
        self.tags: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.text: list[str] = []
        self.spans: list[bool] = []

    def plain(self, text: str) -> str:
        # A description is cut short; the sha256 of the source is as different as it should be.
        if text.endswith("…") and len(text) > 100 and self.words.startswith(text[:-1]):
            return "¤…"
        text = re.sub(r"\b[0-9a-f]{16}(?:[0-9a-f]{48})?\b", "§", text).replace(self.words, "¤")
        # So is a title that begins with them.
        cut = next(
            (self.words[:end] for end in range(len(self.words) - 1, 40, -1) if f"{self.words[:end]}…" in text), ""
        )
        return re.sub(r"\s+", " ", text.replace(f"{cut}…", "¤…") if cut else text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "span":
            # Ours, around words that stay together; which these are depends on the words.
            self.spans.append(attrs == [("class", "nowrap")])
            if self.spans[-1]:
                return
        self.tags.append((tag, tuple((name, self.plain(value) if value else value) for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag == "span" and self.spans and self.spans.pop():
            return
        self.tags.append((f"/{tag}", ()))

    def handle_comment(self, data: str) -> None:
        self.tags.append(("!--", (("", self.plain(data)),)))

    def handle_decl(self, decl: str) -> None:
        self.tags.append(("!", (("", decl),)))

    def handle_pi(self, data: str) -> None:
        self.tags.append(("?", (("", self.plain(data)),)))

    def handle_data(self, data: str) -> None:
        # Ours too, between a number and what it counts.
        self.text.append(data.replace("\u00a0", " "))
