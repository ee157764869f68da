"""Every page of the sample before the HTML validator (vnu): no error; warnings are listed at the end of the run."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.pages

Validator = Callable[[Path], list[dict[str, str]]]


def told(message: dict[str, str]) -> str:
    place = "/".join(message["url"].split("/")[-2:])
    return f"{place}:{message.get('lastLine', '?')}: {message['message']}"


def test_the_validator_finds_no_error(site: Path, pages: list[Path], vnu: Validator) -> None:
    messages = vnu(site)
    for message in messages:
        if message.get("subType") == "warning":
            warnings.warn(told(message), stacklevel=1)
    assert [told(message) for message in messages if message["type"] != "info"] == []


def test_the_validator_sees_an_error(tmp_path: Path, vnu: Validator) -> None:
    page = "<!DOCTYPE html><html lang='en'><title>Broken on purpose</title><p><div>a block in a paragraph</div></p>"
    (tmp_path / "broken.html").write_text(page, encoding="utf-8")
    assert any(message["type"] == "error" for message in vnu(tmp_path))
