"""Titles: where they part, and the shape of their lines."""

from __future__ import annotations

import time

import pytest

from reportgen.text.compose import Bond, compose_title, part_name
from tests.text.compose.measured import RoundFaces, lines_of, natural

FACES = RoundFaces()


def cut(words: str, cells: float = 20, **more: object) -> list[str]:
    return [line.words for line in lines_of(compose_title(words, cells, FACES, **more))]  # type: ignore[arg-type]


def test_a_title_that_fits_is_one_line() -> None:
    assert compose_title("涵洞 & 桥梁", 20, FACES) == '<span class="ink">涵洞 &amp; 桥梁</span>'


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (
            "县安全生产委员会关于印发《2026年汛前涵洞排查整治工作方案》的通知",
            ["县安全生产委员会关于印发", "《2026年汛前涵洞排查整治工作方案》的通知"],
        ),
        (
            "青川县人民政府办公室关于进一步加强农村公路安全隐患排查治理工作的通知",
            ["青川县人民政府办公室关于进一步", "加强农村公路安全隐患排查治理工作的通知"],
        ),
        (
            "县交通运输局、县水利局关于K3+200涵洞清淤有关情况的报告",
            ["县交通运输局、县水利局", "关于K3+200涵洞清淤有关情况的报告"],
        ),
        (
            "周明同志在全县安全生产工作会议暨汛前动员部署会上的讲话",
            ["周明同志在全县安全生产工作会议", "暨汛前动员部署会上的讲话"],
        ),
        (
            "Minutes of the third plenary meeting of the works safety committee",
            ["Minutes of the third plenary meeting ", "of the works safety committee"],
        ),
    ],
)
def test_a_title_parts_at_sense(words: str, lines: list[str]) -> None:
    assert cut(words) == lines


@pytest.mark.parametrize(
    "parts",
    [
        ["县公路", "养护中心"], ["县公安局", "交警大队"], ["县人民政府", "办公室"], ["澄溪县", "人民政府", "办公室"],
        ["县应急管理局", "办公室"], ["县财政局", "农业科"], ["澄溪县", "乡村振兴局"],
        ["县自然资源", "和规划局"], ["县道路养护", "联席会议", "办公室"], ["县交通运输局"], ["县公路养护中心（北片）"],
        ["Documentation"], ["字字字", "字字字字"],
    ],
)  # fmt: skip
def test_a_long_name_of_a_body_parts_at_sense_and_a_short_one_not_at_all(parts: list[str]) -> None:
    assert list(part_name("".join(parts))) == parts


@pytest.mark.parametrize("count", range(7, 41))
def test_no_part_of_a_name_is_too_long_or_one_character(count: int) -> None:
    parts = part_name("字" * count)
    assert "".join(parts) == "字" * count
    assert {len(part) for part in parts} <= {2, 3, 4, 5, 6}


def test_lines_that_were_typed_win() -> None:
    assert cut("关于涵洞排查情况的报告", lines=["关于涵洞", "排查情况的报告"]) == ["关于涵洞", "排查情况的报告"]


def test_words_of_two_typed_lines_do_not_run_into_one_another() -> None:
    assert compose_title("", 20, FACES, lines=["Third meeting", "on works safety", "第三次"]) == (
        '<span class="ink">Third meeting <br>on works safety<br>第三次</span>'
    )


def test_a_typed_line_that_is_too_long_is_parted_again() -> None:
    lines = cut("", 10, lines=["关于做好汛前涵洞排查整治工作的", "通知"])
    assert lines[-1] == "通知"
    assert max(map(natural, lines)) <= 10


@pytest.mark.parametrize("particle", ["的", "了", "等"])
@pytest.mark.parametrize("before", range(8, 20))
def test_no_line_begins_with_a_particle(particle: str, before: int) -> None:
    assert not any(line.startswith(particle) for line in cut("字" * before + particle + "字" * (34 - before)))


@pytest.mark.parametrize("whole", ["2026年", "第三次", "K3+200", "周明", "24小时"])
@pytest.mark.parametrize("before", range(10, 20))
def test_no_line_parts_a_name_a_date_or_a_number(whole: str, before: int) -> None:
    lines = cut("字" * before + whole + "字" * (30 - before), keep={"周明": Bond.NAME})
    assert any(whole in line for line in lines)


@pytest.mark.parametrize("count", range(21, 90))
def test_lines_fit_and_none_is_short_and_their_outline_is_no_hourglass(count: int) -> None:
    lengths = [len(line) for line in cut("字" * count)]
    assert sum(lengths) == count
    assert max(lengths) <= 20
    assert min(lengths) >= 4
    assert not any(
        before > here < after for before, here, after in zip(lengths, lengths[1:], lengths[2:], strict=False)
    )


def test_a_title_of_two_lines_is_no_rectangle() -> None:
    assert sorted(len(line) for line in cut("字" * 30)) == [14, 16]


def test_a_very_long_title_takes_less_than_a_second() -> None:
    words = "县安全生产委员会关于印发《2026年汛前涵洞排查整治工作方案》的通知" * 20
    start = time.process_time()
    lines = cut(words)
    assert time.process_time() - start < 1
    assert "".join(lines) == words
    assert max(map(natural, lines)) <= 20
