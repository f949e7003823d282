"""The 财决 workbook in: from `shili/2023` in both year variants, as .xlsx and .xls, the report reads as the hand-written data."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from generator.build import chosen_packs, find_style, make_document, read
from generator.cli import main
from generator.excel.accounts import import_workbook
from generator.figures import Figures
from generator.intake import load
from generator.model.place import SourceText
from generator.writers.output.printer import Printer
from tests.examples import SHILI
from tests.excel.accounts.财决 import write_workbook

pytestmark = pytest.mark.slow

AMOUNT = re.compile(r"(?m)^(?!.*(?:预算|总计|合计|人员经费|公用经费|人数|编制数|车辆数|总额|到位):)(.*\w: )(\d+\.\d\d)(?=$|  #)")
STATE_CAPITAL = re.compile(r"  # 国有资本经营预算支出—.*?(?=  # 其他支出)", re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("财决")


def old_form(folder: Path) -> Path:
    """shili/2023 without 国有资本经营预算, of which forms up to 2018 know nothing."""
    target = folder / "旧" / "2023"
    if not target.exists():
        shutil.copytree(SHILI.parent, target.parent)
        file = target / "收支.yaml"
        text = STATE_CAPITAL.sub("", file.read_text(encoding="utf-8"), count=1)
        text = re.sub(r"国有资本经营预算财政拨款:\n    2230105: .*", "国有资本经营预算财政拨款: 0", text)
        file.write_text(text.partition("\n控制数:")[0] + "\n", encoding="utf-8")
    return target


def source(variant: str, folder: Path) -> Path:
    return SHILI if variant == "新" else old_form(folder)


def workbook(variant: str, folder: Path) -> Path:
    """The workbook of a variant."""
    made = folder / f"财决{variant}.xlsx"
    if not made.exists():
        write_workbook(read(source(variant, folder))[0], variant, made)
    return made


def as_old_excel(book: Path) -> Path:
    """A workbook saved by LibreOffice as Excel 97 had them."""
    profile = f"-env:UserInstallation={(book.parent / 'lo').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "xls:MS Excel 97", "--outdir", str(book.parent), str(book)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return book.with_suffix(".xls")


def spoilt(origin: Path, folder: Path) -> Path:
    """A copy of which every amount of 收入, 支出 and balances is another one; texts and budgets as they are."""
    shutil.copytree(origin.parent, folder)
    file = folder / origin.name / "收支.yaml"
    text, count = AMOUNT.subn(r"\g<1>1.23", file.read_text(encoding="utf-8"))
    assert count > 100
    file.write_text(text, encoding="utf-8")
    return folder / origin.name


PACKS = ("sichuan-juesuan", "tongyong-juesuan", "tongyong-xiangmu-ziping")


def texts(figures: Figures, packs: tuple[str, ...] = PACKS) -> dict[str, bytes]:
    """Pack → its whole report as plain text, the statutory tables among it."""
    chosen = chosen_packs(figures, packs)
    return {pack.name: Printer(make_document(pack, figures)[0], find_style(pack)).print("txt") for pack in chosen}


@cache
def hand_written(origin: Path) -> dict[str, bytes]:
    return texts(read(origin)[0])


def write(target: Path, book: Path) -> None:
    for path, text in import_workbook(book, target, ("tongyong-juesuan",)).files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


@pytest.mark.parametrize("suffix", ["xlsx", pytest.param("xls", marks=pytest.mark.office)])
@pytest.mark.parametrize("variant", ["新", "旧"])
def test_every_report_reads_as_that_of_the_hand_written_data(variant: str, suffix: str, folder: Path, tmp_path: Path) -> None:
    origin = source(variant, folder)
    target = spoilt(origin, tmp_path / "数据")
    wanted = hand_written(origin)
    assert texts(read(target)[0], PACKS[1:2])[PACKS[1]] != wanted[PACKS[1]]
    book = workbook(variant, folder)
    write(target, book if suffix == "xlsx" else as_old_excel(book))
    assert texts(read(target)[0]) == wanted


@pytest.mark.parametrize("variant", ["新", "旧"])
def test_from_nothing_all_figures_of_the_books_come_out_of_the_workbook(variant: str, folder: Path, tmp_path: Path) -> None:
    write(tmp_path / "2023", workbook(variant, folder))
    made, wanted = read(tmp_path / "2023")[0].books, read(source(variant, folder))[0].books
    for one, other in ((made.receipts, wanted.receipts), (made.expenditure, wanted.expenditure), (made.opening, wanted.opening)):
        assert leaves(one) == leaves(other)
        assert leaves(one)
    assert (made.used_surplus, made.distributed, made.closing()) == (wanted.used_surplus, wanted.distributed, wanted.closing())


def leaves(cube) -> dict[tuple, str]:
    """What each leaf that is not zero is of → its figure; projects, which the workbook does not tell, left out."""
    found: dict[tuple, object] = {}
    for leaf in cube.leaves:
        if not leaf.amount.is_zero:
            key = tuple(sorted((name, value) for name, value in leaf.dims.items() if name != "项目"))
            found[key] = found.get(key, 0) + leaf.amount.number
    return {key: f"{value.normalize():f}" for key, value in found.items()}


def test_changed_figures_are_listed_and_texts_and_comments_are_kept(folder: Path, tmp_path: Path) -> None:
    target = spoilt(SHILI, tmp_path / "数据")
    result = import_workbook(workbook("新", folder), target)
    changes = {change.path: (change.old, change.new) for change in result.changes}
    assert changes["收入.其他收入.2101550"] == ("1.23", "14206.53")
    assert changes["支出[9].一般公共预算.基本支出.30101"] == ("1.23", "1696259.02")
    text = result.files[target / "收支.yaml"]
    old = (SHILI / "收支.yaml").read_text(encoding="utf-8")
    for line in old.splitlines():
        if line.lstrip().startswith("#") or "差异原因" in line or "主要用于" in line or "年初预算" in line:
            assert line in text.splitlines()
    assert "2101550: 14206.53  # 事业运行；来自 财决新.xlsx Z03 收入决算表(财决03表)!" in text
    assert set(result.files) <= {target / "收支.yaml", target / "三公与采购.yaml"}


def test_a_second_import_changes_nothing(folder: Path, tmp_path: Path) -> None:
    target = spoilt(SHILI, tmp_path / "数据")
    write(target, workbook("新", folder))
    again = import_workbook(workbook("新", folder), target)
    assert again.files == {}
    assert again.changes == []


def test_a_figure_knows_its_cell_in_the_model_and_in_findings(folder: Path, tmp_path: Path, capsys) -> None:
    write(tmp_path / "2023", workbook("新", folder))
    amount = load(tmp_path / "2023").data.revenue.other.items["2101550"]
    assert re.fullmatch(r"财决新\.xlsx Z03 收入决算表\(财决03表\)![A-Z]+\d+", amount.origin.place.cell)
    file = tmp_path / "2023" / "收支.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("本年收入合计: 24961558.37", "本年收入合计: 24961558.38"), encoding="utf-8"
    )
    main(["check", str(tmp_path / "2023")])
    said = capsys.readouterr().out
    assert re.search(r"本年收入合计）?，来自 财决新\.xlsx Z01 收入支出决算总表\(财决01表\)!\w+", said)


def test_what_is_not_used_is_reported_with_sheet_and_cells(folder: Path, tmp_path: Path) -> None:
    result = import_workbook(workbook("新", folder), tmp_path / "2023")
    assert any(line.startswith("Z12 资产负债简表(财决12表)：不认识的表") for line in result.unused)
    assert any("“年初结转和结余—项目支出结转和结余”没有用到" in line and "G8" in line for line in result.unused)


def test_coverage_of_the_base_facts_of_the_example(folder: Path, tmp_path: Path) -> None:
    """What of shili/2023 comes from the workbook: all of the books and most of 三公; the rest is typed (docs/从Excel导入.md)."""
    write(tmp_path / "2023", workbook("新", folder))
    made, wanted = load(tmp_path / "2023").tree, load(SHILI).tree
    for key in ("收入", "年初结转和结余", "使用非财政拨款结余", "结余分配"):
        assert made[key] == wanted[key]
    assert {"机构", "人员", "文字", "数据", "项目", "自评", "政府采购", "国有资产"}.isdisjoint(made)
    assert made["机关运行经费"] == {name: wanted["机关运行经费"][name] for name in ("决算", "行政单位", "参公单位")}
    typed = {part: set(wanted["三公"][part]) - set(made["三公"][part]) for part in ("因公出国", "公务用车", "公务接待")}
    assert set(map(frozenset, typed.values())) == {frozenset({"变动原因", "开支内容"})}
    assert [kind["车型"] for kind in made["三公"]["公务用车"]["车型"]] == ["公务用车"]
    assert all(isinstance(line["科目"], SourceText) and "年初预算" not in line for line in made["支出"])
