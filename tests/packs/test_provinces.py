"""Every pack of a province beside the facts of the forms that were published there: titles, order, numbering, tables."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
import yaml

from generator.build import make_document
from generator.checks.engine.finding import Severity
from generator.checks.report.printed import check_printed
from generator.document.blocks import Block, Heading
from generator.figures.specimen import KINDS, without_last_year
from generator.model.choices import ACCOUNTS
from generator.packs.definition.pack import Pack, available, load_pack
from scripts.provinces.compared import differences
from scripts.provinces.facts import FACTS, Outline, outlines
from scripts.provinces.frames import Frame, filled, frames, printed
from tests.packs.reports import report

OUTLINES = [outline for outline in outlines() if not outline.because]
PROVINCES = yaml.safe_load((FACTS / "模板包.yaml").read_text(encoding="utf-8"))
MOST_LINES = 150
WITH_REPORTS = ("sichuan-juesuan",)
"""Has the evaluation reports of its annex and the tables of four kinds as well."""
ELSEWHERE = ("上海",)
"""Held against its publication word for word by tests of its own."""


def packs_of(kind: str) -> list[str]:
    """The packs of a kind that say how much of their form was seen."""
    return [name for name in available() if name.endswith(kind) and "见到" in load_pack(name).settings]


@pytest.mark.parametrize("outline", [one for one in OUTLINES if one.province not in ELSEWHERE], ids=lambda one: one.id)
def test_a_pack_prints_the_outline_that_was_published(outline: Outline) -> None:
    assert differences(outline) == []


def test_every_province_of_the_facts_has_a_pack_and_every_pack_says_what_was_seen() -> None:
    assert {f"{name}-juesuan" for name in PROVINCES.values()} <= set(available())
    for name in packs_of("-juesuan"):
        settings = load_pack(name).settings
        said = str(settings.get("说明", ""))
        assert settings["见到"] in ("全文", "部分", "仅目录"), name
        assert ("http" in said or "没有地址" in said) and "没有见到" in said, name


@pytest.mark.parametrize("name", [name for name in packs_of("") if name not in WITH_REPORTS])
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


@pytest.mark.parametrize("frame", [one for one in frames() if not one.untested], ids=lambda one: f"{one.province}-{one.name}")
def test_a_pack_prints_the_sentence_that_was_seen(frame: Frame) -> None:
    assert filled(frame) in printed(frame)


def test_a_frame_that_is_not_tested_says_why() -> None:
    listed = list(frames())
    assert len(listed) >= 65
    assert all(bool(one.untested) != bool(one.sentence and one.section) for one in listed)


@pytest.mark.parametrize("name", [name for name in packs_of("") if not name.startswith("shanghai")])
def test_a_report_of_a_province_is_whole(name: str) -> None:
    """Made over a department that has everything: no fault of the pack, no heading with nothing below it."""
    document = report(name, "shili/2024" if name.endswith("-yusuan") else "shili/2023")
    findings = [one for one in check_printed(document) if one.severity is Severity.ERROR]
    assert [one.message for one in findings] == []
    assert _empty_headings([block for section in document.sections for block in section.blocks]) == []


@pytest.mark.parametrize("name", packs_of(""))
def test_a_report_can_be_made_where_nothing_is_said_of_last_year(name: str) -> None:
    pack = load_pack(name)
    kind = str(pack.settings.get("文种", ACCOUNTS))
    figures = without_last_year(kind if kind in KINDS else ACCOUNTS)
    assert make_document(pack, figures)[0].sections


def _empty_headings(blocks: Sequence[Block]) -> list[str]:
    """Headings that no text, table or deeper heading follows."""
    depths = [_depth(block) if isinstance(block, Heading) else 9 for block in blocks]
    following = [*depths[1:], 0]
    pairs = zip(blocks, depths, following, strict=True)
    return [block.text for block, depth, after in pairs if isinstance(block, Heading) and after <= depth]


def _depth(heading: Heading) -> int:
    return heading.depth or {"部分标题": 1, "一级标题": 2, "表题": 2, "附件号": 2, "二级标题": 3, "三级标题": 4}.get(
        heading.role, 5
    )
