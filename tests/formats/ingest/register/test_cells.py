"""Names in a cell."""

from __future__ import annotations

import pytest

from reportgen.formats.ingest.register.cells import is_nothing, names_in, units_and_people


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("谢敏/田俊/杜凯", ["谢敏", "田俊", "杜凯"]),
        ("水利局、交通局，应急局；四镇", ["水利局", "交通局", "应急局", "四镇"]),
        ("Ada Reed, Tom Fell; June Moss\nPat Lake", ["Ada Reed", "Tom Fell", "June Moss", "Pat Lake"]),
        ("@ada @tom-fell", ["ada", "tom-fell"]),
        ("@李文@周明", ["李文", "周明"]),
        ("ada@reeds.example", ["ada@reeds.example"]),
        ("水利局（李文、周明）、交通局", ["水利局（李文、周明）", "交通局"]),
        ("Works (roads, bridges) / Parks", ["Works (roads, bridges)", "Parks"]),
        ("水利局）、交通局（一科", ["水利局）", "交通局（一科"]),
        ("李文、-、", ["李文"]),
        ("", []),
    ],
)
def test_names_are_parted_outside_brackets(cell: str, names: list[str]) -> None:
    assert list(names_in(cell)) == names


@pytest.mark.parametrize("cell", ["", " \u3000", "-", "—", "——", "/", "无", "N/A", "none"])
def test_a_cell_may_say_that_nothing_stands_in_it(cell: str) -> None:
    assert is_nothing(cell)
    assert not is_nothing(f"{cell}待定")


def test_people_stand_in_brackets_behind_their_unit() -> None:
    parts = ["水利局（李文、周明）", "交通局", "Parks (June Moss)", "（赵岩）"]
    assert units_and_people(parts) == (["水利局", "交通局", "Parks", "（赵岩）"], ["李文", "周明", "June Moss"])
