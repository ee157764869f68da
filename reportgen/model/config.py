"""`site.yaml`: what the office decides once. Configuration, protected by review like code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from reportgen.model.diagnostic import Severity, WrongValue, error
from reportgen.model.shape import OneOrMore, Shape
from reportgen.model.values import (
    Answer,
    AssetName,
    AssetPath,
    Id,
    Line,
    Link,
    Number,
    Who,
    Zone,
    parse_asset,
)

FORMAT = 1
"""The format of content this program reads. Format N is first read by reportgen N."""

FULL = "full"
"""The edition of a site that declares none."""

BAD_COLOUR = error(
    "bad-colour",
    en="“{value}” is not a colour",
    zh="“{value}”不是颜色",
    hint_en='write six hexadecimal digits in quotes, such as "#8a1c1c"',
    hint_zh='写六位十六进制颜色并加引号，例如 "#8a1c1c"',
)


def _colour(value: object) -> str:
    text = str(value).strip()
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise WrongValue(BAD_COLOUR, value=text)
    return text.lower()


LONGEST_MARKING = 60
"""Characters of a marking: what two lines at the head of a page hold, in Chinese too."""
MARKING_TOO_LONG = error(
    "marking-too-long",
    en="a marking of {length} characters has no room at the head of a page, {limit} are allowed",
    zh="标识有 {length} 个字符，页首放不下，上限为 {limit}",
    hint_en="write the marking alone, such as `OFFICIAL` or `TLP:AMBER`; what it means belongs into the text",
    hint_zh="只写标识本身，例如“内部资料”；说明请写在正文里",
)


def _marking(value: str) -> str:
    if len(value) > LONGEST_MARKING:
        raise WrongValue(MARKING_TOO_LONG, length=len(value), limit=LONGEST_MARKING)
    return value


Marking = Annotated[Line, AfterValidator(_marking)]
"""How a document may be handled, in the few words that stand at head and foot of its pages."""

BAD_BASE_URL = error(
    "bad-base-url",
    en="“{value}” is not an address where a site can stand",
    zh="“{value}”不能作网站地址",
    hint_en="write it with https:// and without ? or #, such as https://minutes.example.org/",
    hint_zh="以 https:// 开头，不带 ? 和 #，例如 https://minutes.example.org/",
)


def _base_url(value: object) -> object:
    # Anything but a text is refused by `Link`, in its own words.
    if isinstance(value, str) and not re.fullmatch(r"https?://[^\s<>\"\\/?#]+(/[^\s<>\"\\?#]*)?", value.strip()):
        raise WrongValue(BAD_BASE_URL, value=value)
    return value


BaseUrl = Annotated[Link, BeforeValidator(_base_url)]
"""An https or http address that paths can be put behind."""
Colour = Annotated[str, BeforeValidator(_colour)]
Language = Literal["zh", "en"]


def _paper(value: object) -> object:
    """Return the size of paper as the page is told it, however its name was written: Letter, a4."""
    known = {"a4": "A4", "letter": "letter"}
    return known.get(value.strip().casefold(), value) if isinstance(value, str) else value


class Names(Shape):
    """A name in the languages of the site; a bare text serves for all of them."""

    shorthand: ClassVar[str | None] = "any"

    any: Line | None = None
    zh: Line | None = None
    en: Line | None = None

    def in_(self, language: str) -> str:
        """Return the name in a language, or in the one that is given."""
        return (self.zh if language == "zh" else self.en) or self.any or self.zh or self.en or ""


class Markings(Names):
    """A marking in the languages of the site."""

    any: Marking | None = None
    zh: Marking | None = None
    en: Marking | None = None


class Seat(Shape):
    """A standing member of a series: who sits there, for which unit, in which role."""

    shorthand: ClassVar[str | None] = "who"

    who: Who
    unit: Who | None = None
    role: Line | None = None


class Roster(Shape):
    """Who is expected at every meeting of a series; `reportgen new` starts from it."""

    chair: Who | None = None
    recorder: Who | None = None
    members: Annotated[tuple[Seat, ...], OneOrMore] = ()
    in_attendance: Annotated[tuple[Seat, ...], OneOrMore] = ()
    quorum: Number | None = None
    """Members who must be present; None: no quorum is kept."""


class Series(Shape):
    """A body that meets again and again: a committee, a board, a joint meeting."""

    id: Id
    title: Names
    access: Line | None = None
    """What its records are at least; None: what the site says."""
    organisation: Names | None = None
    """Who issues its minutes; None: the organisation of the site."""
    mark: Names | None = None
    """The red words at the head of its documents (发文机关标志); None: its title, and what kind of document it is."""
    number: Names | None = None
    """How its documents are numbered (发文字号): 安办纪〔{year}〕{n}号, 第{n}期; None: as the theme says."""
    lang: Language | None = None
    """Language its minutes are printed in; None: the first language of the site."""
    time_zone: Zone | None = None
    place: Line | None = None
    """Where it usually meets; `reportgen new` fills it in."""
    theme: Id | None = None
    numbered_paragraphs: Answer | None = None
    """Whether what was said is numbered by paragraph (1.1, 1.2); None: as the house does."""
    roster: Roster | None = None


_FONT_FILE = re.compile(r"assets/.*|.*\.(ttf|otf|ttc|woff2?)", re.IGNORECASE)


def _file_or_family(text: str) -> str:
    return AssetName(parse_asset(text)) if _FONT_FILE.fullmatch(text) else text


FaceName = Annotated[Line, AfterValidator(_file_or_family)]
"""A font family, or a font file below assets/."""
FaceRole = Literal["serif", "sans", "mono", "fang", "kai", "hei", "song", "mark", "latin", "latin-bold", "latin-italic"]
"""Roles of faces: three of every page; 仿宋, 楷体, 黑体, 宋体, 小标宋 and Latin of official documents."""


class House(Shape):
    """House style: what an office may change without a template."""

    logo: AssetPath | None = None
    logo_words: Names | None = None
    """What the logo shows, for those who cannot see it; None: the name of who issues the page."""
    accent: Colour = "#8a1c1c"
    """The one colour of the page, for rules, numerals and links."""
    paper: Annotated[Literal["A4", "letter"], BeforeValidator(_paper)] = "A4"
    duplex: Answer = False
    """Printed on both sides: the foot of an official document (版记) stands on an even page."""
    footer: Names | None = None
    marking: Markings | None = None
    """At head and foot of every page of a record without a marking of its own; None: it has none."""
    numbered_paragraphs: Answer = False
    """Paragraphs of what was said on an item are numbered 1.1, 1.2 in the margin, over the items below it too."""
    signature: Answer = False
    """Minutes end with words and lines for the chair to sign them as a correct record."""
    documents: Annotated[tuple[Literal["pack", "decision-record", "action-log"], ...], OneOrMore] = ()
    """More to print: the papers of a planned meeting in one document; of a series its decisions, its actions."""
    faces: dict[FaceRole, Annotated[tuple[FaceName, ...], OneOrMore]] = Field(default_factory=dict)
    """Font families or files below assets/ to try first, by role; the theme's own follow."""

    def font_files(self) -> Iterator[tuple[FaceRole, int, AssetName]]:
        """Yield every font file with its role and its position there."""
        for role, names in self.faces.items():
            yield from ((role, place, name) for place, name in enumerate(names) if isinstance(name, AssetName))

    def families(self) -> dict[FaceRole, tuple[str, ...]]:
        """Return the faces as style sheets name them: a file by a family of its own, which it is printed under.

        Two files must never share a name: the printer would draw the glyphs of one by the numbers of the other.
        """
        return {
            role: tuple(
                family_of(role, place) if isinstance(one, AssetName) else one for place, one in enumerate(names)
            )
            for role, names in self.faces.items()
        }

    def by_family(self) -> House:
        """Return the house style as templates are given it: they know families, not files."""
        return self.model_copy(update={"faces": self.families()})


def family_of(role: str, place: int) -> str:
    """Return the name a font file of the office is printed under, by its role and its position there from 0."""
    return f"house {role}" if place == 0 else f"house {role} {place + 1}"


class Limits(Shape):
    """Limits on one printed document, a volume has more for every few meetings, and on the cache.

    They are raised here only, never by content.
    """

    print_seconds: Number = 120
    """Wall time for one PDF."""
    print_megabytes: Number = 2048
    """Memory of the process that prints it."""
    cache_megabytes: Number = 1024
    """What each folder of the cache may hold after a build."""


class RegisterRules(Shape):
    """How the office keeps its register (台账)."""

    closing: Literal["lenient", "strict"] = "lenient"
    """Whether closing (销号) without a verifier, or without evidence or a reason, is a warning or an error."""
    due_soon_days: Number = 3
    """Days before its due date from which an action is due soon (blue)."""
    paper: Literal["A4", "A3"] = "A4"
    """Of the printed register of the official theme, laid across."""
    stale_days: Number = 30
    """Days without news after which an overdue action, or one reported done, is asked about."""


class Deadlines(Shape):
    """By when papers of a meeting are there, as the office has promised; what is not said is not asked about."""

    minutes_days: Number | None = None
    """Days after a meeting within which its minutes go out for review."""
    agenda_days: Number | None = None
    """Days before a meeting by which its agenda is out."""


Without = Literal[
    "agenda", "discussion", "decisions", "attendance", "votes", "actions", "register", "attachments", "evidence"
]
"""What an edition may go without: parts of records, or the pages of the register."""
OF_THE_REGISTER: frozenset[Without] = frozenset({"register", "actions"})
"""An edition without either of these has no register (台账), which is made of actions."""


class Edition(Shape):
    """What one readership gets: everything up to a level of access, in a folder of its own."""

    shorthand: ClassVar[str | None] = "id"

    id: Id
    """Also the name of its folder below build/."""
    sees: Line | None = None
    """The most closed level it holds; None: the last one, so everything."""
    closed: Literal["masked", "omitted"] = "masked"
    """Whether it shows that something is closed, as one constant token, or holds no trace of it."""
    attendance: Literal["names", "roles"] = "names"
    """Whether those at the meeting stand there by name, or by unit and role alone."""
    without: Annotated[tuple[Without, ...], OneOrMore] = ()

    def holds_everything(self, levels: tuple[str, ...]) -> bool:
        """Whether nothing is kept from its readers; else it is an open edition, which must not leak."""
        return self.sees in {None, levels[-1]} and not self.without and self.attendance == "names"


PdfVariant = Literal["ua-1", "a-3a", "plain"]
"""Which standard a PDF keeps to: ISO 14289-1 (PDF/UA-1), ISO 19005-3 (PDF/A-3a), or none and without tags."""
OutputKind = Literal["html", "pdf", "md", "csv", "json", "xlsx", "ics"]
"""Kinds of files a build makes; xlsx and ics need the extras of the same names."""


class SiteConfig(Shape):
    """The whole of `site.yaml`."""

    format: Number = FORMAT
    title: Names
    organisation: Names | None = None
    languages: Annotated[tuple[Language, ...], OneOrMore] = Field(default=("zh", "en"), min_length=1)
    """The first one is the language of index pages and of messages."""
    time_zone: Zone = "UTC"
    base_url: BaseUrl | None = None
    """Where the site will stand; None: relative addresses in the feed, plain text for links in a PDF."""
    theme: Id = "briefing"
    formats: Annotated[tuple[OutputKind, ...], OneOrMore] = Field(default=("html", "pdf", "csv", "json"), min_length=1)
    pdf: PdfVariant = "ua-1"
    """What its PDFs are made for: ua-1 for every reader (PDF/UA-1), a-3a for the archive as well (PDF/A-3a), plain for
    neither."""
    series: tuple[Series, ...] = ()
    access_levels: tuple[Id, ...] = Field(default=("public", "internal", "restricted"), min_length=1)
    """From the most open to the most closed; what says nothing has the last."""
    access: Line | None = None
    """What all records are at least; None: each series or record says for itself."""
    editions: tuple[Edition, ...] = ()
    """What is built for whom; (): one edition, `full`, with everything."""
    reasons: dict[Id, Names] = Field(default_factory=dict)
    """Why passages are closed, by the name they give: printed beside the token that stands for one."""
    house: House = House()
    register_: RegisterRules = RegisterRules()
    deadlines: Deadlines = Deadlines()
    rules: dict[str, Severity] = Field(default_factory=dict)
    """Severity by code of finding: error, warning, info or ignore."""
    limits: Limits = Limits()

    @property
    def address(self) -> str | None:
        """Where the site will stand, with a slash at its end; None: nobody says."""
        return f"{self.base_url.rstrip('/')}/" if self.base_url else None

    @property
    def language(self) -> str:
        """The language of index pages and of messages."""
        return self.languages[0]

    def most_closed(self, levels: Iterable[str | None]) -> str:
        """Return the most closed of some levels of access: None counts as the last, an unknown one as beyond it.

        Of none at all: the most open level.
        """
        known = self.access_levels
        named = (one or known[-1] for one in levels)
        return max(named, key=lambda one: known.index(one) if one in known else len(known), default=known[0])

    def rank(self, level: str | None) -> int:
        """Return the place of a level of access, from 0, the most open; None and an unknown one are the most closed."""
        return self.access_levels.index(level) if level in self.access_levels else len(self.access_levels) - 1

    def rank_of_record(self, own: str | None, series: str | None) -> int:
        """Return the place of the level of a record, which may only be more closed than its series and the site."""
        found = self.series_by_id(series)
        said = [one for one in (self.access, found.access if found else None, own) if one is not None]
        return max(map(self.rank, said), default=self.rank(None))

    def rank_of_series(self, series: str) -> int:
        """Return the place of the level of a series; the most open where it says none."""
        found = self.series_by_id(series)
        return self.rank(found.access) if found and found.access is not None else 0

    @property
    def whole(self) -> Edition:
        """The edition that holds everything: the first declared one that does, else `full`."""
        all_seeing = (one for one in self.editions if one.holds_everything(self.access_levels))
        return next(all_seeing, Edition(id=FULL))

    def edition(self, name: str) -> Edition | None:
        """Return the edition of that name, or None."""
        return next((one for one in self.editions or (self.whole,) if one.id == name), None)

    def series_by_id(self, series: str | None) -> Series | None:
        """Return the series of that id, or None."""
        return next((one for one in self.series if one.id == series), None)
