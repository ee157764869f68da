"""Forms: every way a file may write the same words, so that a closed passage is known in any of them."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from urllib.parse import quote, quote_plus

from reportgen.text.passages import folded

Form = tuple[str, bytes]
"""The name of the form and the words in it."""


def written_forms(words: str) -> Iterator[Form]:
    """Yield the words as bytes of a file, in each encoding; letter case as the encoding's own."""
    utf8 = words.encode("utf-8", "ignore")
    yield "as typed", utf8
    yield "utf-16", words.encode("utf-16-le", "ignore")
    yield "utf-16", words.encode("utf-16-be", "ignore")
    yield "gb18030", words.encode("gb18030", "ignore")
    yield "reversed", words[::-1].encode("utf-8", "ignore")
    yield from (("hex", digits.encode()) for digits in _hex(words))
    yield from (("base64", letters) for letters in _base64(utf8))
    for text in (quote(words, safe="", errors="ignore"), quote_plus(words, errors="ignore")):
        yield "percent", text.encode()
    yield "percent", b"".join(b"%%%02x" % byte for byte in utf8)
    yield from (("entities", text.encode()) for text in _entities(words))
    yield from (("escapes", text.encode()) for text in _escapes(words))


def read_forms(words: str) -> Iterator[Form]:
    """Yield the words as letters and digits alone, for text that was folded; escapes are undone there already."""
    letters = folded(words)
    yield "as read", letters.encode()
    yield "reversed", letters[::-1].encode()
    # Percent, quoted-printable and \\x escapes are hexadecimal digits once their signs are gone.
    yield from (("hex", digits.encode()) for digits in _hex(words))
    yield from (("base64", folded(text.decode()).encode()) for text in _base64(words.encode("utf-8", "ignore")))


def _hex(words: str) -> tuple[str, str]:
    return words.encode("utf-8", "ignore").hex(), words.encode("utf-16-be", "ignore").hex()


def _base64(utf8: bytes) -> Iterator[bytes]:
    """Yield the letters that stand for the words whatever comes before and after: one set for each of three offsets."""
    for encode in (base64.standard_b64encode, base64.urlsafe_b64encode):
        for before in range(3):
            # The first letters mix with what comes before, the last one with what comes after.
            whole = encode(bytes(before) + utf8)
            yield whole[-(-before * 8 // 6) : (before + len(utf8)) * 8 // 6]


def _entities(words: str) -> Iterator[str]:
    for ascii_too in (False, True):
        chosen = [(one, ascii_too or not one.isascii()) for one in words]
        yield "".join(f"&#{ord(one)};" if escaped else one for one, escaped in chosen)
        yield "".join(f"&#x{ord(one):x};" if escaped else one for one, escaped in chosen)


def _escapes(words: str) -> Iterator[str]:
    for ascii_too in (False, True):
        yield "".join(_json(one) if ascii_too or not one.isascii() else one for one in words)
        yield "".join(_yaml(one) if ascii_too or not one.isascii() else one for one in words)
    yield "".join(f"\\x{byte:02x}" for byte in words.encode("utf-8", "ignore"))


def _json(one: str) -> str:
    units = one.encode("utf-16-be", "ignore").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def _yaml(one: str) -> str:
    return f"\\U{ord(one):08x}" if ord(one) > 0xFFFF else _json(one)
