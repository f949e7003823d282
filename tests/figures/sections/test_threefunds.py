"""“三公” by fund: 财政拨款 is all funds together, and a table prints the fund that its title names."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from generator.build import make_document
from generator.document.blocks import Table, text_of
from generator.figures import Figures, derive
from generator.figures.sections.threefunds import CAPITAL, FISCAL, GENERAL, GOVERNMENT, tree_of_title
from generator.intake import load
from generator.packs import load_pack
from generator.packs.context.ledger import Ledger
from generator.tables import load_spec, make_table
from tests.examples import ROOT, SHILI, SHILI_2022, copy_of

TEMPLATES = ROOT / "templates"
CONTROL = ("三公经费预算: 261000.00", "三公经费预算: 361000.00")
GUESTS = (
    ("30307: 797425.83", "30307: 697425.83\n            30217: 100000.00"),
    ("政府性基金预算: 0", "政府性基金预算: 100000.00"),
    CONTROL,
)
"""Changes of an example: 10 万元 of 公务接待 out of 政府性基金."""


def changed(source: Path, to: Path, *pairs: tuple[str, str]) -> Figures:
    """The figures of a copy with texts replaced, each of which must be there."""
    copy = copy_of(source, to / "copy")
    files = sorted(copy.glob("*.yaml"))
    for old, new in pairs:
        file = next(file for file in files if old in file.read_text(encoding="utf-8"))
        file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    return derive(load(copy).data)


def value(figures: Figures, path: str) -> Decimal | None:
    """A figure in 万元, None where it is not known."""
    amount = figures.amount(path)
    assert amount is not None, path
    return amount.value


def tables(pack: str, figures: Figures) -> dict[str, Table]:
    """The statutory tables of a pack, by title."""
    document, _ = make_document(load_pack(pack), figures)
    return {text_of(table.title): table for table in document.tables() if table.role == "form"}


def of_two_funds(to: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A pack of Sichuan's with a table of “三公” for each of two funds, as its form had them until 2021."""
    folder = to / "两张三公表"
    folder.mkdir(parents=True)
    forms = "[{表: T10, 标题: 一般公共预算财政拨款“三公”经费支出决算表}, T12]"
    (folder / "pack.yaml").write_text(f"名称: 两张三公表\n继承: sichuan-juesuan\n公开表: {forms}\n", encoding="utf-8")
    monkeypatch.setenv("GONGKAI_TEMPLATES", str(to))
    return folder.name


def printed(table: Table) -> list[str]:
    """The texts of the last row."""
    return ["".join(run.text for run in cell.runs) for cell in table.body[-1]]


def test_fiscal_figures_are_all_funds_together(tmp_path: Path) -> None:
    figures = changed(SHILI, tmp_path, *GUESTS)
    assert value(figures, f"{FISCAL}.预算") == Decimal("36.1")
    assert value(figures, f"{FISCAL}.决算") == Decimal("35.512389")
    assert value(figures, f"{GENERAL}.决算") == Decimal("25.512389")
    assert value(figures, f"{GOVERNMENT}.公务接待.决算") == Decimal(10)
    assert value(figures, f"{FISCAL}.公务接待.国内决算") == Decimal("10.7798")
    assert value(figures, f"{FISCAL}.因公出国.预算") is None, "the budget of the fund is given as a whole"


def test_budgets_of_the_fund_by_item_are_added_where_they_are_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    items = "  政府性基金分项: {因公出国: 0, 公务用车购置: 0, 公务用车运行: 0, 公务接待: 100000.00}\n  政府性基金预算: 100000.00"
    figures = changed(SHILI, tmp_path, GUESTS[0], ("  政府性基金预算: 0", items), CONTROL)
    assert value(figures, f"{GOVERNMENT}.公务接待.预算") == Decimal(10)
    assert value(figures, f"{GOVERNMENT}.公务用车.预算") == 0
    assert value(figures, f"{FISCAL}.公务用车.预算") == value(figures, f"{GENERAL}.公务用车.预算")
    general = value(figures, f"{GENERAL}.公务接待.预算")
    assert general is not None
    assert value(figures, f"{FISCAL}.公务接待.预算") == general + 10
    fund = tables(of_two_funds(tmp_path, monkeypatch), figures)["政府性基金预算财政拨款“三公”经费支出决算表"]
    assert "未载明" not in "".join(printed(fund)[:6])


@pytest.mark.parametrize("pack", ["tongyong-juesuan", "shanghai-juesuan", "yunnan-juesuan"])
def test_the_tables_of_fiscal_money_and_the_text_print_it_all(pack: str, tmp_path: Path) -> None:
    figures = changed(SHILI, tmp_path, *GUESTS)
    found = [table for title, table in tables(pack, figures).items() if "三公" in title and "一般公共预算" not in title]
    assert len(found) == 1
    texts = {run.text.replace(",", "") for row in found[0].body for cell in row for run in cell.runs}
    assert texts >= ({"361000.00", "355123.89"} if pack == "yunnan-juesuan" else {"36.10", "35.51"})


def test_two_tables_of_different_funds_do_not_print_one_fund(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = tables("yunnan-juesuan", changed(SHILI, tmp_path, *GUESTS))
    both = [[printed_row(row) for row in table.body] for title, table in found.items() if "三公" in title]
    assert len(both) == 2
    assert both[0] != both[1]
    found = tables(of_two_funds(tmp_path, monkeypatch), changed(SHILI, tmp_path / "川", *GUESTS))
    titles = {title: printed(table) for title, table in found.items() if "三公" in title}
    general = titles["一般公共预算财政拨款“三公”经费支出决算表"]
    fund = titles["政府性基金预算财政拨款“三公”经费支出决算表"]
    assert "26.10" in general
    assert "25.51" in general
    assert fund[0] == "10.00"
    assert fund[6] == fund[-1] == "10.00"


def printed_row(row: tuple[object, ...]) -> list[str]:
    """The texts of a row."""
    return ["".join(run.text for run in cell.runs) for cell in row]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("一般公共预算财政拨款“三公”经费支出决算表", GENERAL),
        ("一般公共预算“三公”经费支出表", GENERAL),
        ("政府性基金预算财政拨款“三公”经费支出决算表", GOVERNMENT),
        ("国有资本经营预算财政拨款“三公”经费表", CAPITAL),
        ("财政拨款“三公”经费支出决算表", FISCAL),
        ("“三公”经费情况表", FISCAL),
    ],
)
def test_a_title_names_its_fund(title: str, name: str) -> None:
    assert tree_of_title(title) == name


def test_a_pack_that_gives_the_table_another_title_gets_the_figures_note_and_sentence_of_it(tmp_path: Path) -> None:
    figures = changed(SHILI, tmp_path, *GUESTS)
    spec = load_spec(TEMPLATES / "tongyong-juesuan" / "tables" / "T10.yaml", "T10")
    titles = ("一般公共预算财政拨款“三公”经费支出决算表", "政府性基金预算财政拨款“三公”经费支出决算表")
    style = load_pack("tongyong-juesuan").number_format("表格")
    first, second = (make_table(replace(spec, title=title), figures, style, Ledger()) for title in titles)
    assert printed(first)[0] == "26.10"
    assert printed(second)[0] == "10.00"
    assert "本年度一般公共预算财政拨款“三公”" in text_of(first.notes[0])
    assert "本年度政府性基金预算财政拨款“三公”" in text_of(second.notes[0])


def test_a_fund_that_spends_on_cars_without_a_budget_is_still_to_be_filled(tmp_path: Path) -> None:
    figures = changed(
        SHILI, tmp_path, ("30307: 797425.83", "30307: 777425.83\n            30231: 20000.00"), ("  政府性基金预算: 0\n", "")
    )
    assert value(figures, "三公.公务用车.运行决算") == Decimal("7.269939")
    budget = figures.amount("三公.预算")
    assert budget is not None
    assert budget.state == "待填"


def test_a_fund_without_any_of_it_changes_nothing() -> None:
    for source in (SHILI, SHILI_2022):
        figures = derive(load(source).data)
        for path in ("预算", "决算", "公务用车.购置决算", "公务接待.国内决算"):
            assert figures.amount(f"{FISCAL}.{path}") == figures.amount(f"{GENERAL}.{path}"), path


def test_money_of_state_capital_is_fiscal_money_too(tmp_path: Path) -> None:
    figures = changed(SHILI, tmp_path, ("            30201: 13650.00", "            30217: 13650.00"))
    assert value(figures, f"{CAPITAL}.决算") == Decimal("1.365")
    assert value(figures, "三公.公务接待.决算") == Decimal("2.1448")
