"""Fitting: what is too long for its field stands there as far as it goes; all of it is kept with the source."""

from __future__ import annotations

from dataclasses import replace

from reportgen.formats.ingest.draft import INFERRED, Draft, Told, Value, bare
from reportgen.formats.ingest.prose import first_field
from reportgen.formats.ingest.source import Source
from reportgen.formats.ingest.writing import keys_of_prose, shape_below
from reportgen.model.diagnostic import Diagnostic, warning
from reportgen.model.meeting import RECORDS
from reportgen.model.shape import Shape
from reportgen.model.values import LONGEST_LINE
from reportgen.text.limits import exceeded

CUT = warning(
    "import-cut",
    en="the words here are too long for one field; all of them are kept under `source:`",
    zh="此处文字超过一个字段的上限，全文保留在 `source:` 之下",
    hint_en="go through `words:` under `source:` and put the rest where it belongs",
    hint_zh="请对照 `source:` 之下的 `words:`，把其余文字归位",
)

_SHORT = 400
"""Characters of a text that is within every limit, if its pieces were."""


def fit(draft: Draft, source: Source) -> None:
    """Cut the texts of a draft that no field of a record can hold; a doubt at each tells that more was said.

    To be done before the draft is settled: that finds what is missing, and keeps those lines in full.
    """
    doubt = CUT.at(source.span(draft.first, 0))
    shape = RECORDS[draft.kind]
    draft.value = {key: _fitted(one, shape, key, doubt) for key, one in draft.value.items()}


def _fitted(value: Value, shape: type[Shape] | None, key: str, doubt: Diagnostic) -> Value:
    plain = bare(value)
    inside: Value
    if isinstance(plain, str):
        short = _short(plain, is_prose=shape is not None and key in keys_of_prose(shape))
        if short == plain:
            return value
        inside = short
    elif isinstance(plain, dict):
        below = shape_below(shape, key)
        inside = {name: _fitted(one, below, name, doubt) for name, one in plain.items()}
    else:
        inside = [_fitted(one, shape, key, doubt) for one in plain]
    if isinstance(value, Told):
        doubt = value.doubt or doubt if isinstance(plain, str) else value.doubt  # type: ignore[assignment]
        return replace(value, value=bare(inside), doubt=doubt)
    return Told(bare(inside), (), INFERRED, doubt) if isinstance(plain, str) else inside


def _short(text: str, *, is_prose: bool) -> str:
    """Return as much of a text as its field can hold."""
    if is_prose:
        # Less than this breaks no limit that joining texts could break.
        return first_field(text) if len(text) > _SHORT and exceeded(text) else text
    if len(text) <= LONGEST_LINE or len(" ".join(text.split())) <= LONGEST_LINE:
        return text
    words = " ".join(text.split())[:LONGEST_LINE]
    return words[: words.rfind(" ")] if " " in words[LONGEST_LINE // 2 :] else words
