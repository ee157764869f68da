"""Themes: an office's own templates and words go first, and can extend what they replace."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import jinja2
import pytest

from reportgen import theme as themes
from reportgen.model.build import Links
from reportgen.model.diagnostic import ReportgenError
from reportgen.model.values import Markdown
from reportgen.theme import Theme, bundled_folder, templates_beside
from tests.small_site import write

CONTEXT = {"links": Links("../", {"assets/a.png": "../assets/a.png"})}


@pytest.fixture(autouse=True)
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small bundled theme and a theme package, in place of the real ones."""
    write(
        tmp_path / "bundled",
        {
            "plain/page.html.j2": "bundled {% block body %}{{ w.hello }}{% endblock %}",
            "plain/other.html.j2": "bundled other",
            "plain/theme.yaml": "words:\n  hello: {zh: 你好, en: Hello}\n  bye: {zh: 再见, en: Bye}\n"
            "  no: {zh: 否, en: no}\n",
            "site/theme.yaml": "words:\n  bye: {zh: 网页再见, en: Bye web}\n",
            "starter/zh/page.html.j2": "no template",
        },
    )
    write(
        tmp_path / "package",
        {
            "plain/other.html.j2": "package other",
            "plain/theme.yaml": "words: {bye: {en: Cheers}}\n",
            "extra/page.html.j2": "extra",
        },
    )
    monkeypatch.setattr(themes, "bundled_folder", lambda: tmp_path / "bundled")
    monkeypatch.setattr(themes, "_theme_packages", lambda: [tmp_path / "package"])
    return tmp_path / "bundled"


def own(tmp_path: Path, **files: str) -> Theme:
    """A theme with an office's own files, by name with `__` for a slash and `_j2` for the ending."""
    return Theme(
        write(
            tmp_path / "own",
            {
                name.replace("__", "/").replace("_j2", ".html.j2").replace("_yaml", ".yaml"): text
                for name, text in files.items()
            },
        )
    )


def shown(theme: Theme, template: str = "plain/page.html.j2", language: str = "en", **context: object) -> str:
    return theme.render(template, language, CONTEXT | context, themes=("plain", "site"))


def test_templates_are_found_in_the_order_own_package_bundled(tmp_path: Path) -> None:
    theme = own(tmp_path, plain__page_j2="own")
    assert shown(theme) == "own"
    assert shown(theme, "plain/other.html.j2") == "package other"
    assert shown(theme, "extra/page.html.j2") == "extra"
    assert shown(Theme()) == "bundled Hello"


def test_a_prefix_skips_the_steps_before_it(tmp_path: Path) -> None:
    theme = own(tmp_path, plain__other_j2="own other")
    assert shown(theme, "plain/other.html.j2") == "own other"
    assert shown(theme, "theme/plain/other.html.j2") == "package other"
    assert shown(theme, "bundled/plain/other.html.j2") == "bundled other"
    assert shown(theme, "theme/plain/page.html.j2") == "bundled Hello"


def test_an_override_extends_what_it_overrides(tmp_path: Path) -> None:
    text = '{% extends "bundled/plain/page.html.j2" %}{% block body %}own {{ super() }}{% endblock %}'
    assert shown(own(tmp_path, plain__page_j2=text)) == "bundled own Hello"


def test_words_are_those_of_the_office_then_of_the_later_theme(tmp_path: Path) -> None:
    theme = own(tmp_path, plain__theme_yaml="words: {hello: {en: Good day}}\n")
    assert dict(theme.words("plain", "en")) == {"hello": "Good day", "bye": "Cheers", "no": "no"}
    assert dict(theme.words("plain", "zh")) == {"hello": "你好", "bye": "再见", "no": "否"}
    assert shown(own(tmp_path, plain__page_j2="{{ w.hello }} {{ w.bye }} {{ language }}")) == "Good day Bye web en"


def test_a_theme_goes_on_from_one_that_goes_on_from_another(tmp_path: Path) -> None:
    theme = own(
        tmp_path,
        county__theme_yaml='extends: "plain" # the look of the county\nwords: {bye: {en: Farewell}}\n',
        town__theme_yaml="extends: county\nwords: {no: {en: never}}\n",
        county__other_j2="county other",
    )
    assert theme.lineage("town") == ("plain", "county", "town")
    assert theme.render("town/page.html.j2", "en", dict(CONTEXT), themes=("town",)) == "bundled Hello"
    assert theme.render("town/other.html.j2", "en", dict(CONTEXT), themes=("town",)) == "county other"
    words = own(tmp_path, town__said_j2="{{ w.hello }} {{ w.bye }} {{ w.no }}")
    assert words.render("town/said.html.j2", "en", dict(CONTEXT), themes=("town",)) == "Hello Farewell never"


def test_a_theme_that_goes_on_from_itself_ends_there(tmp_path: Path) -> None:
    theme = own(tmp_path, one__theme_yaml="extends: two\n", two__theme_yaml="extends: one\n")
    assert theme.lineage("one") == ("two", "one")
    with pytest.raises(ReportgenError):
        theme.render("one/page.html.j2", "en", dict(CONTEXT), themes=("one",))


def test_a_template_is_compiled_once_for_all_builds_of_a_process_and_again_when_it_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled: list[str | None] = []
    compile_ = jinja2.Environment.compile

    def watched(environment: jinja2.Environment, source: str, name: str | None = None, *more: object) -> object:
        compiled.append(name)
        return compile_(environment, source, name, *more)

    monkeypatch.setattr(jinja2.Environment, "compile", watched)
    text = "first {{ w.hello }} {{ 'town' | lineage | join(' ') }}"
    assert shown(own(tmp_path, plain__page_j2=text)) == "first Hello town"
    assert shown(Theme(tmp_path / "own"), language="zh") == "first 你好 town"
    assert compiled == ["plain/page.html.j2"]
    assert shown(own(tmp_path, town__theme_yaml="extends: plain\n")) == "first Hello plain town"
    assert compiled == ["plain/page.html.j2"]
    assert shown(own(tmp_path, plain__page_j2="second")) == "second"
    assert compiled == ["plain/page.html.j2"] * 2


def test_a_theme_that_goes_on_from_another_one_now_is_seen_by_the_next_build(tmp_path: Path) -> None:
    assert own(tmp_path, town__theme_yaml="extends: plain\n").lineage("town") == ("plain", "town")
    assert own(tmp_path, town__theme_yaml="extends: extra\n").lineage("town") == ("extra", "town")


def test_a_page_may_hold_words_of_another_language_beside_its_own(tmp_path: Path) -> None:
    inside = "{{ w.hello }} {{ day | long_date }}"
    text = '{{ w.hello }} {% with w = words_in("zh"), language = "zh" %}%s{% endwith %}'
    day = dt.date(2026, 3, 12)
    assert shown(own(tmp_path, plain__page_j2=text.replace("%s", inside)), day=day) == "Hello 你好 12 March 2026"
    # A filter speaks the language of the template it stands in; what is included is given the other one.
    included = text.replace("%s", '{% include "plain/part.html.j2" %}')
    theme = own(tmp_path, plain__page_j2=included, plain__part_j2=inside)
    assert shown(theme, day=day) == "Hello 你好 2026年3月12日"


def test_a_theme_without_words_has_none() -> None:
    assert dict(Theme().words("extra", "en")) == dict(Theme().words("nowhere", "zh")) == {}


@pytest.mark.parametrize(
    "text",
    [
        "words: {hello\n",
        "- words\n",
        "words: [hello]\n",
        "words: {hello: Hello}\n",
        "words: {hello: en route}\n",
        "words\n",
    ],
)
def test_words_in_a_form_nobody_can_read_are_told_with_the_file(tmp_path: Path, text: str) -> None:
    with pytest.raises(ReportgenError) as mistake:
        own(tmp_path, plain__theme_yaml=text).words("plain", "en")
    assert str(tmp_path / "own/plain/theme.yaml") in mistake.value.message["en"]
    assert mistake.value.hint["zh"] == "写成 `words: {键: {zh: …, en: …}}`"


@pytest.mark.parametrize("text", ["", "words:\n", "options: {}\n"])
def test_a_theme_file_may_say_nothing(tmp_path: Path, text: str) -> None:
    assert dict(own(tmp_path, extra__theme_yaml=text).words("extra", "en")) == {}


def test_a_template_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReportgenError) as missing:
        shown(Theme(), "plain/minutes.html.j2")
    assert missing.value.message == {
        "en": "there is no template plain/minutes.html.j2",
        "zh": "没有模板 plain/minutes.html.j2",
    }
    with pytest.raises(ReportgenError, match=r"there is no template plain/part\.html\.j2"):
        shown(own(tmp_path, plain__page_j2='{% include "plain/part.html.j2" %}'))


@pytest.mark.parametrize(
    "text", ["a\n{% if %}", "a\n{{ nobody.name }}", "a\n{{ w.unheard_of }}", "a\n{{ 1 | no_such_filter }}"]
)
def test_a_mistake_in_a_template_is_told_with_its_file(tmp_path: Path, text: str) -> None:
    with pytest.raises(ReportgenError) as mistake:
        shown(own(tmp_path, plain__page_j2=text))
    assert mistake.value.message["en"].startswith("template ")
    assert "page.html.j2" in mistake.value.message["en"]
    assert mistake.value.message["zh"].startswith("模板 ")


@pytest.mark.parametrize(
    ("words", "says"),
    [("Page {nam}", "KeyError: 'nam'"), ("Page {0}", "IndexError"), ("Page {", "ValueError")],
)
def test_a_word_of_an_office_that_asks_for_what_is_not_given_is_told_with_the_line(
    tmp_path: Path, words: str, says: str
) -> None:
    theme = own(
        tmp_path,
        plain__page_j2='a\n{% from "plain/macros.html.j2" import numbered %}\n{{ numbered(w) }}',
        plain__macros_j2="b\nc\n{% macro numbered(w) %}\n{{ w.hello.format(number=1) }}{% endmacro %}",
        plain__theme_yaml=f"words: {{hello: {{en: '{words}'}}}}\n",
    )
    with pytest.raises(ReportgenError) as mistake:
        shown(theme)
    place = tmp_path / "own/plain/macros.html.j2"
    assert mistake.value.message["en"].startswith(f"template {place}:4: {says}")
    assert mistake.value.message["zh"].startswith(f"模板 {place}：".replace("：", ":4：") + says)
    assert "theme.yaml" in mistake.value.hint["en"]
    assert "theme.yaml" in mistake.value.hint["zh"]


@pytest.mark.parametrize(
    ("text", "line"), [("a\n{{ nobody.name }}", 2), ("a\n\n{% if %}", 3), ("{{ 1 / 0 }}", 1), ("\n{{ 1 | no }}", 2)]
)
def test_a_mistake_in_a_template_is_told_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(ReportgenError) as mistake:
        shown(own(tmp_path, plain__page_j2=text))
    assert mistake.value.message["en"].startswith(f"template {tmp_path / 'own/plain/page.html.j2'}:{line}: ")


def test_a_template_that_is_not_text_is_named(tmp_path: Path) -> None:
    folder = write(tmp_path / "own", {"plain/page.html.j2": b"\xff\xfe"})
    with pytest.raises(ReportgenError, match=r"^template plain/page\.html\.j2: UnicodeDecodeError"):
        shown(Theme(folder))


def test_whatever_content_holds_is_escaped(tmp_path: Path) -> None:
    theme = own(tmp_path, plain__page_j2="{{ value }}")
    assert shown(theme, value="<script>&\"'") == "&lt;script&gt;&amp;&#34;&#39;"


def test_prose_is_safe_html_with_pictures_where_the_page_finds_them(tmp_path: Path) -> None:
    theme = own(tmp_path, plain__page_j2="{{ value | prose }}")
    text = shown(theme, value=Markdown("由***负责 **甲** <b>\n\n![图](assets/a.png)\n\n![图](assets/b.png)"))
    assert '<span class="mask">***</span>负责' in text
    assert "<strong>甲</strong> &lt;b&gt;" in text
    assert 'src="../assets/a.png"' in text
    assert "b.png" not in text
    assert shown(own(tmp_path, plain__page_j2="{{ none | prose }}{{ none | inline }}|")) == "|"


def test_prose_follows_the_heading_above_it(tmp_path: Path) -> None:
    text = "{{ value | prose(under=1) }} {{ value | inline(under=5) }} {{ value | prose }}"
    assert shown(own(tmp_path, plain__page_j2=text), value=Markdown("# 甲")) == "<h2>甲</h2> <h6>甲</h6> <h4>甲</h4>"


def test_the_end_of_a_chinese_paragraph_stays_together(tmp_path: Path) -> None:
    words = "会议同意按三类处置，汛期前完成涵洞清淤"
    text = "{{ value | tied }} {{ value | prose | tied(3) }} {% set both %}<b>{{ value }}</b>乙丙丁{% endset %}"
    theme = own(tmp_path, plain__page_j2=text + '{{ both | tied }} {{ "<&" | tied }}')
    end = '会议同意按三类处置，汛期前完成涵{}<span class="nowrap">{}</span>'
    assert shown(theme, value=Markdown(words), language="zh") == (
        f"{end.format('洞', '清淤')} <p>{end.format('', '洞清淤')}</p> "
        f'<b>{words}</b>乙<span class="nowrap">丙丁</span> &lt;&amp;'
    )
    assert shown(theme, value=Markdown(words), language="en") == shown(theme, value=Markdown(words), language="zh")


def test_a_browser_keeps_numbers_with_what_they_count_and_what_is_printed_is_left_to_its_lines(tmp_path: Path) -> None:
    theme = own(tmp_path, plain__page_j2="{{ value | prose | composed }}")
    table = Markdown("| 路段 | 投入 |\n|---|---|\n| 县道X207线 | 42万元 |\n\n共投入96万元，按期完成。")
    held = [f'<span class="nowrap">{one}</span>' for one in ("X207线", "42万元", "96万元", "完成。")]
    assert [one for one in held if one in shown(theme, value=table)] == held
    assert "nowrap" not in shown(theme, value=table, for_print=True)


def test_dates_and_lists_speak_the_language_of_the_page_unless_told_another(tmp_path: Path) -> None:
    text = '{{ day | long_date }} {{ names | join_list }} {{ day | long_date(language="en") }}'
    theme = own(tmp_path, plain__page_j2=text)
    assert (
        shown(theme, language="zh", day=dt.date(2026, 3, 5), names=["甲", "乙"]) == "2026年3月5日 甲、乙 5 March 2026"
    )


def test_templates_are_listed_with_the_file_each_resolves_to(tmp_path: Path) -> None:
    theme = own(tmp_path, plain__page_j2="own")
    listed = {
        name: path.relative_to(tmp_path).as_posix() for name, path in theme.list_templates() if name.endswith(".j2")
    }
    assert listed == {
        "extra/page.html.j2": "package/extra/page.html.j2",
        "plain/other.html.j2": "package/plain/other.html.j2",
        "plain/page.html.j2": "own/plain/page.html.j2",
    }
    with pytest.raises(ReportgenError, match="there is no template plain/no"):
        theme.source("plain/no.html.j2")


@pytest.mark.parametrize(
    "name",
    ["../secret", "plain/../../secret", "/{folder}/secret", "..\\secret", "plain\\page.html.j2", "C:secret"],
)
def test_a_name_that_leads_out_of_the_folders_is_no_template_s(tmp_path: Path, name: str) -> None:
    write(tmp_path, {"secret": "s", "own/C:secret": "s", "own/..\\secret": "s", "own/plain\\page.html.j2": "s"})
    with pytest.raises(ReportgenError, match="there is no template"):
        Theme(tmp_path / "own").source(name.format(folder=tmp_path.as_posix()))


def test_an_office_s_own_templates_lie_beside_its_content(tmp_path: Path) -> None:
    (tmp_path / "site/content").mkdir(parents=True)
    assert templates_beside(tmp_path / "site/content") is None
    (tmp_path / "site/templates").mkdir()
    assert templates_beside(tmp_path / "site/content") == tmp_path / "site/templates"


def test_the_bundled_themes_are_those_of_the_checkout() -> None:
    assert (bundled_folder() / "site/theme.yaml").is_file()
    assert (bundled_folder() / "briefing/theme.yaml").is_file()
