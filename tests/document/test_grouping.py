"""续表: a wide table cut into groups loses no column, no row and no figure."""

from __future__ import annotations

from generator.document.blocks import Table, text_of
from generator.document.grid import place_cells
from generator.document.grouping import split_groups
from tests.writers import html_sample as sample


def covered(table: Table) -> bool:
    rows = (*table.head, *table.body)
    return all(sum(cell.colspan for _, cell in line) <= len(table.widths) for line in place_cells(rows, len(table.widths)))


def test_a_table_without_groups_stays_as_it_is() -> None:
    table = sample.form()
    assert split_groups(table) == [table]


def test_each_part_repeats_the_first_columns_and_holds_its_range() -> None:
    table = sample.wide(columns=40, rows=3)
    parts = split_groups(table)
    assert [len(part.widths) for part in parts] == [12, 12, 12, 12]
    for (start, stop), part in zip(table.groups, parts, strict=True):
        assert [c.text for c in part.body[0]] == [table.body[0][c].text for c in (0, 1, *range(start, stop))]
        assert covered(part)


def test_a_head_cell_over_the_edge_is_clipped_on_both_sides() -> None:
    parts = split_groups(sample.wide(columns=40, rows=1))
    heads = [[(cell.text, cell.colspan) for cell in part.head[0][2:]] for part in parts]
    assert heads == [
        [("工资福利支出", 10)],
        [("工资福利支出", 5), ("商品和服务支出", 5)],
        [("商品和服务支出", 10)],
        [("商品和服务支出", 10)],
    ]


def test_later_parts_say_so_start_a_page_and_have_their_own_id() -> None:
    first, *later = split_groups(sample.replace(sample.wide(), new_page=False))
    assert not first.new_page
    assert all(part.new_page for part in later)
    assert [part.id for part in later] == ["T07-2", "T07-3", "T07-4"]
    assert all(text_of(part.title).endswith("（续表）") for part in later)
    assert [bool(part.notes) for part in (first, *later)] == [False, False, False, True]


def test_a_cell_that_reaches_down_keeps_its_place_for_the_rows_below() -> None:
    rows = (
        (sample.head("甲", rowspan=2), sample.head("乙", colspan=2), sample.head("丙", rowspan=2)),
        (sample.head("丁"), sample.head("戊")),
    )
    assert [[at for at, _ in line] for line in place_cells(rows, 4)] == [[0, 1, 3], [1, 2]]
    table = Table("t", (1, 1, 1, 1), rows, (), groups=((1, 2), (2, 4)), repeat=1)
    assert [[c.text for c in row] for row in split_groups(table)[0].head] == [["甲", "乙"], ["丁"]]
    assert [[c.text for c in row] for row in split_groups(table)[1].head] == [["甲", "乙", "丙"], ["戊"]]
