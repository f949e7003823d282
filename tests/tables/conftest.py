"""What the tests of tables share: all tables of both packs for the examples, and the example's YAML as plain numbers."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

import pytest
import yaml

from generator.build import make_document, read
from generator.document.blocks import Table
from generator.packs import load_pack
from tests.conftest import ROOT

PACKS = {"国": "tongyong-juesuan", "川": "sichuan-juesuan"}
Tables = Callable[[str, str], dict[str, Table]]


@cache
def tables_of(pack: str, source: str) -> dict[str, Table]:
    """The statutory tables of a pack for an example, by id, in the printed order."""
    figures, _ = read(ROOT / "data_examples" / source)
    document, _ = make_document(load_pack(PACKS[pack]), figures)
    return {table.id: table for table in document.tables() if table.role == "form"}


@pytest.fixture(scope="session")
def national() -> dict[str, Table]:
    return tables_of("国", "shili/2023")


@pytest.fixture(scope="session")
def sichuan() -> dict[str, Table]:
    return tables_of("川", "shili/2023")


@pytest.fixture(scope="session")
def gongjing() -> dict[str, Table]:
    return tables_of("川", "gongjing/2020")


@pytest.fixture(scope="session")
def typed() -> dict[str, Any]:
    """收支.yaml of the example as it is typed: strings."""
    text = (ROOT / "data_examples" / "shili" / "2023" / "收支.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.CBaseLoader)


def wan(yuan: Decimal) -> Decimal:
    """元 → 万元 as printed: two decimals, half up."""
    return (yuan / 10000).quantize(Decimal("0.01"), ROUND_HALF_UP)


def values(table: Table) -> dict[str, list[Decimal | None]]:
    """The amounts of each row by its code, or by its name where it has no code."""
    found: dict[str, list[Decimal | None]] = {}
    for row in table.body:
        names = [cell.text for cell in row if cell.kind == "text"]
        found[names[0] or names[1]] = [cell.value for cell in row if cell.kind == "number"]
    return found
