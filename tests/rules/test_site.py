"""What site.yaml declares, it declares once; what it judges can be found."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.model.diagnostic import Severity
from reportgen.rules.look import Look
from reportgen.rules.site import (
    accents_can_be_read,
    contrast_to_white,
    languages_are_listed,
    series_have_own_ids,
    severities_are_of_findings,
)
from tests.small_site import AS_OF, SITE, content_of, told, write_site


def test_two_series_of_one_id_are_told_at_the_second(tmp_path: Path) -> None:
    again = "  - {id: works, title: 又一个例会}\n"
    (finding,) = series_have_own_ids(Look.at(content_of(write_site(tmp_path, {"site.yaml": SITE + again})), AS_OF))
    assert told([finding]) == ["site.yaml:20:10 same-series-id"]
    assert finding.severity is Severity.ERROR
    assert finding.message("en") == "two series have the id “works”"
    assert finding.message("zh") == "有两个系列的编号都是“works”"
    assert finding.hint("en") == "choose another id for one of them, or make them one series"
    assert finding.hint("zh") == "请给其中一个另取编号，或合并为一个系列"


def test_series_of_different_ids_are_fine(tmp_path: Path) -> None:
    assert list(series_have_own_ids(Look.at(content_of(write_site(tmp_path)), AS_OF))) == []


def test_a_severity_of_a_finding_that_does_not_exist_is_told_with_the_one_that_was_meant(tmp_path: Path) -> None:
    rules = "rules:\n  unknown-names: ignore\n  unknown-person: warning\n  whatever: error\n"
    near, far = severities_are_of_findings(
        Look.at(content_of(write_site(tmp_path, {"site.yaml": SITE + rules})), AS_OF)
    )
    assert told([near, far]) == ["site.yaml:21:3 unknown-rule", "site.yaml:23:3 unknown-rule"]
    assert near.severity is Severity.WARNING
    assert near.message("en") == "no finding has the code “unknown-names”"
    assert near.message("zh") == "没有代码为“unknown-names”的提示"
    assert near.hint("en") == "write the code that stands in brackets behind error or warning (unknown-name?)"
    assert near.hint("zh") == "请写提示中方括号里的代码 (unknown-name?)"
    assert far.hint("zh") == "请写提示中方括号里的代码"


def test_a_language_that_the_site_does_not_list_is_told_of_at_series_and_record(tmp_path: Path) -> None:
    changes = {
        "site.yaml": SITE.replace("languages: [en, zh]", "languages: [en]"),
        "meetings/x.yaml": "kind: minutes\ntitle: t\nstart: 2026-04-01\nlang: zh\n",
    }
    found = languages_are_listed(Look.at(content_of(write_site(tmp_path / "a", changes)), AS_OF))
    assert "meetings/x.yaml:4:7 unlisted-language" in told(list(found))
    (first, *_) = languages_are_listed(Look.at(content_of(write_site(tmp_path / "b", changes)), AS_OF))
    assert told([first])[0].startswith("site.yaml:")
    assert first.message("en") == "“zh” is not among the languages of this site"
    assert first.message("zh") == "“zh”不在本站的语言之列"
    assert first.hint("en") == "add it to `languages:` in site.yaml, or take `lang:` out"
    assert first.hint("zh") == "请加入 site.yaml 的 `languages:`，或删去 `lang:`"
    assert list(languages_are_listed(Look.at(content_of(write_site(tmp_path / "c")), AS_OF))) == []


@pytest.mark.parametrize(("colour", "ratio"), [("#ffffff", 1), ("#000000", 21), ("#767676", 4.54), ("#777777", 4.48)])
def test_contrast_is_that_of_the_standard(colour: str, ratio: float) -> None:
    assert contrast_to_white(colour) == pytest.approx(ratio, abs=0.01)


def test_an_accent_too_pale_for_white_paper_is_told_at_its_line(tmp_path: Path) -> None:
    house = 'house:\n  accent: "#ffcc00"\n'
    (finding,) = accents_can_be_read(Look.at(content_of(write_site(tmp_path, {"site.yaml": SITE + house})), AS_OF))
    assert told([finding]) == ["site.yaml:21:11 pale-accent"]
    assert finding.severity is Severity.WARNING
    assert finding.message("en").startswith("the accent #ffcc00 has a contrast of 1.5 to 1 on white paper")
    assert finding.message("zh") == "强调色 #ffcc00 与白纸的对比度为 1.5:1，用它印的编号和链接不易辨认"


def test_an_accent_dark_enough_is_fine(tmp_path: Path) -> None:
    house = 'house:\n  accent: "#767676"\n'
    assert (
        list(accents_can_be_read(Look.at(content_of(write_site(tmp_path, {"site.yaml": SITE + house})), AS_OF))) == []
    )
