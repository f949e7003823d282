"""The benchmarks run and say what they should; how long anything takes does not gate."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document as open_word
from lxml import etree

from benchmarks import docxtpl_side, rivals, scale
from benchmarks.county import findings, make_county
from benchmarks.paired import compare
from benchmarks.report import plot, standing
from generator.document.blocks import Table
from generator.document.grouping import split_groups
from tests.conftest import ROOT

pytestmark = pytest.mark.benchmark


def test_a_synthetic_county_has_different_departments_without_errors(tmp_path: Path) -> None:
    places = make_county(tmp_path, 3)
    texts = {(place / "收支.yaml").read_text(encoding="utf-8") for place in places}
    assert len(texts) == 3
    assert list(findings(places)) == []


def test_a_report_of_four_times_the_length_is_without_errors(tmp_path: Path) -> None:
    assert list(findings(make_county(tmp_path, 1, size=4))) == []


def test_the_same_seed_gives_the_same_county(tmp_path: Path) -> None:
    first, second = (make_county(tmp_path / name, 2) for name in ("a", "b"))
    for one, other in zip(first, second, strict=True):
        assert {f.name: f.read_bytes() for f in one.iterdir()} == {f.name: f.read_bytes() for f in other.iterdir()}


@pytest.mark.filterwarnings("ignore::DeprecationWarning:docxtpl")
def test_docxtpl_prints_every_cell_that_ours_prints(tmp_path: Path) -> None:
    document, _ = rivals.report(rivals.EXAMPLE)
    slots = docxtpl_side.make_template(document, tmp_path / "t.docx")
    word = open_word(io.BytesIO(docxtpl_side.render(tmp_path / "t.docx", slots)))
    printed = {text.text for text in word.element.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t")}
    tables = [part for block in document.blocks() if isinstance(block, Table) for part in split_groups(block)]
    cells = [cell.text for table in tables for row in table.body for cell in row if cell.text.strip()]
    assert len(cells) > 1000
    assert [text for text in cells if "\n" not in text and text not in printed and text.strip() not in printed] == []


def test_rivals_are_run_in_turns_and_compared_within_a_round() -> None:
    heard: list[str] = []
    clock = iter(range(1000))
    found = compare({"a": lambda _: heard.append("a"), "b": lambda _: heard.append("b")}, 2, lambda: float(next(clock)))
    assert heard == ["a", "b", "a", "b", "b", "a"]
    assert [(one.name, one.ratio, one.rounds) for one in found] == [("a", 1.0, 2), ("b", 1.0, 2)]


def test_the_plot_is_small_and_says_every_ratio_of_the_page(tmp_path: Path) -> None:
    tables = standing(ROOT / "docs" / "性能.md")
    plot(tables, tmp_path / "性能.svg")
    drawn = (tmp_path / "性能.svg").read_text(encoding="utf-8")
    assert drawn == (ROOT / "docs" / "性能.svg").read_text(encoding="utf-8"), "运行 python -m benchmarks --write 重画"
    assert len(drawn.splitlines()) < 120
    compared = [row for rows in tables.values() if rows[0][0] == "做法" for row in rows[2:]]
    texts = [node.text for node in etree.fromstring(drawn.encode()).iter("{*}text")]
    assert len(compared) >= 10
    assert all(row[0] in texts and f"{float(row[2]):.2f}" in texts for row in compared)


def test_a_worker_reports_its_memory_after_each_report() -> None:
    peaks = scale.memory_over(2, ("docx",))
    assert len(peaks) == 2
    assert 20 < peaks[0] <= peaks[1] < 1000


def test_the_command_measures_everything_that_it_names(tmp_path: Path) -> None:
    names = ["docx", "start", "draft", "length", "county", "workers", "rerun", "memory"]
    file = tmp_path / "figures.json"
    command = [sys.executable, "-m", "benchmarks", *names, "--quick", "--json", str(file)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=300)
    tables = json.loads(file.read_text(encoding="utf-8"))
    assert list(tables) == names
    for head, *rows in tables.values():
        assert rows and all(len(row) == len(head) for row in rows)
        assert all(float(row[2 if len(head) == 3 and head[0] == "格式" else 1]) > 0 for row in rows)
