"""`--messages`: one document on stdout for another program, talk on stderr for people, one verdict in every form."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from reportgen.cli import editions, report
from reportgen.cli.verdict import Verdict
from reportgen.formats.schema import json_schema
from reportgen.text.terminal import printable
from tests.cli.conftest import CHECKOUT, Run, ask
from tests.cli.test_check import HOSTILE, HOSTILE_WORDS, ON, for_terminal, write
from tests.closed_sites import Frame, Secret, write_pair
from tests.small_site import GARDEN, SITE, write_site

SCHEMAS = {
    "json": Draft202012Validator(json_schema("messages")),
    "sarif": Draft202012Validator(
        json.loads((CHECKOUT / "tests/formats/messages/sarif-2.1.0.json").read_text("utf-8"))
    ),
}
BROKEN = "kind: minutes\ntitle: Extra\nstart: 2026-02-31\n"
MISCOUNTED = GARDEN.replace("against: 1", "against: 0")
VOTE = "agenda[0].items[0].decisions[0].vote"
EDITIONS = "editions: [full, {id: public, sees: public, closed: omitted}]\n"


def runs_in(written: str, form: str) -> list[dict[str, Any]]:
    """The runs of a document that keeps to its schema and is all there is."""
    told = json.loads(written)
    assert [one.message for one in SCHEMAS[form].iter_errors(told)] == []
    return list(told["runs"])


def codes(run: Mapping[str, Any], form: str) -> list[str]:
    return [one["code"] for one in run["findings"]] if form == "json" else [one["ruleId"] for one in run["results"]]


@pytest.fixture
def mixed(notes: Path) -> Path:
    """The example with an error and a warning in it."""
    write(notes, "warned.yaml", chair="Nobody Known")
    (notes / "meetings/extra.yaml").write_text(BROKEN, encoding="utf-8")
    return notes


def test_json_is_one_document_on_stdout_and_the_talk_stays_on_stderr(mixed: Path) -> None:
    assert mixed.is_dir()
    result = ask("check", "notes", *ON, "--messages", "json")
    (run,) = runs_in(result.stdout, "json")
    assert result.stderr == "1 error, 1 warning\n"
    assert (result.exit_code, run["exit-code"], run["verdict"]) == (1, 1, "content")
    assert run["counts"] == {"error": 1, "warning": 1, "info": 0}
    assert [(one["file"], one["line"], one["column"], one["code"]) for one in run["findings"]] == [
        ("notes/meetings/extra.yaml", 3, 8, "no-such-date"),
        ("notes/meetings/warned.yaml", 5, 8, "unknown-name"),
    ]


def test_sarif_is_one_document_on_stdout_and_the_talk_stays_on_stderr(mixed: Path) -> None:
    assert mixed.is_dir()
    result = ask("check", "notes", *ON, "--messages", "sarif", "--lang", "zh")
    (run,) = runs_in(result.stdout, "sarif")
    assert (result.exit_code, result.stderr) == (1, "1 个错误，1 个警告\n")
    assert [(one["ruleId"], one["level"]) for one in run["results"]] == [
        ("no-such-date", "error"),
        ("unknown-name", "warning"),
    ]
    assert run["results"][0]["message"]["text"].startswith("日历上没有 2026-02-31 这一天\n")


def test_github_is_a_command_for_each_finding_and_nothing_else_on_stdout(mixed: Path) -> None:
    assert mixed.is_dir()
    result = ask("check", "notes", *ON, "--messages", "github")
    first, second = result.stdout.splitlines()
    assert first == (
        "::error file=notes/meetings/extra.yaml,line=3,col=8,title=no-such-date"
        "::there is no 2026-02-31 in the calendar%0Acheck the day: that month has 28 days"
    )
    assert second.startswith("::warning file=notes/meetings/warned.yaml,line=5,col=8,title=unknown-name::")
    assert (result.exit_code, result.stderr) == (1, "1 error, 1 warning\n")


@pytest.mark.parametrize("form", report.FORMS)
@pytest.mark.parametrize("strict", [(), ("--strict",)])
def test_neither_form_nor_quiet_changes_the_verdict(notes: Path, form: str, strict: tuple[str, ...]) -> None:
    write(notes, "warned.yaml", chair="Nobody Known")
    verdicts = {ask("check", "notes", *ON, *strict, *quiet, "--messages", form).exit_code for quiet in ((), ("-q",))}
    assert verdicts == {1 if strict else 0}


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_a_document_lists_all_there_is_also_when_quiet(mixed: Path, form: str) -> None:
    assert mixed.is_dir()
    loud, quiet = (ask("check", "notes", *ON, *words, "--messages", form) for words in ((), ("-q",)))
    assert (quiet.stdout, quiet.stderr) == (loud.stdout, "")
    (run,) = runs_in(quiet.stdout, form)
    assert codes(run, form) == ["no-such-date", "unknown-name"]


@pytest.mark.parametrize(("strict", "shown"), [((), ["::error"]), (("--strict",), ["::error", "::warning"])])
def test_quiet_commands_are_those_that_make_it_fail(mixed: Path, strict: tuple[str, ...], shown: list[str]) -> None:
    assert mixed.is_dir()
    result = ask("check", "notes", *ON, "-q", *strict, "--messages", "github")
    assert [line.split()[0] for line in result.stdout.splitlines()] == shown
    assert result.stderr == ""


def test_only_strict_and_quiet_go_together(notes: Path) -> None:
    write(notes, "warned.yaml", chair="Nobody Known")
    for strict, verdict in (((), 0), (("--strict",), 1)):
        words = ("build", "notes", *ON, "--only", "committee-2026-01", "--outputs", "html", "-q", *strict)
        plain, written = ask(*words), ask(*words, "--messages", "json")
        assert (plain.exit_code, written.exit_code) == (verdict, verdict)
        assert ("warning[unknown-name]" in plain.stderr) is bool(strict)
        assert (plain.stdout, written.stderr) == ("", "")
        (run,) = runs_in(written.stdout, "json")
        assert (codes(run, "json"), run["exit-code"]) == (["unknown-name"], verdict)
        assert Path("build/full/meetings/committee-2026-01/index.html").is_file()


def test_a_build_tells_what_it_made(notes: Path) -> None:
    assert notes.is_dir()
    result = ask("build", "notes", "--outputs", "html", *ON, "--messages", "json")
    (run,) = runs_in(result.stdout, "json")
    files = [path for path in Path("build/full").rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    # All but the manifest count as written.
    made = {"folder": "build/full", "pages": pages, "documents": 0, "written": len(files) - 1, "kept": []}
    assert (run["command"], run["built"]) == ("build", made)
    assert result.stderr.startswith("nothing is wrong\nbuilt build/full: ")


def test_a_build_that_finds_nothing_changed_tells_the_same_in_every_form(
    notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(notes, "warned.yaml", chair="Nobody Known\naccess: internal")
    site = notes / "site.yaml"
    site.write_text(site.read_text("utf-8") + EDITIONS, encoding="utf-8")
    words = ("build", "notes", "--outputs", "html", *ON, "--strict")
    alone = [ask(*words, "--edition", one, "--messages", "sarif").stdout for one in ("full", "public")]
    monkeypatch.setattr("reportgen.cli.build._make", None)
    again = ask(*words, "--messages", "sarif")
    assert [run for one in alone for run in runs_in(one, "sarif")] == runs_in(again.stdout, "sarif")
    runs = runs_in(ask(*words, "--messages", "json").stdout, "json")
    assert [(run["edition"], run["exit-code"], run["built"]["written"]) for run in runs] == [
        ("full", 1, 0),
        ("public", 0, 0),
    ]
    assert [codes(run, "json") for run in runs] == [["unknown-name"], []]
    (shown,) = ask(*words, "--messages", "github").stdout.splitlines()
    assert shown.startswith("::warning file=notes/meetings/warned.yaml,line=5,col=8,title=unknown-name::")
    assert again.exit_code == 1


def test_a_record_that_is_not_there_is_told_and_nothing_was_built(notes: Path) -> None:
    assert notes.is_dir()
    result = ask("build", "notes", "--only", "nothing", *ON, "--messages", "json")
    (run,) = runs_in(result.stdout, "json")
    assert (result.exit_code, codes(run, "json"), run["built"]) == (1, ["unknown-record"], None)


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_name_means_nothing_in_any_form(notes: Path, form: str, name: str) -> None:
    write(notes, name)
    stays_harmless(ask("check", "notes", *ON, "--messages", form).stdout, form)


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
@pytest.mark.parametrize("words", HOSTILE_WORDS)
def test_hostile_words_mean_nothing_in_any_form(notes: Path, form: str, words: str) -> None:
    text = f"kind: minutes\ntitle: {words}\nstart: {words}\nseries: {words}\nchair: {words}\n{words}: x\n"
    (notes / "meetings/extra.yaml").write_text(text, encoding="utf-8")
    stays_harmless(ask("check", "notes", *ON, "--messages", form).stdout, form)


def stays_harmless(written: str, form: str) -> None:
    """Nothing on stdout is obeyed but our own commands, each of which says where and what."""
    if form != "github":
        assert runs_in(written, form)
        for_terminal(written)
        return
    assert written
    for line in written.removesuffix("\n").split("\n"):
        assert re.match(r"::(error|warning|notice) file=notes/[^:,]+,(line=\d+,)?(col=\d+,)?title=[a-z-]+::.", line), (
            line
        )
        assert line[2:] == printable(line[2:])


def test_a_folder_elsewhere_is_named_whole_and_one_below_as_in_the_checkout(
    mixed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = ask("check", str(mixed.resolve()), *ON, "--messages", "github").stdout
    assert below.startswith("::error file=notes/meetings/extra.yaml,")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    (run,) = runs_in(ask("check", "../notes", *ON, "--messages", "sarif").stdout, "sarif")
    assert run["originalUriBaseIds"] == {"CONTENT": {"uri": f"{(tmp_path / 'notes').as_uri()}/"}}
    (run,) = runs_in(ask("check", "../notes", *ON, "--messages", "json").stdout, "json")
    assert run["findings"][0]["file"] == f"{tmp_path}/notes/meetings/extra.yaml"


def test_a_document_is_the_same_in_every_locale(run: Run, chinese_notes: Path) -> None:
    (chinese_notes / "meetings/extra.yaml").write_text(BROKEN, encoding="utf-8")
    told = {
        run("check", "notes", *ON, "--messages", "json", environment={"PYTHONIOENCODING": encoding}).stdout
        for encoding in ("utf-8", "ascii")
    }
    (written,) = told
    (one,) = runs_in(written, "json")
    assert one["findings"][0]["message"] == "日历上没有 2026-02-31 这一天"


def test_a_disk_that_is_full_under_the_document_is_a_matter_of_this_machine(run: Run, notes: Path) -> None:
    assert notes.is_dir()
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = run("check", "notes", *ON, "--messages", "json", capture_output=False, stdout=full, stderr=-1)
    assert done.returncode == Verdict.ENVIRONMENT
    assert done.stderr.splitlines()[-1] == "reportgen: cannot write the answer: No space left on device"


# What keeps a run from its end


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_a_broken_machine_is_told_in_the_document_too(notes: Path, form: str) -> None:
    assert notes.is_dir()
    result = ask("build", "notes", "-o", "/proc/nothing", "--outputs", "html", *ON, "--messages", form)
    assert result.exit_code == Verdict.ENVIRONMENT
    (run,) = runs_in(result.stdout, form)
    if form == "json":
        assert (run["exit-code"], run["verdict"], run["built"]) == (3, "environment", None)
        assert run["trouble"]["message"].startswith("cannot write to /proc/nothing: ")
    else:
        (invocation,) = run["invocations"]
        assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 3)
        assert len(invocation["toolExecutionNotifications"]) == 1
    assert "reportgen: cannot write to /proc/nothing: " in result.stderr


def test_a_broken_machine_is_a_command_for_github(notes: Path) -> None:
    assert notes.is_dir()
    result = ask("build", "notes", "-o", "/proc/nothing", "--outputs", "html", *ON, "--messages", "github")
    assert result.exit_code == Verdict.ENVIRONMENT
    assert result.stdout.startswith("::error title=reportgen::cannot write to /proc/nothing: ")


def test_a_mistake_of_ours_is_told_without_its_traceback(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert notes.is_dir()

    def stumble(*_words: object) -> None:
        raise LookupError("a secret word")

    monkeypatch.setattr("reportgen.pipeline.inspect_edition", stumble)
    result = ask("check", "notes", *ON, "--messages", "json")
    assert isinstance(result.exception, LookupError)
    (run,) = runs_in(result.stdout, "json")
    assert (run["exit-code"], run["verdict"]) == (4, "bug")
    assert run["trouble"]["message"] == "this is a mistake in reportgen"
    assert "secret" not in result.stdout


# Several editions


@pytest.fixture
def two_editions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site of two editions with a warning in what is open to all."""
    monkeypatch.chdir(tmp_path)
    return write_site(
        Path("site"),
        {"site.yaml": SITE + EDITIONS, "meetings/garden-1.yaml": MISCOUNTED},
    )


BOTH = ("--edition", "full", "--edition=public", "--as-of", "2026-06-30", "--lang", "en")


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_several_editions_are_one_document_with_a_run_for_each(run: Run, two_editions: Path, form: str) -> None:
    assert two_editions.is_dir()
    done = run("check", "site", *BOTH, "--messages", form)
    full, public = runs_in(done.stdout, form)
    assert done.returncode == 0
    assert "vote-does-not-add-up" in codes(full, form)
    assert codes(public, form) == ["vote-does-not-add-up"]
    if form == "json":
        assert [one["edition"] for one in (full, public)] == ["full", "public"]
        nowhere = {"file": None, "line": None, "column": None, "message": None, "hint": None}
        told = {"code": "vote-does-not-add-up", "severity": "warning", "document": "garden-1", "field": VOTE}
        assert public["findings"] == [told | nowhere]
    else:
        names = [one["automationDetails"]["id"] for one in (full, public)]
        assert names == ["reportgen/full/", "reportgen/public/"]
        assert public["results"][0]["message"] == {"text": f"garden-1 {VOTE}"}


def test_a_build_of_several_editions_is_one_document_as_bad_as_the_worst(run: Run, two_editions: Path) -> None:
    broken = GARDEN.replace("2026-03-05", "2026-02-31")
    (two_editions / "meetings/garden-1.yaml").write_text(broken, encoding="utf-8")
    done = run("build", "site", *BOTH, "--outputs", "html", "--messages", "json")
    full, public = runs_in(done.stdout, "json")
    assert (done.returncode, json.loads(done.stdout)["exit-code"]) == (1, 1)
    assert full["built"]["pages"] > 10
    assert (codes(public, "json"), public["built"]) == (["edition-not-made"], None)


@pytest.mark.parametrize(
    ("status", "answer", "verdict", "how"),
    [
        (-9, b"", 3, "signal 9"),
        (-9, b'{"runs": [{}]}', 3, "signal 9"),
        (0, b"", 3, "exit 0"),
        (1, b"{", 3, "exit 1"),
        (4, b"no document", 4, "exit 4"),
        (77, b'{"runs": []}', 3, "exit 77"),
        (-2, b"", 130, "signal 2"),
    ],
)
@pytest.mark.parametrize("form", ["json", "sarif"])
def test_an_edition_whose_process_dies_is_told_in_its_place(
    two_editions: Path, monkeypatch: pytest.MonkeyPatch, form: str, status: int, answer: bytes, verdict: int, how: str
) -> None:
    assert two_editions.is_dir()
    sound = ask("check", "site", "--edition", "full", *BOTH[3:], "--messages", form).stdout.encode()

    def end(command: list[str], **_more: object) -> subprocess.CompletedProcess[bytes]:
        dies = "--edition=public" in command
        return subprocess.CompletedProcess(command, status if dies else 0, answer if dies else sound)

    monkeypatch.setattr(editions, "_to_its_end", end)
    result = ask("check", "site", *BOTH, "--messages", form)
    full, public = runs_in(result.stdout, form)
    assert result.exit_code == verdict
    assert [full] == runs_in(sound.decode(), form)
    assert codes(public, form) == []
    words = f"the process of the edition “public” ended before it had its say ({how})"
    assert words in json.dumps(public, ensure_ascii=False)
    assert result.stderr == f"reportgen: {words}\n"


def test_an_edition_that_is_killed_is_no_success_in_text_either(
    two_editions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert two_editions.is_dir()

    def end(command: list[str], **_more: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess(command, -9 if "--edition=public" in command else 0)

    monkeypatch.setattr(editions, "_to_its_end", end)
    result = ask("check", "site", *BOTH)
    assert (result.exit_code, result.stdout) == (Verdict.ENVIRONMENT, "")
    assert "(signal 9)" in result.stderr


FRAME = Frame("omitted", 1, (0, 1, 2, 3, 4), points=True)
SECRETS = [
    Secret("会议同意经费", "王芳", 1, 1, has_passages=True, file=b"%PDF-1.4\n", picture=(1, 2, 3), level="internal"),
    Secret(
        "Budget overrun\n" * 300, "龑翀" * 90, 3, 2,
        has_passages=True, file=b"%PDF-1.4\nx", picture=(9, 9, 9), level="restricted",
    ),
]  # fmt: skip


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_no_form_tells_what_is_closed_to_an_edition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    told = []
    for number, secret in enumerate(SECRETS):
        folder = tmp_path / str(number)
        folder.mkdir()
        monkeypatch.chdir(folder)
        write_pair(Path("site"), FRAME, secret)
        (Path("site") / "meetings/garden-1.yaml").write_text(
            MISCOUNTED.replace("papers:", "x-papers:"), encoding="utf-8"
        )
        whole = ask("check", "site", "--as-of", "2026-06-30", "--messages", "json")
        assert whole.exit_code == 0, whole.stdout
        result = ask("check", "site", "--edition", "public", "--as-of", "2026-06-30", "--messages", form)
        told.append((result.exit_code, result.stdout, result.stderr))
    assert told[0] == told[1]
    assert "vote-does-not-add-up" in told[0][1]
