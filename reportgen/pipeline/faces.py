"""Who plays each role of the printed page: files of the office, families of the machine, and what has to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.environment import FETCH_FACES, OFFICIAL, ROLES, Environment, FontRole
from reportgen.model.config import FaceName, SiteConfig, family_of
from reportgen.model.diagnostic import Diagnostic, warning
from reportgen.model.values import AssetName
from reportgen.stages.load import NO_SITE, load

if TYPE_CHECKING:
    from reportgen.formats.face import FontFile, RoleAdvances

# In a template of words a brace is written twice.
_COMMAND = FETCH_FACES.replace("{", "{{").replace("}", "}}")
SUBSTITUTED_ROLE = warning(
    "substituted-role",
    en="official documents are set in {family} where they should be in {name} ({role}): none is installed",
    zh="未安装{name}字体（{role}），公文改用 {family} 排印",
    hint_en=f"fetch a free one with `{_COMMAND}`, or put the font of your office below assets/ and name it in "
    "site.yaml under `house: faces:`",
    hint_zh=f"可用 `{_COMMAND}` 取得免费字体；或把单位的字体放进 assets/，在 site.yaml 的 `house: faces:` 中写明",
)
NAMES = {"fang": "仿宋", "kai": "楷体", "hei": "黑体", "song": "宋体", "mark": "小标宋", "latin": "Times"}
"""What each role of the official page is called."""
LATIN = ("latin", "latin-bold", "latin-italic")
"""The roles of Latin faces: a theme has each by the address `asset:` and its role, and may limit it to some characters
by a name of its own."""

_LATIN_RULES = {role: re.compile(rf'@font-face \{{[^{{}}]*"asset:{role}"[^{{}}]*\}}') for role in LATIN}


@dataclass(frozen=True, slots=True)
class Faces:
    """The faces of a site on this machine."""

    environment: Environment
    site: SiteConfig
    fonts: Mapping[str, bytes]
    """Font files of the office, by name."""
    cuts: Mapping[str, bytes] = field(default_factory=dict)
    """Faces cut to the characters of the site, by role; they stand before those they were cut from."""

    def candidates(self, role: str) -> tuple[FontRole, ...]:
        """Return all that may play a role, best first; a file of the office has its own name for family and file."""
        wished = self._wished(role)
        installed = {one.family: one for one in self.environment.candidates(role, wished)}
        own = {one: FontRole(role, wished, one, one) for one in wished if isinstance(one, AssetName)}
        known = installed | own
        # What the office wishes comes first, in its order.
        return tuple(known[name] for name in dict.fromkeys((*wished, *installed)) if name in known)

    def _wished(self, role: str) -> tuple[FaceName, ...]:
        faces: Mapping[str, tuple[FaceName, ...]] = self.site.house.faces  # type: ignore[assignment]
        if role in faces or role not in LATIN:
            return faces.get(role, ())
        # A family has its bold and its italic; a file has not.
        return tuple(one for one in faces.get("latin", ()) if not isinstance(one, AssetName))

    def face(self, role: str) -> FontRole:
        """Return who plays a role."""
        found = self.candidates(role)
        if not found and role in LATIN[1:]:
            return self.face("latin")
        return found[0] if found else self.environment.face(role)

    def file(self, role: str) -> FontFile | None:
        """Return the font of who plays a role; None: nobody does."""
        one = self.face(role)
        return (self._source(one), one.index) if one.file else None

    def styled(self) -> SiteConfig:
        """Return the site as templates are to see it: what was cut is named before all else."""
        if not self.cuts:
            return self.site
        house = self.site.house
        # Files by the names they are printed under: what is put before them must not change those.
        wished: dict[str, tuple[str, ...]] = {**house.families()}  # type: ignore[dict-item]
        cut = {role: (_cut_family(role), *wished.get(role, ())) for role in self.cuts}
        return self.site.model_copy(update={"house": house.model_copy(update={"faces": wished | cut})})

    def advances(self) -> RoleAdvances:
        """Return how wide text is set in each role of the official page."""
        from reportgen.formats.face import RoleAdvances

        return RoleAdvances(
            {
                role: [(self._source(one), one.index) for one in self.candidates(role) if one.file]
                for role in (*OFFICIAL, *LATIN, "symbols")
            }
        )

    def assets(self) -> dict[str, bytes]:
        """Return the font files a page may ask for, by `asset:` address: the Latin faces, and those of the office."""
        latin = {role: self._source(one) for role in LATIN if (one := self.face(role)).file}
        return {
            **{_address(role): one if isinstance(one, bytes) else one.read_bytes() for role, one in latin.items()},
            **{_address(family): content for family, content in self._own()},
        }

    def declared(self, html: str) -> str:
        """Return a page with the font files of the office declared that it names.

        Templates name families and need not know which of them are files.
        """
        for role, rule in _LATIN_RULES.items():
            if self.face(role).file is None:
                # The families after it have to do for figures too.
                html = rule.sub("", html)
        rules = "".join(_rule(family) for family, _ in self._own() if family in html)
        return html.replace("<style", f"<style>{rules}</style><style", 1) if rules else html

    def _own(self) -> Iterator[tuple[str, bytes]]:
        """Yield the font files that are not installed: the family each is printed under, and what it holds."""
        yield from ((family_of(role, place), self.fonts[name]) for role, place, name in self.site.house.font_files())
        yield from ((_cut_family(role), content) for role, content in self.cuts.items())

    def _source(self, one: FontRole) -> Path | bytes:
        file = one.file or ""
        return self.fonts.get(file, Path(file))


def faces_of(folder: Path, environment: Environment) -> tuple[tuple[FontRole, ...], tuple[Diagnostic, ...]]:
    """Return who plays each role on a machine as the site of a folder wishes, and what is wrong with its wishes.

    Where there is no site, or none that can be read, nobody wishes for anything.
    """
    content, problems = load(folder)
    site = Faces(environment, content.site, content.fonts) if content else None
    roles = dict.fromkeys((*ROLES, *(content.site.house.faces if content else ())))
    cast = tuple(site.face(role) if site else environment.face(role) for role in roles)
    wrong = (one for one in problems if one.span and one.span.path == "site.yaml" and one.code != NO_SITE.code)
    return cast, tuple(wrong)


def is_official(html: str) -> bool:
    """Whether a printed page is set in the faces of official documents: it asks for 仿宋."""
    return ROLES["fang"][0] in html


def cast(faces: Faces) -> dict[str, str]:
    """Return the family, or the file of the office, that plays each role of the official page, and if it was cut."""
    found = {role: faces.face(role).family for role in OFFICIAL}
    return {role: f"{family} (cut)" if role in faces.cuts else family for role, family in found.items() if family}


def substituted(faces: Faces) -> Iterator[Diagnostic]:
    """Yield the roles of the official page that another kind of face has to play."""
    for role in OFFICIAL:
        one = faces.face(role)
        if one.substituted:
            yield SUBSTITUTED_ROLE.at(None, role=role, name=NAMES[role], family=one.family)


def _cut_family(role: str) -> str:
    return f"cut {role}"


def _address(family: str) -> str:
    return f"asset:{family.replace(' ', '-')}"


def _rule(family: str) -> str:
    return f'@font-face {{ font-family: "{family}"; src: url("{_address(family)}"); }}'
