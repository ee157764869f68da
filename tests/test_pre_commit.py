"""The hook of `.pre-commit-hooks.yaml` runs what it says, for the files it should run for."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import CHECKOUT, ask

(HOOK,) = yaml.safe_load((CHECKOUT / ".pre-commit-hooks.yaml").read_text("utf-8"))
PROGRAM, *WORDS = shlex.split(HOOK["entry"])


def test_the_hook_is_our_program_run_once_over_the_whole_folder() -> None:
    assert (HOOK["id"], HOOK["language"], HOOK["pass_filenames"]) == ("reportgen-check", "python", False)
    assert (PROGRAM, WORDS) == ("reportgen", ["check"])


@pytest.mark.parametrize(
    ("changed", "is_run"),
    [
        ("content/meetings/committee-2026-02.yaml", True),
        ("site.yaml", True),
        ("content/assets/plan.png", True),
        ("assets/plan.pdf", True),
        ("README.md", False),
        ("templates/site/index.html.j2", False),
    ],
)
def test_the_hook_runs_when_notes_or_what_they_name_change(changed: str, *, is_run: bool) -> None:
    # pre-commit searches for the pattern anywhere in the path.
    assert bool(re.search(HOOK["files"], changed)) is is_run


def test_the_hook_passes_sound_notes_and_stops_broken_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ask("init", "content", "--lang", "en")
    assert ask(*WORDS, SOURCE_DATE_EPOCH="1769817600").exit_code == 0
    extra = Path("content/meetings/extra.yaml")
    extra.write_text("kind: minutes\ntitle: Extra\nstart: 2026-02-31\n", encoding="utf-8")
    stopped = ask(*WORDS, SOURCE_DATE_EPOCH="1769817600")
    assert stopped.exit_code == 1
    assert stopped.stderr.startswith("content/meetings/extra.yaml:3:8: error[no-such-date]: ")
