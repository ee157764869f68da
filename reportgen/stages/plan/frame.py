"""What every planned page shares: how it names other pages, and what its template is given."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from reportgen.environment import ROLES
from reportgen.model.build import Links, PlannedPage
from reportgen.model.config import House
from reportgen.model.party import Unit
from reportgen.model.site import Address, Meeting, Site
from reportgen.model.volume import Volume
from reportgen.text.compose import Bond

LONGEST_NAME = 5
"""Characters of a name that is held together; a longer one is of an office, which may go over a line end.

Unless it has the dot of a foreign name, 诺亚·本内特."""
WEB = "site"
"""The theme of everything around an article on the web."""


@dataclass(frozen=True, slots=True)
class Frame:
    """An edition that is being planned."""

    site: Site
    outputs: Collection[str]
    without: Collection[str]
    """Paths of PDFs that are not there; web pages do not link to them."""
    documents: Mapping[str, str]
    """Path of the PDF of each record that has one, by the id of the record."""

    names: Mapping[str, Bond]
    """Names of people, which no printed line parts, and of bodies, which one parts rather than be let out far."""
    house: House
    """The style of the house as templates see it, for all pages the same."""
    linking: dict[str | None, Links] = field(default_factory=dict, compare=False, repr=False)
    """How pages of one depth name others, by what leads to the root; None: printed pages."""

    @classmethod
    def of(cls, site: Site, outputs: Collection[str], without: Collection[str]) -> Frame:
        """Return the frame of an edition; see its fields."""
        paths = {one.id: f"meetings/{one.id}/{one.id}.pdf" for one in site.meetings if document_of(one)}
        paths |= {one.id: f"speeches/{one.id}/{one.id}.pdf" for one in site.speeches}
        paths |= {one.id: f"briefings/{one.id}/{one.id}.pdf" for one in site.volumes}
        gone = frozenset(without)
        documents = {record: path for record, path in paths.items() if path not in gone}
        return cls(site, outputs, gone, documents, _names(site), site.config.house.by_family())

    def web(
        self, path: str, template: str, language: str | None = None, root: str | None = None, **more: object
    ) -> PlannedPage:
        """Return a web page made of all records.

        Args:
            path: where it goes.
            template: its template in the theme `site`.
            language: of the page; None: the first of the site.
            root: what leads to the root of the edition; None: as many steps up as the path is deep.
            more: what the template needs besides.
        """
        theme = self.site.config.theme
        return PlannedPage(
            path=path,
            template=f"{WEB}/{template}",
            language=language or self.site.config.language,
            context=self.shared(path, root) | {"documents": self.documents} | more,
            themes=(theme, WEB),
        )

    def printed(self, path: str, template: str, language: str | None = None, **more: object) -> PlannedPage:
        """Return a PDF made of all records; `template` is of the theme of the site."""
        theme = self.site.config.theme
        return PlannedPage(
            path=path,
            template=f"{theme}/{template}",
            language=language or self.site.config.language,
            context=self.for_print(path) | more,
            themes=(theme,),
            for_print=True,
        )

    def shared(self, path: str, root: str | None = None) -> dict[str, object]:
        """Return what every web page is given."""
        return {"site": self.site, "house": self.house, "path": path, "links": self.links(path, root), "at": ""}

    def links(self, path: str, root: str | None = None) -> Links:
        """Return how a page names others from its place; `root` as in `web`."""
        steps = "../" * path.count("/") if root is None else root
        if steps not in self.linking:
            self.linking[steps] = Links(steps, {name: steps + quote(name) for name in self.site.assets})
        return self.linking[steps]

    def theme_of(self, view: Meeting | Address | Volume) -> str:
        """Return the theme a record is set in; a volume that compiles one series, in that of the series."""
        series = view.sole_series if isinstance(view, Volume) else view.series
        return (series.theme if series else None) or self.site.config.theme

    def for_print(self, path: str) -> dict[str, object]:
        """Return what every printed page is given.

        It shows pictures from memory; other files have an address only if the site has one.
        """
        if None not in self.linking:
            self.linking[None] = self._links_in_print()
        shown = {"site": self.site, "house": self.house, "path": path, "links": self.linking[None], "at": ""}
        return shown | {"for_print": True, "unparted": self.names, "roles": ROLES}

    def _links_in_print(self) -> Links:
        base = self.site.config.address
        addresses = {
            name: asset.uri if asset.is_image else (base or "") + quote(name)
            for name, asset in self.site.assets.items()
            if asset.is_image or base
        }
        return Links(base, addresses)

    def pdf(self, path: str | None) -> str | None:
        """Return the path of a PDF, or None where there is none."""
        return None if path in self.without else path


def _names(site: Site) -> dict[str, Bond]:
    """Return the names of people.yaml and of those who met, those that are short enough, in order."""
    found = {one: isinstance(site.directory.find(one), Unit) for one in site.directory.words()}
    for meeting in site.meetings:
        met = (*meeting.present, *meeting.apologies, *meeting.absent, *meeting.in_attendance, *meeting.expected)
        found |= {one.party.name: one.party.kind == "unit" for one in met}
    return {
        one: Bond.BODY if is_body else Bond.NAME
        for one, is_body in sorted(found.items())
        if 1 < len(one) <= LONGEST_NAME or "·" in one
    }


PAGES = {"minutes": "meetings", "speech": "speeches", "briefing": "briefings"}
"""The folder of the edition in which records of a kind have their pages."""


def folder_of(view: Meeting | Address | Volume) -> str:
    """Return the folder of the edition in which a record has its pages, for ever."""
    return f"{PAGES[view.record.kind]}/{view.id}"


def document_of(meeting: Meeting) -> str | None:
    """Return which document a meeting is printed as; None: a cancelled one has only its web page."""
    return {"planned": "agenda", "held": "minutes", "cancelled": None}[meeting.record.status]
