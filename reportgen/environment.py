"""What this machine can print with: libraries, fonts by role, and the command that installs what is missing.

Nothing here imports WeasyPrint: without Pango that import fails, and that is what this file is to explain.
"""

from __future__ import annotations

import ctypes
import importlib.metadata
import platform
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from reportgen.model.diagnostic import ReportgenError

_NOTO_SERIF, _NOTO_SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"

FONT_ROLES: Mapping[str, tuple[str, ...]] = {
    "serif-zh": ("SimSun", "宋体", "STSong", "Songti SC", _NOTO_SERIF, "Source Han Serif SC"),
    "sans-zh": ("SimHei", "黑体", "STHeiti", _NOTO_SANS, "Source Han Sans SC", "WenQuanYi Micro Hei"),
    "kai-zh": ("楷体_GB2312", "KaiTi_GB2312", "KaiTi", "STKaiti", "FandolKai", "AR PL UKai CN", "LXGW WenKai"),
    "fang-zh": (
        "仿宋_GB2312",
        "FangSong_GB2312",
        "FangSong",
        "仿宋",
        "STFangsong",
        "FZFangSong-Z02",
        "Zhuque Fangsong",
        "FandolFang",
    ),
    "serif-latin": ("Times New Roman", "Liberation Serif", "Noto Serif", "DejaVu Serif"),
    "sans-latin": ("Arial", "Liberation Sans", "Noto Sans", "DejaVu Sans"),
    "mono": ("Liberation Mono", "Noto Sans Mono", "DejaVu Sans Mono", "Courier New"),
    "symbols": ("Segoe UI Symbol", "Symbola", "Noto Emoji"),
}
"""Families of each role, the wished one first: what offices own, then what is free.

Source: GB/T 9704-2012 names 仿宋, 楷体, 黑体 and 小标宋.
"""

STAND_INS: Mapping[str, str] = {"kai-zh": _NOTO_SERIF, "fang-zh": _NOTO_SERIF}
"""What a role is set in where no family of it is installed: readable, but not the official look."""


@dataclass(frozen=True, slots=True)
class FontRole:
    """A role of the page and the font that plays it on this machine."""

    role: str
    wished: tuple[str, ...]
    """In order of preference."""
    family: str | None
    """The first that is installed, or the stand-in; None: neither is."""
    file: str | None
    """Where its regular face lies."""

    @property
    def is_stand_in(self) -> bool:
        """Whether another kind of face has to do."""
        return self.family is not None and self.family not in self.wished


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

    @property
    def can_print(self) -> bool:
        """Whether a PDF with Chinese and Latin words can be made."""
        return not self.needed_packages()

    def needed_packages(self) -> tuple[str, ...]:
        """Return the Debian packages without which no PDF can be made."""
        chinese = any(one.family for one in self.fonts if one.role.endswith("-zh"))
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
            if one.family is None or (one.is_stand_in and one.role == "kai-zh"):
                yield _PACKAGE_OF_ROLE[one.role]


_PACKAGE_OF_ROLE = {
    "serif-zh": "fonts-noto-cjk",
    "sans-zh": "fonts-noto-cjk",
    "kai-zh": "fonts-arphic-ukai",
    # Debian has no package of 仿宋 alone; its stand-in comes with this one.
    "fang-zh": "fonts-noto-cjk",
    "serif-latin": "fonts-liberation",
    "sans-latin": "fonts-liberation",
    "mono": "fonts-liberation",
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
    layout = "%{family}\t%{weight}\t%{slant}\t%{width}\t%{file}\n"
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
    faces = _regular_faces(listing or "")
    return Environment(
        python=platform.python_version(),
        weasyprint=_version_of("weasyprint"),
        pango=_pango_version(ask.load_library(_names("pango-1.0"))),
        pango_fonts=ask.load_library(_names("pangoft2-1.0")) is not None,
        harfbuzz_subset=ask.load_library(_names("harfbuzz-subset")) is not None,
        fontconfig=listing is not None,
        fonts=tuple(_cast(role, wished, faces) for role, wished in FONT_ROLES.items()),
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


def _regular_faces(listing: str) -> dict[str, str]:
    """Return the file of the upright face of normal weight and width, by family in lower case."""
    faces: dict[str, tuple[tuple[bool, str], str]] = {}
    for line in listing.splitlines():
        names, _, described = line.partition("\t")
        *shape, file = described.split("\t")
        # fontconfig counts: weight 80 is regular, slant 0 is upright, width 100 is normal.
        rank = (shape != ["80", "0", "100"], file)
        for name in names.split(","):
            key = name.strip().casefold()
            if key not in faces or rank < faces[key][0]:
                faces[key] = rank, file
    return {name: file for name, (_, file) in faces.items()}


def _cast(role: str, wished: tuple[str, ...], faces: Mapping[str, str]) -> FontRole:
    """Return who plays a role: the first wished family that is installed, else the stand-in."""
    family = next((name for name in (*wished, STAND_INS.get(role, "")) if name.casefold() in faces), None)
    return FontRole(role, wished, family, faces[family.casefold()] if family else None)
