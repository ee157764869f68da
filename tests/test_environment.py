from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.environment import ROLES, Environment, Probes, look_around, require_printer
from reportgen.model.diagnostic import ReportgenError
from tests.machine import FANG, KAI, LATIN, NOTO, SYMBOLS, machine


def family_of(environment: Environment, role: str) -> str | None:
    return next(one.family for one in environment.fonts if one.role == role)


def test_this_machine_can_print_and_says_with_what() -> None:
    here = look_around()
    assert here.can_print
    assert here.python == ".".join(map(str, sys.version_info[:3]))
    assert here.weasyprint is not None
    assert here.weasyprint.startswith("70.")
    assert here.pango is not None
    assert here.pango[0] == "1"
    assert (here.pango_fonts, here.harfbuzz_subset, here.fontconfig) == (True, True, True)
    assert [one.role for one in here.fonts] == list(ROLES)
    for one in here.fonts:
        assert one.file is not None
        assert Path(one.file).is_file()
    assert require_printer(here) is None  # type: ignore[func-returns-value]


def test_looking_around_does_not_import_weasyprint() -> None:
    program = (
        "import sys; from reportgen.environment import look_around; look_around();"
        "print(sorted({'weasyprint', 'cffi', 'pydantic'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_complete_machine_misses_nothing() -> None:
    complete = machine(NOTO + LATIN + KAI + FANG)
    assert complete.missing_packages() == ()
    assert complete.install_command() is None
    assert complete.faces_command() is None
    assert complete.can_print


def test_the_regular_face_of_a_family_is_the_file_that_is_named() -> None:
    files = {one.role: one.file for one in machine(NOTO + LATIN).fonts}
    assert files["song"] == "/fonts/NotoSerifCJK-Regular.ttc"
    assert files["hei"] == "/fonts/NotoSansCJK-Regular.ttc"
    assert files["latin"] == "/fonts/LiberationSerif-Regular.ttf"
    assert files["mono"] == "/fonts/LiberationMono-Bold.ttf"


def test_the_first_wished_family_wins_under_any_of_its_names() -> None:
    office = machine(NOTO + LATIN + "FangSong,仿宋\t80\t0\t100\t0\t/fonts/simfang.ttf\n宋体\t80\t0\t100\t0\t/f.ttc\n")
    assert family_of(office, "fang") == "FangSong"
    assert family_of(office, "song") == "宋体"
    assert family_of(machine("simsun\t80\t0\t100\t0\t/f.ttc\n"), "song") == "SimSun"


def test_a_face_of_a_collection_is_named_by_its_number() -> None:
    assert machine(NOTO).faces["song"].index == 2


def test_the_red_words_are_cast_with_the_bold_face() -> None:
    assert machine(NOTO).faces["mark"].file == "/fonts/NotoSerifCJK-Bold.ttc"
    assert not machine(NOTO).faces["mark"].substituted
    office = machine(NOTO + "FZXiaoBiaoSong-B05S,方正小标宋简体\t80\t0\t100\t0\t/fonts/FZXBSJW.TTF\n")
    assert (office.faces["mark"].family, office.faces["mark"].file) == ("方正小标宋简体", "/fonts/FZXBSJW.TTF")


def test_all_who_may_play_a_role_are_named_in_order_and_those_of_the_site_come_first() -> None:
    here = machine(NOTO + LATIN + KAI + FANG)
    assert [one.family for one in here.candidates("fang")] == ["FandolFang", "Noto Serif CJK SC"]
    assert [one.substituted for one in here.candidates("fang")] == [False, True]
    wishes = ("Bureau Fang", "AR PL UKai CN")
    assert here.candidates("fang", wishes)[0].family == "AR PL UKai CN"
    assert not here.face("fang", wishes).substituted
    assert here.face("fang", wishes).wished[:2] == wishes
    assert here.face("serif", ("Bureau Serif",)).family is None


def test_the_command_that_fetches_fang_is_told_where_another_face_has_to_do() -> None:
    command = machine(NOTO + LATIN + KAI).faces_command()
    assert command is not None
    assert "apt-get download texlive-lang-chinese" in command
    assert machine(None).faces_command() is None


def test_a_stand_in_is_named_as_one() -> None:
    roles = {one.role: one for one in machine(NOTO + LATIN).fonts}
    assert (roles["fang"].family, roles["fang"].substituted) == ("Noto Serif CJK SC", True)
    assert (roles["song"].family, roles["song"].substituted) == ("Noto Serif CJK SC", False)
    assert not any(one.substituted for one in machine(None).fonts)


@pytest.mark.parametrize(
    ("environment", "packages", "can_print"),
    [
        (lambda: machine(NOTO + LATIN + SYMBOLS), ("fonts-arphic-ukai",), True),
        (lambda: machine(NOTO + KAI), ("fonts-liberation",), True),
        (lambda: machine(LATIN + KAI), ("fonts-noto-cjk",), True),
        (lambda: machine(LATIN + SYMBOLS), ("fonts-noto-cjk", "fonts-arphic-ukai"), False),
        (lambda: machine(NOTO + LATIN + KAI, without=("pango-",)), ("libpango-1.0-0",), False),
        (lambda: machine(NOTO + LATIN + KAI, without=("pangoft2",)), ("libpangoft2-1.0-0",), False),
        (lambda: machine(NOTO + LATIN + KAI, without=("subset",)), ("libharfbuzz-subset0",), True),
        (
            lambda: machine(None, without=("pango", "subset")),
            (
                "libpango-1.0-0",
                "libpangoft2-1.0-0",
                "libharfbuzz-subset0",
                "fontconfig",
                "fonts-noto-cjk",
                "fonts-arphic-ukai",
                "fonts-liberation",
                "fonts-symbola",
            ),
            False,
        ),
    ],
)
def test_what_is_missing_is_named_by_package_once(
    environment: Callable[[], Environment], packages: tuple[str, ...], can_print: bool
) -> None:
    found = environment()
    assert found.missing_packages() == packages
    assert found.install_command() == f"sudo apt-get install -y {' '.join(packages)}"
    assert found.can_print is can_print


def test_a_machine_without_pango_is_told_the_package_and_the_command_in_both_languages() -> None:
    bare = machine(NOTO + LATIN + KAI, without=("pango",))
    assert bare.pango is None
    with pytest.raises(ReportgenError) as raised:
        require_printer(bare)
    for language in ("zh", "en"):
        assert "libpango-1.0-0, libpangoft2-1.0-0" in raised.value.message[language]
        assert "sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0" in raised.value.hint[language]


def test_a_machine_without_chinese_fonts_is_refused_but_a_missing_kai_is_not() -> None:
    with pytest.raises(ReportgenError, match="fonts-noto-cjk"):
        require_printer(machine(LATIN))
    without_kai = machine(NOTO + LATIN)
    assert require_printer(without_kai) is None  # type: ignore[func-returns-value]


def test_any_chinese_sans_or_serif_is_enough_to_print() -> None:
    only_sans = machine("WenQuanYi Micro Hei\t80\t0\t100\t0\t/fonts/wqy.ttc\n" + LATIN)
    assert family_of(only_sans, "hei") == "WenQuanYi Micro Hei"
    assert family_of(only_sans, "song") is None
    assert only_sans.can_print


def test_a_machine_that_cannot_list_its_fonts_may_print_yet_is_told_to_install_the_lister() -> None:
    without = look_around(replace(Probes(), list_fonts=lambda: None))
    assert not without.fontconfig
    assert "fontconfig" in without.missing_packages()
    assert without.can_print


def test_a_lister_that_is_not_there_is_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert not look_around().fontconfig
