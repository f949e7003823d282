"""What the tests share: an empty working folder and an environment without our variables, the repository's root, the
default style, a browser, a small report with every kind of block."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from generator.document.blocks import (
    Cell,
    Chart,
    Contents,
    ContentsRow,
    Cover,
    Document,
    Heading,
    Paragraph,
    Run,
    Section,
    Series,
    Table,
)
from generator.writers.style import Style, load_style
from tests.shared import share_in

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = ("GONGKAI_NPM", "GONGKAI_LEAF_STEP")
"""Variables that say where validators are and how much a test does, not what the program should do."""
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


settings.register_profile("gongkai", derandomize=True, deadline=None, database=None)
settings.load_profile("gongkai")


@pytest.fixture(scope="session", autouse=True)
def _nowhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty folder to work in: no test reads what `scripts/demo`, a person or an earlier test left in the checkout.

    Our own variables are taken out of the environment; programs that tests start find the package by PYTHONPATH.
    """
    folder = tmp_path_factory.mktemp("nowhere")
    share_in(tmp_path_factory.getbasetemp())
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("GONGKAI_") and name not in SETTINGS]:
            patch.delenv(name)
        patch.setenv("PYTHONPATH", str(ROOT), prepend=os.pathsep)
        patch.chdir(folder)
        yield folder


@pytest.fixture(autouse=True)
def _nothing_left(_nowhere: Path) -> Iterator[None]:
    """A test that wants to write files writes them into its own folder."""
    yield
    left = sorted(path.name for path in _nowhere.iterdir())
    assert left == [], "the test wrote into the working folder"


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skips the tests of LibreOffice where there is none."""
    if item.get_closest_marker("office") and shutil.which("soffice") is None:
        pytest.skip("没有 LibreOffice：apt-get install libreoffice-writer-nogui libreoffice-calc-nogui 以后才能测")


def runs(text: str) -> tuple[Run, ...]:
    """A text as runs; an empty text has none."""
    return (Run(text),) if text else ()


def head(text: str, colspan: int = 1, rowspan: int = 1) -> Cell:
    """A head cell."""
    return Cell(runs(text), "head", colspan, rowspan)


def number(value: str, text: str | None = None) -> Cell:
    """A cell with a figure, printed as typed where no text is given."""
    return Cell(runs(value if text is None else text), "number", value=Decimal(value))


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, without a window: one for all tests of a process, as a second cannot be started beside it."""
    if CHROMIUM is None:
        pytest.skip("没有 chromium：apt-get install chromium 以后才能测网页")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def style() -> Style:
    """The style 公开."""
    return load_style(ROOT / "templates" / "styles" / "公开.yaml")


@pytest.fixture
def form() -> Table:
    """A statutory table with a head of two levels, spans in the body, an indent, states, zeros and a note."""
    return Table(
        id="T03",
        widths=(0.1, 0.3, 0.2, 0.2, 0.2),
        title=runs("支出决算表"),
        mark="公开03表",
        unit_left=runs("部门：示例县医疗保障局"),
        unit_right="金额单位：万元",
        head=(
            (head("项目", 2), head("本年支出合计", rowspan=2), head("其中", 2)),
            (head("科目编码"), head("科目名称"), head("基本支出"), head("项目支出")),
        ),
        body=(
            (Cell(runs("合计"), colspan=2, bold=True), number("1234.50", "1,234.50"), number("1234.5", "1,234.50"), number("0")),
            (
                Cell(runs("2080505")),
                Cell(runs("养老保险\n缴费"), indent=1),
                number("-6.10"),
                number("0", ""),
                Cell(kind="number"),
            ),
            (
                Cell(runs("说明"), rowspan=2),
                Cell(runs("=1+1")),
                number("5"),
                Cell(runs("无"), "number"),
                Cell(runs("不涉及"), colspan=1, rowspan=2),
            ),
            (Cell(runs("末行")), number("12.345", "12.35"), number("0", "0.00")),
        ),
        notes=(runs("注：本表反映部门本年度各项支出情况。"),),
        repeat=2,
    )


@pytest.fixture
def report(form: Table) -> Document:
    """A report with every kind of block, one of its sections on landscape pages."""
    amounts = Series("决算数", (Decimal("1.5"), Decimal("2")), ("1.50", "2"))
    visitors = Series("决算数", (Decimal(3),), ("3",))
    plain = Table("P1", (0.5, 0.5), (), ((Cell(runs("甲")), Cell(runs("乙"))),), role="plain")
    text = (
        Cover((Paragraph("封面单位", runs("示例县医疗保障局")), Paragraph("封面题", runs("2022年度部门决算")))),
        Contents("目录", (ContentsRow(1, "第一部分 部门概况", "h1"), ContentsRow(2, "一、主要职能", "h2"))),
        Heading("部分标题", 1, "第一部分", runs("部门概况"), "h1", new_page=True),
        Heading("一级标题", 2, "一、", runs("主要职能"), "h2"),
        Paragraph("正文", runs("贯彻执行有关法律。"), number="1.", lead=runs("职能。")),
        Chart("c1", "bar", "支出", runs("（图1：支出）（柱状图）"), ("基本支出", "项目支出"), (amounts,), "万元", "支出"),
        Chart("c2", "pie", "三公", runs("（图2：三公）（饼状图）"), ("接待",), (visitors,), "万元", "三公"),
        plain,
    )
    return Document("2022年度部门决算", "部门决算", (Section("portrait", text), Section("landscape", (form,))))
