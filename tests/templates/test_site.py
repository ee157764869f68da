"""The web pages: what stands around an article, the lists of records, the feed and the sitemap."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any, get_args
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
import yaml

from reportgen.model.action import ActionState
from reportgen.model.config import FULL, Edition, SiteConfig
from reportgen.model.content import Asset, Content
from reportgen.model.meeting import Briefing, Minutes, Record, Speech, Updates
from reportgen.model.party import People
from reportgen.model.shape import Shape
from reportgen.model.site import Later
from reportgen.stages.plan import plan
from reportgen.stages.project import project
from reportgen.stages.render import render
from reportgen.stages.resolve import resolve
from reportgen.theme import Theme, bundled_folder

FOLDER = bundled_folder() / "site"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
AS_OF = dt.date(2026, 6, 30)
STANDINGS = ("planned", "cancelled", "draft", "review")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

SITE: dict[str, Any] = {
    "title": {"zh": "会议纪要", "en": "Minutes"},
    "organisation": {"zh": "河湾县档案室", "en": "Hewan County Records"},
    "base-url": "https://minutes.example.org/",
    "series": [
        {"id": "roads", "title": {"zh": "道路联席会议", "en": "Joint Meeting on Roads"}, "lang": "zh"},
        {"id": "board", "title": "Harbour Library Board", "lang": "en"},
    ],
}
ROADS: dict[str, Any] = {
    "id": "roads-1", "series": "roads", "number": 1, "title": "道路联席会议第一次会议", "start": "2025-11-12 14:30",
    "minutes": "approved", "summary": "会议听取了排水情况汇报。",
    "agenda": [
        {
            "id": "drains", "title": "城南排水", "discussion": "逐段说明。",
            "decisions": [{"id": "d1", "text": "同意分两期施工。"}],
            "actions": [{"id": "a1", "task": "清理城南排水沟", "owner": "韩冬", "due": "2026-01-31"}],
        },
        {"id": "lamps", "title": "路灯更换"},
    ],
}  # fmt: skip
LATER: dict[str, Any] = {
    "id": "roads-2", "series": "roads", "number": 2, "title": "道路联席会议第二次会议", "start": "2026-02-11 14:30",
    "minutes": "review", "previous-minutes": {"meeting": "roads-1", "outcome": "approved-as-amended"},
    "decisions": [{"id": "d1", "text": "改为一期施工。", "supersedes": "roads-1/d1"}],
    "updates": [{"action": "roads-1/a1", "state": "closed", "note": "已清理 **320** 米。", "verified-by": "韩冬"}],
}  # fmt: skip
PLANNED: dict[str, Any] = {
    "id": "roads-3", "series": "roads", "number": 3, "title": "道路联席会议第三次会议", "start": "2026-07-09 09:00",
    "status": "planned", "place": "二楼会议室", "agenda": ["路灯验收"],
}  # fmt: skip
CANCELLED: dict[str, Any] = {
    "id": "board-1", "series": "board", "title": "Spring meeting", "start": "2026-04-14 18:00",
    "status": "cancelled", "status-words": "The heating failed.",
}  # fmt: skip
DRAFT: dict[str, Any] = {
    "id": "board-2", "series": "board", "title": "Shelves <&> \"chairs\"", "start": "2026-05-19 18:00",
    "minutes": "draft", "summary": "Shelves & chairs <first>.",
}  # fmt: skip
STRAY: dict[str, Any] = {"id": "stray", "title": "现场协调会", "start": "2026-03-03", "minutes": "approved"}
BETWEEN: dict[str, Any] = {
    "id": "roads-between", "date": "2025-12-20",
    "updates": [{"action": "roads-1/a1", "state": "in-progress", "due": "2026-02-05"}],
}  # fmt: skip
SPEECH: dict[str, Any] = {
    "id": "winter", "title": "在冬季养护动员会上的讲话", "speaker": "韩冬", "date": "2025-12-01", "meeting": "roads-1",
    "minutes": "approved", "parts": [
        {"label": "一、", "title": "早准备", "text": "备足盐和砂。"},
        {"label": "二、", "title": "勤巡查", "parts": [{"label": "一要", "text": "定路段。"}]},
    ],
}  # fmt: skip
EVERYTHING = (ROADS, LATER, PLANNED, CANCELLED, DRAFT, STRAY, BETWEEN, SPEECH)


def record(typed: Mapping[str, Any]) -> Record:
    kind: type[Record] = Speech if "speaker" in typed else Updates if "date" in typed else Minutes
    return kind.model_validate({"kind": kind.__name__.lower(), **typed})


def content(*records: Mapping[str, Any], **site: Any) -> Content:
    config = SiteConfig.model_validate({**SITE, **{key.replace("_", "-"): value for key, value in site.items()}})
    return Content(config, People(), tuple(record(one) for one in sorted(records, key=lambda one: str(one["id"]))))


def rendered(read: Content) -> dict[str, str]:
    """Every web page by its path, as a build with both outputs makes them."""
    made = plan(resolve(project(read, Edition(id=FULL)).content, AS_OF), edition=FULL, outputs={"html", "pdf"})
    documents = [page.path for page in made.pages if page.for_print]
    pages = [page for page in made.pages if not page.for_print]
    theme = Theme()
    return {page.path: render(page, theme).html for page in pages} | dict.fromkeys(documents, "")


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return rendered(content(*EVERYTHING))


def web(pages: Mapping[str, str]) -> dict[str, str]:
    return {path: html for path, html in pages.items() if path.endswith(".html")}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    parents: tuple[Element, ...]
    text: str = field(default="")

    def is_in(self, tag: str, **attributes: str) -> bool:
        wanted = {key.rstrip("_"): value for key, value in attributes.items()}
        return any(one.tag == tag and wanted.items() <= one.attributes.items() for one in self.parents)


class Reader(HTMLParser):
    """Reads a page into its elements, in order; an end tag that does not fit fails the test."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {key: value or "" for key, value in attributes}, tuple(self.open))
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, words: str) -> None:
        for element in self.open:
            element.text += words


def elements(html: str, tag: str, **attributes: str) -> list[Element]:
    wanted = {key.rstrip("_"): value for key, value in attributes.items()}
    return [one for one in Reader(html).elements if one.tag == tag and wanted.items() <= one.attributes.items()]


def words_of(theme: str) -> dict[str, dict[str, str]]:
    found = yaml.load((bundled_folder() / theme / "theme.yaml").read_bytes(), yaml.CBaseLoader)
    words: dict[str, dict[str, str]] = found["words"]
    return words


def used_words() -> Iterator[str]:
    for path in FOLDER.glob("*.j2"):
        yield from re.findall(r"\bw\.(\w+)", path.read_text("utf-8"))
    yield from (f"standing_{one}" for one in STANDINGS)
    yield from (f"since_{one}".replace("-", "_") for one in (*get_args(ActionState), *get_args(Later)))
    yield from (f"field_{one}" for shape in (Minutes, Speech, Briefing) for one in fields_of(shape))


def fields_of(shape: type[Shape]) -> Iterator[str]:
    """Every field that two revisions of a record may differ in."""
    for name, field in shape.model_fields.items():
        if name not in {"x", "kind", "format", "revision", "source", "unplaced"}:
            yield name.rstrip("_")
            for part in parts_of(field.annotation):
                if part is not shape:
                    yield from fields_of(part)


def parts_of(annotation: Any) -> Iterator[type[Shape]]:
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        yield annotation
    for inner in get_args(annotation):
        yield from parts_of(inner)


def test_every_word_stands_in_both_languages_and_is_used() -> None:
    words = words_of("site")
    assert {key for key, each in words.items() if set(each) != {"zh", "en"} or not all(each.values())} == set()
    assert set(words) == set(used_words()) - {"since_update"}


def test_no_word_changes_what_the_document_theme_prints() -> None:
    document = words_of("briefing")
    assert {key: each for key, each in words_of("site").items() if document.get(key, each) != each} == {}


def test_a_template_prints_no_words_of_its_own() -> None:
    for path in FOLDER.glob("*.html.j2"):
        text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", path.read_text("utf-8"), flags=re.DOTALL)
        text = re.sub(r"<[^<>]*>|\blang=\"[^\"]*\"", " ", text)
        assert re.findall(r"[^\W\d_]+", text) == [], path.name


def test_the_feed_tells_of_every_meeting_and_speech(pages: dict[str, str]) -> None:
    assert pages["feed.xml"].startswith("<?xml ")
    feed = ET.fromstring(pages["feed.xml"])
    entries = feed.findall(f"{ATOM}entry")
    titles = {one.findtext(f"{ATOM}title"): one for one in entries}
    # All but the meeting to come, which stands on the index: a feed has no entries from the future.
    assert set(titles) == {one["title"] for one in EVERYTHING if "title" in one and one.get("status") != "planned"}
    assert titles['Shelves <&> "chairs"'].findtext(f"{ATOM}summary") == "Shelves & chairs <first>."
    assert {one.get("{http://www.w3.org/XML/1998/namespace}lang") for one in entries} == {"zh-CN", "en-GB"}
    for one in (feed, *entries):
        assert re.fullmatch(r"https://minutes\.example\.org/\S+", one.findtext(f"{ATOM}id") or "")
        assert dt.datetime.fromisoformat(one.findtext(f"{ATOM}updated") or "").tzinfo
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "河湾县档案室"


def test_without_a_base_url_the_feed_has_lasting_names_and_links_beside_itself() -> None:
    feed = ET.fromstring(rendered(content(ROADS, base_url=None))["feed.xml"])
    names = [one.text or "" for one in feed.iter(f"{ATOM}id")]
    assert len(set(names)) == 2
    assert all(name.startswith("urn:") for name in names)
    assert [one.get("href") for one in feed.iter(f"{ATOM}link")] == ["index.html", "meetings/roads-1/index.html"]


def test_the_sitemap_lists_every_page_by_its_full_address(pages: dict[str, str]) -> None:
    listed = {one.text for one in ET.fromstring(pages["sitemap.xml"]).iter(f"{SITEMAP}loc")}
    assert listed == {f"https://minutes.example.org/{path}" for path in web(pages)}


def test_without_a_base_url_the_sitemap_lists_nothing() -> None:
    tree = ET.fromstring(rendered(content(ROADS, base_url=None))["sitemap.xml"])
    assert (tree.tag, len(tree)) == (f"{SITEMAP}urlset", 0)


def test_every_link_within_the_site_leads_to_a_page_and_a_place_on_it(pages: dict[str, str]) -> None:
    anchors = {path: {one.attributes.get("id") for one in Reader(html).elements} for path, html in web(pages).items()}
    dead = []
    for path, html in web(pages).items():
        for one in Reader(html).elements:
            link = one.attributes.get("href") or one.attributes.get("src")
            if link is None or link.startswith(("https:", "mailto:")):
                continue
            address, _, anchor = link.partition("#")
            target = resolved(path, unquote(address)) if address else path
            if target not in pages or (anchor and anchor not in anchors[target]):
                dead.append(f"{path}: {link}")
    assert dead == []


def resolved(page: str, link: str) -> str:
    parts: list[str] = list(PurePosixPath(page).parent.parts)
    for part in link.split("/"):
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)


def test_a_page_asks_nothing_of_another_machine_and_runs_no_script_but_the_filters(pages: dict[str, str]) -> None:
    for path, html in web(pages).items():
        scripts = [one.attributes for one in elements(html, "script")]
        assert scripts == ([{"src": f"{'../' * path.count('/')}register.js", "defer": ""}] if "filters" in html else []), path
        loaded = [*elements(html, "link", rel="stylesheet"), *elements(html, "img")]
        assert not any(re.match("https?:|//", str(one.attributes)) for one in loaded)
    assert not re.search(r"@import|url\(", pages["site.css"])


def article_of(html: str) -> str:
    return html[html.index("<article") : html.index("</article>")]


def test_the_article_of_an_earlier_meeting_is_the_same_with_and_without_later_records(pages: dict[str, str]) -> None:
    path = "meetings/roads-1/index.html"
    alone = rendered(content(ROADS))[path]
    assert article_of(pages[path]) == article_of(alone)
    assert elements(alone, "aside") == []
    (aside,) = elements(pages[path], "aside", class_="since")
    assert not aside.is_in("article")
    for words in ("清理城南排水沟", "已销号", "已清理 320 米", "已被后来的决定取代", "本纪要经修改后确认"):
        assert words in aside.text


def test_what_came_later_links_to_a_meeting_but_not_to_an_update_file(pages: dict[str, str]) -> None:
    html = pages["meetings/roads-1/index.html"]
    links = [one.attributes["href"] for one in elements(html, "a") if one.is_in("aside", class_="since")]
    assert "../../meetings/roads-2/index.html" in links
    assert "#a1" in links
    assert not any("roads-between" in link for link in links)
    assert "会间进展记录" in elements(html, "aside", class_="since")[0].text


@pytest.mark.parametrize("path", ["index.html", "series/roads/index.html"])
def test_a_page_made_of_all_records_says_when_files_could_not_be_read(path: str, pages: dict[str, str]) -> None:
    assert elements(pages[path], "p", class_="banner") == []
    whole = content(*EVERYTHING)
    (one,) = elements(rendered(replace(whole, unreadable=("lost",)))[path], "p", class_="banner")
    assert one.text == "内容不完整：有 1 个文件无法读取"
    (two,) = elements(rendered(replace(whole, unreadable=("lost", "gone")))[path], "p", class_="banner")
    assert two.text == "内容不完整：有 2 个文件无法读取"


def test_the_feed_says_too_when_files_could_not_be_read() -> None:
    pages = rendered(replace(content(ROADS, languages=["en"]), unreadable=("lost", "gone")))
    assert ET.fromstring(pages["feed.xml"]).findtext(f"{ATOM}subtitle") == "Incomplete: 2 files unreadable"


def test_headings_begin_with_one_title_and_never_skip_a_level(pages: dict[str, str]) -> None:
    for path, html in web(pages).items():
        levels = [int(one.tag[1]) for one in Reader(html).elements if re.fullmatch("h[1-6]", one.tag)]
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        assert [below for above, below in pairwise(levels) if below > above + 1] == [], path


def test_no_id_stands_twice_on_a_page(pages: dict[str, str]) -> None:
    for path, html in web(pages).items():
        ids = [one.attributes["id"] for one in Reader(html).elements if "id" in one.attributes]
        assert sorted(set(ids)) == sorted(ids), path


def test_the_contents_list_names_the_agenda_items_and_leads_to_them(pages: dict[str, str]) -> None:
    links = [one for one in elements(pages["meetings/roads-1/index.html"], "a") if one.is_in("nav", class_="contents")]
    assert {one.attributes["href"]: one.text for one in links}.items() >= {
        "#drains": "一、城南排水", "#lamps": "二、路灯更换",
    }.items()  # fmt: skip


def test_a_meeting_leads_to_its_series_and_its_neighbours(pages: dict[str, str]) -> None:
    html = pages["meetings/roads-2/index.html"]
    trail = [one.attributes["href"] for one in elements(html, "a") if one.is_in("nav", class_="trail")]
    beside = [one.attributes["href"] for one in elements(html, "a") if one.is_in("nav", class_="neighbours")]
    assert trail == ["../../index.html", "../../series/roads/index.html"]
    assert beside == ["../../meetings/roads-1/index.html", "../../meetings/roads-3/index.html"]


def test_the_index_shows_the_next_meeting_first_and_the_series_by_year(pages: dict[str, str]) -> None:
    found = [one.text for one in Reader(pages["index.html"]).elements if re.fullmatch("h[1-3]", one.tag)]
    assert found == [
        "会议与纪要", "近期会议", "会议系列", "道路联席会议", "2026年", "2025年", "Harbour Library Board", "2026年",
        "其他会议", "2026年", "讲话",
    ]  # fmt: skip
    (coming,) = elements(pages["index.html"], "section", class_="coming")
    assert "道路联席会议第三次会议" in coming.text
    assert "09:00" in coming.text


def test_a_list_marks_in_words_what_is_not_the_approved_record(pages: dict[str, str]) -> None:
    marks = [one.text for one in Reader(pages["index.html"]).elements if "standing" in one.attributes.get("class", "")]
    assert sorted(marks) == sorted(["待召开", "送审稿", "已取消", "草稿"])
    (struck,) = elements(pages["index.html"], "s")
    assert struck.text == "Spring meeting"


def test_words_of_another_language_say_so(pages: dict[str, str]) -> None:
    (title,) = [one for one in elements(pages["index.html"], "a") if one.text == "Spring meeting"]
    assert title.attributes["lang"] == "en-GB"
    assert elements(pages["meetings/board-1/index.html"], "html", lang="en-GB")
    assert elements(pages["index.html"], "html", lang="zh-CN")


def test_each_link_to_a_pdf_has_a_name_of_its_own(pages: dict[str, str]) -> None:
    links = elements(pages["index.html"], "a", type="application/pdf")
    assert len(links) == len({one.text for one in links}) == 7
    (own,) = elements(pages["meetings/roads-1/index.html"], "a", type="application/pdf")
    assert own.attributes["href"] == "../../meetings/roads-1/roads-1.pdf"


def test_the_logo_stands_in_the_head_of_every_page_and_is_not_read_aloud() -> None:
    logo = Asset("assets/logo.png", "image/png", b"", width=120, height=40)
    pages = rendered(replace(content(ROADS, house={"logo": logo.name}), assets={logo.name: logo}))
    for path, root in (("index.html", ""), ("meetings/roads-1/index.html", "../../")):
        (image,) = [one for one in elements(pages[path], "img") if one.is_in("p", class_="site-name")]
        assert image.attributes == {"src": f"{root}assets/logo.png", "alt": "", "width": "120", "height": "40"}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    channels = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("accent", ["#8a1c1c", "#1f5673", "#ffff00", "#ffffff", "#000000", "#00c853", "#7f7f7f"])
def test_any_accent_can_be_read_in_light_in_the_dark_and_on_paper(accent: str) -> None:
    css = rendered(content(ROADS, house={"accent": accent}))["site.css"]
    found = {name: re.findall(rf"--{name}: (#[0-9a-f]{{3,6}});", css) for name in ("paper", "ink", "quiet", "accent")}
    assert {name: len(each) for name, each in found.items()} == dict.fromkeys(found, 3)
    for name in ("ink", "quiet", "accent"):
        for ground, colour in zip(found["paper"], found[name], strict=True):
            dark, light = sorted((luminance(ground), luminance(colour)))
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (name, ground, colour)


def test_a_family_name_stays_within_its_quotes() -> None:
    css = rendered(content(ROADS, house={"faces": {"serif": ['Odd" \\', "Book Serif"]}}))["site.css"]
    (serif, *_) = re.findall(r"--serif: (.*)", css)
    assert serif.startswith('"Odd&#34; ", "Book Serif", ')


def test_a_site_without_records_still_has_its_pages() -> None:
    pages = rendered(content())
    assert "暂无记录。" in pages["index.html"]
    assert ET.fromstring(pages["feed.xml"]).findall(f"{ATOM}entry") == []


def test_the_stylesheet_begins_with_its_character_set(pages: dict[str, str]) -> None:
    assert pages["site.css"].startswith('@charset "utf-8";')
