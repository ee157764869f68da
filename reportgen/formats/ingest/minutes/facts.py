"""Facts: what labels and short sections of minutes say of the meeting — time, place, chair, links, the next one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from reportgen.formats.ingest.draft import Told, Value
from reportgen.formats.ingest.minutes.head import Head
from reportgen.formats.ingest.minutes.items import Item, list_in, plain_words
from reportgen.formats.ingest.minutes.sections import Section
from reportgen.formats.ingest.moments import find_dates, find_times
from reportgen.formats.ingest.row import Row
from reportgen.formats.ingest.vocabulary import role_of_label

_URL = re.compile(r"https?://[^\s<>\"\\，。；、（）()]+")
_LINKED = re.compile(r"\[([^\[\]]*)\]\((https?://[^\s()<>\"\\]+)\)|<?(https?://[^\s<>\"\\，。；、（）]+)>?")
LONGEST_ASIDE = 30
"""Characters beside the links of a section that is nothing but links."""


@dataclass(slots=True)
class Facts:
    """What the labels say so far."""

    head: Head
    links: Item = field(default_factory=dict)
    """`recording` and `links`, each a list."""
    next: Item = field(default_factory=dict)
    """The next meeting."""

    def set(self, role: str, words: str, line: int) -> bool:
        """Set what a label is for; return whether its words could be read."""
        bare = plain_words(words)
        if not bare:
            return True
        if role in {"time", "start"}:
            return self.head.see_moment(bare, line, "label")
        if role in {"chair", "recorder"}:
            return self.head.put_person(role, words, line)
        if role == "title":
            self.head.title = self.head.title or Told(bare, (line,))
            self.head.see_moment(bare, line, "title")
        elif role == "place":
            self.head.put("place", Told(bare, (line,)))
        else:
            return self._set_other(role, bare, words, line)
        return True

    def _set_other(self, role: str, bare: str, words: str, line: int) -> bool:
        if role == "end":
            return self._set_end(bare, line)
        if role == "next-chair":
            return self._set_next_chair(words, line)
        if role == "next":
            self._set_next(bare, line)
            return True
        if role == "number" and (number := re.fullmatch(r"(?:#|No\.? ?|Nr\.? ?)?(\d{1,6})", bare, re.IGNORECASE)):
            self.head.put("number", Told(number[1], (line,)))
            return True
        found = _URL.search(words) if role == "link" else None
        if found:
            self.head.put("link", Told(found[0], (line,)))
        return found is not None

    def _set_end(self, bare: str, line: int) -> bool:
        """Take the end of the meeting from a label of its own."""
        times, seen = find_times(bare), self.head.best_times()
        if times is None or seen is None or seen.found.ends is not None:
            return False
        self.head.times.append(replace(seen, rank=-1, line=line, found=replace(seen.found, ends=times.begins)))
        return True

    def _set_next_chair(self, words: str, line: int) -> bool:
        found = Head(self.head.source)
        if not found.put_person("chair", words, line):
            return False
        self.next.setdefault("chair", found.fields["chair"])
        return True

    def _set_next(self, bare: str, line: int) -> None:
        dates = find_dates(bare)
        if dates:
            times = find_times(bare[dates[0].end :])
            start = f"{dates[0].date} {times.begins:%H:%M}" if times else str(dates[0].date)
            self.next.setdefault("start", Told(start, (line,)))
        if not dates or len(bare) > dates[0].end - dates[0].start + LONGEST_ASIDE:
            self.next.setdefault("words", Told(bare, (line,)))

    def set_links(self, section: Section) -> bool:
        """Take a section that holds nothing but links; return whether it does."""
        rows = [row for row in section.rows if row.is_words]
        words = [section.rest] if section.rest else [row.text for row in rows]
        found = [[_link(one) for one in _LINKED.finditer(text)] for text in words]
        only = all(found) and all(len(_LINKED.sub("", text)) < LONGEST_ASIDE for text in words)
        if not words or not only or section.sections:
            return False
        list_in(self.links, section.role).extend(link for links in found for link in links)
        return True

    def set_lone_link(self, row: Row) -> bool:
        """Take a link that stands alone among the facts of a meeting; return whether the row is one."""
        found = _LINKED.fullmatch(row.text) if row.is_words else None
        if found is None:
            return False
        key = "recording" if role_of_label(found[1] or "") == "recording" else "links"
        list_in(self.links, key).append(_link(found))
        return True


def _link(found: re.Match[str]) -> Value:
    words, url = plain_words(found[1] or ""), found[2] or found[3]
    return {"url": url, "title": words} if words and words != url else url
