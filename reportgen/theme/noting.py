"""A Jinja environment that notes which templates a page is made from."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, MutableMapping
from typing import Any

import jinja2


class NotingEnvironment(jinja2.Environment):
    """Notes every name that is asked for, by templates too: what they extend, include and import."""

    _asked_for: set[str] | None = None

    @contextlib.contextmanager
    def noting(self) -> Iterator[set[str]]:
        """Gather the names that are asked for while the block lasts; a block around it gathers them too."""
        around, self._asked_for = self._asked_for, set()
        try:
            yield self._asked_for
        finally:
            names, self._asked_for = self._asked_for, around
            self.note(names)

    def note(self, names: Iterable[str]) -> None:
        """Note names that something asks for which was made before."""
        if self._asked_for is not None:
            self._asked_for.update(names)

    def _load_template(self, name: str, globals: MutableMapping[str, Any] | None) -> jinja2.Template:  # noqa: A002
        if self._asked_for is not None:
            self._asked_for.add(name)
        return super()._load_template(name, globals)

    def get_source(self, name: str) -> tuple[str, str | None, Any]:
        """Return the source of a template.

        Raises:
            jinja2.TemplateNotFound: there is none.
        """
        if self.loader is None:
            raise jinja2.TemplateNotFound(name)
        return self.loader.get_source(self, name)
