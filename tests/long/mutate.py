"""Change the program in small ways and see which changes no test notices.

    python tests/long/mutate.py --target tests/formats/yaml --minutes 8 reportgen/formats/yaml/*.py

Each mutant is one change in one file, tested in a child process on a copy of the package; what survives is
listed with its line and column. Words for people (dictionaries of `error(...)`) and docstrings are left alone.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

SECONDS = 60
"""After which a mutant counts as noticed."""
ROOT = Path(__file__).parents[2]

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Mod: ast.Mult,
    ast.BitOr: ast.BitAnd,
}


@dataclass(frozen=True)
class Mutant:
    """One change: where, what, and the file after it."""

    path: Path
    line: int
    column: int
    change: str
    source: str


def changes_of(node: ast.AST) -> Iterator[tuple[str, Callable[[ast.AST], ast.AST | None]]]:
    """Yield the changes a node allows; each takes the node's copy and returns what stands in its place."""
    yield from constant_changes(node)
    yield from logic_changes(node)


def logic_changes(node: ast.AST) -> Iterator[tuple[str, Callable[[ast.AST], ast.AST | None]]]:
    """Yield the changes of comparisons, conditions and steps."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in COMPARISONS:
        yield "comparison flipped", flip_comparison
    if isinstance(node, ast.BoolOp):
        yield "and/or swapped", swap_boolean
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not removed", lambda one: one.operand  # type: ignore[attr-defined]
    if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        yield "operator changed", swap_operator
    if isinstance(node, ast.Return) and node.value is not None and not is_none(node.value):
        yield "returns None", lambda one: ast.Return(ast.Constant(None))
    if isinstance(node, ast.If | ast.IfExp):
        yield "condition negated", negate_test
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield "call removed", lambda one: ast.Pass()


def constant_changes(node: ast.AST) -> Iterator[tuple[str, Callable[[ast.AST], ast.AST | None]]]:
    """Yield the changes of numbers, texts, yes and no."""
    if isinstance(node, ast.Constant) and type(node.value) is int:
        yield "number + 1", lambda one: ast.Constant(one.value + 1)  # type: ignore[attr-defined]
        yield "number - 1", lambda one: ast.Constant(one.value - 1)  # type: ignore[attr-defined]
    if isinstance(node, ast.Constant) and type(node.value) is bool:
        yield "yes and no swapped", lambda one: ast.Constant(not one.value)  # type: ignore[attr-defined]
    if isinstance(node, ast.Constant) and type(node.value) is str and node.value:
        yield "text changed", lambda one: ast.Constant(one.value + "¤")  # type: ignore[attr-defined]


def is_none(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def flip_comparison(node: ast.AST) -> ast.AST:
    assert isinstance(node, ast.Compare)
    node.ops = [COMPARISONS[type(node.ops[0])]()]
    return node


def swap_boolean(node: ast.AST) -> ast.AST:
    assert isinstance(node, ast.BoolOp)
    node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    return node


def swap_operator(node: ast.AST) -> ast.AST:
    assert isinstance(node, ast.BinOp)
    node.op = OPERATORS[type(node.op)]()
    return node


def negate_test(node: ast.AST) -> ast.AST:
    assert isinstance(node, ast.If | ast.IfExp)
    node.test = ast.UnaryOp(ast.Not(), node.test)
    return node


def is_left_alone(node: ast.AST) -> bool:
    """Words for people, annotations and docstrings: a change there is not a change of behaviour."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id in {"error", "warning", "TypeVar"}
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


class Numbered(ast.NodeTransformer):
    """Visits the nodes that may change, in a fixed order, and changes the one whose number is asked for."""

    def __init__(self, wanted: tuple[int, int] | None = None) -> None:
        self.wanted = wanted
        self.count = -1
        self.found: list[tuple[int, int, int, int, str]] = []

    def visit(self, node: ast.AST) -> ast.AST | None:
        if is_left_alone(node):
            return node
        self.count += 1
        number = self.count
        for field in ("annotation", "returns"):
            if isinstance(getattr(node, field, None), ast.AST):
                setattr(node, f"_{field}", getattr(node, field))
                setattr(node, field, None if field == "returns" else ast.Constant(None))
        changes = list(changes_of(node))
        line, column = getattr(node, "lineno", 0), getattr(node, "col_offset", -1) + 1
        self.found += [(number, which, line, column, words) for which, (words, _) in enumerate(changes)]
        self.generic_visit(node)
        for field in ("annotation", "returns"):
            if hasattr(node, f"_{field}"):
                setattr(node, field, getattr(node, f"_{field}"))
        if self.wanted and self.wanted[0] == number:
            return changes[self.wanted[1]][1](node)
        return node


def mutants_of(path: Path) -> Iterator[Mutant]:
    """Yield every mutant of a file."""
    tree = ast.parse(path.read_text("utf-8"))
    survey = Numbered()
    survey.visit(copy.deepcopy(tree))
    for number, which, line, column, words in survey.found:
        changed = Numbered((number, which)).visit(copy.deepcopy(tree))
        assert changed is not None
        yield Mutant(path, line, column, words, ast.unparse(ast.fix_missing_locations(changed)))


def survives(mutant: Mutant, root: Path, target: list[str]) -> bool:
    """Whether all tests pass with the change; a crash or a hang counts as noticed."""
    place = root / mutant.path.resolve().relative_to(ROOT)
    sound = place.read_text("utf-8")
    place.write_text(mutant.source, "utf-8")
    child = os.fork()
    if child == 0:
        run_tests(target)
    _, status = os.waitpid(child, 0)
    place.write_text(sound, "utf-8")
    return status == 0


def run_tests(target: list[str]) -> None:
    """Run the tests in a forked child, where everything but the changed package is already imported."""
    signal.alarm(SECONDS)
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    os._exit(int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *target])))


def copy_root(folder: Path) -> Path:
    """Return a copy of the package and its tests to change, made the place modules are imported from."""
    for name in ("reportgen", "tests"):
        ignored = shutil.ignore_patterns("__pycache__", "node_modules", "sites")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", folder)
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    sys.dont_write_bytecode = True
    # Shared by all children; must not import what is mutated.
    importlib.import_module("reportgen.model.meeting")
    importlib.import_module("hypothesis")
    importlib.import_module("yaml")
    return folder


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--target", nargs="+", required=True, help="test files, folders, `-k=…` of pytest")
    parser.add_argument("--then", nargs="+", help="wider tests, run only for what survives the target")
    parser.add_argument("--minutes", type=float, default=8.0, help="stop after this long; order is random")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--part", default="1/1", help="N/M: every M-th mutant from the N-th")
    options = parser.parse_args()
    mutants = [mutant for path in options.files for mutant in mutants_of(path.resolve())]
    random.Random(options.seed).shuffle(mutants)
    part, parts = map(int, options.part.split("/"))
    mutants = mutants[part - 1 :: parts]
    end = time.monotonic() + options.minutes * 60
    survivors, tried = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        root = copy_root(Path(folder))
        for mutant in mutants:
            if time.monotonic() > end:
                break
            tried += 1
            if all(survives(mutant, root, target) for target in (options.target, options.then) if target):
                survivors += 1
                place = f"{mutant.path.relative_to(ROOT)}:{mutant.line}:{mutant.column}"
                print(f"{place}: {mutant.change}", flush=True)
        os.chdir(ROOT)
    print(f"{tried} of {len(mutants)} mutants tried, {survivors} survived")
    return 0


if __name__ == "__main__":
    sys.exit(main())
