"""The promises to the reader: no figure without a source, one change changes all that follows and nothing else,
every format says the same, the same input gives the same bytes, the slips of published reports cannot occur."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from generator.build import chosen_packs, find_style, make_document, read
from generator.document.blocks import Block, Chart, Contents, Cover, Document, Heading, Paragraph, Run, Table
from generator.figures.wording.numbers import round_half_up
from generator.model.amount import Origin, OriginKind
from generator.model.place import Place
from generator.writers.output.printer import Printer
from generator.writers.text import plain_text
from tests.examples import ALL, GONGJING, SHILI, copy_of, each_report, figures_of, printed, reports_of
from tests.tracing import Calculator, Leaf, Line, computable, spot, traced


def runs_in(block: Block) -> Iterator[Run]:
    """All runs of a block, but for the numbers that the document itself gives."""
    match block:
        case Heading():
            yield from block.runs
        case Paragraph():
            yield from chain(block.lead, block.runs)
        case Table():
            cells = (cell.runs for row in chain(block.head, block.body) for cell in row)
            yield from chain(block.title, block.unit_left, *block.notes, *cells)
        case Contents():
            yield from chain(*(note.runs for note in block.notes))
        case Cover():
            yield from chain(*(line.runs for line in block.lines))


def digits(text: str) -> int:
    return sum(map(str.isdigit, text))


def unsourced(document: Document) -> Iterator[str]:
    """Every generated text with a digit that has no source and is no ordinal and no mark of the form."""
    for block in document.blocks():
        yield from (run.text for run in runs_in(block) if digits(run.text) and run.key not in document.entries)
        if isinstance(block, Table):
            yield from (text for text in (re.sub(r"^公开\d\d表$", "", block.mark), block.unit_right) if digits(text))
        if isinstance(block, Chart):
            yield from _unsourced_in(block, document)


def _unsourced_in(chart: Chart, document: Document) -> Iterator[str]:
    caption = re.sub(r"图\d+：", "", "".join(run.text for run in chart.caption), count=1)
    yield from (text for text in (caption, chart.title, chart.unit) if digits(text))
    for name, key in zip(chart.categories, chart.category_keys, strict=True):
        if digits(name) and key not in document.entries:
            yield name
    assert len(chart.keys) == len(chart.categories)
    yield from (label for label, key in zip(chart.series[0].labels, chart.keys, strict=True) if key not in document.entries)


@each_report(*ALL)
def test_every_digit_has_a_source_or_is_an_ordinal_or_belongs_to_the_form(source: Path, pack: str) -> None:
    document = reports_of(source)[pack]
    sourced = sum(digits(run.text) for block in document.blocks() for run in runs_in(block) if run.key in document.entries)
    assert sourced > (2000 if pack.endswith("juesuan") else 500)
    assert list(unsourced(document)) == []


@each_report(*ALL)
def test_every_entry_of_the_ledger_says_where_the_value_comes_from(source: Path, pack: str) -> None:
    for key, origin in reports_of(source)[pack].entries.items():
        assert isinstance(origin, Origin), key
        assert origin.name or origin.place.path, (key, origin)
        if origin.kind is OriginKind.COMPUTED:
            assert origin.expression, (key, origin)


@each_report(*ALL)
def test_every_number_in_a_table_is_its_computation_done_again(source: Path, pack: str) -> None:
    document = reports_of(source)[pack]
    compared, calculator = 0, Calculator()
    for table in document.tables():
        for cell in chain(*table.body):
            origin = document.entries.get(cell.runs[0].key) if cell.runs else None
            if cell.value is not None and isinstance(origin, Origin) and computable(origin):
                compared += 1
                assert cell.value == round_half_up(calculator.value(origin), table.decimals), (table.id, origin.name)
    statutory = pack.endswith("juesuan")
    assert compared > (100 if statutory and source != GONGJING else 0) or not statutory


CHANGES = {
    "an economic item": ("收支.yaml", "        30217: 5482.00", "        30217: 15482.00"),
    "a receipt": ("收支.yaml", "    2101301: 4591000.00", "    2101301: 4691000.00"),
    "a budget": ("收支.yaml", "年初预算: 5258100.00", "年初预算: 5158100.00"),
    "an opening balance": ("收支.yaml", "    2130506: 18907.64", "    2130506: 28907.64"),
    "money of a project": ("收支.yaml", "            30307: 3283741.05", "            30307: 3183741.05"),
    "a budget of 三公": ("三公与采购.yaml", "    预算: 9000.00", "    预算: 9900.00"),
    "a purchase": ("三公与采购.yaml", "  货物: 382250.00", "  货物: 392250.00"),
    "a fact in a text": ("文字.yaml", "  救助人次: 23108", "  救助人次: 23109"),
    "a figure of last year": ("../2022/收支.yaml", None, None),
}


def changed(folder: Path, file: str, old: str | None, new: str | None) -> tuple[Path, tuple[str, str, str]]:
    """A changed copy of the example and the spot of the change."""
    if old is None:
        text = (SHILI / file).read_text(encoding="utf-8")
        found = re.search(r"^        30201: (\d+)\.(\d\d)", text, re.MULTILINE)
        assert found
        old, new = found[0], f"        30201: {int(found[1]) + 50000}.{found[2]}"
        start = found.start()
        text = text[:start] + new + text[start + len(old) :]
        copy = copy_of(SHILI, folder / "县")
        (copy / file).write_text(text, encoding="utf-8")
    else:
        text = (SHILI / file).read_text(encoding="utf-8")
        start = text.index(old)
        copy = copy_of(SHILI, folder / "县", file, old, new or "")
    line = text[:start].count("\n") + 1
    return copy, (Path(file).parent.name or SHILI.name, Path(file).name, str(line))


def at_line(place: Place) -> tuple[str, str, str]:
    year, file, _ = spot(place)
    return year, file, str(place.line)


@cache
def lines_before(pack: str) -> list[Line]:
    return traced(reports_of(SHILI)[pack])


def leaf_of(documents: dict[str, Document], spot_: tuple[str, str, str]) -> Leaf:
    """The value that was typed at a line of a file."""
    todo = [origin for document in documents.values() for origin in document.entries.values() if isinstance(origin, Origin)]
    seen = set()
    while todo:
        origin = todo.pop()
        if id(origin) in seen:
            continue
        seen.add(id(origin))
        if origin.kind is OriginKind.TYPED and at_line(origin.place) == spot_:
            return Leaf(spot(origin.place))
        todo += [operand.origin for operand in origin.operands]
    raise AssertionError(f"nothing printed rests on {spot_}")


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_amount_changes_all_that_follows_and_nothing_else(name: str, tmp_path: Path) -> None:
    copy, where = changed(tmp_path, *CHANGES[name])
    figures = read(copy)[0]
    before = reports_of(SHILI)
    after = {pack.name: make_document(pack, figures)[0] for pack in chosen_packs(figures)}
    leaf = leaf_of(before, where)
    moved, calculator = 0, Calculator()
    for pack in before:
        pairs = list(zip(lines_before(pack), traced(after[pack]), strict=True))
        moved += sum(old.text != new.text for old, new in pairs)
        for old, new in pairs:
            _same_but_for(leaf, old, new, calculator)
    assert moved >= 2


KIND = re.compile("（[柱饼]状图）")
"""The kind of a chart, which follows from the shares in it."""


def _same_but_for(leaf: Leaf, old: Line, new: Line, calculator: Calculator) -> None:
    """A line differs only where a value in it rests on the leaf, and every value that moved is printed anew."""
    if KIND.sub("", old.text) != KIND.sub("", new.text):
        values = (*old.values, *new.values)
        assert any(leaf.carries(origin) for value in values for origin in value.origins), f"{old.text} → {new.text}"
    if len(old.values) != len(new.values):
        return
    for first, second in zip(old.values, new.values, strict=True):
        if first.text != second.text:
            assert any(leaf.carries(origin) for origin in first.origins), f"{first.text} → {second.text} in {new.text}"
        if len(first.origins) == 1 and computable(first.origins[0]) and computable(second.origins[0]):
            numbers = [round_half_up(calculator.value(value.origins[0]), 2) for value in (first, second)]
            assert (numbers[0] != numbers[1]) == (first.text != second.text), f"{numbers} in {new.text}"


@pytest.mark.parametrize("source", ALL, ids=["gongjing", "2022", "2023"])
def test_every_derived_figure_is_what_its_expression_says(source: Path) -> None:
    compared, calculator = 0, Calculator()
    for name, node in figures_of(source).names.items():
        origin = getattr(node, "origin", None)
        if isinstance(origin, Origin) and computable(origin):
            compared += 1
            assert calculator.number(node) == node.number, name
    assert compared > 10


@pytest.mark.parametrize("kind", ["docx", "html", "xlsx", "txt", pytest.param("pdf", marks=pytest.mark.slow)])
def test_two_builds_give_the_same_bytes(kind: str) -> None:
    figures = read(GONGJING)[0]
    pack = chosen_packs(figures)[0]
    again = Printer(make_document(pack, figures)[0], find_style(pack), page_numbers=kind != "docx").print(kind)
    assert len(again) > 10_000
    engine = Printer(make_document(pack, figures)[0], find_style(pack), page_numbers=kind != "docx")
    assert again == (engine.print(kind) if kind == "pdf" else printed(GONGJING, pack.name, kind))


SLIPS: dict[str, Callable[[str], bool]] = {
    "a unit before a per cent sign": lambda text: "万元%" in text or "元％" in text,
    "a percentage of nothing": lambda text: re.search(r"(?<![\d.])0(\.00)?万元，[^，。；]*100(\.00)?%", text) is not None,
    "two units": lambda text: "万元万元" in text or "元元" in text,
    "two stops": lambda text: re.search(r"。。|，，|；；|，。|。，", text) is not None,
    "an instruction of the form": lambda text: (
        re.search(r"填报(?!日期)|请填|此处|（说明：|XX|××|…{2}|_{2}|\{|\}|待填|<|>", text) is not None
    ),
    "a word of Python": lambda text: re.search(r"None|True|False|nan|Decimal|Undefined", text) is not None,
}


@pytest.mark.parametrize("slip", SLIPS)
def test_the_slips_of_published_reports_do_not_occur(slip: str) -> None:
    for source in ALL:
        for pack, document in reports_of(source).items():
            found = [line for line in plain_text(document).splitlines() if SLIPS[slip](line)]
            assert found == [], (source.name, pack)


@pytest.mark.parametrize(
    ("slip", "text"),
    [
        ("a unit before a per cent sign", "增长0万元%"),
        ("a percentage of nothing", "决算为0万元，完成预算100%"),
        ("two units", "91.68万元万元"),
        ("two stops", "增加。。"),
        ("an instruction of the form", "（说明：没有的请填无）"),
        ("a word of Python", "占None"),
    ],
)
def test_the_net_catches_each_slip(slip: str, text: str) -> None:
    assert SLIPS[slip](text)


def test_nothing_of_nothing_is_never_a_hundred_per_cent() -> None:
    text = plain_text(reports_of(GONGJING)["sichuan-juesuan"])
    line = next(line for line in text.splitlines() if "“三公”经费财政拨款支出决算为0" in line)
    assert "未安排预算，也未发生支出" in line
    assert "%" not in line


def test_a_report_holds_decimal_figures_and_no_binary_ones() -> None:
    document = reports_of(SHILI)["tongyong-juesuan"]
    values = [cell.value for table in document.tables() for cell in chain(*table.body) if cell.value is not None]
    assert len(values) > 200
    assert {type(value) for value in values} == {Decimal}
