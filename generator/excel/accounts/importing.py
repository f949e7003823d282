"""A workbook into the files of a department-year: read, recognised, assembled, merged; nothing is written here."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.errors import DataError, Problems, UsageError
from generator.excel.accounts.assemble import Tree, assemble
from generator.excel.accounts.facts import Harvest, harvest, total_gaps
from generator.excel.accounts.forms import CodeNames
from generator.excel.accounts.layout import Region, find_regions, place_columns, read_head, read_marks, year_in
from generator.excel.accounts.merge import ImportedChange, Merger
from generator.excel.accounts.store import Store
from generator.excel.accounts.words import plain
from generator.excel.book import read_book
from generator.excel.grid import Grid, Tables
from generator.intake.sources import SUFFIXES, data_files, shared_files
from generator.intake.yaml.rewriting import DataFile, read_file
from generator.model.choices import ACCOUNTS, BUDGET
from generator.model.classification import economic, functional
from generator.model.money import Revenue
from generator.runtime.reading import exists

FILES = {
    "基本情况.yaml": ("年度", "文种", "金额单位", "报告", "部门"),
    "收支.yaml": ("收入", "年初结转和结余", "使用非财政拨款结余", "结余分配", "支出", "控制数"),
    "三公与采购.yaml": ("三公", "机关运行经费", "政府采购", "国有资产"),
    "项目.yaml": ("项目",),
}
"""Where the parts of a new department-year go."""
WANTED = {
    "部门": "名称表（全称、简称、本地、财政部门等）",
    "机构": "机构设置（所属单位和性质、内设机构）",
    "人员": "编制和在职人数",
    "三公": "“三公”经费的预算、批次、人次、车辆数",
    "机关运行经费": "机关运行经费",
    "政府采购": "政府采购",
    "国有资产": "国有资产（车辆、设备）",
    "项目": "项目的预算、绩效目标和指标",
    "文字": "各节文字和变动原因",
}
"""What a workbook may leave unstated, in the order of a person's work."""


@dataclass
class Imported:
    """The result of importing a workbook. files: path → new text, those that change; forms: sheet → form."""

    files: dict[Path, str] = field(default_factory=dict)
    unchanged: list[Path] = field(default_factory=list)
    changes: list[ImportedChange] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    forms: dict[str, str] = field(default_factory=dict)
    to_type: list[str] = field(default_factory=list)
    figures: int = 0
    year: int = 0


def import_workbook(book_path: Path, target: Path, packs: tuple[str, ...] = (), year: int = 0) -> Imported:
    """Read a workbook and merge it into the data at `target` (a file, or a folder that need not exist yet).

    year: instead of the one that the workbook or the data state. Raises UsageError for a file that cannot be opened, and as
    `import_tables`.
    """
    return import_tables(read_book(book_path), target, packs, year)


def import_tables(book: Tables, target: Path, packs: tuple[str, ...] = (), year: int = 0) -> Imported:
    """The same with tables that are read already, of a workbook or of a report.

    Raises UsageError where no form is known or the year is not known; Problems for cells that cannot be read and faulty data
    files.
    """
    existing = _existing(target)
    result = Imported()
    regions = [region for sheet in book.grids for region in find_regions(sheet, result.unused)]
    if not regions:
        raise _nothing_known(book)
    for region in regions:
        read_marks(region)
    whole = _whole_tree(existing)
    result.year = _year(book, target, regions, whole, year)
    store = _facts(book, regions, result)
    kind = BUDGET if _is_budget(regions) else ACCOUNTS
    tree = _base(whole, regions, kind, packs, result.year) | assemble(store, kind)
    if "收入" not in whole:
        _to_fill(tree)
    if kind == BUDGET:
        result.warnings += _wrong_kind(whole)
    _merge(existing, target, tree, book, result)
    result.warnings += [*store.warnings, *total_gaps(store.facts)]
    result.unused += _sheets_without_form(book, regions)
    result.to_type = [text for key, text in WANTED.items() if key not in whole and (key == "部门" or key not in tree)]
    return result


def _existing(target: Path) -> list[DataFile]:
    """The data files at the target, with their comments."""
    if target.suffix.lower() in SUFFIXES:
        return [read_file(target)] if exists(target) else []
    if exists(target) and not target.is_dir():
        raise UsageError("-o 后面应是文件夹，或 .yaml 文件", file=str(target), remedy="换一个名字")
    return [read_file(path) for path in data_files(target)] if exists(target) else []


def _whole_tree(files: list[DataFile]) -> dict[str, Any]:
    """The root keys that are there already, those of shared files included."""
    found: dict[str, Any] = {}
    for file in files:
        found.update(file.tree)
    folder = files[0].path.parent if files else None
    for path in shared_files(folder) if folder else []:
        found = {**read_file(path).tree, **found}
    return found


def _nothing_known(book: Tables) -> UsageError:
    names = "、".join(f"“{sheet.name}”" for sheet in book.grids[:8])
    remedy = "要有财决报表或公开表的表名（如“收入支出决算总表”）；检查是否选错了文件"
    return UsageError(f"没有认出一张财决报表或公开表，工作簿里有{names or '没有工作表'}", file=str(book.path), remedy=remedy)


def _year(book: Tables, target: Path, regions: list[Region], whole: dict[str, Any], given: int) -> int:
    typed = str(whole.get("年度", ""))
    found = Counter(region.year for region in regions if region.year)
    stated = found.most_common(1)[0][0] if found else _year_around(book)
    year = given or (int(typed) if re.fullmatch(r"20\d\d", typed) else stated) or _year_of_folder(target, book.path)
    if not year:
        raise UsageError("不知道是哪个年度的：工作簿里没有写", file=str(book.path), remedy="加 --year，如 --year 2023")
    if not given and stated and found and stated != year:
        message = f"工作簿里写的是{stated}年度，数据是{year}年度"
        raise UsageError(message, file=str(book.path), remedy="检查是否选错了文件；确实要导入的加 --year")
    return year


def _year_around(book: Tables) -> int:
    """The year in the first lines of any sheet, else in the names of the sheets or of the file."""
    texts = [plain(cell) for sheet in book.grids for row in sheet.rows[:6] for cell in row if isinstance(cell, str) and cell]
    years = [year for text in texts if len(text) < 60 and (year := year_in(text))]
    names = re.findall(r"20\d\d", " ".join([book.path.stem, *(sheet.name for sheet in book.grids)]))
    return years[0] if years else int(names[0]) if names else 0


def _year_of_folder(target: Path, book: Path) -> int:
    """The year that the folder of the data is named after, as in `某局/2023`, else that of the workbook's; 0 for neither."""
    names = (target.stem, book.absolute().parent.name)
    return next((int(name) for name in names if re.fullmatch(r"20\d\d", name)), 0)


def _facts(book: Tables, regions: list[Region], result: Imported) -> Store:
    """The facts of all forms. Raises Problems for figures that cannot be read."""
    names = CodeNames(result.year)
    found = Harvest()
    common = Counter(region.unit for region in regions if region.unit)
    for region in regions:
        read_head(region, names)
        if not region.columns and _is_export(region.grid):
            place_columns(region, names)
        if not region.columns:
            result.unused.append(f"{region.grid.name}：认出是“{region.form.name}”，但列头看不懂，没有用到")
            continue
        if region.by_position:
            result.warnings.append(f"{region.grid.name}：列头认不出，按财决报表的固定位置取数，请逐项核对")
        before = len(found.facts)
        harvest(region, names, _unit(region, common, result), found)
        if len(found.facts) > before:
            result.forms[region.grid.name] = region.form.name
    if found.problems:
        raise Problems([DataError(text, file=str(book.path)) for text in found.problems])
    result.unused += found.unused
    result.figures = len(found.facts)
    hidden = [sheet.name for sheet in book.grids if sheet.hidden and sheet.name in result.forms]
    if hidden:
        result.warnings.append(f"隐藏的工作表也读了：{'、'.join(hidden)}；与没有隐藏的不同时以后者为准")
    told = [f"{cells[0]}等{len(cells)}格的数比分还细，是公式留下的尾数，已舍入到分" for cells in found.rounded.values()]
    return Store(found.facts, found.unstated, told)


def _unit(region: Region, common: Counter[str], result: Imported) -> str:
    if region.unit:
        return region.unit
    unit = common.most_common(1)[0][0] if common else "元" if _is_export(region.grid) else "万元"
    result.warnings.append(f"{region.grid.name}：没有写金额单位，当作{unit}，请核对")
    return unit


def _is_export(sheet: Grid) -> bool:
    return "财决" in sheet.name or any(isinstance(cell, str) and "财决" in cell for row in sheet.rows[:8] for cell in row)


def _is_budget(regions: list[Region]) -> bool:
    kinds = Counter(region.form.kind for region in regions if region.form.dims.get("账") != "三公")
    return kinds[BUDGET] > kinds[ACCOUNTS]


def _wrong_kind(whole: dict[str, Any]) -> list[str]:
    if whole and whole.get("文种", ACCOUNTS) != BUDGET:
        return ["工作簿是部门预算的表，数据的“文种”不是预算，请检查是否放错了文件夹"]
    return []


def _base(whole: dict[str, Any], regions: list[Region], kind: str, packs: tuple[str, ...], year: int) -> Tree:
    """The head of a new department-year: only what the data do not have yet."""
    units = Counter(region.unit for region in regions)
    owner = Counter(region.owner for region in regions if region.owner)
    tree: Tree = {"年度": str(year)}
    if kind == BUDGET:
        tree["文种"] = kind
    tree["金额单位"] = "元" if units["元"] or units["千元"] else "万元"
    tree["报告"] = list(packs)
    tree["部门"] = {"全称": re.sub(r"^[\[(]?\d{3,}[\])]?[-—]?", "", owner.most_common(1)[0][0]) if owner else "待填"}
    return {key: value for key, value in tree.items() if key not in whole}


def _to_fill(tree: Tree) -> None:
    """What a new department-year must have and the workbook does not state stands as 待填."""
    kinds = [str(info.alias) for name, info in Revenue.model_fields.items() if name != "special"]
    given = tree.setdefault("收入", {})
    tree["收入"] = {**{kind: given.get(kind, "待填") for kind in kinds}, **given}
    tree.setdefault("支出", [])


def _sheets_without_form(book: Tables, regions: list[Region]) -> list[str]:
    """Sheets with contents but without a known title; blank sheets are ignored."""
    known = {region.grid.name for region in regions}
    rest = [sheet for sheet in book.grids if sheet.name not in known and any(cell != "" for row in sheet.rows for cell in row)]
    return [f"{sheet.name}：不认识的表，没有用到（{_first_text(sheet)}）" for sheet in rest]


def _first_text(sheet: Grid) -> str:
    texts = (str(cell) for row in sheet.rows for cell in row if cell != "")
    return next(texts, "")[:30]


def _merge(files: list[DataFile], target: Path, tree: Tree, book: Tables, result: Imported) -> None:
    whole = _whole_tree(files)
    merger = Merger(str(whole.get("金额单位", tree.get("金额单位", "万元"))))
    todo = dict(tree)
    single = target.suffix.lower() in SUFFIXES
    for file in files:
        mine = {key: todo.pop(key) for key in list(todo) if key in file.tree}
        _fresh(file, mine, todo, file.path.name if not single else "")
        _write(file, mine, merger, book, result)
    for name, part in _placed(todo, single).items():
        path = target if single else target / name
        _write(
            DataFile(path, above={"": f"{book.path.name}导入；每个数后面注明来自哪张表哪个单元格。"}), part, merger, book, result
        )
    result.changes, result.warnings = merger.changes, [*result.warnings, *merger.warnings]


def _fresh(file: DataFile, mine: Tree, todo: Tree, name: str) -> None:
    """New parts go into the file that is meant for them, where it is there already; into the only file where there is one."""
    wanted = FILES.get(name, ()) if name else tuple(todo)
    mine.update({key: todo.pop(key) for key in list(todo) if key in wanted})


def _placed(todo: Tree, single: bool) -> dict[str, Tree]:
    if single:
        return {"": todo} if todo else {}
    parts = {name: {key: todo[key] for key in keys if key in todo} for name, keys in FILES.items()}
    return {name: part for name, part in parts.items() if part}


def _write(file: DataFile, part: Tree, merger: Merger, book: Tables, result: Imported) -> None:
    if not part:
        result.unchanged.append(file.path)
        return
    merger.sources, merger.moved = {}, {}
    merged: dict[str, Any] = {}
    for key, value in file.tree.items():
        merged[str(key)] = merger.merge(value, part[key], str(key)) if key in part else value
    for key, value in part.items():
        if key not in merged:
            merged[key] = merger.merge(None, value, key)
    sources = {path: f"{book.path.name} {source}" for path, source in merger.sources.items()}
    text = file.written(merged, sources, dict(_names(merged, result.year)), merger.moved)
    if text == file.text:
        result.unchanged.append(file.path)
    else:
        result.files[file.path] = text


def _names(tree: dict[str, Any], year: int) -> list[tuple[str, str]]:
    """Comments for lines without one: the names of the 科目."""
    found: list[tuple[str, str]] = []
    for number, line in enumerate(tree.get("支出", ())):
        code = str(line.get("科目", ""))
        names = [functional(year).name(code[:length]) for length in (3, 5, 7)]
        found.append((f"支出[{number}]", "—".join(filter(None, names))))
    _code_names(tree, "", year, found)
    return [(path, text) for path, text in found if text]


def _code_names(value: Any, path: str, year: int, found: list[tuple[str, str]]) -> None:
    if isinstance(value, list):
        for number, child in enumerate(value):
            _code_names(child, f"{path}[{number}]", year, found)
    elif isinstance(value, dict):
        for key, child in value.items():
            below = f"{path}.{key}" if path else str(key)
            if str(key).isdigit():
                table = functional(year) if str(key).startswith("2") else economic(year)
                found.append((below, table.name(str(key))))
            else:
                _code_names(child, below, year, found)
