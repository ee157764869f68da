"""Items: agenda items as people write them — titles without marks, links apart, keys in their order."""

from __future__ import annotations

import re

from reportgen.formats.ingest.draft import Told, Value
from reportgen.formats.ingest.people.owners import presenter_of

LONGEST_TITLE = 160
"""Characters of the title of an item; what is longer is a sentence and stays in the discussion."""
Item = dict[str, Value]
_ORDER = ("label", "title", "presenter", "links", "discussion", "decisions", "actions", "left-over", "items")
_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\((https?://[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)\)")
_SOUND = re.compile(r"https?://[^\s<>\"\\]+")
_MARKS = re.compile(r"\*\*|~~|`|(?<![\w*])[*_](?=\S)|(?<=\S)[*_](?![\w*])")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")


def new_item(words: str, label: str = "") -> Item:
    """Return an agenda item: its title without marks, its label, who presents it, what the title linked to."""
    if not words:
        # “议题1：” on a line of its own is all the title there is.
        words, label = label.rstrip("：:、.． "), ""
    into: Item = {"label": label} if label else {}
    title, who = presenter_of(words)
    into["title"] = plain_words(_LINK.sub(lambda found: found[1], title)) or "…"
    if who:
        into["presenter"] = list(who)
    if links := [_link(text, url) for text, url in _LINK.findall(title) if _SOUND.fullmatch(url)]:
        into["links"] = links
    return into


def _link(text: str, url: str) -> Value:
    words = plain_words(text)
    return {"url": url, "title": words} if words not in {"", url} else url


def plain_words(words: str) -> str:
    """Return words without marks of Markdown, for a field that is printed as typed."""
    return " ".join(_ESCAPED.sub(r"\1", _MARKS.sub("", words)).split())


def title_of(item: Item) -> str:
    """Return the title of an item, without what is told of it."""
    title = item.get("title", "…")
    return str(title.value) if isinstance(title, Told) else str(title)


def list_in(item: Item, key: str) -> list[Value]:
    """Return the list under a key; an empty one is put there first."""
    found = item.setdefault(key, [])
    if not isinstance(found, list):
        raise TypeError(f"{key} holds no list")
    return found


def ordered(item: Item) -> Item:
    """Return an item with its keys in the order people write them, and so the items below it."""
    found: Item = {key: item[key] for key in _ORDER if item.get(key)}
    if "items" in found:
        found["items"] = [ordered(one) if isinstance(one, dict) else one for one in list_in(found, "items")]
    return found


def shortened(words: str) -> tuple[str, str]:
    """Return a title and the rest of a long first sentence; both together are the words."""
    if len(words) <= LONGEST_TITLE:
        return words, ""
    for mark in ("。", "；", ". ", "，", ", ", " "):
        cut = words.find(mark, 8, LONGEST_TITLE)
        if cut > 0:
            return words[: cut + len(mark)].strip(), words[cut + len(mark) :].strip()
    return words[:LONGEST_TITLE], words[LONGEST_TITLE:]
