"""What an edition may hold: so far there is one, and it holds everything."""

from __future__ import annotations

import pytest

from reportgen.stages.project import FULL, project
from tests.small_site import gathered, minutes


def test_the_full_edition_holds_everything() -> None:
    content = gathered(minutes("access: restricted"))
    assert project(content, FULL) is content


def test_there_is_no_other_edition() -> None:
    with pytest.raises(ValueError, match="there is no edition 'public'"):
        project(gathered(), "public")
