"""The files that records and the office name: papers and pictures, the logo, fonts."""

from __future__ import annotations

import unicodedata

from reportgen.formats.asset import LARGEST_ASSET
from reportgen.formats.font import LARGEST_FONT, read_font
from reportgen.formats.record import NamedAsset
from reportgen.model.config import SiteConfig
from reportgen.model.content import Asset
from reportgen.model.meeting import Record
from reportgen.stages.load.findings import NO_ASSET, NOT_AN_IMAGE, ONE_NAME
from reportgen.stages.load.reading import Reading
from reportgen.text import spelling


def has_logo(site: SiteConfig, reading: Reading) -> bool:
    """Whether the logo can be had, or none is asked for."""
    logo = site.house.logo
    span = reading.places["site.yaml"].of(("house", "logo"))
    return not logo or asset_named(NamedAsset(logo, span, as_image=True), reading) is not None


def fonts_of(site: SiteConfig, reading: Reading) -> dict[str, bytes] | None:
    """Return the font files the office names, by name; None: one cannot be had."""
    fonts: dict[str, bytes | None] = {}
    for role, place, name in site.house.font_files():
        span = reading.places["site.yaml"].of(("house", "faces", role, place))
        if name not in fonts:
            fonts[name] = _font(NamedAsset(name, span, as_image=False), reading)
    sound = {name: content for name, content in fonts.items() if content is not None}
    return sound if len(sound) == len(fonts) else None


def _font(named: NamedAsset, reading: Reading) -> bytes | None:
    content = reading.bytes_of(named.name, LARGEST_FONT) if _is_there(named, reading) else None
    font = read_font(named.name, content) if content is not None else None
    if isinstance(font, tuple):
        kind, values = font
        reading.problems.append(kind.at(named.span, **values))
        return None
    return font


def read_assets(record: Record, reading: Reading) -> None:
    """Read the files a record names; a record that names one that cannot be had is not printed without it."""
    for named in reading.named[record.id]:
        if asset_named(named, reading) is None:
            reading.records.pop(record.id, None)
            reading.unreadable.add(record.id)


def _is_there(named: NamedAsset, reading: Reading) -> bool:
    """Whether the folder holds a file of that name; if not, that is said."""
    if named.name not in reading.files:
        near = spelling.nearest(named.name, sorted(reading.files))
        guess = f" ({near}?)" if near else ""
        reading.problems.append(NO_ASSET.at(named.span, name=named.name, guess=guess))
    return named.name in reading.files


def folded(name: str) -> str:
    """Return a name as a file system that ignores case knows it."""
    return unicodedata.normalize("NFC", name.casefold())


def asset_named(named: NamedAsset, reading: Reading) -> Asset | None:
    """Return a file that is named, read once; None: it cannot be had, and that has been said."""
    if not _is_there(named, reading):
        return None
    other = reading.folded.setdefault(folded(named.name), named.name)
    if other != named.name:
        reading.problems.append(ONE_NAME.at(named.span, name=named.name, other=other))
        return None
    if named.name not in reading.assets:
        content = reading.bytes_of(named.name, LARGEST_ASSET)
        reading.assets[named.name] = reading.kept.asset(named.name, content) if content is not None else None
    asset = reading.assets[named.name]
    if isinstance(asset, tuple):
        kind, values = asset
        reading.problems.append(kind.at(named.span, **values))
        return None
    if asset and named.as_image and not asset.is_image:
        reading.problems.append(NOT_AN_IMAGE.at(named.span, name=named.name))
        return None
    return asset
