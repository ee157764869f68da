"""Places wait until somebody asks for them, and are worked out once."""

from __future__ import annotations

import pytest

from reportgen.model.source import FilePlaces, Places


def test_places_that_wait_are_there_and_are_worked_out_once() -> None:
    asked: list[str] = []

    def work_out() -> FilePlaces:
        asked.append("m1")
        return FilePlaces("meetings/m1.yaml")

    places = Places({"site.yaml": FilePlaces("site.yaml")}, {"m1": work_out})
    assert (list(places), len(places), "m1" in places, "m2" in places) == (["site.yaml", "m1"], 2, True, False)
    assert asked == []
    assert [places["m1"].path, places["m1"].path, places["site.yaml"].path] == [
        "meetings/m1.yaml",
        "meetings/m1.yaml",
        "site.yaml",
    ]
    assert asked == ["m1"]
    assert (list(places), len(places), places.waiting) == (["site.yaml", "m1"], 2, {})
    assert places.get("m2") is None
    with pytest.raises(KeyError):
        places["m2"]
