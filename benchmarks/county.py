"""A synthetic county: department-years like `data_examples/shili`, with other names, amounts, numbers of projects and texts.

Every amount of a department is the example's times a whole number, so all sums still hold; further projects come with a
科目 of their own, their income and their expenditure. The same seed gives the same files.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "data_examples" / "shili"
PACK = "sichuan-juesuan"
TRADES = ("教育", "农业农村", "水利", "交通运输", "自然资源", "文化旅游", "应急管理", "统计", "审计", "林业", "商务", "科技")
KINDS = ("局", "服务中心", "管理所", "执法大队", "监测站")
CODES = ("2100101", "2100102", "2100199", "2100399", "2100408", "2100409", "2109999", "2080199", "2080299", "2130199", "2120399")
"""科目 of further projects, one after the other."""
AMOUNT = re.compile(r"-?\d+\.\d\d")
GENERAL = "一般公共预算"


def make_county(folder: Path, departments: int, *, seed: int = 6, size: int = 1) -> list[Path]:
    """Write the department-years, each with the year before; the folders of 2023.

    size: how many times the example's projects, 科目 and prose (1, 4, 16).
    """
    chance = random.Random(seed)
    made = []
    for number in range(departments):
        trade = f"{chance.choice(TRADES)}{chance.choice(KINDS)}"
        factor, more = chance.randint(1, 9), chance.randint(0, 4) if size == 1 else 0
        for year in (2022, 2023):
            parts = {file.stem: _read(file) for file in sorted((EXAMPLE / str(year)).glob("*.yaml")) if file.stem != "自评"}
            _enlarge(parts, more + 6 * (size - 1), size)
            place = folder / f"{number:04}{trade}" / str(year)
            place.mkdir(parents=True)
            names = {"示例县医疗保障": f"样本县第{number}{trade}", "县医疗保障局": f"县第{number}{trade}"}
            for name, part in parts.items():
                text = yaml.dump(_scaled(part, factor), Dumper=Dumper, allow_unicode=True, sort_keys=False, width=10_000)
                (place / f"{name}.yaml").write_text(_renamed(text, names), encoding="utf-8")
        made.append(place)
    return made


class Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes every value as it was typed."""


def _read(file: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    data.pop("控制数", None)
    if "报告" in data:
        data["报告"] = [PACK]
    return data


def _enlarge(parts: dict[str, Any], projects: int, size: int) -> None:
    """Further projects with their 科目, and longer texts."""
    books, described = parts["收支"], parts["项目"]["项目"]
    own = deepcopy(described[-1])
    line = next(entry for entry in books["支出"] if entry["科目"] == "2130506")
    for number in range(projects):
        code, name = CODES[number % len(CODES)], f"{own['名称']}第{number + 1}期"
        items = {"30201": f"{1200 + 37 * number}.50", "30211": f"{800 + 11 * number}.25", "30226": f"{4000 + 101 * number}.00"}
        cost = str(sum(map(Decimal, items.values())))
        project = {"项目": name, "经济分类": items}
        _add_line(books, line, code, cost, project)
        described.append({**deepcopy(own), "名称": name, "财政拨款": dict.fromkeys(("年初预算", "全年预算", "到位"), cost)})
    texts = parts["文字"]["文字"]
    for work in list(texts["重点工作"]) * (size - 1):
        texts["重点工作"].append({**work, "标题": f"{work['标题']}（续{len(texts['重点工作'])}）"})


def _add_line(books: dict[str, Any], line: dict[str, Any], code: str, cost: str, project: dict[str, Any]) -> None:
    """Income and expenditure of a further project under its 科目."""
    income = books["收入"]["一般公共预算财政拨款"]
    found = next((entry for entry in books["支出"] if entry["科目"] == code), None)
    if found is None:
        income[code] = "0.00"
        found = {"科目": code, "年初预算": "0.00", "主要用于": line["主要用于"], GENERAL: {"项目支出": []}}
        books["支出"].append(found)
    income[code] = str(Decimal(income[code]) + Decimal(cost))
    found["年初预算"] = str(Decimal(found["年初预算"]) + Decimal(cost))
    found[GENERAL]["项目支出"].append(project)


def _scaled(part: Any, factor: int) -> Any:
    """Every amount in 元 (two decimals) times the factor, but for points and the figures of prose."""
    if isinstance(part, dict):
        return {key: value if key in ("指标", "自评得分", "数据") else _scaled(value, factor) for key, value in part.items()}
    if isinstance(part, list):
        return [_scaled(entry, factor) for entry in part]
    return str(Decimal(part) * factor) if AMOUNT.fullmatch(part) else part


def _renamed(text: str, names: dict[str, str]) -> str:
    for old, new in names.items():
        text = text.replace(old, new)
    return text


def findings(places: list[Path]) -> Iterator[str]:
    """What `check` finds of severity 错误 in the county; nothing, or the county is no county."""
    from generator.build import check

    for place in places:
        yield from (
            f"{place.parent.name}：{found.rule} {found.message}" for found in check(place) if str(found.severity) == "错误"
        )
