"""What the documents show is true: the examples of docs/编写数据.md can be read, links lead somewhere, files that are named
exist, every room is described, every word of docs/词汇.md is that of a class."""

from __future__ import annotations

import re
import tomllib
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
    parts = [yaml.load(block, Loader=yaml.CBaseLoader) for block in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)]
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


NAMED = re.compile(r"`((?:generator|tests|templates|docs|scripts|benchmarks|data_examples|\\.ci)/[^`<>…* ]*)`")
"""Paths of the repository, as pages for developers write them."""


ELSEWHERE = re.compile(
    r"\b(?:oracle|spec)/\w|DESIGN §|\bidentities(?:\.md| §| [A-Z]\d)|\bissue \d|\bdata_model(?:\.md| §)|"
    r"\b(?:phrases|variation|typesetting|workflow|performance|glossary|tables|reading)\.md"
)
"""Papers that are not in the repository."""


def rooms(root: Path) -> list[str]:
    """All folders of the program with modules, below generator/, outer rooms first."""
    folders = {path.parent.relative_to(root / "generator").as_posix() for path in (root / "generator").rglob("*.py")}
    return sorted(folders - {"."})


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/架构.md", "docs/词汇.md"])
def test_every_file_that_a_page_for_developers_names_exists(root: Path, page: str) -> None:
    named = NAMED.findall((root / page).read_text(encoding="utf-8"))
    assert [name for name in named if not (root / name).exists()] == []
    assert len(named) >= 25 or page != "CONTRIBUTING.md"


def test_nothing_cites_a_paper_that_is_not_in_the_repository(root: Path) -> None:
    files = [
        file
        for folder in ("benchmarks", "data_examples", "docs", "generator", "scripts", "templates", "tests")
        for file in sorted((root / folder).rglob("*"))
        if file.suffix in {".py", ".md", ".yaml", ".html"} and file.name != Path(__file__).name
    ]
    assert len(files) > 400
    found = [
        f"{file.name}: {hit[0]}"
        for file in files
        for hit in ELSEWHERE.finditer(file.read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []


def test_every_room_stands_in_the_table_of_contributing(root: Path) -> None:
    text = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    outer = [room for room in rooms(root) if "/" not in room]
    assert len(outer) >= 14
    assert [room for room in outer if f"`generator/{room}/" not in text] == []


def test_the_walk_through_the_program_enters_every_room_and_names_only_modules_that_are_there(root: Path) -> None:
    text = (root / "docs" / "架构.md").read_text(encoding="utf-8")
    missing = [room for room in rooms(root) if not re.search(rf"`(\w+/)*{room.rpartition('/')[2]}/", text)]
    assert missing == [], "docs/架构.md 没有说到这些屋子"
    modules = {path.name for path in (root / "generator").rglob("*.py")} | {"test_floors.py"}
    assert sorted(set(re.findall(r"`(?:\w+/)*(\w+\.py)`", text)) - modules) == []


def test_the_floors_of_the_walk_are_those_that_are_kept(root: Path) -> None:
    text = (root / "docs" / "架构.md").read_text(encoding="utf-8")
    written = [set(re.findall(r"`(\w+)`", row)) for row in re.findall(r"^\| \d+ \| (.*) \|$", text, re.MULTILINE)]
    contract = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"][0]
    assert written == [{room.strip().removeprefix("generator.") for room in layer.split("|")} for layer in contract["layers"]]


def test_every_word_for_a_class_is_that_of_a_class_in_its_room_and_stands_once(root: Path) -> None:
    text = (root / "docs" / "词汇.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `?([\w -]+)`? \| ([^|]+) \| [^|]+ \| ?`?([\w/]*)`? ?\|$", text, re.MULTILINE)
    words = [row for row in rows if row[0] != "英文"]
    assert len(words) > 80
    assert len({word for word, _, _ in words}) == len({chinese for _, chinese, _ in words}) == len(words)
    for word, _, room in words:
        assert bool(room) == word[0].isupper(), word
        sources = (root / "generator" / room).rglob("*.py") if room else ()
        found = any(re.search(rf"^class {word}\b", file.read_text(encoding="utf-8"), re.MULTILINE) for file in sources)
        assert found == bool(room), f"{room} 里没有 {word}"


@pytest.mark.parametrize("page", PAGES)
def test_every_link_to_a_file_leads_to_one(root: Path, page: str) -> None:
    path = root / page
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ")
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", text) if "://" not in link]
    assert [link for link in links if not (path.parent / link).exists()] == []
