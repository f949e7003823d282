"""Imported figures into the tree of an existing file: what a person typed stays, every figure that changes is listed."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from generator.excel.accounts.assemble import as_text, whole_of
from generator.excel.accounts.facts import CENT, SOURCE_OF
from generator.excel.accounts.store import CellFigure
from generator.excel.grid import as_number
from generator.model.money import SOME_FISCAL, UNTOLD_FUND, Fund
from generator.model.place import SourceText

IDENTITY = {"支出": "科目", "项目": "名称", "机构.单位": "名称"}
"""Lists whose items are known by a field."""
OPEN = ("", "~", "待填", "未载明")
TO_FILL = "待填"
UNTOLD = (SOME_FISCAL, UNTOLD_FUND)
"""Fields of money of which the fund is not stated; it is in none of the funds beside them."""


@dataclass(frozen=True, slots=True)
class ImportedChange:
    """A figure that the import writes. old: empty where there was none; source: the cells."""

    path: str
    old: str
    new: str
    source: str

    def __str__(self) -> str:
        said = f"{self.path}：{self.old or '（没有）'} → {self.new}"
        return f"{said}  （{self.source}）" if self.source else said


@dataclass
class Merger:
    """Merges one tree after the other. `sources`: path → cells; `moved`: old path of a list's item → its new one."""

    unit: str
    changes: list[ImportedChange] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)

    def merge(self, old: Any, new: Any, path: str) -> Any:
        """The merged value: texts as they stand, figures of the workbook. `old` is None where the file has nothing."""
        if isinstance(old, (dict, list)) and old and is_open(old) and not isinstance(new, (dict, list)):
            old = None  # a part of the skeleton that nobody has filled
        if isinstance(new, CellFigure):
            return self._figure(old, new, path)
        if isinstance(new, dict):
            if isinstance(old, list):
                return self._projects(old, new, path)
            return self._mapping(old, new, path)
        if isinstance(new, list) and all(isinstance(item, dict) for item in new):
            return self._list(old, new, path)
        return old if old is not None and not is_open(old) else new

    def _figure(self, old: Any, new: CellFigure, path: str) -> Any:
        if isinstance(old, list) and len(old) == 1 and isinstance(old[0], dict) and "经济分类" not in old[0]:
            return [{**old[0], "金额": self._figure(old[0].get("金额"), new, f"{path}[0].金额")}]
        if isinstance(old, (dict, list)):
            self._whole(old, new, path)
            return old
        return self._leaf(old, new, path)

    def _leaf(self, old: Any, new: CellFigure, path: str) -> str:
        text = as_text(new, self.unit)
        if new.said:
            self.sources[path] = new.said
        typed = as_number(old) if isinstance(old, str) else None
        if typed is not None and typed == as_number(text):
            return str(old)
        if old is None and not new.value:
            return text
        if isinstance(old, str) and old in ("无", "不涉及", "空") and not new.value:
            return old
        self.changes.append(ImportedChange(path, str(old or ""), text, new.said))
        return text

    def _whole(self, old: Any, new: CellFigure, path: str) -> None:
        """The file splits what the workbook gives as one figure: the parts stay, a different sum is reported."""
        total = self._typed_total(old)
        if total is None:
            self.warnings.append(
                f"“{path}”在数据里是分开填的，还没有填完；工作簿的合计是{new.value:f}万元（{new.source}），没有写进去，请填分项"
            )
        elif abs(total - new.value) > CENT / 2:
            self.warnings.append(
                f"“{path}”在数据里是分开填的，各项之和{total:f}万元，工作簿的合计是{new.value:f}万元（{new.source}）：没有改动，请改分项"
            )

    def _typed_total(self, part: Any) -> Decimal | None:
        """The sum of typed figures in 万元; None where one of them is none."""
        if isinstance(part, str):
            number = Decimal(0) if part in ("无", "不涉及", "空") else as_number(part)
            return number.scaleb(-4) if number is not None and self.unit == "元" else number
        if isinstance(part, dict):
            part = [value for key, value in part.items() if key not in ("项目", "科目")]
        found = [self._typed_total(child) for child in part]
        return None if None in found else sum((n for n in found if n is not None), Decimal(0))

    def _mapping(self, old: Any, new: dict[str, Any], path: str) -> dict[str, Any]:
        if isinstance(old, str) and old not in OPEN and (number := self._typed_total(old)) is not None:
            if abs(number - whole_of(new)) > CENT / 2:
                self.changes.append(ImportedChange(path, old, "分项填写", "合计不同"))
            old = {}
        known = old if isinstance(old, dict) else {}
        known, new = self._one_telling(known, new, path)
        by_code = bool(new) and all(str(key).isdigit() for key in new)
        merged = {}
        for key, value in known.items():
            if key in new:
                merged[str(key)] = self.merge(value, new[key], _join(path, str(key)))
            elif by_code and str(key).isdigit():
                self.changes.append(ImportedChange(_join(path, str(key)), _shown(value), "（工作簿没有，删去）", ""))
            elif not (path.startswith("支出[") and isinstance(value, (dict, list)) and is_open(value)):
                merged[str(key)] = value
        for key, value in new.items():
            if key not in known:
                merged[key] = self.merge(None, value, _join(path, key))
        return dict(sorted(merged.items())) if by_code else merged

    def _one_telling(self, old: dict[str, Any], new: dict[str, Any], path: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """Money whose fund is not stated on one side and its funds on the other are one: it stays where the fund is stated."""
        untold = [key for key in UNTOLD if key in new]
        typed = {key: value for key, value in old.items() if key in FUND_KEYS and not is_open(value)}
        if untold and typed:
            amount = sum((whole_of(new[key]) for key in untold), Decimal(0))
            told = self._typed_total(list(typed.values()))
            stated = sum((whole_of(value) for key, value in new.items() if key in typed), Decimal(0))
            if told is None or abs(told - stated - amount) > CENT / 2:
                self.warnings.append(f"“{path}”在数据里分了资金，工作簿没有分，合计{amount:f}万元：没有改动，请核对分项")
            return old, {
                key: value for key, value in new.items() if key not in untold and not (key in typed and value == "未载明")
            }
        stale = [key for key in UNTOLD if key in old and key not in new and any(name in new for name in FUND_KEYS)]
        for key in stale:
            self.changes.append(ImportedChange(_join(path, key), _shown(old[key]), "（资金已经分清，删去）", ""))
        return {key: value for key, value in old.items() if key not in stale}, new

    def _projects(self, old: list[Any], new: dict[str, Any], path: str) -> Any:
        """项目支出 that the file parts by project and the workbook by economic item only."""
        if len(old) == 1 and isinstance(old[0], dict):
            items = self._mapping(old[0].get("经济分类"), new, f"{path}[0].经济分类")
            project = {key: value for key, value in old[0].items() if key != "金额"}
            return [{**project, "经济分类": items}]
        if not self._adds_up(old, new):
            self.warnings.append(f"“{path}”在数据里分了{len(old)}个项目，与工作簿的经济分类不一致：没有改动，请重新分到项目")
        return old

    def _adds_up(self, projects: list[Any], items: dict[str, Any]) -> bool:
        """True where the economic items of the projects together are those of the workbook."""
        typed = self._by_item(projects)
        if typed is None or typed.keys() != items.keys():
            return False
        return all(abs(typed[code] - figure.value) <= CENT / 2 for code, figure in items.items())

    def _by_item(self, projects: list[Any]) -> dict[str, Decimal] | None:
        found: dict[str, Decimal] = {}
        for project in projects:
            items = project.get("经济分类") if isinstance(project, dict) else None
            if not isinstance(items, dict):
                return None
            for code, value in items.items():
                number = self._typed_total(value)
                if number is None:
                    return None
                found[str(code)] = found.get(str(code), Decimal(0)) + number
        return found

    def _list(self, old: Any, new: list[Any], path: str) -> Any:
        """Lists of records: lines of 支出 by 科目, projects by name; projects of a 项 are taken where the file has none."""
        if path.endswith(".车型") and old:
            self._cars(old, new[0], path)
            return old
        key = IDENTITY.get(path, "车型" if path.endswith(".车型") else "项目")
        old = self._without_skeleton(old, new, key)
        known = {str(item.get(key)): (place, item) for place, item in enumerate(old or []) if isinstance(item, dict)}
        if path not in IDENTITY and known and set(known) != {str(item[key]) for item in new}:
            self._whole(old, CellFigure(whole_of(new), ""), path)
            return old
        order = list(known) + [str(item[key]) for item in new if str(item[key]) not in known]
        fresh = {str(item[key]): item for item in new}
        if path == "支出":
            order.sort()
            self._missing([code for code in known if code not in fresh])
        merged = []
        for place, name in enumerate(order):
            spot = f"{path}[{place}]"
            if name in known:
                self.moved[f"{path}[{known[name][0]}]"] = spot
            before = known[name][1] if name in known else None
            merged.append(self._item(before, fresh[name], spot) if name in fresh else before)
        return merged

    @staticmethod
    def _without_skeleton(old: Any, new: list[Any], key: str) -> Any:
        """The items that a person has named; one of the skeleton, without a name, is the first new one, still to be filled."""
        items = [item for item in old if isinstance(item, dict)] if isinstance(old, list) else []
        named = [item for item in items if not is_open(item.get(key, TO_FILL))]
        if len(named) < len(items) and not named and new and key == "名称":
            return [{**items[0], key: str(new[0][key])}]
        return named if isinstance(old, list) else old

    def _cars(self, old: list[Any], new: dict[str, Any], path: str) -> None:
        """Cars by kind stay as typed; the workbook knows their sums."""
        for name, figure in new.items():
            if isinstance(figure, CellFigure) and figure.count:
                typed = [as_number(str(kind.get(name))) for kind in old if isinstance(kind, dict)]
                total = sum((number for number in typed if number is not None), Decimal(0))
                if total != figure.value:
                    self.warnings.append(
                        f"“{path}”的{name}合计{total:f}，工作簿是{figure.value:f}（{figure.source}）：没有改动，请改"
                    )

    def _item(self, before: Any, new: dict[str, Any], path: str) -> Any:
        """One record; of a project, amount and economic items exclude each other."""
        if before and "金额" in new and isinstance(before.get("经济分类"), dict):
            self._whole(before["经济分类"], new["金额"], f"{path}.经济分类")
            return before
        if before and "经济分类" in new:
            before = {key: value for key, value in before.items() if key != "金额"}
        return self._mapping(before, new, path)

    def _missing(self, codes: list[str]) -> None:
        if codes:
            self.warnings.append(f"数据里有、工作簿里没有的科目：{'、'.join(codes)}。没有改动，不该有的请删去")


FUND_KEYS = (*map(str, Fund), *SOURCE_OF.values())
"""The fields of money of which the fund is stated, in 支出, 收入 and 年初结转和结余."""


def is_open(value: Any) -> bool:
    """True for a value that is still to be filled, and for a group or a list of nothing else."""
    if isinstance(value, dict):
        return all(map(is_open, value.values()))
    if isinstance(value, list):
        return all(map(is_open, value))
    return str(value) in OPEN or TO_FILL in str(value)


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _shown(value: Any) -> str:
    return str(value) if isinstance(value, (str, SourceText)) else "（分项）"
