"""Roll-over: 2022 becomes the beginning of 2023, and filled in it gives the figures of 2023."""

from __future__ import annotations

import re
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.build import read
from generator.folders.roll.advance import FILL, UPDATE
from generator.folders.roll.codes import renamed
from generator.folders.roll.years import mentions
from generator.intake.datafiles import read_present
from generator.intake.load import load
from generator.intake.yaml.writing import to_yaml
from generator.model.amount import Amount
from tests.cli.conftest import Run, run
from tests.examples import SHILI, SHILI_2022

__all__ = ["run"]
SHILI_2024 = SHILI.with_name("2024")


@pytest.fixture
def rolled(run: Run, tmp_path: Path) -> tuple[Path, str]:
    """The folder of 2023 made from 2022, without 2022 beside it; what was reported."""
    shutil.copytree(SHILI_2022, tmp_path / "去年")
    ran = run("rollover", tmp_path / "去年", "-o", tmp_path / "2023")
    assert (ran.status, ran.err) == (0, "")
    return tmp_path / "2023", ran.out


def test_the_files_keep_their_names_comments_and_the_year_moves_on(rolled: tuple[Path, str]) -> None:
    folder, _ = rolled
    names = {path.name for path in SHILI_2022.glob("*.yaml")}
    assert {path.name for path in folder.glob("*.yaml")} == names
    text = (folder / "收支.yaml").read_text(encoding="utf-8")
    assert text.startswith("# 2023年度收入、支出、结转、控制数。")
    assert "    2080501: 待填  # 行政单位离退休；上年 251930.64\n" in text
    assert load(folder).data.year == 2023


def test_what_was_left_at_the_end_of_the_year_is_what_the_next_begins_with(rolled: tuple[Path, str]) -> None:
    known = load(SHILI).tree["年初结转和结余"]
    ours = load(rolled[0]).tree["年初结转和结余"]
    assert ours == known
    assert ours["一般公共预算"]["2101301"] == "120286.71"


def test_the_actuals_are_last_years_figures(rolled: tuple[Path, str]) -> None:
    figures, _ = read(rolled[0])
    before, _ = read(SHILI_2022)
    for name in ("收支总计", "财政拨款收支总计", "一般公共预算财政拨款支出", "年末结转和结余", "本年支出合计"):
        was = before.amount(name)
        assert was is not None
        assert figures.prior[name] == was
    three = load(rolled[0]).tree["三公"]
    assert three["公务接待"]["上年决算"] == "8613.00"
    assert three["公务用车"]["上年运行预算"] == "45000.00"


def test_every_figure_waits_and_every_text_is_marked(rolled: tuple[Path, str]) -> None:
    tree = load(rolled[0]).tree
    assert tree["支出"][0]["年初预算"] == FILL
    assert tree["项目"][0]["指标"][0]["完成值"] == FILL
    assert tree["项目"][0]["指标"][0]["分值"] == "10", "the weights belong to the indicator"
    assert tree["文字"]["主要职能"].startswith(UPDATE)
    assert tree["文字"]["总计变动原因"].startswith(UPDATE)
    assert "确认" not in tree
    assert tree["截至"] == "2023-12-31"
    left = [value for _, value in leaves(tree["支出"]) if re.fullmatch(r"[\d.]{4,}", value) and "." in value]
    assert left == []


def test_every_year_number_is_reported_with_its_line(rolled: tuple[Path, str]) -> None:
    folder, said = rolled
    told = re.findall(r"^  (\S+):(\d+)（.*?）(\d{4})：", said, re.MULTILINE)
    assert len(told) >= 10
    for name, line, year in told:
        assert year in (folder / name).read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert f"年份{len(told)}处" in said


def test_a_code_that_has_another_name_next_year_is_reported(rolled: tuple[Path, str]) -> None:
    assert "科目21305改名：巩固脱贫衔接乡村振兴 → 巩固脱贫攻坚成果衔接乡村振兴" in rolled[1]
    told: list[str] = []
    assert renamed("2101501", 2023, told) == "2101501"
    assert renamed("其他", 2023, told) == "其他"
    assert told == []


def test_check_lists_what_is_to_fill_by_task(run: Run, rolled: tuple[Path, str]) -> None:
    ran = run("check", rolled[0])
    assert ran.status == 1
    heads = re.findall(r"^  (数字|原因|文字)（(\d+)处", ran.out, re.MULTILINE)
    assert [name for name, _ in heads] == ["数字", "原因", "文字"]
    assert int(heads[0][1]) > 200 and int(heads[1][1]) > 15 and int(heads[2][1]) > 50
    import json

    summary = json.loads(run("check", rolled[0], "--json").out)["summary"]
    assert summary["待填"] == {name: int(count) for name, count in heads}


def test_a_draft_shows_what_is_missing_and_a_final_build_is_refused(run: Run, rolled: tuple[Path, str], tmp_path: Path) -> None:
    out = tmp_path / "出"
    final = run("build", rolled[0], "-t", "tongyong-juesuan", "-f", "txt", "-o", out)
    assert final.status == 1
    assert not list(out.rglob("*.txt"))
    draft = run("build", rolled[0], "-t", "tongyong-juesuan", "-f", "html", "--draft", "-o", out)
    assert draft.status == 1 or draft.out
    page = next(out.rglob("*.html")).read_text(encoding="utf-8")
    assert len(re.findall(r"<mark><data[^>]*>【待填：", page)) > 20


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Any:
    """Every scalar with its path; the members of a list by their name."""
    if isinstance(value, dict):
        for key, child in value.items():
            yield from leaves(child, (*path, str(key)))
    elif isinstance(value, list):
        for number, child in enumerate(value):
            yield from leaves(child, (*path, _name(child, number)))
    else:
        yield path, str(value)


def _name(item: Any, number: int) -> Any:
    keys = ("科目", "项目", "名称", "类别", "车型", "三级", "标题")
    return next((str(item[key]) for key in keys if isinstance(item, dict) and key in item), number)


def filled(value: Any, known: dict[tuple[Any, ...], str], path: tuple[Any, ...] = ()) -> Any:
    """The tree with every 待填 replaced by what is known at its place (0 where nothing is), every mark taken off."""
    if isinstance(value, dict):
        return {key: filled(child, known, (*path, str(key))) for key, child in value.items()}
    if isinstance(value, list):
        return [filled(child, known, (*path, _name(child, number))) for number, child in enumerate(value)]
    if value == FILL:
        return known.get(path, "2024-09-18" if path[-1] in ("公开时间", "填报日期") else "0")
    return str(value).replace(f"{UPDATE}\n\n", "").replace(UPDATE, "")


def test_filled_in_with_the_figures_of_2023_it_builds_clean_and_says_the_same(
    run: Run, rolled: tuple[Path, str], tmp_path: Path
) -> None:
    """The sections whose structure is the same in both years are taken as rolled, with 2023's figures put in; lines of
    expenditure that 2022 did not have are taken from 2023."""
    folder, _ = rolled
    known, theirs = dict(leaves(load(SHILI).tree)), load(SHILI).tree
    tree = filled(load(folder).tree, known)
    for key in ("收入", "支出", "控制数", "政府采购"):
        tree[key] = merged(tree[key], theirs[key])
    for key in ("项目", "机关运行经费", "文字", "数据", "人员", "三公"):
        tree[key] = theirs[key] if key in ("项目", "文字", "数据") else merged(tree[key], theirs[key])
    done = tmp_path / "填好" / "2023.yaml"
    done.parent.mkdir()
    done.write_text(to_yaml(tree), encoding="utf-8")
    ours, _ = read(done)
    other, _ = read(SHILI)
    names = [name for name, value in other.names.items() if isinstance(value, Amount)]
    assert len(names) > 25
    for name in names:
        one, two = ours.amount(name), other.amount(name)
        assert one == two, name
    for name in ("收支总计", "财政拨款收支总计", "一般公共预算财政拨款支出", "年末结转和结余"):
        assert ours.prior[name] == other.prior[name]
    ran = run("build", done, "-t", "tongyong-juesuan", "-f", "txt", "-o", tmp_path / "出")
    assert ran.status == 0, ran.err
    text = next((tmp_path / "出").rglob("*.txt")).read_text(encoding="utf-8")
    assert "待填" not in text and "待更新" not in text
    assert Decimal(str(other.names["收支总计"].value)) > 2000  # type: ignore[attr-defined]


def merged(ours: Any, theirs: Any) -> Any:
    """Ours, with the lines, codes and keys that only the other has; figures of codes that it lacks are left out."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        kept = {k: merged(v, theirs[k]) for k, v in ours.items() if k in theirs}
        last = {k: v for k, v in ours.items() if k not in theirs and str(k).startswith("上年")}
        return {**kept, **last, **{k: v for k, v in theirs.items() if k not in ours}}
    if isinstance(ours, list) and isinstance(theirs, list):
        known = {_name(one, n): one for n, one in enumerate(ours)}
        return [merged(known[_name(one, n)], one) if _name(one, n) in known else one for n, one in enumerate(theirs)]
    return ours if isinstance(ours, str) and isinstance(theirs, str) else theirs


def test_a_budget_becomes_next_years_budget(run: Run, tmp_path: Path) -> None:
    shutil.copytree(SHILI_2024, tmp_path / "去年")
    ran = run("rollover", tmp_path / "去年", "-o", tmp_path / "2025")
    assert ran.status == 0
    loaded = load(tmp_path / "2025")
    assert (loaded.data.year, loaded.data.kind) == (2025, "预算")
    assert loaded.tree["年初结转和结余"]["一般公共预算"]["2101301"] == FILL, "what is carried over is not known yet"
    assert loaded.tree["三公"]["公务用车"]["上年运行预算"] == "62000.00" or "上年运行预算" in loaded.tree["三公"]["公务用车"]
    assert loaded.tree["机关运行经费"]["上年预算"] == "1072000.00"


def test_files_that_several_years_share_stay_where_they_are(run: Run, tmp_path: Path) -> None:
    shutil.copytree(SHILI.parents[1] / "dachang", tmp_path / "县")
    shared = (tmp_path / "县" / "共用.yaml").read_bytes()
    ran = run("rollover", tmp_path / "县" / "2021", "-o", tmp_path / "县" / "2022")
    assert ran.status == 0
    assert (tmp_path / "县" / "共用.yaml").read_bytes() == shared
    assert "共用.yaml" not in {path.name for path in (tmp_path / "县" / "2022").iterdir()}
    assert load(tmp_path / "县" / "2022").data.names.full == load(tmp_path / "县" / "2021").data.names.full


def test_units_in_the_departments_folder_are_rolled_over_with_it_and_those_elsewhere_are_named_for_next_year(
    run: Run, tmp_path: Path
) -> None:
    source = Path(shutil.copytree(SHILI.parents[1] / "huizong" / "2023", tmp_path / "局" / "2023"))
    station = tmp_path / "站" / "2023"
    station.mkdir(parents=True)
    shutil.move(source / "单位" / "管理站.yaml", station / "管理站.yaml")
    file = source / "基本情况.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("单位/管理站.yaml", "../../站/2023"), encoding="utf-8")
    out = tmp_path / "局" / "2024"
    ran = run("rollover", source, "-o", out)
    assert (ran.status, ran.err) == (0, "")
    assert "单位/防御中心.yaml：已带入上年数" in ran.out
    assert sorted(path.name for path in (out / "单位").iterdir()) == ["本级.yaml", "防御中心.yaml"]
    whole = read_present(out).tree["汇总"]
    assert whole["单位"] == ["单位/本级.yaml", "单位/防御中心.yaml", "../../站/2024"]
    unit = load(out / "单位" / "防御中心.yaml")
    assert unit.data.year == 2024
    assert unit.tree["年初结转和结余"]["一般公共预算"] == {"2130314": "21500.00"}
    assert unit.tree["机关运行经费"]["上年决算"] == "157880.00"


def test_a_folder_with_data_is_left_alone(run: Run, rolled: tuple[Path, str], tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in rolled[0].iterdir()}
    ran = run("rollover", tmp_path / "去年", "-o", rolled[0])
    assert ran.status == 2
    assert "已有数据文件，没有改动" in ran.err
    assert {path: path.read_bytes() for path in rolled[0].iterdir()} == before


def test_years_are_years_and_other_numbers_are_not(tmp_path: Path) -> None:
    file = tmp_path / "数据.yaml"
    lines = (
        "年度: 2023",
        "文字:",
        "  主要职能: |",
        "    2021年起，按〔2020〕5号文，",
        "    共2008万元，960x2050的门，{{ 2019 }}。",
        "",
    )
    file.write_text("\n".join(lines), encoding="utf-8")
    assert yaml.safe_load(file.read_text(encoding="utf-8"))
    assert [(one.line, one.year) for one in mentions(read_present(file).tree)] == [(4, "2021"), (4, "2020")]


def test_a_date_that_a_form_prints_and_nobody_gave_is_marked_too(run: Run, tmp_path: Path) -> None:
    source = SHILI.parents[1] / "mentougou" / "2021"
    shutil.copytree(source, tmp_path / "去年")
    assert run("rollover", tmp_path / "去年", "-o", tmp_path / "2022").status == 0
    ran = run("check", tmp_path / "2022")
    assert ran.status == 1
    assert "填报日期”还没有填，报告要用到" in ran.out
