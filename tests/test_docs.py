"""What the documents show is true: the examples of docs/编写数据.md can be read, the links lead somewhere."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from generator.model.classification import functional
from generator.model.department import DepartmentYear
from tests.examples import ROOT

PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    *(f"docs/{page.name}" for page in sorted((ROOT / "docs").glob("*.md"))),
)


@pytest.fixture(scope="module")
def example(root: Path) -> DepartmentYear:
    """All YAML of the page on writing data, merged as the files of a folder are."""
    page = (root / "docs" / "编写数据.md").read_text(encoding="utf-8")
    parts = [yaml.load(block, Loader=yaml.BaseLoader) for block in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)]
    keys = [key for part in parts for key in part]
    assert len(parts) >= 9
    assert len(keys) == len(set(keys))
    merged = {key: value for part in parts for key, value in part.items()}
    return DepartmentYear.model_validate(merged, context={"unit": merged["金额单位"]})


def test_the_examples_of_the_data_page_are_one_department_year_that_can_be_read(example: DepartmentYear) -> None:
    assert example.names.full == "示例县医疗保障局"
    assert [line.code for line in example.expenditure] == ["2080505", "2101501", "2101599"]
    assert [piece.item for piece in example.texts.duties.pieces] == [False, False, True, True]


def test_the_examples_of_the_data_page_agree_with_their_control_figures(example: DepartmentYear) -> None:
    basic = sum(
        (
            amount.number
            for line in example.expenditure
            if line.general and line.general.basic
            for amount in line.general.basic.items.values()
        ),
        Decimal(0),
    )
    project = sum(
        (
            amount.number
            for line in example.expenditure
            if line.general and line.general.project
            for spending in line.general.project.projects
            for amount in spending.items.values()
        ),
        Decimal(0),
    )
    given = example.controls.given()
    assert (basic, project) == (given["基本支出"].number, given["项目支出"].number) == (85, 15)
    assert basic + project == given["收支总计"].number
    assert sum(amount.number for amount in example.revenue.general.items.values()) == given["收支总计"].number


def test_every_code_of_the_data_page_is_known_in_its_year(example: DepartmentYear) -> None:
    assert all(functional(example.year).find(line.code) for line in example.expenditure)


@pytest.mark.parametrize("page", PAGES)
def test_every_link_to_a_file_leads_to_one(root: Path, page: str) -> None:
    path = root / page
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert [link for link in links if not (path.parent / link).exists()] == []
