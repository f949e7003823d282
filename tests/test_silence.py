"""Nothing is stated that nobody said: with a section, a field or several of them gone, no report denies anything that it did
not deny before; it asks for what is missing, and its sentences lose no part."""

from __future__ import annotations

import copy
import os
import random
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from generator.build import beside, chosen_packs, derived, make_document, report_findings
from generator.checks import Severity
from generator.document.blocks import Heading, Paragraph
from generator.errors import DataError, GongkaiError
from generator.figures import Figures
from generator.intake import find_prior, load
from generator.intake.collector import Collector
from generator.intake.judged.validate import Gaps, build
from generator.model.place import Place
from generator.writers.text import plain_text
from tests.examples import ROOT

pytestmark = pytest.mark.slow

EXAMPLES = ROOT / "data_examples"
FORMS = (
    ("shili/2023", "tongyong-juesuan"),
    ("shili/2023", "sichuan-juesuan"),
    ("shili/2023", "shanghai-juesuan"),
    ("shili/2023", "yunnan-juesuan"),
    ("shili/2023", "tongyong-zhengti-ziping"),
    ("shili/2023", "tongyong-xiangmu-ziping"),
    ("shili/2024", "tongyong-yusuan"),
    ("dachang/2021", "hebei-yusuan"),
    ("dachang/2020", "hebei-jixiao"),
    ("yongxing/2021", "hunan-jixiao"),
    ("mentougou/2021", "beijing-jixiao"),
)
"""Complete examples and every form that they can fill."""
STEP = int(os.environ.get("GONGKAI_SILENCE_STEP", "7"))
"""Of the single fields every seventh is taken away in the suite; 1 takes all."""
COMBINATIONS = 3
MEMBERS = re.compile(
    r"^收入\.[^.]+\.|^支出\[\d+\]\.(?:一般公共预算|政府性基金|国有资本经营|其他资金)|^国有资产\.车辆\.|^控制数|^年初|^上年\."
)
"""Members of lists that are given: what is not in such a list is zero, which the list itself says; and what only compares."""
KEPT = re.compile(r"^(?:年度|部门|金额单位|报告|文种|级次|汇总|数据)(?:$|[.\[])")
"""Without these there is no report at all, or they are what texts count with."""
DENIAL = re.compile(
    r"(?<![有并])没有|未(?:发生|安排|开展|涉及|购置|使用|产生|组织)|不涉及|无(?=[。；，]|$)|(?<![\d.,])0(?:\.0+)?(?=[个万辆台人次%％]|$)"
)
"""Words and figures that deny something."""
BROKEN = re.compile(
    r"，，|。。|，。|：。|；。|^[，。；：]|(?:原因是|主要用于|用于|分别是|包括|计算为|具体为)[。；，]|(?:决算|预算)。具体情况|[（(][）)]"
)
"""What a sentence looks like that has lost a part."""
ANNOUNCED = re.compile(r"(?:其中|包括|如下|分别是|各项|下列)[：:]$")
UNSTATED = "说明：标“未载明”的，数据来源没有给出该数，本表不作推算。"
"""Below a table with 未载明 in it: true of what was taken away."""
BLANK = re.compile(r"【待填[^】]*】")


@cache
def complete(source: str) -> tuple[dict[str, Any], tuple[Path, ...], Figures | None]:
    """The tree of an example as typed, its files, and last year's figures."""
    path = EXAMPLES / source
    loaded = load(path)
    earlier = find_prior(path, loaded.data.year)
    return loaded.tree, loaded.files, derived(load(earlier).data) if earlier else None


def figures_of(tree: dict[str, Any], source: str) -> Figures | None:
    """The figures of a changed tree; None where the reader refuses it, which says so to a person."""
    _, files, before = complete(source)
    problems = Collector()
    data, _ = build(tree, Gaps(Place(str(files[0]), 1, 1, ""), frozenset(), False), problems)
    try:
        problems.raise_if_any()
    except GongkaiError:
        return None
    assert data is not None
    return beside(data, before)[0]


def printed(figures: Figures, pack_name: str) -> tuple[list[str], list[Any], list[str]]:
    """The lines of a draft, its blocks, and what keeps a final build from being made."""
    pack = chosen_packs(figures, [pack_name])[0]
    document, rendered = make_document(pack, figures)
    findings = report_findings(figures, document, rendered, [])
    stops = [finding.message for finding in findings if finding.severity is Severity.ERROR]
    return plain_text(document).splitlines(), list(document.blocks()), stops


@cache
def whole(source: str, pack: str) -> frozenset[str]:
    """The clauses of the complete report."""
    figures = figures_of(copy.deepcopy(complete(source)[0]), source)
    assert figures is not None
    lines, _, stops = printed(figures, pack)
    assert stops == []
    return frozenset(clause for line in lines for clause in clauses(line))


def clauses(line: str) -> list[str]:
    return [clause.strip() for clause in re.split(r"[，。；：\t]", BLANK.sub("【待填】", line)) if clause.strip()]


def paths(tree: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every key of the tree; of the members of a list the first two."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield (*path, key)
            yield from paths(value, (*path, key))
    elif isinstance(tree, list):
        for number, value in enumerate(tree[:2]):
            yield from paths(value, (*path, number))


def without(tree: dict[str, Any], gone: list[tuple[Any, ...]]) -> dict[str, Any]:
    """The tree without some of its keys. Only what leads to them is copied: the reader changes no tree."""
    found = dict(tree)
    for path in gone:
        node: Any = found
        for step in path[:-1]:
            inside = step in node if isinstance(node, dict) else step < len(node)
            if not inside or not isinstance(node[step], (dict, list)):
                break
            node[step] = copy.copy(node[step])
            node = node[step]
        else:
            if isinstance(node, dict):
                node.pop(path[-1], None)
    return found


def is_kept(path: tuple[Any, ...]) -> bool:
    return bool(KEPT.match(spelled(path)) or MEMBERS.match(spelled(path)))


def spelled(path: tuple[Any, ...]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def faults(source: str, pack: str, gone: list[tuple[Any, ...]]) -> list[str]:
    """What the report says wrongly with some of the data gone."""
    tree, _, _ = complete(source)
    figures = figures_of(without(tree, gone), source)
    if figures is None:
        return []
    try:
        lines, blocks, stops = printed(figures, pack)
    except DataError:
        return []  # a text of the data counts with what is gone: it is refused at its line
    where = "、".join(map(spelled, gone))
    known = whole(source, pack)
    found = []
    for line in lines:
        for clause in clauses(line.replace(UNSTATED, "")):
            if clause not in known and DENIAL.search(BLANK.sub("", clause)) and not BLANK.search(clause):
                found.append(f"没有{where}：{clause}｜{line[:120]}")
        if BROKEN.search(line) and not any(BROKEN.search(old) for old in known):
            found.append(f"没有{where}：缺了一截｜{line[:160]}")
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        if isinstance(block, Paragraph) and ANNOUNCED.search(block.text.strip()) and isinstance(after, Heading | None):
            found.append(f"没有{where}：说了有下文而没有｜{block.text[-60:]}")
        if isinstance(block, Heading) and isinstance(after, Heading) and 0 < after.depth <= block.depth:
            found.append(f"没有{where}：标题下没有内容｜{block.text}")
    if any(BLANK.search(line) for line in lines) and not stops:
        found.append(f"没有{where}：印了待填而不拦正式稿")
    return found


def assert_none(faults: Iterable[str]) -> None:
    found = list(faults)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("source", "pack"), FORMS)
def test_a_section_that_is_gone_denies_nothing(source: str, pack: str) -> None:
    tree = complete(source)[0]
    sections = [(key,) for key in tree if not KEPT.match(key)]
    assert len(sections) >= 4
    assert_none(fault for section in sections for fault in faults(source, pack, [section]))


@pytest.mark.parametrize(("source", "pack"), FORMS)
def test_a_field_that_is_gone_denies_nothing(source: str, pack: str) -> None:
    fields = [path for path in paths(complete(source)[0]) if len(path) > 1 and not is_kept(path)]
    assert len(fields) >= 25
    taken = fields[:: STEP * max(1, len(fields) // 200)] if STEP > 1 else fields
    assert_none(fault for field in taken for fault in faults(source, pack, [field]))


@pytest.mark.parametrize(("source", "pack"), FORMS)
def test_many_fields_that_are_gone_deny_nothing(source: str, pack: str) -> None:
    tree = complete(source)[0]
    fields = [path for path in paths(tree) if not is_kept(path)]
    chance = random.Random(f"{source} {pack}")
    mixes = [chance.sample(fields, chance.randint(2, min(12, len(fields)))) for _ in range(COMBINATIONS if STEP > 1 else 30)]
    assert_none(fault for mix in mixes for fault in faults(source, pack, mix))


def test_a_draft_without_three_public_asks_for_it_where_it_is_printed_and_only_there() -> None:
    for pack in ("tongyong-juesuan", "sichuan-juesuan", "shanghai-juesuan"):
        figures = figures_of(without(complete("shili/2023")[0], [("三公",)]), "shili/2023")
        assert figures is not None
        lines, _, stops = printed(figures, pack)
        blank = [line for line in lines if BLANK.search(line)]
        assert len(blank) >= 4 and stops, pack
        sentences = [line for line in blank if "\t" not in line]
        assert [line for line in sentences if not re.search("三公|因公|公务|接待|用车", line)] == [], pack
        assert [line for line in lines if "没有“三公”经费" in line or "没有财政拨款“三公”" in line] == []


@pytest.mark.parametrize("word", ["无", "不涉及"])
@pytest.mark.parametrize("section", ["三公", "政府采购", "国有资产", "机关运行经费", "项目"])
def test_a_person_who_writes_none_is_believed(section: str, word: str) -> None:
    from generator.model.place import SourceText

    tree = copy.deepcopy(complete("shili/2023")[0])
    tree[section] = SourceText(
        word, tree[section].place if hasattr(tree[section], "place") else Place("基本情况.yaml", 1, 1, section)
    )
    figures = figures_of(tree, "shili/2023")
    assert figures is not None
    lines, _, _ = printed(figures, "tongyong-juesuan")
    assert [line for line in lines if BLANK.search(line)] == []
    assert [line for line in lines if re.search(rf"是{word}。|用于{word}|：{word}。", line)] == []
