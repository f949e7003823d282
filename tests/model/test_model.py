"""The model's names and the statutory classifications."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import BaseModel, ValidationError

from generator.model.classification import economic, functional
from generator.model.department import DepartmentYear
from generator.model.money import Revenue
from generator.model.place import Place, SourceText, place_of
from generator.model.record import Record
from generator.model.text import parse_text


def records(root: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """All parts of the model below a part."""
    seen, todo = set(), [root]
    while todo:
        part = todo.pop()
        if part in seen:
            continue
        seen.add(part)
        yield part
        for info in part.model_fields.values():
            todo += _parts(info.annotation)


def _parts(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [part for inner in getattr(annotation, "__args__", ()) for part in _parts(inner)]


def test_every_chinese_key_is_a_valid_identifier_so_that_templates_can_write_it() -> None:
    parts = list(records(DepartmentYear))
    aliases = [str(info.alias) for part in parts for info in part.model_fields.values() if info.alias]
    assert len(parts) > 25
    assert len(aliases) > 150
    assert [alias for alias in aliases if not alias.isidentifier()] == []


def test_every_part_of_the_model_is_frozen_and_refuses_unknown_keys() -> None:
    for part in records(DepartmentYear):
        assert issubclass(part, Record)
        assert part.model_config["frozen"]
        assert part.model_config["extra"] == "forbid"


def test_a_model_object_cannot_be_changed() -> None:
    revenue = Revenue.model_validate({})
    with pytest.raises(ValidationError):
        revenue.general = revenue.other


def test_a_code_has_the_name_of_its_year() -> None:
    assert functional(2020).name("2101501") == "行政运行"
    assert functional(2023).name("213").startswith("农林水")
    assert economic(2023).name("30217") == "公务接待费"
    assert functional(2023).name("9999999") == ""


def test_the_nearest_codes_of_a_wrong_one_are_in_force() -> None:
    near = functional(2023).nearest("2101599")
    assert near
    assert all(functional(2023).find(row.code) == row and len(row.code) == 7 for row in near)


def test_text_is_parted_into_paragraphs_and_items_with_their_lines() -> None:
    text = parse_text(SourceText("甲\n乙\n\n- 一\n- 二\n  续\n", Place("a.yaml", 10, 3, "文字.主要职能"), "|"))
    assert [tuple(piece) for piece in text.pieces] == [(False, "甲乙", 11), (True, "一", 14), (True, "二续", 15)]


@pytest.mark.parametrize(("raw", "state"), [("无", "无"), ("不涉及 ", "不涉及"), ("待填", "待填"), ("", "待填"), ("~", "待填")])
def test_a_word_instead_of_a_text_is_a_state(raw: str, state: str) -> None:
    text = parse_text(raw)
    assert (text.state, text.pieces, bool(text)) == (state, (), True)


def test_only_typed_values_have_a_place() -> None:
    place = Place("a.yaml", 1, 5, "年度")
    assert place_of(SourceText("2023", place)) == place
    assert place_of("2023").line == 0
    assert str(place) == "a.yaml:1:5（年度）"
