"""The rules of the house, held against the source: who may import, write, look at the clock, trust markup."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

import reportgen

CHECKOUT = Path(__file__).parents[1]
PACKAGE = CHECKOUT / "reportgen"
FLOW = ("load", "check", "project", "resolve", "plan", "render", "print", "publish", "gate")

WRITING_METHODS = {
    "write_text", "write_bytes", "mkdir", "unlink", "rmdir", "rename", "touch", "symlink_to", "hardlink_to",
}  # fmt: skip
WRITING_FUNCTIONS = {
    "os": {
        "replace", "rename", "renames", "remove", "unlink", "mkdir", "makedirs", "rmdir", "removedirs",
        "link", "symlink", "truncate", "open",
    },
    "shutil": {"copy", "copy2", "copyfile", "copytree", "move", "rmtree"},
    "tempfile": {
        "mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryDirectory", "TemporaryFile", "SpooledTemporaryFile",
    },
}  # fmt: skip
# Parts of a package that its owner pins and brings along.
BROUGHT_BY = {"pydantic_core": "pydantic", "markupsafe": "jinja2", "pydyf": "weasyprint"}
CLOCK_METHODS = {"now", "utcnow", "today"}
CLOCK_FUNCTIONS = {"time": {"time", "time_ns", "localtime", "gmtime", "ctime", "asctime"}}


def sources(*but_not: str) -> list[Path]:
    """Python files of the package, without those whose path begins with one of the names."""
    return [
        path for path in sorted(PACKAGE.rglob("*.py")) if not path.relative_to(PACKAGE).as_posix().startswith(but_not)
    ]


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def named(call: ast.Call) -> tuple[str, str]:
    """What a call names: `os.replace(…)` is ("os", "replace"), `open(…)` is ("", "open")."""
    match call.func:
        case ast.Attribute(value=ast.Name(id=owner), attr=name):
            return owner, name
        case ast.Attribute(attr=name):
            return "?", name
        case ast.Name(id=name):
            return "", name
    return "", ""


def is_opened_for_writing(call: ast.Call) -> bool:
    """Whether `open` or `Path.open` is given a mode that writes; a mode that is not spelled out counts."""
    owner, name = named(call)
    if name != "open" or owner in WRITING_FUNCTIONS:
        return False
    modes = [word.value for word in call.keywords if word.arg == "mode"]
    modes += call.args[1:2] if owner in ("", "io") else call.args[:1]
    return any(not isinstance(mode, ast.Constant) or set(str(mode.value)) & set("wax+") for mode in modes)


def writes(tree: ast.AST) -> Iterator[ast.expr]:
    """Calls that change the file system."""
    for call in calls(tree):
        owner, name = named(call)
        # One bare argument tells Path.replace(target) from str.replace(old, new) and date.replace(day=1).
        moves = name == "replace" and owner != "" and len(call.args) == 1 and not call.keywords
        if (
            name in WRITING_FUNCTIONS.get(owner, set())
            or (owner and name in WRITING_METHODS)
            or moves
            or is_opened_for_writing(call)
        ):
            yield call


def clock_reads(tree: ast.AST) -> Iterator[ast.expr]:
    """Calls that ask what time it is; `time.monotonic` is a stop-watch and fine."""
    for call in calls(tree):
        owner, name = named(call)
        if name in CLOCK_FUNCTIONS.get(owner, set()) or (owner and name in CLOCK_METHODS):
            yield call


def environment_reads(tree: ast.AST) -> Iterator[ast.expr]:
    """Places that look at environment variables."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "environb", "getenv"}:
            yield node


def prints(tree: ast.AST) -> Iterator[ast.expr]:
    return (call for call in calls(tree) if named(call) == ("", "print"))


def trusts(tree: ast.AST) -> Iterator[ast.expr]:
    """Places that declare a text to be safe markup by Markupsafe's word."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and "Markup" in (
            getattr(node, "id", ""),
            getattr(node, "attr", ""),
        ):
            yield node


def offences(rule: Callable[[ast.AST], Iterator[ast.expr]], files: list[Path]) -> list[str]:
    return [
        f"{path.relative_to(CHECKOUT)}:{found.lineno}: {ast.unparse(found)[:80]}"
        for path in files
        for found in rule(ast.parse(path.read_text(encoding="utf-8")))
    ]


def test_imports_keep_the_contracts(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CHECKOUT)
    broken = lint_imports(config_filename=str(CHECKOUT / "pyproject.toml"), no_cache=True)
    assert not broken, capsys.readouterr().out


def test_the_package_docstring_lists_every_room_and_the_stages_in_the_order_of_the_flow() -> None:
    listed = re.findall(r"^ {4,}(\w+)(?:/|\.py)? {2,}\S", reportgen.__doc__ or "", re.MULTILINE)
    rooms = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    stages = {path.stem for path in (PACKAGE / "stages").iterdir() if path.stem[0] != "_"}
    assert sorted(listed) == sorted((rooms | stages) - {"__init__"})
    assert tuple(name for name in listed if name in stages) == FLOW


def test_no_file_is_longer_than_400_lines() -> None:
    lengths = {path.relative_to(CHECKOUT).as_posix(): path.read_bytes().count(b"\n") for path in sources()}
    assert {path: lines for path, lines in lengths.items() if lines > 400} == {}


def test_only_disk_writes_files() -> None:
    assert offences(writes, sources("disk")) == []


def test_nothing_below_the_command_line_looks_at_the_clock() -> None:
    assert offences(clock_reads, sources("cli/", "__main__")) == []


def test_nothing_below_the_command_line_looks_at_environment_variables() -> None:
    assert offences(environment_reads, sources("cli/", "__main__")) == []


def test_nothing_below_the_command_line_prints() -> None:
    assert offences(prints, sources("cli/", "__main__")) == []


def test_no_template_and_no_code_declares_markup_safe() -> None:
    shortcut = re.compile(r"\|\s*safe\b|Markup\(|autoescape\s+false")
    templates = sorted((CHECKOUT / "templates").rglob("*.j2"))
    assert templates
    assert [str(path.relative_to(CHECKOUT)) for path in templates if shortcut.search(path.read_text("utf-8"))] == []
    assert offences(trusts, sources()) == []


def test_no_python_file_lies_among_templates_or_content() -> None:
    # An editable install maps templates/ into the package and refuses when Python lies there.
    assert [path for folder in ("templates", "content") for path in (CHECKOUT / folder).rglob("*.py*")] == []


def imported(tree: ast.AST) -> Iterator[str]:
    """Names of the packages a file imports, the first word only."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (name.name.partition(".")[0] for name in names)
            case ast.ImportFrom(module=str(module), level=0):
                yield module.partition(".")[0]


def test_the_declared_dependencies_are_those_the_package_imports() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
    # What an extra brings is imported where it is used; what only `dev` brings must not be.
    extras = {name: lines for name, lines in project["optional-dependencies"].items() if name != "dev"}
    lines = [*project["dependencies"], *(line for lines in extras.values() for line in lines)]
    declared = {re.match(r"[\w.-]+", line)[0].lower() for line in lines}  # type: ignore[index]
    names = {name for path in sources() for name in imported(ast.parse(path.read_text("utf-8")))}
    distributions = packages_distributions()
    needed = {
        BROUGHT_BY.get(name, distributions.get(name, [name])[0].lower().replace("_", "-"))
        for name in names - set(sys.stdlib_module_names) - {"reportgen"}
    }
    if "zoneinfo" in names:
        needed.add("tzdata")  # zoneinfo reads it where the system has no time zones; nobody imports it
    assert needed == declared


@pytest.mark.parametrize(
    "source",
    [
        "open('a', 'w')",
        "open('a', mode='ab')",
        "path.open('x')",
        "path.write_text('words')",
        "path.replace(target)",
        "os.replace(old, new)",
        "shutil.rmtree(folder)",
        "tempfile.mkdtemp()",
    ],
)
def test_the_scan_for_writing_sees(source: str) -> None:
    assert list(writes(ast.parse(source)))


@pytest.mark.parametrize(
    "source",
    ["open('a')", "path.open('rb')", "words.replace('a', 'b')", "replace(record, title=title)", "day.replace(day=1)"],
)
def test_the_scan_for_writing_lets_pass(source: str) -> None:
    assert not list(writes(ast.parse(source)))


@pytest.mark.parametrize("source", ["dt.datetime.now(zone)", "date.today()", "time.time()", "time.localtime()"])
def test_the_scan_for_clocks_sees(source: str) -> None:
    assert list(clock_reads(ast.parse(source)))
