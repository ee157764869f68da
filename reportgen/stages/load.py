"""load: files → `Content` and diagnostics. The one door; hostile input stops here.

Everything wrong is said, file by file; a record with an error is left out, named as unreadable, and the rest of
the site still loads.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TypeVar

from reportgen import disk
from reportgen.formats.asset import LARGEST_ASSET, Refusal, read_asset
from reportgen.formats.font import LARGEST_FONT, read_font
from reportgen.formats.record import NamedAsset, assets_named, closing_marks, read_record
from reportgen.formats.seals import read_seals
from reportgen.formats.yaml import read_document, validate
from reportgen.formats.yaml.guards import MOST_BYTES
from reportgen.model.config import SiteConfig
from reportgen.model.content import Asset, Content
from reportgen.model.diagnostic import Diagnostic, error, warning
from reportgen.model.meeting import FOLDERS, Record
from reportgen.model.party import People
from reportgen.model.seal import SEALS, Sealed
from reportgen.model.shape import Shape
from reportgen.model.source import FilePlaces, Span
from reportgen.model.values import ID, RESERVED
from reportgen.text import spelling

NO_SITE = error(
    "no-site-file",
    en="there is no site.yaml here",
    zh="这里没有 site.yaml",
    hint_en="name the folder that holds it, or start one with `reportgen init`",
    hint_zh="请指明它所在的文件夹，或用 `reportgen init` 新建",
)
CANNOT_READ = error(
    "cannot-read",
    en="this file cannot be read: {reason}",
    zh="无法读取此文件：{reason}",
    hint_en="check its permissions; links, pipes and devices are not read",
    hint_zh="请检查权限；链接、管道和设备文件不予读取",
)
CLOSED_FOLDER = error(
    "cannot-open-folder",
    en="the folder “{name}” cannot be opened",
    zh="无法打开文件夹“{name}”",
    hint_en="check that it is there, and its permissions",
    hint_zh="请检查它是否存在及其权限",
)
NOT_A_FILE = error(
    "not-a-file",
    en="this is neither a file nor a folder",
    zh="这既不是文件也不是文件夹",
    hint_en="put a copy of the file here instead of a link",
    hint_zh="请放入文件本身，不要用链接",
)
BAD_NAME = error(
    "bad-file-name",
    en="the file name “{name}” cannot be the id of a record",
    zh="文件名“{name}”不能作为记录编号",
    hint_en="use a–z, 0–9 and hyphens, such as `road-2026-03.yaml`",
    hint_zh="只用小写字母、数字和连字符，例如 `road-2026-03.yaml`",
)
RESERVED_NAME = error(
    "reserved-file-name",
    en="Windows keeps the name “{name}” for a device",
    zh="文件名“{name}”是 Windows 的保留名称",
    hint_en="choose another, such as `road-2026-03.yaml`",
    hint_zh="请换一个名称，例如 `road-2026-03.yaml`",
)
STRAY_FILE = warning(
    "stray-file",
    en="“{name}” is not read",
    zh="“{name}”不会被读取",
    hint_en="records are *.yaml below meetings/, speeches/, updates/ or briefings/; other files go below assets/",
    hint_zh="记录放在 meetings/、speeches/、updates/、briefings/ 下，扩展名为 .yaml；其他文件放在 assets/ 下",
)
STRAY_RECORD = error(
    "stray-record",
    en="“{name}” is not read, though it looks like a record",
    zh="“{name}”看似记录，却不会被读取",
    hint_en="records are *.yaml below meetings/, speeches/, updates/ or briefings/: move or rename it",
    hint_zh="记录放在 meetings/、speeches/、updates/、briefings/ 下，扩展名为 .yaml：请移动或改名",
)
SAME_ID = error(
    "same-id",
    en="there are two records “{id}”: the other is {other}",
    zh="有两份记录都叫“{id}”：另一份是 {other}",
    hint_en="rename one of the files; ids are unique over all folders",
    hint_zh="请给其中一个文件改名；编号在所有文件夹中不得重复",
)
NO_ASSET = error(
    "no-such-asset",
    en="there is no file “{name}”",
    zh="没有文件“{name}”",
    hint_en="put it there, or correct the name{guess}",
    hint_zh="请放入该文件，或改正名称{guess}",
)
NOT_AN_IMAGE = error(
    "not-an-image",
    en="“{name}” is not an image",
    zh="“{name}”不是图片",
    hint_en="use PNG or JPEG; link other files with [words](assets/…)",
    hint_zh="图片用 PNG 或 JPEG；其他文件用 [文字](assets/…) 链接",
)

ONE_NAME = error(
    "same-asset-name",
    en="“{name}” and “{other}” are one file on Windows and macOS",
    zh="“{name}”与“{other}”在 Windows 和 macOS 上是同一个文件",
    hint_en="rename one of them; capital letters alone do not tell names apart",
    hint_zh="请给其中一个改名；只有大小写不同的名称不能并存",
)

S = TypeVar("S", bound=Shape)
KNOWN_FOLDERS = {*FOLDERS.values(), SEALS}
"""What nobody can see into, nobody can build from."""


@dataclass(slots=True)
class _Reading:
    """What is gathered while the files of one folder are read."""

    folder: Path
    entries: tuple[disk.Entry, ...]
    problems: list[Diagnostic] = field(default_factory=list)
    places: dict[str, FilePlaces] = field(default_factory=dict)
    records: dict[str, Record] = field(default_factory=dict)
    unreadable: set[str] = field(default_factory=set)
    assets: dict[str, Asset | Refusal | None] = field(default_factory=dict)
    """A refusal is said of every record that names the file; None: it cannot be read, and that has been said."""
    folded: dict[str, str] = field(default_factory=dict)
    """The name of each asset by how a file system that ignores case knows it."""
    has_blind_spot: bool = False
    """Whether a folder of records cannot be opened."""

    def bytes_of(self, name: str, limit: int) -> bytes | None:
        """Return a file's bytes, read once; None: it cannot be read, and that has been said."""
        try:
            return disk.read_file(self.folder / name, limit)
        except OSError as refusal:
            self.problems.append(CANNOT_READ.at(Span(name), reason=refusal.strerror or refusal))
            return None


def load(folder: Path) -> tuple[Content | None, tuple[Diagnostic, ...]]:
    """Return everything below a content folder and all that is wrong with it.

    None instead of content: `site.yaml` is missing, it or `people.yaml` is wrong, or a folder of records cannot be
    opened, so that nobody knows what it holds. Pages made without them would be worse than the ones there are.
    """
    reading = _Reading(folder, disk.list_entries(folder))
    site = _read_configuration(reading, "site.yaml", SiteConfig)
    people = _read_configuration(reading, "people.yaml", People)
    for entry in reading.entries:
        stem = _id_claimed(entry, reading)
        if stem is not None:
            _read_one(entry, stem, reading)
    for record in list(reading.records.values()):
        _read_assets(record, reading)
    fonts = _fonts(site, reading) if site else None
    has_logo = site is None or _has_logo(site, reading)
    if (
        site is None
        or fonts is None
        or not has_logo
        or (people is None and "people.yaml" in reading.places)
        or reading.has_blind_spot
    ):
        return None, tuple(reading.problems)
    sealed = {PurePosixPath(entry.name).stem for entry in reading.entries if _is_seal(entry)}
    content = Content(
        site=site,
        people=people or People(),
        records=tuple(reading.records[one] for one in sorted(reading.records)),
        assets={name: one for name, one in sorted(reading.assets.items()) if isinstance(one, Asset)},
        fonts=fonts,
        unreadable=tuple(sorted(reading.unreadable - reading.records.keys())),
        missing=frozenset(sealed - reading.records.keys() - reading.unreadable),
        places=reading.places,
    )
    return content, tuple(reading.problems)


def load_instead(
    folder: Path, content: Content, name: str, changed: bytes
) -> tuple[Content | None, tuple[Diagnostic, ...]]:
    """Return content as it would be with one record changed or added, and what is wrong with that record.

    Args:
        folder: the content folder.
        content: what it holds, as loaded.
        name: the file of the record, from the content folder.
        changed: what the file would hold.

    Returns:
        None instead of content: the record would have an error.
    """
    stem = PurePosixPath(name).stem
    outcome = read_record(changed, name)
    reading = _Reading(folder, disk.list_entries(folder), [*outcome.problems], {stem: outcome.places})
    if outcome.record:
        reading.records[stem] = outcome.record
        _read_assets(outcome.record, reading)
    if not reading.records:
        return None, tuple(reading.problems)
    others = [one for one in content.records if one.id != stem]
    loaded = {name: one for name, one in reading.assets.items() if isinstance(one, Asset)}
    return replace(
        content,
        records=tuple(sorted([*others, reading.records[stem]], key=lambda one: one.id)),
        assets={**content.assets, **loaded},
        places={**content.places, stem: outcome.places},
    ), tuple(reading.problems)


def load_seals(folder: Path, content: Content, edition: str) -> tuple[Content, tuple[Diagnostic, ...]]:
    """Return content with what one edition has sealed, and the files its seals name; seals of others stay unread."""
    entries = disk.list_entries(folder)
    assets = dict[str, Asset | Refusal | None](content.assets)
    reading = _Reading(folder, entries, assets=assets, folded={_folded(name): name for name in assets})
    seals: dict[str, Sealed] = {}
    for entry in entries:
        read = reading.bytes_of(entry.name, MOST_BYTES) if _is_seal(entry, edition) else None
        sealed, problems = read_seals(read, entry.name) if read is not None else (None, ())
        reading.problems += problems
        if sealed:
            seals[sealed.id] = sealed
            named = (one for record in sealed.records.values() for one in assets_named(record, FilePlaces(entry.name)))
            for one in named:
                _asset(one, reading)
    loaded = {name: one for name, one in sorted(reading.assets.items()) if isinstance(one, Asset)}
    return replace(content, seals=seals, assets=loaded), tuple(reading.problems)


def _is_seal(entry: disk.Entry, edition: str | None = None) -> bool:
    """Whether a file stands where seals do, of one edition or of any."""
    path = PurePosixPath(entry.name)
    is_there = path.parts[0] == SEALS and len(path.parts) == 3 and path.suffix == ".yaml"
    return is_there and entry.kind == "file" and edition in {None, path.parts[1]}


def language_of_site(folder: Path) -> str | None:
    """Return the first language of `site.yaml`, even of one that is wrong elsewhere; None: it does not say."""
    try:
        document = read_document(disk.read_file(folder / "site.yaml", MOST_BYTES), "site.yaml")
    except OSError:
        return None
    languages = (document.value or {}).get("languages")
    first = languages[0] if isinstance(languages, list) and languages else languages
    return first if isinstance(first, str) and first in {"zh", "en"} else None


def load_site(folder: Path) -> SiteConfig | None:
    """Return what `site.yaml` decides; None: it is missing or wrong, which `load` says."""
    return _read_configuration(_Reading(folder, (disk.Entry("site.yaml", "file"),)), "site.yaml", SiteConfig)


def _read_configuration(reading: _Reading, name: str, shape: type[S]) -> S | None:
    if not any(entry.name == name for entry in reading.entries):
        if name == "site.yaml":
            reading.problems.append(NO_SITE.at(Span(name)))
        return None
    content = reading.bytes_of(name, MOST_BYTES)
    reading.places[name] = FilePlaces(name)
    if content is None:
        return None
    document = read_document(content, name)
    reading.places[name] = document.places
    reading.problems += document.problems
    if document.value is None:
        return None
    value, problems = validate(document, shape)
    marks = tuple(closing_marks(document.value, document.places))
    reading.problems += (*problems, *marks)
    return None if marks else value


def _has_logo(site: SiteConfig, reading: _Reading) -> bool:
    """Whether the logo can be had, or none is asked for."""
    logo = site.house.logo
    span = reading.places["site.yaml"].of(("house", "logo"))
    return not logo or _asset(NamedAsset(logo, span, as_image=True), reading) is not None


def _fonts(site: SiteConfig, reading: _Reading) -> dict[str, bytes] | None:
    """Return the font files the office names, by name; None: one cannot be had."""
    fonts: dict[str, bytes | None] = {}
    for role, place, name in site.house.font_files():
        span = reading.places["site.yaml"].of(("house", "faces", role, place))
        if name not in fonts:
            fonts[name] = _font(NamedAsset(name, span, as_image=False), reading)
    sound = {name: content for name, content in fonts.items() if content is not None}
    return sound if len(sound) == len(fonts) else None


def _font(named: NamedAsset, reading: _Reading) -> bytes | None:
    content = reading.bytes_of(named.name, LARGEST_FONT) if _is_there(named, reading) else None
    font = read_font(named.name, content) if content is not None else None
    if isinstance(font, tuple):
        kind, values = font
        reading.problems.append(kind.at(named.span, **values))
        return None
    return font


def _id_claimed(entry: disk.Entry, reading: _Reading) -> str | None:
    """Return the id a file claims, or None where it is no record; strays are said, never passed over."""
    path = PurePosixPath(entry.name)
    below = path.parts[0] if path.parts else None
    if entry.name in {"site.yaml", "people.yaml"}:
        return None
    if entry.kind == "unreadable":
        reading.problems.append(CLOSED_FOLDER.at(Span(entry.name or "."), name=entry.name or "."))
        reading.has_blind_spot |= below is None or below in KNOWN_FOLDERS
        return None
    if entry.kind == "other":
        reading.problems.append(NOT_A_FILE.at(Span(entry.name)))
        # A link may stand for a folder of records, whose pages must not be taken for gone.
        reading.has_blind_spot |= below in KNOWN_FOLDERS and path.suffix != ".yaml"
    is_record = below in FOLDERS.values() and len(path.parts) > 1 and path.suffix == ".yaml"
    if entry.kind == "file" and below != "assets" and not is_record and not _is_seal(entry):
        # A record that is passed over takes its actions with it; a note to oneself takes nothing.
        is_lost = path.suffix.lower() in {".yaml", ".yml"}
        reading.problems.append((STRAY_RECORD if is_lost else STRAY_FILE).at(Span(entry.name), name=entry.name))
        reading.unreadable |= {path.stem} if is_lost else set()
    return path.stem if is_record else None


def _read_one(entry: disk.Entry, stem: str, reading: _Reading) -> None:
    name = entry.name
    if not ID.fullmatch(stem) or RESERVED.fullmatch(stem):
        kind = BAD_NAME if not ID.fullmatch(stem) else RESERVED_NAME
        reading.problems.append(kind.at(Span(name), name=PurePosixPath(name).name))
        reading.unreadable.add(stem)
        return
    if stem in reading.places:
        # Of two files with one id neither can be trusted to be the record.
        other = reading.places[stem].path
        reading.problems.append(SAME_ID.at(Span(name), id=stem, other=other))
        reading.records.pop(stem, None)
        reading.unreadable.add(stem)
        return
    content = reading.bytes_of(name, MOST_BYTES) if entry.kind != "other" else None
    outcome = read_record(content, name) if content is not None else None
    reading.places[stem] = outcome.places if outcome else FilePlaces(name)
    reading.problems += outcome.problems if outcome else ()
    if outcome and outcome.record:
        reading.records[stem] = outcome.record
    else:
        reading.unreadable.add(stem)


def _read_assets(record: Record, reading: _Reading) -> None:
    """Read the files a record names; a record that names one that cannot be had is not printed without it."""
    for named in assets_named(record, reading.places[record.id]):
        if _asset(named, reading) is None:
            reading.records.pop(record.id, None)
            reading.unreadable.add(record.id)


def _is_there(named: NamedAsset, reading: _Reading) -> bool:
    """Whether the folder holds a file of that name; if not, that is said."""
    there = [entry.name for entry in reading.entries if entry.kind == "file"]
    if named.name not in there:
        near = spelling.nearest(named.name, there)
        guess = f" ({near}?)" if near else ""
        reading.problems.append(NO_ASSET.at(named.span, name=named.name, guess=guess))
    return named.name in there


def _folded(name: str) -> str:
    """Return a name as a file system that ignores case knows it."""
    return unicodedata.normalize("NFC", name.casefold())


def _asset(named: NamedAsset, reading: _Reading) -> Asset | None:
    if not _is_there(named, reading):
        return None
    other = reading.folded.setdefault(_folded(named.name), named.name)
    if other != named.name:
        reading.problems.append(ONE_NAME.at(named.span, name=named.name, other=other))
        return None
    if named.name not in reading.assets:
        content = reading.bytes_of(named.name, LARGEST_ASSET)
        reading.assets[named.name] = read_asset(named.name, content) if content is not None else None
    asset = reading.assets[named.name]
    if isinstance(asset, tuple):
        kind, values = asset
        reading.problems.append(kind.at(named.span, **values))
        return None
    if asset and named.as_image and not asset.is_image:
        reading.problems.append(NOT_AN_IMAGE.at(named.span, name=named.name))
        return None
    return asset
