"""The gate at the end of a build: an open edition is searched for what is closed before a file of it is replaced."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from reportgen import disk
from reportgen.model.build import Artifact
from reportgen.model.content import Content
from reportgen.model.diagnostic import Diagnostic, error
from reportgen.model.meeting import FOLDERS
from reportgen.model.shape import walk
from reportgen.pipeline.editions import Held
from reportgen.stages.gate import gate
from reportgen.stages.publish import Publication
from reportgen.theme import Theme

LEAK = error(
    "closed-words-found",
    en="this edition was not made, and nothing of it was replaced: closed words stand in its files",
    zh="这一版没有生成，原有文件都没有改动：其中发现未公开的内容",
    hint_en="its receipt in .receipts/, beside the edition, says which and where",
    hint_zh="详见该版旁 .receipts/ 中的检查单",
)
RECEIPTS = ".receipts"
"""Where receipts go, beside the editions: they name what is closed."""


def keep_gate(held: Held, publication: Publication, theme: Theme, output: Path) -> Diagnostic | None:
    """Search an open edition and write the receipt; return the one line to say where it must not be published.

    Files that stay from an earlier build are searched with the new ones: what was open then may be closed now.

    Args:
        held: what the edition is made of.
        publication: its files.
        theme: whose words and templates stand open in them.
        output: the folder that is built into.
    """
    folder = output / held.edition.id
    files = [*publication.artifacts, publication.manifest, *_staying(publication, folder)]
    open_texts = tuple(dict.fromkeys((*_texts(held.content), *_addresses(held.content), *_printed_words(theme))))
    key = _key(files, held.withheld, open_texts)
    path = output / RECEIPTS / f"{held.edition.id}.json"
    before = disk.read_if_there(path)
    if _is_clean(before, key):
        return None
    receipt = gate(files, held.withheld, open_texts)
    content = receipt.to_json(key)
    if content != before:
        disk.replace_file(path, content, read=before)
    return None if receipt.is_clean else LEAK.at(None)


def _staying(publication: Publication, folder: Path) -> Iterator[Artifact]:
    made = {one.path for one in publication.artifacts}
    for path in json.loads(publication.manifest.content)["files"]:
        content = disk.read_if_there(folder / path) if path not in made else None
        if content is not None:
            yield Artifact(path, content)


def _texts(content: Content) -> Iterator[str]:
    """Yield every word an edition may hold: of its records, of its configuration, of the program."""
    for record in content.records:
        yield from (text for _, text in walk(record))
    for configuration in (content.site, content.people):
        yield from (text for _, text in walk(configuration))
    # The note that stands in place of what was taken down names it.
    yield from (one.id for one in content.seals.values() if one.file.takedown)


def _addresses(content: Content) -> Iterator[str]:
    """Yield where the records of an edition stand, and what cites their parts.

    Made of what the edition may hold, never of the files: the path of a file is searched as well.
    """
    for record in content.records:
        yield f"{content.site.address or ''}{FOLDERS[record.kind]}/{record.id}/"
    for minutes in content.minutes():
        yield from (f"{minutes.id}/{one}" for one in minutes.ids())


def _printed_words(theme: Theme) -> Iterator[str]:
    """Yield the sources of all templates: their words, and the names of their classes."""
    for _, file in theme.list_templates():
        content = disk.read_if_there(file)
        if content is not None:
            yield content.decode(errors="ignore")


def _key(files: Iterable[Artifact], closed: Iterable[str], open_texts: Iterable[str]) -> str:
    """Return what a receipt depends on, so that nothing is searched twice."""
    digest = hashlib.sha256()
    for one in sorted(files, key=lambda file: file.path):
        digest.update(f"{one.path}\0{one.digest}\0".encode())
    for words in (*sorted(closed), "", *sorted(open_texts)):
        digest.update(words.encode(errors="surrogatepass") + b"\0")
    return digest.hexdigest()


def _is_clean(receipt: bytes | None, key: str) -> bool:
    try:
        told: Mapping[str, object] = json.loads(receipt or b"{}")
        return told.get("key") == key and told.get("leaks") == []
    except (ValueError, AttributeError):
        return False
