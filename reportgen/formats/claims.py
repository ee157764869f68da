"""What a file that cannot be read still says of itself, as far as one line can be believed."""

from __future__ import annotations

import re


def claimed(content: bytes, key: str) -> str | None:
    """Return the words after a key at the margin, without quotes and comment; None: there is no such line."""
    text = content.decode("utf-8-sig", "replace")
    found = re.search(rf"^{re.escape(key)}[ \t]*[:：][ \t]*([^#\r\n]*)", text, re.MULTILINE)
    words = found[1].strip().strip("\"'").strip() if found else ""
    return words or None
