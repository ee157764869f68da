"""The texts of markdown-pathological, each at three lengths, and what should become of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parent / "markdown-pathological"
LENGTHS = (1_000, 19_900, None)
"""Characters a text is cut to; the second fits into a field just so, None: not cut."""
VERDICTS = {
    "open brackets": "too-many-brackets too-many-brackets text-too-long",
    "image openers": "too-many-brackets too-many-brackets text-too-long",
    "bracket pairs": "too-many-brackets too-many-brackets text-too-long",
    "links unclosed A": "printed too-many-brackets text-too-long",
    "links unclosed B": "printed too-many-brackets text-too-long",
    "brackets paren": "too-many-brackets too-many-brackets text-too-long",
    "emph openers": "printed too-many-marks text-too-long",
    "emph closers": "printed too-many-marks text-too-long",
    "mixed emph": "printed too-many-marks text-too-long",
    "mismatched": "printed too-many-marks text-too-long",
    "quote depth": "nested-too-deep nested-too-deep text-too-long",
    "list depth": "nested-too-deep nested-too-deep text-too-long",
    "html open": "printed printed text-too-long",
    "comment open": "printed printed text-too-long",
    "div open": "printed printed text-too-long",
    "backslash": "run-too-long run-too-long text-too-long",
    "ampersand": "run-too-long run-too-long text-too-long",
    "table pipe": "run-too-long run-too-long text-too-long",
    "smart quote": "run-too-long run-too-long text-too-long",
    "footnote": "printed printed text-too-long",
    "code tick": "printed too-many-marks text-too-long",
    "autolink": "printed too-many-marks text-too-long",
    "email": "printed too-many-marks text-too-long",
    "tilde": "run-too-long run-too-long text-too-long",
    "star": "printed printed text-too-long",
    "STX": "forbidden-character forbidden-character forbidden-character",
    "placeholder": "forbidden-character forbidden-character forbidden-character",
    "cjk": "printed printed file-too-big",
    "space": "empty-text empty-text empty-text",
    "md_in_html": "printed printed text-too-long",
    "attr list": "printed printed text-too-long",
    "abbr": "printed too-many-lines text-too-long",
    "def": "printed too-many-lines text-too-long",
    "19 × []": "printed printed printed",
    "19 × ****": "printed printed printed",
    "19 × ()": "printed printed printed",
    "19 × <b></b>": "printed printed printed",
    "19 × <div></div>": "printed printed printed",
    "19 × ![](x)": "image-not-an-asset image-not-an-asset image-not-an-asset",
    "19 × **": "printed printed printed",
    "5000 × []": "too-many-brackets too-many-brackets too-many-brackets",
    "5000 × ****": "printed printed text-too-long",
    "5000 × ()": "too-many-brackets too-many-brackets too-many-brackets",
    "5000 × <b></b>": "printed printed text-too-long",
    "5000 × <div></div>": "printed printed text-too-long",
    "5000 × ![](x)": "too-many-brackets too-many-brackets text-too-long",
    "5000 × **": "printed printed printed",
    "increasing backticks": "run-too-long run-too-long file-too-big",
    "nested list": "nested-too-deep nested-too-deep text-too-long",
    "reference definitions": "printed too-many-lines text-too-long",
}
"""By name: what each length gets, `printed` or the code of the first error."""


def cases() -> Iterator[tuple[str, str, str]]:
    """Yield an id, the text and what should become of it."""
    for number, (name, text) in enumerate(_texts()):
        for length, verdict in zip(LENGTHS, VERDICTS[name].split(), strict=True):
            yield f"m{number}-{length or 'whole'}", text[:length], verdict


def _texts() -> Iterator[tuple[str, str]]:
    for one in json.loads((FOLDER / "repeat.json").read_text()):
        yield one["name"], one["unit"] * one["repeat"]
    structured = json.loads((FOLDER / "structured.json").read_text())
    for depth in (19, 5000):
        for before, after in structured["pairs"]:
            yield f"{depth} × {before}{after}", before * depth + "a" + after * depth
    yield "increasing backticks", "".join("e" + "`" * number for number in range(2500))
    yield "nested list", "\n".join("    " * number + "- x" for number in range(500))
    yield "reference definitions", "\n".join(f"[{number}]: u" for number in range(5000))
