"""The tables of a file read: which forms stand in it, of whom and which year, and the facts of their cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from generator.errors import DataError, Problems, UsageError
from generator.excel.accounts.facts import Harvest, harvest
from generator.excel.accounts.forms import CodeNames, FormWords, form_of_title
from generator.excel.accounts.layout import (
    OWNER,
    TITLE_ROWS,
    Region,
    find_regions,
    is_contents,
    place_columns,
    read_head,
    read_marks,
    year_in,
)
from generator.excel.accounts.store import Store
from generator.excel.accounts.words import plain
from generator.excel.grid import Grid, Tables, as_number
from generator.model.choices import ACCOUNTS, BUDGET

LEADERS = re.compile(r"[.…·．\s]*\d*$")
"""The dots and the page number behind a title in a table of contents."""
PLACEHOLDER = re.compile(r"[X×ＸxOo○]{2,}|…|\.\.\.")
"""What a form leaves where the name of the department belongs."""
MOST = 3
"""A workbook without a table of contents is one of a set of forms if it lacks no more of them."""


@dataclass
class Reading:
    """What a file's tables say, and what there is to say about them.

    forms: sheet → form; owner: the department; years: years that titles state; empty, missing, texts: forms without a figure,
    forms of the set that are not there, sheets of prose.
    """

    regions: list[Region]
    year: int = 0
    kind: str = ACCOUNTS
    owner: str = ""
    store: Store = field(default_factory=lambda: Store([]))
    forms: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    untold: list[Region] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def figures(self) -> int:
        """How many cells with a figure were understood."""
        return sum(1 for fact in self.store.facts if not fact.blank and not fact.note)

    @property
    def unit(self) -> str:
        """元 where a table is in 元 or 千元, so that nothing is rounded; else 万元."""
        return "元" if {region.unit for region in self.regions} & {"元", "千元"} else "万元"


def find_forms(tables: Tables, words: FormWords, *, needed: bool = True) -> Reading:
    """The forms of a file with department, year and unit; no cell is read yet.

    Raises UsageError where there is none and one is needed."""
    unused: list[str] = []
    contents = [grid for grid in tables.grids if is_contents(grid, words)]
    regions = [region for grid in tables.grids if grid not in contents for region in find_regions(grid, unused, words)]
    if not regions and needed:
        raise _nothing_known(tables)
    for region in regions:
        read_marks(region)
    reading = Reading(regions, unused=unused)
    kinds = Counter(region.form.kind for region in regions if region.form.dims.get("账") != "三公")
    reading.kind = BUDGET if kinds[BUDGET] > kinds[ACCOUNTS] else ACCOUNTS
    reading.owner = _owner(tables, regions, reading.warnings)
    reading.missing = _missing(regions, contents, words)
    known = {id(region.grid) for region in regions}
    for grid in tables.grids:
        if id(grid) not in known:
            _tell_of(grid, grid in contents, reading)
    for grid in {id(region.grid): region.grid for region in regions}.values():
        first = min(region.top for region in regions if region.grid is grid)
        above = [grid.spot(r, c).cell for r, row in enumerate(grid.rows[: max(first - 1, 0)]) for c in _numbers(row)]
        if above:
            reading.unused.append(f"{grid.name}：表名上面的数没有用到：{'、'.join(above[:5])}")
    return reading


def stated_year(tables: Tables, regions: list[Region]) -> int:
    """The year that most tables state, else that of the lines around them or of the names of sheets and file; 0 for none."""
    found = Counter(region.year for region in regions if region.year)
    if found:
        return found.most_common(1)[0][0]
    texts = [plain(cell) for grid in tables.grids for row in grid.rows[:6] for cell in row if isinstance(cell, str) and cell]
    years = [year for text in texts if len(text) < 60 and (year := year_in(text))]
    names = re.findall(r"20\d\d", " ".join([tables.path.stem, *(grid.name for grid in tables.grids)]))
    return years[0] if years else int(names[0]) if names else 0


def read_cells(reading: Reading, tables: Tables, year: int) -> None:
    """Fill the facts of all forms, with the classifications of a year. Raises Problems for figures that cannot be read."""
    reading.year = year
    names = CodeNames(year)
    found = Harvest()
    common = Counter(region.unit for region in reading.regions if region.unit)
    for region in reading.regions:
        read_head(region, names)
        if not region.columns and _is_export(region.grid):
            place_columns(region, names)
        name = region.grid.name
        if not region.columns:
            reading.unused.append(f"{name}：认出是“{region.form.name}”，但列头看不懂，没有用到")
            continue
        if region.by_position:
            reading.warnings.append(f"{name}：列头认不出，按财决报表的固定位置取数，请逐项核对")
        if region.title_year not in (0, year):
            reading.warnings.append(f"{name}：表名写的是{region.title_year}年，不是{year}年，请核对")
        before = len(found.facts)
        harvest(region, names, _unit(region, common, reading), found)
        if len(found.facts) > before or region in found.untold:
            reading.forms[name] = region.form.name
    if found.problems:
        raise Problems([DataError(text, file=str(tables.path)) for text in found.problems])
    reading.unused += found.unused
    reading.empty, reading.untold = found.empty, found.untold
    reading.warnings += found.warnings
    hidden = [grid.name for grid in tables.grids if grid.hidden and grid.name in reading.forms]
    if hidden:
        reading.warnings.append(f"隐藏的工作表也读了：{'、'.join(hidden)}；与没有隐藏的不同时以后者为准")
    told = [f"{cells[0]}等{len(cells)}格的数比分还细，是公式留下的尾数，已舍入到分" for cells in found.rounded.values()]
    reading.store = Store(found.facts, found.unstated, told)


def _nothing_known(tables: Tables) -> UsageError:
    names = "、".join(f"“{grid.name}”" for grid in tables.grids[:8])
    remedy = "要有财决报表或公开表的表名（如“收入支出决算总表”）；检查是否选错了文件"
    return UsageError(f"没有认出一张财决报表或公开表，文件里有{names or '没有表'}", file=str(tables.path), remedy=remedy)


def _owner(tables: Tables, regions: list[Region], warnings: list[str]) -> str:
    """The department that the tables name, else that of a cover."""
    found = Counter(name for region in regions if (name := _name(region.owner)))
    if len(found) > 1:
        listed = "、".join(f"“{name}”{count}张" for name, count in found.most_common())
        warnings.append(f"各张表写的部门不一样：{listed}，请核对是不是混进了别的部门的表")
    if found:
        return found.most_common(1)[0][0]
    lines = (plain(cell) for grid in tables.grids for row in grid.rows[:25] for cell in row if isinstance(cell, str))
    return next((name for line in lines if (match := OWNER.fullmatch(line)) and (name := _name(match[1]))), "")


def _name(text: str) -> str:
    """The name of a department without the number before it; empty for what the form left there."""
    name = re.sub(r"^[\[(]?\d{3,}[\])]?[-—]?", "", text)
    return "" if PLACEHOLDER.search(name) else name


def _missing(regions: list[Region], contents: list[Grid], words: FormWords) -> list[str]:
    """The tables that the contents list, or that belong to the set that the forms are most of, and that are not there."""
    there = {region.form.name for region in regions}
    listed = {form.name: title for title in _titles(contents) if (form := form_of_title(title, words))}
    if listed:
        return [f"目录里有“{title}”，没有这张表" for name, title in listed.items() if name not in there]
    near = [(len(set(forms) - there), name, forms) for name, forms in words.sets.items()]
    near = [one for one in near if one[0] <= min(MOST, len(one[2]) // 3) and len(set(one[2]) & there) >= len(there) - 1]
    if not near:
        return []
    count, name, forms = min(near, key=lambda one: (one[0], -len(one[2])))
    return [f"没有“{form}”（{name}里有）" for form in forms if form not in there] if count else []


def _titles(contents: list[Grid]) -> Iterator[str]:
    for grid in contents:
        for row in grid.rows:
            for cell in dict.fromkeys(cell for cell in row if isinstance(cell, str) and cell):
                yield LEADERS.sub("", re.sub(r"^\s*\d{1,2}\s*[.．、]\s*", "", cell)).strip()


def _tell_of(grid: Grid, contents: bool, reading: Reading) -> None:
    """A sheet without a known form: prose, or a table that is not understood; blank sheets are ignored."""
    texts = [cell for row in grid.rows for cell in row if cell != ""]
    if not texts:
        return
    first = " ".join(str(texts[0]).split())[:30]
    count = sum(len(_numbers(row)) for row in grid.rows)
    if contents:
        reading.texts.append(f"{grid.name}：目录")
    elif count:
        reading.unused.append(f"{grid.name}：不认识的表，没有用到，有{count}个数（{first}）")
    else:
        length = sum(len(str(text)) for text in dict.fromkeys(map(str, texts)))
        reading.texts.append(f"{grid.name}：{length}字（{first}）")


def _numbers(row: Iterable[object]) -> list[int]:
    """The columns of a row that hold a figure; an ordinal or a year in a text is none."""
    return [
        index
        for index, cell in enumerate(row)
        if isinstance(cell, Decimal) or (isinstance(cell, str) and re.search(r"[.,]\d", cell) and as_number(cell) is not None)
    ]


def _unit(region: Region, common: Counter[str], reading: Reading) -> str:
    if region.unit:
        return region.unit
    unit = common.most_common(1)[0][0] if common else "元" if _is_export(region.grid) else "万元"
    reading.warnings.append(f"{region.grid.name}：没有写金额单位，当作{unit}，请核对")
    return unit


def _is_export(grid: Grid) -> bool:
    rows = grid.rows[: TITLE_ROWS - 2]
    return "财决" in grid.name or any(isinstance(cell, str) and "财决" in cell for row in rows for cell in row)
