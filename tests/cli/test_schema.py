"""`reportgen schema`: one JSON Schema on stdout, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportgen.cli.schema import KINDS
from reportgen.cli.verdict import Verdict
from reportgen.formats.schema import SHAPES, json_schema
from tests.cli.conftest import Run, ask


def test_the_kinds_are_those_that_have_a_schema() -> None:
    assert tuple(SHAPES) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_of_a_kind_is_printed_as_json(kind: str) -> None:
    result = ask("schema", kind)
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout) == json_schema(kind)


def test_a_disk_that_is_full_is_a_matter_of_this_machine(run: Run) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = run("schema", "meeting", capture_output=False, stdout=full, stderr=-1)
    assert done.returncode == Verdict.ENVIRONMENT
    assert done.stderr == "reportgen: cannot write the answer: No space left on device\n"
