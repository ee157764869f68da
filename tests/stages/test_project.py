"""What an edition may hold: so far there is one, and it holds everything."""

from __future__ import annotations

import pytest

from reportgen.stages.project import FULL, project
from tests.small_site import gathered, minutes


def test_the_full_edition_holds_everything() -> None:
    content = gathered(minutes("access: restricted"))
    assert project(content, FULL) == content


def test_no_edition_holds_the_words_a_record_was_imported_from() -> None:
    imported = minutes("source: {file: old.md, words: 时间：三月}\nunplaced: [{line: 3, text: 见附页}]\n")
    assert project(gathered(imported), FULL).records == (minutes(""),)


def test_there_is_no_other_edition() -> None:
    with pytest.raises(ValueError, match="there is no edition 'public'"):
        project(gathered(), "public")
