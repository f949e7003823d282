"""Places of a table: its own 小数 wins over the pack's, and one that loses figures is said once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.build import make_document, report_findings
from generator.packs import load_pack
from generator.packs.context.ledger import Ledger
from generator.tables import adapted, load_spec, make_table
from tests.examples import ROOT, SHILI, figures_of

TABLES = ROOT / "templates" / "tongyong-juesuan" / "tables"


def texts(places: int | None, pack_places: int | None, unit: str = "万元") -> tuple[set[str], dict[str, str]]:
    """The texts of T11's cells, and what the ledger has of lost places."""
    spec = replace(load_spec(TABLES / "T11.yaml", "T11"), decimals=places)
    style = replace(load_pack("tongyong-juesuan").number_format("表格"), decimals=pack_places, unit=unit)
    ledger = Ledger()
    table = make_table(spec, figures_of(SHILI), style, ledger)
    return {cell.text for row in table.body for cell in row}, ledger.lossy


@pytest.mark.parametrize("pack_places", [0, 1, 2, None])
def test_the_places_of_the_table_itself_win(pack_places: int | None) -> None:
    found, lossy = texts(2, pack_places)
    assert "106.29" in found
    assert not lossy


def test_a_table_without_its_own_places_has_those_of_the_pack() -> None:
    assert "106.29" in texts(None, 2)[0]
    assert "106.3" in texts(None, 1)[0]


def test_lost_places_are_said_once_a_table() -> None:
    found, lossy = texts(0, 2)
    assert "106" in found
    assert len(lossy) == 1
    assert all("印成" in example for example in lossy.values())


def test_an_entry_of_the_pack_can_give_places() -> None:
    spec = adapted(load_spec(TABLES / "T11.yaml", "T11"), {"表": "T11", "小数": 1}, {})
    assert spec.decimals == 1


def test_a_report_with_such_tables_says_so_as_a_hint() -> None:
    pack = load_pack("tongyong-juesuan").for_year(2023)
    formats = {**pack.settings["数字格式"], "表格": {**pack.settings["数字格式"]["表格"], "小数": 0}}
    pack = replace(pack, settings={**pack.settings, "数字格式": formats}, layers=())
    figures = figures_of(SHILI)
    document, rendered = make_document(pack, figures)
    found = [finding for finding in report_findings(figures, document, rendered, []) if finding.rule == "小数"]
    assert len(found) == len({finding.message for finding in found}) == len(rendered.ledger.lossy) > 5
