"""Contents pages of provinces without a pack of their own: YAML alone gives their outline, in order and in words.

Each folder of `outlines/` holds a pack.yaml and the contents page (目录.txt), after what spec notes say of that form.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.document.blocks import Contents
from generator.packs.pack import load_pack
from tests.packs.reports import headings, report

HERE = Path(__file__).parent / "outlines"
CASES = sorted(folder.name for folder in HERE.iterdir())
DEEPER = {"chongqing-2022": 3, "hubei-2022": 2}
"""Down to which level the page without a contents field is compared."""


def example_of(name: str) -> str:
    """A budget for a budget, accounts of the form's period for accounts."""
    if "yusuan" in name:
        return "shili/2024"
    return "gongjing/2020" if name == "shaanxi-2020" else "shili/2023"


@pytest.mark.parametrize("name", CASES)
def test_the_outline_equals_the_contents_page(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(HERE / name, tmp_path / "packs" / name)
    monkeypatch.setenv("GONGKAI_TEMPLATES", str(tmp_path / "packs"))
    document = report(load_pack(name), example_of(name))
    page = (HERE / name / "目录.txt").read_text(encoding="utf-8").splitlines()
    contents = [block for block in document.blocks() if isinstance(block, Contents)]
    depth = max((row.level for block in contents for row in block.rows), default=DEEPER.get(name, 2))
    assert headings(document, depth) == page
    assert [[row.text.replace(" ", "") for row in block.rows] for block in contents] == [page] * len(contents)


def test_the_outlines_are_many_and_yaml_alone() -> None:
    files = [file for file in HERE.rglob("*") if file.is_file()]
    assert len(CASES) >= 12
    assert {file.name for file in files} == {"pack.yaml", "目录.txt"}
