"""What this machine can print with: libraries, fonts by role, and the command that installs what is missing.

Nothing here imports WeasyPrint: without Pango that import fails, and that is what this file is to explain.
"""

from __future__ import annotations

import ctypes
import importlib.metadata
import platform
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from reportgen.model.diagnostic import ReportgenError

_NOTO_SERIF, _NOTO_SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"
_LATIN = ("Times New Roman", "Liberation Serif", "Noto Serif", "DejaVu Serif")

ROLES: Mapping[str, tuple[str, ...]] = {
    "fang": (
        "仿宋_GB2312",
        "FangSong_GB2312",
        "FangSong",
        "仿宋",
        "STFangsong",
        "FZFangSong-Z02",
        "Zhuque Fangsong",
        "FandolFang",
        _NOTO_SERIF,
    ),
    "kai": (
        "楷体_GB2312",
        "KaiTi_GB2312",
        "KaiTi",
        "STKaiti",
        "FandolKai",
        "AR PL UKai CN",
        "LXGW WenKai",
        _NOTO_SERIF,
    ),
    "hei": ("SimHei", "黑体", "STHeiti", _NOTO_SANS, "Source Han Sans SC", "WenQuanYi Micro Hei"),
    "song": ("SimSun", "宋体", "STSong", "Songti SC", _NOTO_SERIF, "Source Han Serif SC"),
    # Nobody gives a 小标宋 away; a bold 宋体 is what offices without a licence print.
    "mark": ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05", _NOTO_SERIF),
    "latin": _LATIN,
    "latin-bold": _LATIN,
    "latin-italic": _LATIN,
    "sans-latin": ("Arial", "Liberation Sans", "Noto Sans", "DejaVu Sans"),
    "mono": ("Liberation Mono", "Noto Sans Mono", "DejaVu Sans Mono", "Courier New"),
    "symbols": ("Segoe UI Symbol", "Symbola", "Noto Emoji"),
}
"""Families of each role, the wished one first: what offices own, then what is free, then what has to do.

仿宋 (fang) is for the text, 黑体 (hei) and 楷体 (kai) for its headings, 宋体 (song) for page numbers, 小标宋 (mark) for
titles and the red words; bold and italic Latin for strong words, and in English for headings and emphasis.
Source: GB/T 9704-2012.
"""

CHINESE = ("fang", "kai", "hei", "song", "mark")
"""The roles of Chinese text."""
OFFICIAL = (*CHINESE, "latin")
"""The roles of the official page."""

STAND_INS: Mapping[str, str] = {"kai": _NOTO_SERIF, "fang": _NOTO_SERIF}
"""What a role is set in where no family of it is installed: readable, but not the official look."""

FETCH_FACES = (
    "cd $(mktemp -d) && apt-get download texlive-lang-chinese && dpkg-deb -x texlive-lang-chinese_*.deb . && "
    "mkdir -p ~/.local/share/fonts && "
    "find . -name 'Fandol[FK]a*-Regular.otf' -exec cp -t ~/.local/share/fonts {} + && fc-cache"
)
"""Takes the free faces of 仿宋 and 楷体 out of a package of TeX, which need not be installed for it."""


@dataclass(frozen=True, slots=True)
class FontRole:
    """A role of the page and the font that plays it on this machine."""

    role: str
    wished: tuple[str, ...]
    """In order of preference, without the stand-in."""
    family: str | None
    """The first that is installed, or the stand-in; None: neither is."""
    file: str | None
    """Where its face lies: of normal weight and upright, unless the role asks for bold or italic."""
    index: int = 0
    """Which face of a collection (.ttc) it is, from 0."""

    @property
    def substituted(self) -> bool:
        """Whether another kind of face has to do."""
        return self.family is not None and self.family not in self.wished


@dataclass(frozen=True, slots=True)
class ListedFace:
    """An installed face."""

    families: tuple[str, ...]
    """All its names, in lower case."""
    shape: tuple[str, ...]
    """Weight, slant and width as fontconfig counts them."""
    file: str
    index: int


@dataclass(frozen=True, slots=True)
class Environment:
    """What was found on this machine; None: it is not there."""

    python: str
    weasyprint: str | None
    pango: str | None
    """Version of the library that shapes text."""
    pango_fonts: bool
    """Whether Pango's second library, which opens the fonts, is there."""
    harfbuzz_subset: bool
    """Whether fonts can be cut to the characters used; without it a PDF is slower and larger."""
    fontconfig: bool
    """Whether fonts can be listed; without that they are not known, which does not mean there are none."""
    fonts: tuple[FontRole, ...]
    """In the order of `ROLES`."""
    listed: tuple[ListedFace, ...] = field(default=(), repr=False)
    """All faces that are installed."""

    @property
    def faces(self) -> Mapping[str, FontRole]:
        """Who plays each role."""
        return {one.role: one for one in self.fonts}

    def candidates(self, role: str, first: Iterable[str] = ()) -> tuple[FontRole, ...]:
        """Return every installed family that may play a role, best first: a character the first lacks is in the next.

        Args:
            role: one of `ROLES`, or of a site's own, which has no families but its own.
            first: families a site wishes to see before all others.
        """
        return tuple(_candidates(role, tuple(first), self.listed))

    def face(self, role: str, first: Iterable[str] = ()) -> FontRole:
        """Return who plays a role of a site that has wishes of its own."""
        wished = tuple(first)
        found = self.candidates(role, wished)
        return found[0] if found else FontRole(role, _wished(role, wished), None, None)

    @property
    def can_print(self) -> bool:
        """Whether a PDF with Chinese and Latin words can be made."""
        return not self.needed_packages()

    def needed_packages(self) -> tuple[str, ...]:
        """Return the Debian packages without which no PDF can be made."""
        chinese = any(one.family for one in self.fonts if one.role in CHINESE)
        needed = {
            "libpango-1.0-0": self.pango is None,
            "libpangoft2-1.0-0": not self.pango_fonts,
            "fonts-noto-cjk": self.fontconfig and not chinese,
        }
        return tuple(package for package, is_missing in needed.items() if is_missing)

    def missing_packages(self) -> tuple[str, ...]:
        """Return the Debian packages that hold what is missing, each once."""
        return tuple(dict.fromkeys(self._missing()))

    def install_command(self) -> str | None:
        """Return the one command that installs what is missing on Debian and Ubuntu; None: nothing is."""
        packages = self.missing_packages()
        return f"sudo apt-get install -y {' '.join(packages)}" if packages else None

    def faces_command(self) -> str | None:
        """Return the command that fetches the free face of 仿宋, which no package holds alone; None: one is there."""
        return FETCH_FACES if self.fontconfig and self.faces["fang"].family in (None, STAND_INS["fang"]) else None

    def _missing(self) -> Iterator[str]:
        if not self.pango:
            yield "libpango-1.0-0"
        if not self.pango_fonts:
            yield "libpangoft2-1.0-0"
        if not self.harfbuzz_subset:
            yield "libharfbuzz-subset0"
        if not self.fontconfig:
            yield "fontconfig"
        for one in self.fonts:
            if one.family is None or (one.substituted and one.role == "kai"):
                yield _PACKAGE_OF_ROLE[one.role]


_PACKAGE_OF_ROLE = {
    # Debian has no package of 仿宋 alone; its stand-in comes with this one.
    **dict.fromkeys(("fang", "hei", "song", "mark"), "fonts-noto-cjk"),
    "kai": "fonts-arphic-ukai",
    **dict.fromkeys(("latin", "latin-bold", "latin-italic", "sans-latin", "mono"), "fonts-liberation"),
    # Open-source committees put pictographs into headings; this face draws them in black.
    "symbols": "fonts-symbola",
}


def _load_library(names: tuple[str, ...]) -> ctypes.CDLL | None:
    """Return the first library that loads; asking the loader itself starts no other program."""
    for name in names:
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    return None


def _list_fonts() -> str | None:
    """Return what fontconfig lists, a face a line; None: its program is not there."""
    layout = "%{family}\t%{weight}\t%{slant}\t%{width}\t%{index}\t%{file}\n"
    try:
        done = subprocess.run(  # noqa: S603 - nothing in it comes from outside
            ["fc-list", "--format", layout],  # noqa: S607 - the one of the user's own PATH
            capture_output=True,
            check=True,
            timeout=60,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Probes:
    """The ways this machine is asked; a test stands in for a machine without Pango."""

    load_library: Callable[[tuple[str, ...]], ctypes.CDLL | None] = _load_library
    """Takes file names of a library on Linux, macOS and Windows."""
    list_fonts: Callable[[], str | None] = _list_fonts


def look_around(probes: Probes | None = None) -> Environment:
    """Return what this machine can print with."""
    ask = probes or Probes()
    listing = ask.list_fonts()
    listed = tuple(_faces(listing or ""))
    return Environment(
        python=platform.python_version(),
        weasyprint=_version_of("weasyprint"),
        pango=_pango_version(ask.load_library(_names("pango-1.0"))),
        pango_fonts=ask.load_library(_names("pangoft2-1.0")) is not None,
        harfbuzz_subset=ask.load_library(_names("harfbuzz-subset")) is not None,
        fontconfig=listing is not None,
        fonts=tuple(_cast(role, listed) for role in ROLES),
        listed=listed,
    )


def require_printer(environment: Environment) -> None:
    """Return if a PDF can be made on this machine.

    Raises:
        ReportgenError: Pango or a Chinese font is missing; its words name packages and command.

    """
    missing = ", ".join(environment.needed_packages())
    if not missing:
        return
    command = environment.install_command()
    raise ReportgenError(
        {"en": f"PDFs cannot be made here without {missing}", "zh": f"缺少 {missing}，无法生成 PDF"},
        {
            "en": f"on Debian and Ubuntu run `{command}`, or build without PDFs: `--outputs html`",
            "zh": f"在 Debian 和 Ubuntu 上运行 `{command}`，或不生成 PDF：`--outputs html`",
        },
    )


def _names(stem: str) -> tuple[str, ...]:
    """Return what a library's file is called on Linux, macOS and Windows."""
    return f"lib{stem}.so.0", f"lib{stem}.0.dylib", f"lib{stem}.dylib", f"lib{stem}-0.dll"


def _pango_version(pango: ctypes.CDLL | None) -> str | None:
    if pango is None:
        return None
    ask = pango.pango_version_string
    ask.restype = ctypes.c_char_p
    return bytes(ask()).decode("ascii")


def _version_of(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def _faces(listing: str) -> Iterator[ListedFace]:
    for line in listing.splitlines():
        names, *shape, index, file = line.split("\t")
        families = tuple(name.strip().casefold() for name in names.split(","))
        # The upper half of the number tells an instance of a variable face.
        yield ListedFace(families, tuple(shape), file, (int(index) if index.isdigit() else 0) & 0xFFFF)


def _wished(role: str, first: tuple[str, ...]) -> tuple[str, ...]:
    return (*first, *(name for name in ROLES.get(role, ()) if name != STAND_INS.get(role)))


def _candidates(role: str, first: tuple[str, ...], listed: tuple[ListedFace, ...]) -> Iterator[FontRole]:
    """Yield the installed families of a role, the wished ones first, each with the file of the face that is used."""
    for family in dict.fromkeys((*first, *ROLES.get(role, ()))):
        mine = [one for one in listed if family.casefold() in one.families]
        if mine:
            shapes = _SHAPE_OF_ROLE.get(role, _REGULAR), _REGULAR
            face = min(mine, key=lambda one: (*(one.shape != shape for shape in shapes), one.file, one.index))
            yield FontRole(role, _wished(role, first), family, face.file, face.index)


# As fontconfig counts: weight 80 is regular and 200 bold, slant 0 is upright and 100 italic, width 100 is normal.
_REGULAR, _BOLD, _ITALIC = ("80", "0", "100"), ("200", "0", "100"), ("80", "100", "100")
_SHAPE_OF_ROLE = {"mark": _BOLD, "latin-bold": _BOLD, "latin-italic": _ITALIC}


def _cast(role: str, listed: tuple[ListedFace, ...]) -> FontRole:
    """Return who plays a role: the first wished family that is installed, else the stand-in."""
    return next(_candidates(role, (), listed), FontRole(role, _wished(role, ()), None, None))
