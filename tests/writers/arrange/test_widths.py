"""Columns as wide as their texts need: who gives, who takes, and what is broken where nobody has room."""

from __future__ import annotations

from decimal import Decimal

from generator.document.blocks import Align, Cell, Document, Run, Section, Table
from generator.measures import PT_PER_MM
from generator.writers.arrange.widths import widened
from generator.writers.style import Style


def head(text: str) -> Cell:
    return Cell((Run(text),), "head")


def suited(style: Style, table: Table) -> Table:
    document = Document("", "", (Section("portrait", (table,)),))
    (found,) = widened(document, style).tables()
    return found


def points(style: Style, table: Table) -> list[float]:
    """The widths of its columns in pt."""
    room = (style.page.width - style.page.left - style.page.right) * PT_PER_MM
    return [width / sum(table.widths) * room for width in table.widths]


def form(widths: tuple[float, ...], *rows: tuple[Cell, ...]) -> Table:
    return Table("t", widths, (tuple(head(f"列{at}") for at, _ in enumerate(widths)),), rows)


def test_a_column_with_room_gives_to_one_whose_text_ends_in_one_character(style: Style) -> None:
    table = form((100, 342), (Cell((Run("国有资产有偿使用收入支"),)), Cell((Run("无"),))))
    found = suited(style, table)
    wide, _ = points(style, found)
    assert wide >= 11 * 9 + 5
    assert sum(found.widths) == sum(table.widths)
    assert found.body == table.body


def test_a_column_gives_to_one_that_makes_the_rows_tall(style: Style) -> None:
    long = "依照有关文件开展工作并按时报送材料" * 5
    table = form((120, 322), (Cell((Run(long),)), Cell((Run("无"),))))
    assert suited(style, table).widths[0] > table.widths[0] + 30


def test_columns_that_fit_stay_as_the_form_has_them(style: Style) -> None:
    table = form((120, 322), (Cell((Run("教育支出"),)), Cell((Run("无"),))))
    assert suited(style, table) is table


def test_a_figure_is_never_folded_for_a_neighbour(style: Style) -> None:
    figure = Cell((Run("123,456,789.12"),), "number", value=Decimal("123456789.12"))
    row = (Cell((Run("国有资产有偿使用收入情况说明" * 2),)), figure, Cell((Run("无"),)))
    _, wide, _ = points(style, suited(style, form((100, 76, 266), row)))
    assert wide >= len("123,456,789.12") * 4.5


def test_where_none_has_room_a_centred_text_is_broken_by_meaning(style: Style) -> None:
    def row(align: Align) -> Table:
        cells = [Cell((Run(text),), align=align) for text in ("群众满意度指标", *["服务对象满意"] * 5)]
        return Table("t", (1.0,) * 6, (), (tuple(cells),), role="plain")

    assert suited(style, row("center")).body[0][0].text == "群众\n满意度指标"
    assert suited(style, row("left")) == row("left")


def test_columns_of_a_wide_table_stay_within_their_part(style: Style) -> None:
    row = (Cell((Run("项"),)), Cell((Run("国有资产有偿使用收入支"),)), *[Cell((Run("无"),))] * 3)
    table = Table("t", (42, 100, 300, 200, 200), (), (row,), groups=((1, 3), (3, 5)), repeat=1)
    found = suited(style, table)
    assert found.widths[1] > 100
    assert found.widths[1] + found.widths[2] == 400
    assert (found.widths[0], *found.widths[3:]) == (42, 200, 200)
