"""The mistakes of five real publications, restated: each is found by the rule that the table in docs/出版错误对照.md names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.checks import Finding, run_checks
from generator.figures import derive
from generator.intake import load
from tests.checks.slip import EXAMPLES, Change, checked

SLIPS = sorted((Path(__file__).parent / "slips").glob("*.yaml"))
TABLE = EXAMPLES.parent / "docs" / "出版错误对照.md"
ROW = re.compile(r"^\| (E00\d-\d\d) \|.*\| (发现|不会发生|够不着) \| (.+) \|$", re.MULTILINE)


def read(path: Path) -> dict[str, Any]:
    slip = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
    assert isinstance(slip, dict)
    return slip


def found(slip: dict[str, Any], folder: Path) -> tuple[list[Finding], set[tuple[str, int]]]:
    """The findings of a slip, and the files and lines that were changed."""
    if "数据" in slip:
        (folder / "数据.yaml").write_text(slip["数据"], encoding="utf-8")
        lines = slip["数据"].splitlines()
        return run_checks(derive(load(folder).data)), {("数据.yaml", n) for n in range(1, len(lines) + 1)}
    changes = [Change(c["文件"], c["原"], c["新"], c.get("之后", "")) for c in slip["改动"]]
    findings, numbers = checked(folder, *changes, example=slip.get("例", "shili/2023"), bare=slip.get("去控制数") == "是")
    spans = ((c, n) for c, n in zip(changes, numbers, strict=True))
    return findings, {(c.file, n + i) for c, n in spans for i in range(-1, c.new.count("\n") + 2)}


@pytest.mark.parametrize("path", SLIPS, ids=lambda path: path.stem)
def test_a_published_mistake_is_found_by_its_rule_at_its_place(path: Path, tmp_path: Path) -> None:
    slip = read(path)
    assert slip["错误"] == path.stem
    findings, lines = found(slip, tmp_path)
    own = [f for f in findings if (f.rule, str(f.severity)) == (slip["规则"], slip["级别"])]
    assert own, [(f.rule, f.severity, f.message) for f in findings]
    assert slip["说明"]
    places = {(Path(p.file).name, p.line) for f in own for p in (f.place, f.other)}
    assert places & lines or slip["规则"] in ("H25", "Y04"), (places, lines)


def test_the_table_names_every_slip_and_nothing_twice() -> None:
    rows = ROW.findall(TABLE.read_text(encoding="utf-8"))
    ids = [row[0] for row in rows]
    assert len(ids) == len(set(ids)) == 127
    told = {row[0]: row[2] for row in rows if row[1] == "发现"}
    assert set(told) == {path.stem for path in SLIPS}
    assert all(told[path.stem] == f"{read(path)['规则']}（{read(path)['级别']}）" for path in SLIPS)
    beyond = sum(row[1] == "够不着" for row in rows)
    assert beyond / len(rows) < 0.05
