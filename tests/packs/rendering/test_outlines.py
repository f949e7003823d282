"""Contents pages of provinces without a pack of their own: YAML alone gives their outline, in order and in words.

Each folder of `outlines/` holds a pack.yaml and the contents page (目录.txt), after what spec notes say of that form.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.build import make_document, read
from generator.document.blocks import Contents
from generator.packs.definition.pack import load_pack
from tests.conftest import ROOT
from tests.packs.conftest import Maker
from tests.packs.reports import headings, lines, report

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


def test_a_text_of_one_form_is_printed_and_asked_for(tmp_path: Path, make_pack: Maker) -> None:
    folder = tmp_path / "示例"
    shutil.copytree(ROOT / "data_examples" / "shili", folder)
    path = folder / "2023" / "文字.yaml"
    assert path.read_text(encoding="utf-8").count("  补充:\n") == 1
    text = path.read_text(encoding="utf-8").replace("  补充:\n", "  补充:\n    会议: 开会{{ 人员.在职合计|数 }}人次。\n")
    path.write_text(text, encoding="utf-8")
    pack = make_pack("骨架: [会议, 培训]\n部分:\n  会议: {标题: 会议, 文字: 会议}\n  培训: {标题: 培训, 文字: 培训}\n")
    document, rendered = make_document(pack, read(folder / "2023")[0])
    assert lines(document) == ["第一部分会议", "开会45人次。", "第二部分培训", "【待填：文字.补充.培训】"]
    assert [origin.name for origin in rendered.ledger.pending] == ["文字.补充.培训"]
