"""Templates compiled once in a process, however many builds it makes: compiling takes longer than a small site."""

from __future__ import annotations

from types import CodeType
from typing import ClassVar

import jinja2
from jinja2.bccache import Bucket


class Compiled(jinja2.BytecodeCache):
    """The compiled form of each template as it was last seen; one whose source changed is compiled again.

    A filter that a template gives a bare literal may be applied while it is compiled. So no filter may depend on the
    site or the machine, unless it asks for the context of the page.
    """

    _kept: ClassVar[dict[str, tuple[str, CodeType | None]]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the compiled form of a template, if its source is still the same."""
        checksum, code = self._kept.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the compiled form of a template."""
        self._kept[bucket.key] = (bucket.checksum, bucket.code)
