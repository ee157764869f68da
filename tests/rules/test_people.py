"""A name means one person or unit, an id even more so."""

from __future__ import annotations

from pathlib import Path

from reportgen.model.diagnostic import Diagnostic, Severity
from reportgen.rules.look import Look
from reportgen.rules.people import names_mean_one, parties_have_own_ids
from tests.small_site import AS_OF, content_of, told, write_site


def found(folder: Path, text: str) -> tuple[Diagnostic, ...]:
    look = Look.at(content_of(write_site(folder, {"people.yaml": text})), AS_OF)
    return (*parties_have_own_ids(look), *names_mean_one(look))


def test_two_people_of_one_id_are_told_once_at_the_second(tmp_path: Path) -> None:
    text = "people:\n  - {id: gu, name: 顾怀远}\n  - {id: gu, name: 沈青禾}\n"
    (finding,) = found(tmp_path, text)
    assert told([finding]) == ["people.yaml:3:10 same-party-id"]
    assert finding.severity is Severity.ERROR
    assert finding.message("en") == "two people or units have the id “gu”"
    assert finding.message("zh") == "有两个人员或单位的编号都是“gu”"
    assert finding.hint("zh") == "人员和单位的编号不得重复，请另取一个"


def test_a_person_and_a_unit_share_one_set_of_ids(tmp_path: Path) -> None:
    text = "people: [{id: works, name: 顾怀远}]\nunits: [{id: works, name: 工程办}]\n"
    assert told(found(tmp_path, text)) == ["people.yaml:2:14 same-party-id"]


def test_an_old_name_of_one_unit_and_the_name_of_another_are_told(tmp_path: Path) -> None:
    text = "units:\n  - {id: a, name: 道路科, names: [{name: 工程科, until: 2025-12-31}]}\n  - {id: b, name: 工程科}\n"
    (finding,) = found(tmp_path, text)
    assert told([finding]) == ["people.yaml:3:5 ambiguous-name"]
    assert finding.message("en") == "“工程科” means more than one person or unit"


def test_an_id_that_is_the_name_of_another_is_told(tmp_path: Path) -> None:
    assert told(found(tmp_path, "people: [{id: lin, name: 林晓}, {id: xiao, name: lin}]\n")) == [
        "people.yaml:1:31 ambiguous-name"
    ]


def test_names_of_one_party_may_repeat(tmp_path: Path) -> None:
    text = "units: [{id: a, name: 道路科, aliases: [工程科, a], names: [{name: 工程科}, {name: 道路科}]}]\n"
    assert found(tmp_path, text) == ()
