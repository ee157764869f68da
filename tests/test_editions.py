"""Editions as their readers get them: nothing that is closed changes a byte of an open one, or a word it says."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest
from click.testing import CliRunner
from hypothesis import Phase, assume, given, settings

from reportgen.cli.program import reportgen
from reportgen.model.diagnostic import Severity
from reportgen.pipeline import inspect_edition
from tests.closed_sites import Frame, Secret, pairs, tree, write_pair
from tests.small_site import AS_OF


@pytest.fixture(scope="module", autouse=True)
def templates_compiled_once() -> Iterator[None]:
    """Each build would compile every template anew, which takes ten times as long as all the rest."""
    compiled: dict[tuple[object, ...], object] = {}
    compile_anew = jinja2.Environment.compile

    def compile_once(environment: jinja2.Environment, source: str, *names: object, **more: object) -> object:
        key = (source, names, tuple(sorted(more.items())))
        if key not in compiled:
            compiled[key] = compile_anew(environment, source, *names, **more)
        return compiled[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jinja2.Environment, "compile", compile_once)
        yield


def told(folder: Path, frame: Frame, secret: Secret, outputs: str) -> tuple[dict[str, bytes], str, str, int]:
    """The open edition of a site: its files, what it says on stdout and stderr, its exit code."""
    content = write_pair(folder / "content", frame, secret)
    result = CliRunner().invoke(
        reportgen,
        ["build", str(content), "-o", str(folder / "build"), "--edition", "public", "--as-of", "2026-06-30",
         "--outputs", outputs, "--lang", "en", "--jobs", "1"],
        catch_exceptions=False,
    )  # fmt: skip
    plain = str(folder)
    return (
        tree(folder / "build" / "public"),
        result.stdout.replace(plain, ""),
        result.stderr.replace(plain, ""),
        result.exit_code,
    )


def is_sound(frame: Frame, secret: Secret) -> bool:
    """Whether a site has no error."""
    with tempfile.TemporaryDirectory() as folder:
        findings = inspect_edition(write_pair(Path(folder), frame, secret), None, AS_OF)
    return not any(one.severity is Severity.ERROR for one in findings)


def hold_apart(pair: tuple[Frame, Secret, Secret], outputs: str) -> None:
    """Fail if an open edition tells two sites apart that differ only in what is closed to it."""
    frame, one, other = pair
    # Of content with an error no open edition is made, whatever is closed in it: that is a test of its own.
    assume(is_sound(frame, one) and is_sound(frame, other))
    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        files, said, talk, code = told(Path(first), frame, one, outputs)
        other_files, other_said, other_talk, other_code = told(Path(second), frame, other, outputs)
    assert code == 0, talk
    assert (said, talk, code) == (other_said, other_talk, other_code)
    assert sorted(files) == sorted(other_files)
    for path, content in files.items():
        assert content == other_files[path], path
    assert "meetings/works-1/index.html" in files


# A failing pair says which file differs; smaller ones take minutes to find and say no more.
QUICK = [Phase.explicit, Phase.reuse, Phase.generate]


@settings(max_examples=20, deadline=None, phases=QUICK)
@given(pairs())
def test_an_open_edition_cannot_tell_what_is_closed(pair: tuple[Frame, Secret, Secret]) -> None:
    hold_apart(pair, "html,md,csv,json,xlsx,ics")


@pytest.mark.long
@settings(max_examples=500, deadline=None, phases=QUICK)
@given(pairs())
def test_an_open_edition_cannot_tell_what_is_closed_in_five_hundred_pairs(pair: tuple[Frame, Secret, Secret]) -> None:
    hold_apart(pair, "html,json")


@pytest.mark.long
@settings(max_examples=30, deadline=None, phases=QUICK)
@given(pairs())
def test_the_documents_of_an_open_edition_cannot_tell_what_is_closed(pair: tuple[Frame, Secret, Secret]) -> None:
    hold_apart(pair, "html,pdf,md,csv,json,xlsx,ics")
