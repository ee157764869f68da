"""Themes: where templates are found, the Jinja environment, and the printed words of every language.

A name such as `briefing/minutes.html.j2` is looked up in `templates/` beside the content folder, then in installed
theme packages, then among the bundled ones; `theme/…` and `bundled/…` skip the steps before them, so that an
override can extend what it overrides.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib.metadata
import importlib.util
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath

import jinja2
import yaml

from reportgen.model.diagnostic import ReportgenError
from reportgen.text.compose import Advances
from reportgen.theme.compiled import Compiled
from reportgen.theme.engine import Engine
from reportgen.theme.filters import READ_OF_THE_PAGE, filters

ENTRY_POINTS = "reportgen.themes"


def bundled_folder() -> Path:
    """Return the folder of the bundled themes: in the wheel below the package, in a checkout beside it."""
    package = Path(__file__).resolve().parents[1]
    in_wheel = package / "_templates"
    return in_wheel if in_wheel.is_dir() else package.parent / "templates"


class Theme:
    """Templates and words, ready to render."""

    def __init__(self, beside_content: Path | None = None, faces: Advances | None = None) -> None:
        """Find the templates; the lines of official documents are measured by `faces`, None: left to the printer."""
        bundled = jinja2.FileSystemLoader(bundled_folder())
        packages = jinja2.ChoiceLoader([jinja2.FileSystemLoader(one) for one in _theme_packages()])
        own = [jinja2.FileSystemLoader(beside_content)] if beside_content else []
        self._folders: Sequence[Path] = [
            *([beside_content] if beside_content else []),
            *_theme_packages(),
            bundled_folder(),
        ]
        found = jinja2.ChoiceLoader([*own, packages, bundled])
        lineage = jinja2.pass_context(lambda _context, theme: self.lineage(theme))
        self._environment = Engine(
            filters(faces) | {"lineage": lineage},
            READ_OF_THE_PAGE,
            loader=jinja2.ChoiceLoader(
                [
                    found,
                    jinja2.PrefixLoader({"theme": jinja2.ChoiceLoader([packages, bundled]), "bundled": bundled}),
                    _Inherited(found, self.lineage),
                ]
            ),
            # Always on: `select_autoescape` goes by the ending and does not know `.html.j2`.
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            bytecode_cache=Compiled(),
        )
        self._read_base = functools.cache(_read_base)
        self._words: dict[tuple[str, str], Mapping[str, str]] = {}
        self._words_in: dict[tuple[str, ...], Callable[[str], Mapping[str, str]]] = {}

    def noting(self) -> contextlib.AbstractContextManager[set[str]]:
        """Note the names of the templates that are asked for while the block lasts."""
        return self._environment.noting()

    def digest(self, template: str) -> str:
        """Return what tells a template from what else may have its name: the sha256 of its source; empty: none has."""
        try:
            source, _, _ = self._environment.get_source(template)
        except jinja2.TemplateNotFound:
            return ""
        return hashlib.sha256(source.encode()).hexdigest()

    def base(self, theme: str) -> str | None:
        """Return the theme that one goes on from: what it has no template or word for is taken from there."""
        return next(
            (base for folder in self._folders if (base := self._read_base(folder / theme / "theme.yaml"))), None
        )

    def lineage(self, theme: str) -> tuple[str, ...]:
        """Return a theme behind those it goes on from, the farthest first."""
        found = [theme]
        while (base := self.base(found[0])) and base not in found:
            found.insert(0, base)
        return tuple(found)

    def render(self, template: str, language: str, context: Mapping[str, object], *, themes: Sequence[str]) -> str:
        """Return a page; `w` in a template holds the printed words of its language, the last theme's first.

        `words_in(language)` gives those of another one, for a page that holds articles of both.

        Raises:
            ReportgenError: the template is missing, or has a mistake: templates are code.

        """
        words_in = self._words_of(tuple(themes))
        try:
            found = self._environment.get_template(template)
            return found.render({**context, "w": words_in(language), "words_in": words_in, "language": language})
        except jinja2.TemplateNotFound as missing:
            raise _no_template(str(missing)) from missing
        except Exception as mistake:
            # Templates are code of an office: whatever they raise is told with the place, for them to mend.
            raise _template_mistake(template, mistake) from mistake

    def words_in(self, themes: Sequence[str], language: str) -> Mapping[str, str]:
        """Return the printed words of some themes together, the last one's first; to all pages the very same."""
        return self._words_of(tuple(themes))(language)

    def _words_of(self, themes: tuple[str, ...]) -> Callable[[str], Mapping[str, str]]:
        return self._words_in.setdefault(themes, functools.cache(functools.partial(self._merged, themes)))

    def _merged(self, themes: tuple[str, ...], language: str) -> Mapping[str, str]:
        words: dict[str, str] = {}
        for theme in themes:
            for one in self.lineage(theme):
                words |= self.words(one, language)
        return words

    def words(self, theme: str, language: str) -> Mapping[str, str]:
        """Return the printed words of a theme in one language; an office's own theme.yaml goes first."""
        key = (theme, language)
        if key not in self._words:
            merged: dict[str, str] = {}
            for folder in reversed(self._folders):
                merged |= _read_words(folder / theme / "theme.yaml", language)
            self._words[key] = merged
        return self._words[key]

    def list_templates(self) -> tuple[tuple[str, Path], ...]:
        """Return every template's name and the file it resolves to."""
        names = [name for name in self._environment.list_templates() if not name.startswith(("theme/", "bundled/"))]
        return tuple((name, self.source(name)) for name in names if not name.startswith("starter/"))

    def source(self, name: str) -> Path:
        """Return the file a template name resolves to; a name that leads out of the folders is no template's."""
        for folder in self._folders if _is_template_name(name) else ():
            if (folder / name).is_file():
                return folder / name
        raise _no_template(name)


def _is_template_name(name: str) -> bool:
    """Whether a name stays below the folder it is looked up in, on every system."""
    path = PurePosixPath(name)
    return not (path.is_absolute() or ".." in path.parts or "\\" in name or PureWindowsPath(name).drive)


def _no_template(name: str) -> ReportgenError:
    return ReportgenError(
        {"en": f"there is no template {name}", "zh": f"没有模板 {name}"},
        {
            "en": "`reportgen templates list` shows what there is",
            "zh": "用 `reportgen templates list` 查看现有模板",
        },
    )


def _template_mistake(template: str, mistake: Exception) -> ReportgenError:
    """Return what a template did wrong, with its file and line as far as they are known."""
    place = _place_of(mistake) or template
    if isinstance(mistake, jinja2.TemplateError):
        return ReportgenError({"en": f"template {place}: {mistake}", "zh": f"模板 {place}：{mistake}"})
    what = f"{type(mistake).__name__}: {mistake}"
    return ReportgenError(
        {"en": f"template {place}: {what}", "zh": f"模板 {place}：{what}"},
        {
            "en": "correct that line, or the `{…}` in the words of theme.yaml that it prints",
            "zh": "请改正这一行，或改正它所用的 theme.yaml 词语中的 `{…}`",
        },
    )


def _place_of(mistake: Exception) -> str | None:
    """Return the file and line of a template where an exception comes from, or None."""
    if isinstance(mistake, jinja2.TemplateSyntaxError):
        return f"{mistake.filename or mistake.name}:{mistake.lineno}" if mistake.filename or mistake.name else None
    # Jinja puts the lines of templates into the traceback; the innermost one is meant.
    frames = (one for one in reversed(traceback.extract_tb(mistake.__traceback__)) if one.filename.endswith(".j2"))
    return next((f"{one.filename}:{one.lineno}" for one in frames), None)


def templates_beside(content: Path) -> Path | None:
    """Return the office's own templates folder beside the content folder, or None."""
    beside = content.resolve().parent / "templates"
    return beside if beside.is_dir() and beside != bundled_folder() else None


def theme_folders(content: Path) -> tuple[Path, ...]:
    """Return every folder that templates may come from, whether it is there or not."""
    return content.resolve().parent / "templates", *_theme_packages(), bundled_folder()


def _theme_packages() -> list[Path]:
    """Return the folders of installed theme packages.

    They are found by their spec: no code of a theme in a package of its own runs; for `a.b` Python imports `a`.
    """
    folders = []
    for point in sorted(importlib.metadata.entry_points(group=ENTRY_POINTS), key=lambda one: one.name):
        spec = importlib.util.find_spec(point.module)
        folders += [Path(place) for place in (spec.submodule_search_locations or [])] if spec else []
    return folders


class _Inherited(jinja2.BaseLoader):
    """Finds `gongwen/decisions.html.j2` as that of the theme gongwen goes on from."""

    def __init__(self, found: jinja2.BaseLoader, lineage: Callable[[str], tuple[str, ...]]) -> None:
        self._found, self._lineage = found, lineage

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        theme, _, rest = template.partition("/")
        for base in reversed(self._lineage(theme)[:-1]) if rest else ():
            with contextlib.suppress(jinja2.TemplateNotFound):
                return self._found.get_source(environment, f"{base}/{rest}")
        raise jinja2.TemplateNotFound(template)

    def list_templates(self) -> list[str]:
        """Return none: what is inherited is listed under the theme it stands in."""
        return []


def _read_base(path: Path) -> str | None:
    """Return what `extends:` of a theme.yaml names, or None."""
    if not path.is_file():
        return None
    try:
        base = (yaml.load(path.read_bytes(), Loader=yaml.CBaseLoader) or {}).get("extends")  # noqa: S506 - a theme is code
    except (yaml.YAMLError, AttributeError):
        # Reading its words says what is wrong with it.
        return None
    return base if isinstance(base, str) and base else None


def _read_words(path: Path, language: str) -> dict[str, str]:
    """Return the words of one theme.yaml; BaseLoader keeps `no` and `on` the words they are."""
    if not path.is_file():
        return {}
    try:
        words = (yaml.load(path.read_bytes(), Loader=yaml.CBaseLoader) or {}).get("words") or {}  # noqa: S506 - a theme is code
        return {name: said for name, each in words.items() if (said := each.get(language)) is not None}
    except (yaml.YAMLError, AttributeError, TypeError) as mistake:
        raise ReportgenError(
            {"en": f"{path} cannot be read: {mistake}", "zh": f"无法读取 {path}：{mistake}"},
            {
                "en": "write the words as `words: {key: {zh: …, en: …}}`",
                "zh": "写成 `words: {键: {zh: …, en: …}}`",
            },
        ) from mistake
