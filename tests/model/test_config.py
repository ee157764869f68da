"""site.yaml: an address paths can be put behind, and lists that may not be empty."""

from __future__ import annotations

import pytest

from reportgen.formats.yaml import read_document, validate
from reportgen.model.config import SiteConfig
from reportgen.model.diagnostic import Diagnostic


def read(text: str) -> tuple[SiteConfig | None, tuple[Diagnostic, ...]]:
    return validate(read_document(f"title: 纪要汇编\n{text}\n".encode(), "site.yaml"), SiteConfig)


@pytest.mark.parametrize(
    "address",
    ["https://minutes.example.org", "https://minutes.example.org/", "http://10.0.0.8:8080/archive/2026/"],
)
def test_a_site_stands_at_an_address_of_the_web(address: str) -> None:
    config, problems = read(f"base-url: {address}")
    assert problems == ()
    assert config is not None
    assert config.base_url == address
    # Paths are put behind it as it is.
    assert config.address == address.rstrip("/") + "/"


@pytest.mark.parametrize(
    "address",
    [
        "mailto:office@example.org",
        "minutes.example.org",
        "https:///minutes",
        "https://minutes.example.org/?page=1",
        "https://minutes.example.org/#top",
        "ftp://minutes.example.org",
        "https://minutes example.org",
    ],
)
def test_an_address_that_no_path_can_follow_is_refused(address: str) -> None:
    config, (finding,) = read(f'base-url: "{address}"')
    assert config is None
    assert (finding.code, finding.span.line if finding.span else 0) == ("bad-base-url", 2)
    assert finding.message("en") == f"“{address}” is not an address where a site can stand"
    assert finding.message("zh") == f"“{address}”不能作网站地址"
    assert finding.hint("zh") == "以 https:// 开头，不带 ? 和 #，例如 https://minutes.example.org/"


def test_an_address_is_a_text() -> None:
    assert [one.code for one in read("base-url: [https://minutes.example.org]")[1]] == ["not-text"]


@pytest.mark.parametrize("key", ["access-levels", "formats", "languages"])
def test_a_list_that_something_is_taken_from_is_never_empty(key: str) -> None:
    config, (finding,) = read(f"{key}: []")
    assert config is None
    assert finding.code == "too-few"


def test_a_pdf_is_made_for_every_reader_unless_the_site_says_otherwise() -> None:
    assert [read(line)[0].pdf for line in ("", "pdf: a-3a", "pdf: plain")] == ["ua-1", "a-3a", "plain"]  # type: ignore[union-attr]


def test_the_key_of_an_earlier_draft_is_refused_with_the_one_that_took_its_place() -> None:
    config, (finding,) = read("tagged-pdf: no")
    assert config is None
    assert finding.code == "unknown-key"
    assert finding.hint("en").startswith("did you mean `pdf`?")


def test_a_standard_the_program_cannot_write_is_refused_with_those_it_can() -> None:
    config, (finding,) = read("pdf: a-1b")
    assert config is None
    assert finding.code == "unknown-word"
    assert all(word in finding.hint("zh") for word in ("ua-1", "a-3a", "plain"))
