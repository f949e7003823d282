"""A style: the look of a document as roles, read from one YAML file, from which CSS and Word styles are both made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from generator.document.blocks import Align, Chart, Heading, Orientation, Paragraph, Table
from generator.errors import PackError
from generator.runtime.filestate import State, file_state
from generator.settingsfile.reading import read_settings
from generator.writers.style_settings import check_style, check_whole

ALIGN: dict[str, Align] = {"左": "left", "中": "center", "右": "right", "两端": "justify"}

CELL_PADDING = 2.0
"""Above and below the text of a cell, in pt."""
CELL_SIDE = 2.5
"""Left and right of the text of a cell, in pt: half a point less than in Word, whose cells give no room to their lines."""
HEAD_PADDING = 0.5
"""More above the first row of a head, in pt: Word counts the line below too."""
FOOTER_GAP = 7.0
"""From the text area to the dashes beside the page number, in mm: GB/T 9704-2012. They stand in the middle of its line."""

CONTENTS_ROLES = ("目录一级", "目录二级", "目录三级")
"""The roles of contents rows by level."""
CELL_ROLES = {
    "form": {"head": "表头", "text": "表格文字", "number": "表格数字"},
    "plain": {"head": "文中表头", "text": "文中表格文字", "number": "文中表格文字"},
}
"""The roles of cells by the table's role and the cell's kind."""


def cell_padding(table: Table) -> float:
    """What stands above and below the text of a table's cells, in pt."""
    return CELL_PADDING if table.type is None else table.type.padding


@dataclass(frozen=True, slots=True)
class Paper:
    """Size and margins in mm."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Font:
    """A font role: the names written into Word, and the chain that PDF looks for."""

    role: str
    east_asian: str
    latin: str
    fallbacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """The look of one kind of paragraph. Sizes, line pitch and spacing in pt; indents in characters of its size.

    line 0: the font's own line. keep: on one page with the next paragraph.
    """

    name: str
    font: Font
    size: float
    line: float = 0
    align: Align = "left"
    first: float = 0
    left: float = 0
    right: float = 0
    before: float = 0
    after: float = 0
    bold: bool = False
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """The whole look."""

    name: str
    page: Paper
    """A portrait page."""
    landscape: Paper
    fonts: dict[str, Font]
    latin_fallbacks: tuple[str, ...]
    spacing: float
    """Character spacing of body text in pt."""
    roles: dict[str, Role]
    page_number: str
    """Such as `— {页} —`."""
    odd_even: bool
    outer_line: float
    inner_line: float
    chart_width: float
    """mm"""
    chart_height: float
    colours: tuple[str, ...] = field(default=())
    contents_pitch: float = 0.0
    """Line pitch of the contents rows of one report in pt; 0: that of their roles."""

    def sheet(self, orientation: Orientation) -> Paper:
        """The page of an orientation."""
        return self.landscape if orientation == "landscape" else self.page

    def role_of(self, block: Heading | Paragraph) -> Role:
        """The look of a block: its role, with the block's own indents where it has some."""
        role = self.roles[block.role]
        if block.indent is None:
            return role
        em = role.size + self.spacing_of(role)
        return replace(role, first=block.indent.first / em, left=block.indent.left / em, right=block.indent.right / em)

    def cell_roles(self, table: Table) -> dict[str, Role]:
        """The looks of a table's cells by their kind; where the table has a type of its own, larger or smaller by as much."""
        roles = {kind: self.roles[name] for kind, name in CELL_ROLES[table.role].items()}
        if table.type is None:
            return roles
        size, line = table.type.size - roles["text"].size, table.type.line - roles["text"].line
        return {kind: replace(role, size=role.size + size, line=role.line + line) for kind, role in roles.items()}

    def height_of(self, chart: Chart) -> float:
        """The height of a chart in mm."""
        return chart.height or self.chart_height

    def spacing_of(self, role: Role) -> float:
        """The character spacing of a role in pt: that of body text where it stands on the grid of body text, else none."""
        body = self.roles["正文"]
        return self.spacing if (role.size, role.line) == (body.size, body.line) else 0.0


def load_style(path: Path, shared: Iterable[Path] = ()) -> Style:
    """The style in a file. Raises PackError, or Problems, with file and line where it is not a style.

    `继承: 公开` takes what the file does not say from the style of that name beside it, else from the first of the `shared`
    folders that has it: a pack's own 公开 may so change the common one.
    """
    raw = _checked(path)
    if "继承" in raw:
        raw = _over(_checked(_base(path, f"{raw['继承']}.yaml", shared)), raw)
    check_whole(raw, _label(path))
    return _style(raw)


def _label(path: Path) -> str:
    """`包/styles/公开.yaml`."""
    return "/".join(path.parts[-3:])


def _checked(path: Path) -> dict[str, Any]:
    """What a style file says. Raises PackError where it is not there."""
    try:
        return _raw(path, file_state(path))
    except OSError as error:
        raise PackError("没有这个版式文件，或读不了", file=_label(path), remedy="核对“继承”的名称") from error


def _base(path: Path, name: str, shared: Iterable[Path]) -> Path:
    beside = path.with_name(name)
    places = [beside, *(folder / name for folder in shared)]
    return next((place for place in places if place != path and place.is_file()), beside)


@lru_cache(maxsize=64)
def _raw(path: Path, _: State) -> dict[str, Any]:
    """What a file holds, read once for each state of it."""
    raw: dict[str, Any] = read_settings(path, _label(path))
    check_style(raw, _label(path))
    return raw


def _over(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Groups of settings merged key by key, the own ones first."""
    both = {key: _over(value, own[key]) for key, value in base.items() if isinstance(value, dict) and key in own}
    return {**base, **own, **both}


def _style(raw: dict[str, Any]) -> Style:
    upright = raw["页面"]
    page = Paper(upright["宽"], upright["高"], *_margins(upright))
    fonts = {role: Font(role, font["中文"], font["西文"], tuple(font["替补"])) for role, font in raw["字体"].items()}
    chart = raw["图"]
    return Style(
        name=raw["名称"],
        page=page,
        landscape=Paper(page.height, page.width, *(_margins(raw["横页"]) if "横页" in raw else _turned(page))),
        fonts=fonts,
        latin_fallbacks=tuple(raw["西文替补"]),
        spacing=raw["正文字距"],
        roles={name: _role(name, role, fonts) for name, role in raw["角色"].items()},
        page_number=raw["页码"]["样式"],
        odd_even=raw["页码"]["奇偶不同"] in (True, "是"),
        outer_line=raw["表格线"]["外框"],
        inner_line=raw["表格线"]["内线"],
        chart_width=chart["宽"],
        chart_height=chart["高"],
        colours=tuple(chart["颜色"]),
    )


def _margins(raw: dict[str, float]) -> tuple[float, float, float, float]:
    return raw["上"], raw["下"], raw["左"], raw["右"]


def _turned(page: Paper) -> tuple[float, float, float, float]:
    """Margins of a portrait page turned: its top is the binding side, so the margins turn with it (GB/T 9704)."""
    return page.left, page.right, page.bottom, page.top


def _role(name: str, raw: dict[str, Any], fonts: dict[str, Font]) -> Role:
    """A role. Contents rows are indented as a whole: leaders do not reckon with an indent of the first line."""
    first, left = raw.get("首行", 0), raw.get("左缩进", 0)
    if name in CONTENTS_ROLES:
        first, left = 0, left + first
    return Role(
        name=name,
        font=fonts[raw["字体"]],
        size=raw["字号"],
        line=raw.get("行距", 0),
        align=ALIGN[raw.get("对齐", "左")],
        first=first,
        left=left,
        right=raw.get("右缩进", 0),
        before=raw.get("段前", 0),
        after=raw.get("段后", 0),
        bold=raw.get("加粗") in (True, "是"),
        keep=raw.get("同页") in (True, "是"),
    )
