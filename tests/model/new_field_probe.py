"""Run in a copy of the program whose model has new fields: prints where they are found, as JSON. See test_new_field.py."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from pathlib import Path
from typing import Any

from generator.cli.main import main
from generator.errors import Problems
from generator.excel.fill import read_book, write_book
from generator.figures import derive
from generator.figures.derive import root
from generator.figures.view import View
from generator.intake import json_schema
from generator.intake.load import load
from generator.model.amount import Amount
from generator.model.money import Revenue
from generator.tables.query import amount
from scripts.generated.fields import page

VALUES = {"金额": "12.30", "个数": "7", "文字": "一段话", "日期": "2023-06-30", "词": "甲类"}
PLACES = {"最上一级": (), "一组": ("政府采购",), "一列": ("项目", 0), "列中的列": ("项目", 0, "指标", 0)}
PACK = "名称: {name}\n继承: tongyong-juesuan\n文件名: {name}\n"


def names(place: str) -> dict[str, str]:
    """Name of each new field at a place → what is typed."""
    return {f"试加{place}{kind}": value for kind, value in VALUES.items()}


def lines(place: str, indent: int, values: dict[str, str] | None = None) -> str:
    """The new fields as lines of a data file."""
    return "".join(f"{' ' * indent}{name}: {value}\n" for name, value in {**names(place), **(values or {})}.items())


def data(**wrong: str) -> str:
    """A small data file in which every new field is typed."""

    def given(place: str, indent: int) -> str:
        return lines(place, indent, {f"试加{place}词": wrong[place]} if place in wrong else None)

    receipts = [str(info.alias) for info in Revenue.model_fields.values()][1:8]
    return (
        "年度: 2023\n金额单位: 万元\n报告: [tongyong-juesuan]\n部门: {全称: 示例县水利局}\n"
        + given("最上一级", 0)
        + "收入:\n  一般公共预算财政拨款: 10\n"
        + "".join(f"  {name}: 0\n" for name in receipts)
        + "支出:\n  - {科目: 2130301, 年初预算: 10, 一般公共预算: {基本支出: {30101: 10}}}\n"
        + "政府采购:\n  货物: 0\n  工程: 0\n  服务: 0\n  授予中小企业: 0\n  授予小微企业: 0\n"
        + given("一组", 2)
        + "项目:\n  - 名称: 渠道维修\n"
        + given("一列", 4)
        + "    指标:\n      - 一级: 产出指标\n        二级: 数量指标\n        三级: 长度\n        指标值: ≥3公里\n"
        + given("列中的列", 8)
    )


def at(value: Any, path: tuple[str | int, ...]) -> Any:
    """What lies at a path of names and indexes."""
    for part in path:
        value = value[part]
    return value


def silent(*arguments: str) -> int:
    """A command's exit status."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return main(arguments)


def pack(name: str, extra: str) -> int:
    """The exit status of `packs --check` for a pack one section of which prints every new field, and something more."""
    folder = Path("templates") / name
    (folder / "说明").mkdir(parents=True)
    (folder / "pack.yaml").write_text(PACK.format(name=name), encoding="utf-8")
    show = {"金额": "|万元", "个数": "|数", "文字": "|句中", "日期": "|日期", "词": ""}

    def printed(prefix: str, place: str) -> str:
        return "".join(f"{{{{ {prefix}试加{place}{kind}{how} }}}}" for kind, how in show.items())

    inner = printed("行.", "列中的列")
    rows = f"{printed('项.', '一列')}{{% for 行 in 项.指标 %}}{inner}{{% endfor %}}"
    text = printed("", "最上一级") + printed("政府采购.", "一组") + f"{{% for 项 in 项目 %}}{rows}{{% endfor %}}{extra}"
    (folder / "说明" / "三公总体.html").write_text(f"<p>{text}</p>", encoding="utf-8")
    return silent("packs", name, "--check")


def wrong_words() -> list[str]:
    """What is said of a word outside the choices, at each place."""
    found = []
    for place in PLACES:
        Path("错.yaml").write_text(data(**{place: "丙类"}), encoding="utf-8")
        try:
            load(Path("错.yaml"))
        except Problems as errors:
            found += [f"{one} {one.remedy}" for one in errors.errors]
    return found


def look() -> dict[str, Any]:
    """Where the new fields are found."""
    source = Path("2023.yaml")
    source.write_text(data(), encoding="utf-8")
    loaded = load(source)
    figures = derive(loaded.data)
    view = root(figures)
    schema = json_schema()
    described = json.dumps(schema, ensure_ascii=False)
    Path("填报表.xlsx").write_bytes(write_book(loaded))
    back = read_book(Path("填报表.xlsx")).tree
    assert silent("rollover", str(source), "-o", "2024") == 0
    rolled = "".join(one.read_text(encoding="utf-8") for one in Path("2024").rglob("*.yaml"))
    fields = page()
    result: dict[str, Any] = {key: [] for key in ("读数据", "模板所见", "表样所见", "结构说明", "填报表", "结转", "字段页")}
    for place, path in PLACES.items():
        for name, typed in names(place).items():
            seen = at(view, path) if path else view
            assert isinstance(seen, (View, dict))
            shown = seen[name]
            value = str(shown.value) if isinstance(shown, Amount) else str(getattr(shown, "month", shown))
            result["模板所见"] += [name] if value in (typed, "6") else []
            result["读数据"] += [name] if str(at(loaded.tree, path)[name]) == typed else []
            result["填报表"] += [name] if str(at(back, path)[name]) == typed else []
            result["结构说明"] += [name] if f'"{name}"' in described and f"说明{place}" in described else []
            result["字段页"] += [name] if f"`{name}`" in fields else []
            result["结转"] += [name] if f"{name}:" in rolled else []
            if isinstance(shown, Amount) and 0 not in path:
                found = amount(figures, {"名": ".".join((*map(str, path), name))})
                result["表样所见"] += [name] if found == shown else []
    result["检查模板包"] = pack("试加", "")
    result["检查写错的模板包"] = pack("试加错", "{{ 政府采购.试加一组金饿|万元 }}")
    result["选错"] = wrong_words()
    return result


if __name__ == "__main__":
    sys.stdout.write(json.dumps(look(), ensure_ascii=False))
