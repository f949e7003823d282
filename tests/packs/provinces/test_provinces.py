"""Every pack of a province beside the facts of the forms that were published there: titles, order, numbering, tables."""

from __future__ import annotations

import pytest
import yaml

from generator.packs.definition.pack import Pack, available, load_pack
from scripts.provinces.compared import differences
from scripts.provinces.facts import FACTS, Outline, outlines
from tests.packs.reports import figures_of, report

OUTLINES = [outline for outline in outlines() if not outline.because]
PROVINCES = yaml.safe_load((FACTS / "模板包.yaml").read_text(encoding="utf-8"))
MOST_LINES = 150
ELSEWHERE = ("上海",)
"""Held against its publication word for word by tests of its own."""


def packs_of(kind: str) -> list[str]:
    """The packs of a kind that name their region."""
    return [name for name in available() if name.endswith(kind) and "地区" in load_pack(name).settings]


@pytest.mark.parametrize("outline", [one for one in OUTLINES if one.province not in ELSEWHERE], ids=lambda one: one.id)
def test_a_pack_prints_the_outline_that_was_published(outline: Outline) -> None:
    assert differences(outline) == []


def test_every_province_of_the_facts_has_a_pack_and_every_pack_says_what_was_seen() -> None:
    assert {f"{name}-juesuan" for name in PROVINCES.values()} <= set(available())
    for name in packs_of("-juesuan"):
        settings = load_pack(name).settings
        said = str(settings.get("说明", ""))
        assert settings["见到"] in ("全文", "部分", "仅目录"), name
        assert "http" in said and "没有见到" in said, name


@pytest.mark.parametrize("name", packs_of(""))
def test_a_province_is_data_alone_and_short(name: str) -> None:
    folder = available()[name]
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    assert {file.suffix for file in files} <= {".yaml", ".html"}
    assert sum(len(file.read_text(encoding="utf-8").splitlines()) for file in files) <= MOST_LINES


def test_no_two_packs_share_a_long_line_of_text() -> None:
    seen: dict[str, str] = {}
    shared = []
    for name in packs_of("-juesuan"):
        for line in _sentences(load_pack(name)):
            if seen.setdefault(line, name) != name:
                shared.append((line, name, seen[line]))
    assert shared == []


def _sentences(pack: Pack) -> list[str]:
    """The sentences of a pack's own settings."""
    lines = (pack.chain[0] / "pack.yaml").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if "|万元" in line and len(line.strip()) > 40]


@pytest.mark.parametrize("name", packs_of("-juesuan"))
def test_a_report_of_a_province_is_whole(name: str) -> None:
    """Built over a department that has everything: no heading without text, nothing that the pack itself leaves open."""
    if name.startswith("shanghai"):
        return
    document = report(name, "shili/2023")
    blocks = [block for section in document.sections for block in section.blocks]
    assert len(blocks) > 40
    assert figures_of("shili/2023") is not None
