"""Engine: Jinja for thousands of pages; what comes out is what Jinja makes, only sooner.

Jinja runs a file of macros again wherever it is imported, forty times for one page. Here it is run once for all
places that give it the same: it is run with those names alone that it asks for, so it cannot know of any other.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import BuiltinMethodType, CodeType, FunctionType, MethodType
from typing import Any, ClassVar

import jinja2
from jinja2 import meta, nodes
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import escape

from reportgen.theme.noting import NotingEnvironment

MOST_RUNS = 64
"""Runs of a file of macros that are kept, each with other values."""
_FUNCTIONS = frozenset((FunctionType, MethodType, BuiltinMethodType))


@dataclass(frozen=True, slots=True)
class Asks:
    """What a file of macros asks the page for."""

    names: frozenset[str]
    files: frozenset[str]
    """Files it imports, which ask for more."""


class Engine(NotingEnvironment):
    """Jinja with short cuts.

    Args:
        filters: by their names in templates.
        filters_ask: the names of what filters read of the page.
        options: of Jinja's own environment.
    """

    _asks: ClassVar[dict[tuple[str | None, str | None], Asks | None]] = {}
    """By the name of a file and its place, for as long as what was compiled is kept: until it is compiled again."""

    def __init__(self, filters: Mapping[str, Any], filters_ask: Collection[str], **options: Any) -> None:
        # A theme is made for one build, which does not look at a file twice.
        super().__init__(auto_reload=False, **options)
        self.filters.update(filters)
        self.template_class, self.context_class = _Template, _Context
        self._filters_ask = filters_ask

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        asks = None
        if _is_of_macros(source):
            names = {*meta.find_undeclared_variables(source), *self.globals, *self._filters_ask}
            asks = Asks(frozenset(names), frozenset(_imported(source)))
        self._asks[name, filename] = asks
        return super()._generate(source, name, filename, defer_init)

    def asks_of(self, file: str | None) -> Asks | None:
        """Return what a file of macros asks for together with all it imports; None: it is another kind of file."""
        names: set[str] = set()
        files: set[str] = set()
        waiting = [file or ""]
        while waiting:
            one = waiting.pop()
            # Only of what is loaded it is known what it asks for.
            asks = self._asks.get((one, self.get_template(one).filename))
            if asks is None:
                return None
            names |= asks.names
            waiting += asks.files - files
            files |= asks.files
        return Asks(frozenset(names), frozenset(files))


def _imports(source: nodes.Template) -> Iterator[nodes.Import | nodes.FromImport]:
    return source.find_all((nodes.Import, nodes.FromImport))


def _imported(source: nodes.Template) -> Iterator[str]:
    yield from (one.template.value for one in _imports(source) if isinstance(one.template, nodes.Const))


def _is_of_macros(source: nodes.Template) -> bool:
    """Whether a file holds macros alone: then it keeps nothing that one place could change for another."""
    kinds = (nodes.Macro, nodes.Import, nodes.FromImport)
    are_macros = all(isinstance(one, kinds) or _is_white(one) for one in source.body)
    # What an included file asks for is told by that file.
    is_known = source.find(nodes.Include) is None and all(
        isinstance(one.template, nodes.Const) for one in _imports(source)
    )
    return are_macros and is_known


def _is_white(one: nodes.Node) -> bool:
    return isinstance(one, nodes.Output) and all(isinstance(part, nodes.TemplateData) for part in one.nodes)


class _Template(jinja2.Template):
    """A template whose macros are kept from page to page."""

    environment: Engine
    _runs: dict[frozenset[tuple[str, object]], tuple[dict[str, object], TemplateModule]]
    _named: frozenset[str]
    """What was asked for when the module was made that Jinja keeps for imports without context."""

    @classmethod
    def from_code(cls, environment: Any, code: CodeType, globals: Any, uptodate: Any = None) -> Any:  # noqa: A002
        found: Any = super().from_code(environment, code, globals, uptodate)
        # Jinja copies again and again what is safe already.
        found.root_render_func.__globals__["escape"] = _escape
        found._runs, found._named = {}, frozenset()
        return found

    @functools.cached_property
    def _asks(self) -> Asks | None:
        return self.environment.asks_of(self.name)

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        with self.environment.noting() as names:
            module = super()._get_default_module(ctx)
            if module is self._module:
                self.environment.note(self._named)
                self._named = frozenset(names)
        return module

    def make_module(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,  # noqa: A002
    ) -> TemplateModule:
        asks = self._asks if shared else None
        if asks is None:
            return super().make_module(vars, shared, locals)
        self.environment.note(asks.files)
        given = _given(asks.names, vars or {}, locals or {})
        key = frozenset(map(_told_apart, given.items()))
        kept = self._runs.get(key)
        if kept is None:
            if len(self._runs) >= MOST_RUNS:
                self._runs.clear()
            # What is told apart by its place in memory must stay there.
            kept = self._runs[key] = given, super().make_module(given, shared=True)
        return kept[1]


def _given(names: Iterable[str], page: Mapping[str, object], near: Mapping[str, object]) -> dict[str, object]:
    """Return the values of some names at a place: those set near it go before those of the page."""
    found = {}
    for name in names:
        value = near.get(name, missing)
        if value is missing:
            value = page.get(name, missing)
        if value is not missing:
            found[name] = value
    return found


def _told_apart(given: tuple[str, object]) -> tuple[str, object]:
    """Return a name with what tells its value from others: words by what they say, all else by being the very same."""
    name, value = given
    is_words = type(value) is str or (type(value) is tuple and all(type(one) is str or one is None for one in value))
    return name, (value if is_words else id(value))


class _Context(Context):
    """What a template sees of its page; Jinja asks of each call what it is about ten times over."""

    def call(self, called: Any, *args: Any, **named: Any) -> Any:
        kind = type(called)
        if kind is not Macro and (kind not in _FUNCTIONS or hasattr(called, "jinja_pass_arg")):
            return super().call(called, *args, **named)
        if named:
            named.pop("_loop_vars", None)
            named.pop("_block_vars", None)
        if kind is not Macro:
            return called(*args, **named)
        lacking = called._argument_count - len(args)
        if named or lacking < 0 or called.caller or called.catch_kwargs or called.catch_varargs:
            return called(*args, **named)
        return called._invoke([*args, *(missing,) * lacking], True)

    def resolve_or_missing(self, key: str) -> Any:
        found = self.vars.get(key, missing)
        return self.parent.get(key, missing) if found is missing else found


def _escape(value: object) -> str:
    """Return what may stand on a page: what is safe as it is, all else escaped."""
    if type(value) is str:
        has_marks = "&" in value or "<" in value or ">" in value or '"' in value or "'" in value
        return escape(value) if has_marks else value
    return value if isinstance(value, str) and hasattr(value, "__html__") else escape(value)
