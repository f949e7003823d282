"""A workbook into the files of a department-year: read, recognised, assembled, merged; nothing is written here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.errors import UsageError
from generator.excel.accounts.assemble import Tree, assemble
from generator.excel.accounts.facts import Fact
from generator.excel.accounts.forms import extended
from generator.excel.accounts.merge import ImportedChange, Merger
from generator.excel.accounts.reading import Reading, find_forms, read_cells, stated_year
from generator.excel.accounts.words import plain
from generator.excel.book import read_book
from generator.excel.grid import Tables
from generator.intake.sources import SUFFIXES, data_files, shared_files
from generator.intake.yaml.rewriting import DataFile, read_file
from generator.model.about import Need, about, fields_by_alias
from generator.model.choices import ACCOUNTS, BUDGET
from generator.model.classification import economic, functional
from generator.model.money import Revenue
from generator.runtime.reading import exists

TO_FILL = "待填"
FILES = {
    "基本情况.yaml": ("年度", "文种", "金额单位", "报告", "公开时间", "截至", "部门", "机构", "人员"),
    "收支.yaml": ("收入", "年初结转和结余", "使用非财政拨款结余", "结余分配", "支出", "控制数", "上年"),
    "三公与采购.yaml": ("三公", "机关运行经费", "政府采购", "国有资产"),
    "项目.yaml": ("项目",),
    "文字.yaml": ("文字",),
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
    """The result of importing a file. files: path → new text, those that change; forms: sheet → form; tree: all that the data
    then say; facts: what the cells say; sources: the cells behind written figures; different: figures of the sheets that do not
    follow from the data (filled by who has the books)."""

    files: dict[Path, str] = field(default_factory=dict)
    unchanged: list[Path] = field(default_factory=list)
    changes: list[ImportedChange] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    forms: dict[str, str] = field(default_factory=dict)
    to_type: list[str] = field(default_factory=list)
    figures: int = 0
    year: int = 0
    tree: Tree = field(default_factory=dict)
    facts: list[Fact] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)
    different: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """rules: of packs, beside `forms.yaml`; force: another department's or year's tables are taken as well."""

    rules: tuple[Mapping[str, Any], ...] = ()
    force: bool = False


def import_workbook(book_path: Path, target: Path, packs: tuple[str, ...] = (), year: int = 0) -> Imported:
    """Read a workbook and merge it into the data at `target` (a file, or a folder that need not exist yet).

    year: instead of the one that the workbook or the data state. Raises UsageError for a file that cannot be opened, and as
    `import_tables`.
    """
    return import_tables(read_book(book_path), target, packs, year)


def import_tables(
    tables: Tables,
    target: Path,
    packs: tuple[str, ...] = (),
    year: int = 0,
    *,
    more: Tree | None = None,
    options: ImportOptions = ImportOptions(),
) -> Imported:
    """The same with tables that are read already, of a workbook or of a report.

    more: what the file says beside its tables, with which known tables are not needed; a table's figure counts before it.
    Raises UsageError where no form is known, the year is not known, or the tables are another department's or year's; Problems
    for cells that cannot be read and faulty data files.
    """
    existing = _existing(target)
    whole = _whole_tree(existing)
    reading = find_forms(tables, extended(options.rules), needed=not more)
    found_year = _year(tables, target, reading, whole, year, options.force)
    if not options.force:
        _check_owner(tables, reading, whole)
    read_cells(reading, tables, found_year)
    result = Imported(forms=reading.forms, empty=reading.empty, missing=reading.missing, texts=reading.texts)
    result.year, result.figures = found_year, reading.figures
    assembled = assemble(reading.store, reading.kind, reading.untold)
    tree = _with(_base(whole, reading, packs) | assembled, more or {}, whole)
    if "收入" not in whole:
        _to_fill(tree)
    if reading.kind == BUDGET:
        result.warnings += _wrong_kind(whole)
    result.tree = dict(whole)
    _merge(existing, target, tree, tables, result)
    result.warnings += [*reading.warnings, *reading.store.warnings]
    result.unused += reading.unused
    result.facts = reading.store.facts
    result.to_type = [text for key, text in WANTED.items() if key not in whole and (key == "部门" or key not in tree)]
    return result


def _with(tree: Tree, more: Tree, whole: dict[str, Any]) -> Tree:
    """The tree with what else is known; a name that is 待填 or in the data already gives way, a 科目 needs its line."""
    for key, value in more.items():
        mine = tree.get(key)
        if key == "部门" and key in whole:
            continue
        if mine is None or mine in ("待填", {}):
            tree[key] = value
        elif isinstance(mine, dict) and isinstance(value, dict):
            _with(mine, value, {})
        elif key == "支出":
            lines = {line["科目"]: line for line in value}
            tree[key] = [{**lines.get(line["科目"], {}), **line} for line in mine]
    return tree


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


def _year(tables: Tables, target: Path, reading: Reading, whole: dict[str, Any], given: int, force: bool) -> int:
    """The year of the import. Raises UsageError where nobody states it, or where file and data state different ones."""
    typed = str(whole.get("年度", ""))
    stated = stated_year(tables, reading.regions)
    folder = _year_of(target.stem)
    expected = int(typed) if re.fullmatch(r"20\d\d", typed) else folder
    year = given or expected or stated or _year_of(tables.path.absolute().parent.name)
    if not year:
        raise UsageError("不知道是哪个年度的：工作簿里没有写", file=str(tables.path), remedy="加 --year，如 --year 2023")
    in_tables = any(region.year for region in reading.regions)
    if not (given or force) and in_tables and stated != year:
        message = f"工作簿里写的是{stated}年度，{'数据' if typed else '文件夹'}是{year}年度"
        remedy = f"检查是否选错了文件；确实要当作{year}年度导入的加 --year {year}"
        raise UsageError(message, file=str(tables.path), remedy=remedy)
    return year


def _year_of(name: str) -> int:
    """The year that a folder or a file is named after, as in `某局/2023`; 0 for none."""
    return int(name) if re.fullmatch(r"20\d\d", name) else 0


def _check_owner(tables: Tables, reading: Reading, whole: dict[str, Any]) -> None:
    """Raises UsageError where the tables are of another department than the data."""
    full, names = _full_name(whole), whole.get("部门")
    short = str(names.get("简称", "")) if isinstance(names, dict) else ""
    if not reading.owner or not full or TO_FILL in full or _same_department(reading.owner, full, short):
        return
    raise UsageError(
        f"工作簿是“{reading.owner}”的，这里是“{full}”的数据",
        file=str(tables.path),
        remedy="检查是否选错了文件或文件夹；是同一个部门的，改正“部门.全称”；确实要导入的加 --force",
    )


def _same_department(one: str, other: str, short: str) -> bool:
    """True for two names of one department: with or without the region before it, （本级） or （汇总） behind it."""
    names = [re.sub(r"[(（](本级|本部|机关|汇总|部门)[)）]$|(部门|本级|本部)$", "", plain(name)) for name in (one, other)]
    first, second = sorted(names, key=len)
    return second.endswith(first) or plain(one) == plain(short)


def _wrong_kind(whole: dict[str, Any]) -> list[str]:
    if whole and whole.get("文种", ACCOUNTS) != BUDGET:
        return ["工作簿是部门预算的表，数据的“文种”不是预算，请检查是否放错了文件夹"]
    return []


def _base(whole: dict[str, Any], reading: Reading, packs: tuple[str, ...]) -> Tree:
    """The head of a new department-year: only what the data do not have yet."""
    tree: Tree = {"年度": str(reading.year)}
    if reading.kind == BUDGET:
        tree["文种"] = BUDGET
    tree |= {"金额单位": reading.unit, "报告": list(packs), "部门": {"全称": reading.owner or TO_FILL}}
    kept = {key: value for key, value in tree.items() if key not in whole}
    return kept | ({"部门": {"全称": reading.owner}} if reading.owner and TO_FILL in (_full_name(whole) or TO_FILL) else {})


def _full_name(whole: dict[str, Any]) -> str:
    names = whole.get("部门")
    return str(names.get("全称", "")) if isinstance(names, dict) else ""


def _to_fill(tree: Tree) -> None:
    """What a new department-year must have and the workbook does not state stands as 待填."""
    kinds = [alias for alias, info in fields_by_alias(Revenue).items() if about(info).need is Need.REQUIRED]
    given = tree.setdefault("收入", {})
    tree["收入"] = {**{kind: given.get(kind, TO_FILL) for kind in kinds}, **given}
    tree.setdefault("支出", [])


def _merge(files: list[DataFile], target: Path, tree: Tree, tables: Tables, result: Imported) -> None:
    whole = _whole_tree(files)
    merger = Merger(str(whole.get("金额单位", tree.get("金额单位", "万元"))))
    todo = dict(tree)
    single = target.suffix.lower() in SUFFIXES
    for file in files:
        mine = {key: todo.pop(key) for key in list(todo) if key in file.tree}
        _fresh(file, mine, todo, file.path.name if not single else "")
        _write(file, mine, merger, tables, result)
    for name, part in _placed(todo, single).items():
        path = target if single else target / name
        _write(
            DataFile(path, above={"": f"{tables.path.name}导入；每个数后面注明来自哪张表哪个单元格。"}),
            part,
            merger,
            tables,
            result,
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


def _write(file: DataFile, part: Tree, merger: Merger, tables: Tables, result: Imported) -> None:
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
    sources = {path: f"{tables.path.name} {source}" for path, source in merger.sources.items()}
    result.sources |= set(merger.sources.values())
    result.tree |= merged
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
