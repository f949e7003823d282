"""Where in a grid the forms stand: titles, unit, head rows joined to paths, and the columns with what they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from generator.excel.accounts.forms import CodeNames, Dims, Form, FormWords, form_of_code, form_of_title, vocabulary
from generator.excel.accounts.words import plain
from generator.excel.grid import Grid, Value, as_number
from generator.model.numerals import TO_DIGITS

UNIT = re.compile(r"(?:金额)?单位[:(]*(?:人民币)?(万元|千元|元)\)?|\((?:单位:)?(万元|千元|元)\)$")
UNIT_LINE = re.compile(r"(?:金额)?单位[:(](?:人民币)?(?:万元|千元|元)")
OWN_UNIT = re.compile(r"\((?:单位:)?(?:万元|千元|元)\)$")
OWNERS = (
    "(?:编制|编报|填报|填制|公开|预算|主管|预算主管)(?:部门|单位)(?:名称)?|部门\\(单位\\)(?:名称)?|部门名称|单位名称|部门|单位"
)
"""What the line of the department begins with."""
OWNER = re.compile(rf"(?:{OWNERS})[:]([^:]{{2,60}}?)(?:金额)?(?:单位:?.{{0,4}}元)?")
OWNER_LABEL = re.compile(rf"(?:{OWNERS})[:]")
YEAR = re.compile(r"(20\d\d)年")
DATA_LABEL = re.compile(r"\d{3}|\d{5}|\d{7}|[一二三四五六七八九十]+、.*|\([一二三四五六七八九十]+\).*|合计|总计")
FOOT = re.compile(r"(注|备注|说明|本表反映|审核人|填表人|制表人|单位负责人|财务负责人|编制人|填表说明|填报人)[:0-9一二三、]?.*")
OTHER_TITLE = re.compile(r"(?!注|说明|本表).{4,60}(决算|预算|支出|收入|情况|信息|目标|自评|明细|统计)表(\(.*\))?")
TITLE_ROWS = 10
HEAD_ROWS = 7


@dataclass
class FormColumn:
    """A column of a form. role: key (科目, 项目), line (行次), value, skip (known, not taken), unknown."""

    index: int
    path: tuple[str, ...]
    role: str
    dims: Dims = field(default_factory=dict)
    count: bool = False

    @property
    def title(self) -> str:
        """The head as a person reads it."""
        return "—".join(self.path)


@dataclass
class Region:
    """One form in a grid: its rows from `top` up to `bottom`; `data` is its first row of figures; unit 元 or 万元, or empty."""

    grid: Grid
    form: Form
    words: FormWords
    top: int
    bottom: int
    data: int = 0
    columns: list[FormColumn] = field(default_factory=list)
    unit: str = ""
    owner: str = ""
    year: int = 0
    title_year: int = 0
    by_position: bool = False


def find_regions(grid: Grid, unknown: list[str], words: FormWords | None = None) -> list[Region]:
    """The forms of a grid: by the titles in it, else the one over it, else the one of its name or of its number.

    unknown: receives the titles of other tables below a known one; their rows belong to no form. words: those of
    `forms.yaml` where none are given.
    """
    words = words or vocabulary()
    starts: list[tuple[int, Form | None]] = []
    for number, row in enumerate(grid.rows):
        texts = list(dict.fromkeys(text for text in row if isinstance(text, str) and text))
        if not 0 < len(texts) <= 4:
            continue
        if form := next(filter(None, (form_of_title(text, words) for text in texts[:3])), None):
            starts.append((number, form))
        elif starts and len(texts) <= 2 and OTHER_TITLE.fullmatch(plain(texts[0])):
            unknown.append(f"{grid.name}：第{number + 1}行的“{texts[0][:40]}”不认识，下面的数没有用到")
            starts.append((number, None))
    if not any(form for _, form in starts):
        marks = [
            *grid.above,
            *(text for row in grid.rows[:TITLE_ROWS] for text in row if isinstance(text, str) and "财决" in text),
        ]
        titles = (*reversed(grid.above), grid.name)
        named = next(filter(None, (form_of_title(text, words) for text in titles)), None)
        named = named or next(filter(None, (form_of_code(text, words) for text in (*marks, grid.name))), None)
        starts = [(-1, named)] if named else []
    ends = [*(start for start, _ in starts[1:]), len(grid.rows)]
    return [Region(grid, form, words, start + 1, end) for (start, form), end in zip(starts, ends, strict=False) if form]


def is_contents(grid: Grid, words: FormWords) -> bool:
    """True for a table of contents, whose lines are titles of tables that stand elsewhere."""
    first = [cell for row in grid.rows[:3] for cell in row if isinstance(cell, str) and cell]
    return any(words.contents.fullmatch(plain(text)) for text in (grid.name, *grid.above, *first))


def read_marks(region: Region) -> None:
    """The unit, the department and the year that the lines around the title state."""
    rows = region.grid.rows
    title = rows[region.top - 1] if region.top else [*region.grid.above, region.grid.name]
    region.title_year = next(filter(None, (year_in(plain(text)) for text in title if isinstance(text, str))), 0)
    around = rows[max(region.top - 2, 0) : min(region.top + TITLE_ROWS, region.bottom)]
    lines = [*region.grid.above, *(cell for row in around for cell in row if isinstance(cell, str) and cell)]
    texts = list(dict.fromkeys(map(plain, lines)))
    for text, after in zip(texts, [*texts[1:], ""], strict=True):
        if not region.owner and OWNER_LABEL.fullmatch(text) and not UNIT.search(after) and ":" not in after and len(after) > 2:
            region.owner = after
        if not region.unit and (found := UNIT.search(text)):
            region.unit = found[1] or found[2]
        if not region.owner and (found := OWNER.fullmatch(text)) and not re.fullmatch(r"(万|千)?元", found[1]):
            region.owner = found[1]
        if not region.year and len(text) < 60:
            region.year = year_in(text)


def year_in(text: str) -> int:
    """The year that a line states, in digits or in Chinese; 0 where it states none."""
    found = YEAR.search(text) or YEAR.search(text.translate(TO_DIGITS))
    return int(found[1]) if found else 0


def read_head(region: Region, names: CodeNames) -> None:
    """Find the rows of the head and give every column its meaning. `columns` stays empty where no head is understood."""
    start = _head_start(region)
    if start is None:
        return
    end = _head_end(region, start)
    rows = region.grid.rows[start:end]
    region.data = end
    if end < region.bottom and _is_index_row(region.grid.rows[end]):
        region.data = end + 1
    width = max((len(row) for row in region.grid.rows[start : region.bottom]), default=0)
    paths = _paths(rows, width, region.grid.merged)
    economic = ""
    for index, path in enumerate(paths):
        column, economic = _column(index, path, region, names, economic)
        region.columns.append(column)
    values = [column.index for column in region.columns if column.role == "value"]
    for column in region.columns:  # a code in three narrow cells often has one head, or none of its own
        if column.role == "unknown" and not column.path and values and column.index < values[0]:
            column.role = "key"
    if not values:
        region.columns = []


def _head_start(region: Region) -> int | None:
    rows = region.grid.rows
    for number in range(region.top, min(region.top + TITLE_ROWS + 2, region.bottom)):
        texts = {_head_text(cell) for cell in rows[number] if isinstance(cell, str) and cell} - {""}
        known = sum(1 for text in texts if _known_head(text, region))
        if known >= 2 or (known == 1 and len(texts) >= 3 and not any(UNIT.search(text) for text in texts)):
            return number
    return None


def _known_head(text: str, region: Region) -> bool:
    form, words = region.form, region.words
    if words.key.fullmatch(text) or words.line.fullmatch(text) or words.meaning("栏目", text):
        return True
    return form.dims.get("账") == "三公" and words.meaning("三公栏目", text) is not None


def _head_end(region: Region, start: int) -> int:
    rows = region.grid.rows
    last = min(start + HEAD_ROWS, region.bottom)
    for number in range(start + 1, last):
        row = rows[number]
        if _is_index_row(row) or _is_data(row, region):
            return number
    return min(start + 1, last) if last < region.bottom else last


def _is_index_row(row: list[Value]) -> bool:
    """栏次: the numbers of the columns, 1 2 3 …"""
    texts = [plain(cell) if isinstance(cell, str) else str(cell) for cell in row if cell != ""]
    if not texts:
        return False
    numbers = [int(found[0]) for text in texts if (found := re.match(r"\d{1,3}(?=$|\.0$|=|\()", text))]
    if any(text in ("栏次", "列次", "序号") for text in texts) and numbers:
        return True
    return len(numbers) >= 2 and len(numbers) == len(texts) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _is_data(row: list[Value], region: Region) -> bool:
    first = next((plain(cell) if isinstance(cell, str) else str(cell) for cell in row if cell != ""), "")
    if FOOT.fullmatch(first):
        return True
    if any(isinstance(cell, Decimal) for cell in row):
        return True
    texts = {plain(cell) for cell in row if isinstance(cell, str) and cell}
    if any(as_number(text) is not None and not re.fullmatch(r"\d{3}|\d{5}", text) for text in texts):
        return True
    heads = sum(1 for text in texts if _known_head(text, region) and text not in ("合计", "总计"))
    return bool(DATA_LABEL.fullmatch(first)) and heads <= (1 if first not in ("合计", "总计") else 0)


def _head_text(cell: Value) -> str:
    """A text of a head, without the unit that some heads carry: `金额（万元）`."""
    if not isinstance(cell, str):
        return str(cell)
    text = plain(cell)
    return "" if UNIT_LINE.match(text) else OWN_UNIT.sub("", text)


def _paths(rows: list[list[Value]], width: int, merged: bool) -> list[tuple[str, ...]]:
    """The texts over each column from the top down. Without merged cells an upper text reaches to the next one on its right."""
    grid = [[_head_text(cell) for cell in row] for row in rows]
    grid = [row + [""] * (width - len(row)) for row in grid]
    if not merged:
        for number, row in enumerate(grid[:-1]):
            for index in range(1, width):
                under = any(lower[index] for lower in grid[number + 1 :])
                over = all(upper[index] == upper[index - 1] for upper in grid[:number])
                if not row[index] and row[index - 1] and under and over:
                    row[index] = row[index - 1]
    paths = []
    for index in range(width):
        parts: list[str] = []
        for row in grid:
            if row[index] and (not parts or parts[-1] != row[index]):
                parts.append(row[index])
        paths.append(tuple(parts))
    return paths


def _column(index: int, path: tuple[str, ...], region: Region, names: CodeNames, economic: str) -> tuple[FormColumn, str]:
    """A column with its meaning, and the economic 类 that it belongs to, for the columns on its right."""
    form, words = region.form, region.words
    if not path:
        return FormColumn(index, path, "unknown"), economic
    if words.line.fullmatch(path[-1]):
        return FormColumn(index, path, "line"), economic
    if words.key.fullmatch(path[-1]) and not words.meaning("栏目", path[-1]):
        return FormColumn(index, path, "key"), economic
    dims: Dims = {}
    for part in path:
        meaning = words.meaning("三公栏目", part) if form.dims.get("账") == "三公" else None
        meaning = meaning or words.meaning("栏目", part)
        if meaning is None:
            code = _economic(part, economic, names) if form.dims.get("账") == "支出" else ""
            if not code:
                known = words.key.fullmatch(part) or form.title.fullmatch(part)
                if known and part != path[-1]:
                    continue
                return FormColumn(index, path, "unknown"), economic
            economic, dims = code[:3], {**dims, "经济": code}
        elif meaning.skip:
            return FormColumn(index, path, "skip"), economic
        else:
            dims = {**dims, **meaning.dims}
    return FormColumn(index, path, "value", dims), economic


def _economic(part: str, above: str, names: CodeNames) -> str:
    """The economic 科目 of a part of a head: by its code, else by its name within its 类."""
    if found := re.match(r"\[?(3\d{4}|3\d{2})(?!\d)", part):
        return found[1]
    return names.economy(part, "", 3) or names.economy(part, above, 5) or names.economy(part, "", 5)


def place_columns(region: Region, names: CodeNames) -> None:
    """The columns by their position in the national export, where the head states nothing."""
    positions = region.words.positions.get(region.form.positions)
    if not positions:
        return
    region.by_position = True
    region.data = region.top - 1 + positions["首行"] if region.top > 0 else positions["首行"]
    region.columns = [FormColumn(index, ("科目",), "key") for index in range(positions["名称"] + 1)]
    region.columns.append(FormColumn(positions["合计"], ("合计",), "value"))
    groups = sorted((int(at), str(code)) for at, code in positions["小计"].items())
    for at, code in groups:
        items = [row for row in names.economic.in_force() if len(row.code) == 5 and row.code.startswith(code)]
        region.columns.append(FormColumn(at, (code, "小计"), "value", {"经济": code}))
        for offset, row in enumerate(items, 1):
            region.columns.append(FormColumn(at + offset, (code, row.name), "value", {"经济": row.code}))
