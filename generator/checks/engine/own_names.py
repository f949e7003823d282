"""The names that a department's data add to the reader's: 科目, projects, posts, cars, business figures, its own name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.figures import Figures
from generator.model.department import DepartmentYear
from generator.sentences import Entry, Vocabulary, national
from generator.sentences.items import economic_entries, item_entries
from generator.sentences.vocabulary import ANY_COUNT, MONEY_UNITS, UNITS

MEASURES = "万元|亿元|元|万人次|人次|户次|场次|批次|户数|人数|家数|个数|件数|次数|数量|数|率|占比|比例|比重|得分"
COUNTED = re.compile(f"(.{{1,60}}?)({MEASURES})")
RATES = ("率", "占比", "比例", "比重")
UNIT_OF = {"人数": "人", "户数": "户", "家数": "家", "个数": "个", "件数": "件", "次数": "次"}
PROJECT, POST, CAR, FACT, RETIRED = "项目·", "人员·", "车辆·", "数据·", "离退休·"
BOUGHT, BOUGHT_FOR, HELD = "车型购置数·", "车型购置金额·", "车型保有量·"
STAFF_KIND, SCORED, OTHERS = "人员类·", "项目得分·", "其他人员·"
"""Heads of names that the reader knows by itself; the data add their own kinds of cars."""
BUYING = frozenset(("公务用车购置数", "公务用车购置费", "公务用车费"))
HOLDING = frozenset(("公务用车保有量", "公务用车数"))
CLEAR = 4
"""Characters from which on what is counted is clear without the word for its number: 检查机构274家, but not 参保10万人."""
PERSONS = UNITS["人"]
CARS = UNITS["辆"]


def vocabulary_of(figures: Figures) -> Vocabulary:
    """The reader's words with those of a department."""
    own = dict.fromkeys(name for name in _own_names(figures.data) if name)
    parts = [str(unit.name) for unit in figures.data.organisation.units if str(unit.name) not in own]
    return national().extended(_entries(figures), own, parts)


GENERIC = {
    "街道办事处": ("街道", "街道办事处", "街道办", "办事处", "街道机关"),
    "医院": ("医院",),
    "卫生院": ("卫生院", "医院"),
    "学校": ("学校",),
    "小学": ("学校",),
    "中学": ("学校",),
    "幼儿园": ("幼儿园", "学校"),
    "学院": ("学院", "学校"),
    "大学": ("学校",),
    "法院": ("法院",),
    "检察院": ("检察院",),
    "镇人民政府": ("镇政府", "镇机关"),
    "乡人民政府": ("乡政府", "乡机关"),
    "中心": ("中心",),
}
"""The end of a department's name → the words that mean it alone in its texts."""


def _own_names(data: DepartmentYear) -> Iterator[str]:
    names = data.names
    full = re.sub(r"（.*?）$", "", str(names.full))
    yield full
    for end, words in GENERIC.items():
        if full.endswith(end):
            yield from words
    for name in (names.full, names.short, names.self_name):
        if name:
            yield str(name)
            if len(bare := re.sub("^.{0,9}?[县市区省州旗]", "", str(name))) >= 4:
                yield bare


def _entries(figures: Figures) -> Iterator[tuple[str, Entry]]:
    data, names = figures.data, figures.names
    yield from _items(names)
    rows = _rows(names.get("人员经费项")) + _rows(names.get("公用经费项"))
    yield from economic_entries((str(row["编码"]), str(row["名称"])) for row in rows)
    for number, project in enumerate(data.projects):
        name = str(project.name)
        for spelling in {name, name if name.endswith("项目") else f"{name}项目", name.removesuffix("项目")}:
            yield spelling, Entry(f"{SCORED}{number}", UNITS["分"])
            yield spelling, Entry(f"{PROJECT}{number}")
    for number, group in enumerate(data.staff):
        yield str(group.group), Entry(f"{POST}{number}", PERSONS)
        yield f"{group.group}人员", Entry(f"{POST}{number}", PERSONS)
        yield str(group.group).removesuffix("人员"), Entry(f"{POST}{number}", PERSONS)
    for use in data.assets.vehicles if data.assets else ():
        yield str(use), Entry(f"{CAR}{use}", CARS)
    for car in data.three_public.cars.kinds if data.three_public else ():
        kind = str(car.kind)
        yield kind, Entry(f"{BOUGHT}{kind}", CARS, needs=BUYING)
        yield f"购置{kind}", Entry(f"{BOUGHT}{kind}", CARS, needs=BUYING | {"三公经费"})
        yield kind, Entry(f"{BOUGHT_FOR}{kind}", needs=BUYING)
        yield kind, Entry(f"{HELD}{kind}", CARS, needs=HOLDING)
    for kind in map(str, data.retired):
        yield kind, Entry(f"{RETIRED}{kind}", PERSONS)
        yield f"{kind.removesuffix('人员')}人员", Entry(f"{RETIRED}{kind}", PERSONS)
    for kind in map(str, data.other_staff):
        yield kind, Entry(f"{OTHERS}{kind}", PERSONS)
        yield f"{kind.removesuffix('人员')}人员", Entry(f"{OTHERS}{kind}", PERSONS)
    for name in data.facts:
        yield from _fact(str(name))


def _rows(value: object) -> list[dict[str, object]]:
    return value if isinstance(value, list) else []


def _items(names: dict[str, object]) -> Iterator[tuple[str, Entry]]:
    """The 科目 of the accounts, by name; the same name may be that of several codes."""
    codes: dict[str, set[str]] = {}
    for row in _rows(names.get("全部支出项")) + _rows(names.get("支出项")):
        code = str(row["编码"])
        for name, length in (("类", 3), ("款", 5), ("项", 7)):
            if row[name]:
                codes.setdefault(str(row[name]), set()).add(code[:length])
    for row in _rows(names.get("全部支出类")) + _rows(names.get("支出类")):
        if row["名称"]:
            codes.setdefault(str(row["名称"]), set()).add(str(row["编码"]))
    return item_entries(codes)


def _fact(name: str) -> Iterator[tuple[str, Entry]]:
    """业务数据: 救助人次 is said “救助…人次”, 追回基金万元 “追回基金…万元”, 参保率 “参保率…%”."""
    found = COUNTED.fullmatch(name)
    what = f"{FACT}{name}"
    if found is None:
        yield name, Entry(what, ANY_COUNT)
        return
    stem, measure = found[1], found[2]
    if measure in RATES:
        yield name, Entry(what, UNITS["%"])
    elif measure in MONEY_UNITS:
        yield stem, Entry(what, MONEY_UNITS if measure == "万元" else frozenset((measure,)))
    else:
        unit = UNIT_OF.get(measure, measure)
        units = frozenset((unit,)) if unit not in ("数", "数量", "得分", "人") else PERSONS if unit == "人" else ANY_COUNT
        if len(stem) >= (2 if measure in units else CLEAR):
            yield stem, Entry(what, units)
        yield name, Entry(what, units)
