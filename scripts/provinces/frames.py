"""A sentence frame of the facts, its slots filled with an example's figures, beside what the pack of the province prints.

The slots are filled here, by plain arithmetic, without the filters of the templates:
{年} {上年} {单位} {简称}; {万 甲} an amount in 万元 (元 with 金额: 元); {差 甲 乙}, {率 甲 乙} and {占 甲 乙} are the
difference, rate and share of two amounts; {增 甲 乙} is 增加 or 减少, {长 甲 乙} 增长 or 下降; {文 甲} a text inside a
sentence; {数 甲} a count; 甲＋乙 a sum.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from generator.build import read
from generator.document.blocks import Heading, Paragraph, Table, text_of
from generator.document.markup import parse
from generator.figures import Figures
from generator.packs.context.ledger import Ledger
from generator.packs.context.limits import COUNTER, start
from generator.packs.definition.pack import load_pack
from generator.packs.rendering.environment import KNOWN, environment
from generator.packs.rendering.outline import Node, Outliner
from generator.packs.rendering.render import names_of, outlined
from scripts.provinces.facts import FACTS

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = "shili/2023"
SLOT = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame. section: the section of the pack that prints it; untested: why it is not tested, where it is not."""

    province: str
    name: str
    pack: str
    section: str
    sentence: str
    styles: tuple[str, ...] = ()
    unit: str = "万元"
    percent: int = 2
    year: int = 2023
    untested: str = ""


def frames() -> Iterator[Frame]:
    """All frames of the facts, in their order."""
    packs = yaml.safe_load((FACTS / "模板包.yaml").read_text(encoding="utf-8"))
    for province, listed in yaml.safe_load((FACTS / "句式.yaml").read_text(encoding="utf-8")).items():
        for raw in listed:
            yield Frame(
                province,
                raw["名"],
                str(raw.get("模板包", f"{packs[province]}-juesuan")),
                str(raw.get("节", "")),
                str(raw.get("句", "")),
                tuple(raw.get("式样", ())),
                str(raw.get("金额", "万元")),
                int(raw.get("百分比小数", 2)),
                int(raw.get("年度", 2023)),
                str(raw.get("未试", "")),
            )


def printed(frame: Frame) -> str:
    """What the section prints over the example, with its ordinals."""
    return _section(frame.pack, frame.year, frame.section, frame.styles)


def filled(frame: Frame) -> str:
    """The frame with its slots filled."""
    names = _names(frame.pack, frame.year, frame.styles)
    return SLOT.sub(lambda found: _slot(found[1], names, frame), frame.sentence)


def agrees(frame: Frame) -> bool:
    """Whether the section prints the sentence."""
    return filled(frame) in printed(frame)


@lru_cache(maxsize=1)
def _figures() -> Figures:
    return read(ROOT / "data_examples" / EXAMPLE)[0]


def _outliner(pack_name: str, year: int, styles: tuple[str, ...]) -> Outliner:
    """The pack as it is in a year, over the figures of the example."""
    pack = load_pack(pack_name).for_year(year).in_styles(styles)
    names = names_of(pack, _figures(), Ledger(), ())
    return Outliner(pack, environment(pack), {**names, "式样": styles})


@lru_cache(maxsize=64)
def _names(pack: str, year: int, styles: tuple[str, ...]) -> Mapping[str, Any]:
    return _outliner(pack, year, styles).names


@lru_cache(maxsize=256)
def _section(pack: str, year: int, section: str, styles: tuple[str, ...]) -> str:
    outliner = _outliner(pack, year, styles)
    names = dict(outliner.names)
    token, counter = KNOWN.set(frozenset(name for name in names if not name.startswith("_"))), start()
    try:
        parts = outliner.parts()
        outlined(outliner, names)
        node = next(found for part in parts.values() for found in _nodes(part["节"]) if section in (found["名"], found["标题"]))
        markup = outliner.env.from_string('{% include "各节.html" %}').render({**names, "节们": (node,)})
    finally:
        KNOWN.reset(token)
        COUNTER.reset(counter)
    sections = parse(markup, scheme=outliner.pack.ordinals, caption="", charts=names["_账"].charts, statutory=_no_table)
    return "".join(_text(block) for section in sections for block in section.blocks)


def _no_table(name: str) -> Table:
    raise KeyError(name)


def _text(block: object) -> str:
    """A heading or paragraph with its ordinal."""
    if not isinstance(block, Heading | Paragraph):
        return ""
    return re.sub(r"\s+", "", block.number + text_of((*getattr(block, "lead", ()), *block.runs)))


def _nodes(nodes: Any) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _nodes(node["含"])


def _slot(text: str, names: Mapping[str, Any], frame: Frame) -> str:
    kind, *paths = text.split()
    if not paths:
        return str(
            {"年": names["年度"], "上年": names["上年度"], "单位": names["部门"]["全称"], "简称": names["部门"]["简称"]}[kind]
        )
    if kind == "文":
        return re.sub(r"[。；，]$", "", "".join(piece.text for piece in _at(paths[0], names).pieces))
    values = [sum((Decimal(_at(one, names).number) for one in path.split("＋")), Decimal()) for path in paths]
    return KINDS[kind](values, frame)


def _at(path: str, names: Mapping[str, Any]) -> Any:
    value: Any = names
    for name in path.split("."):
        value = value[int(name)] if name.isdigit() else value[name]
    return value


def _rounded(value: Decimal, places: int) -> str:
    return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"


def _money(value: Decimal, frame: Frame) -> str:
    return f"{value * 10000:,.2f}" if frame.unit == "元" else _rounded(value, 2)


KINDS: dict[str, Callable[[list[Decimal], Frame], str]] = {
    "万": lambda values, frame: _money(values[0], frame),
    "差": lambda values, frame: _money(abs(values[0] - values[1]), frame),
    "率": lambda values, frame: _rounded(abs(values[0] - values[1]) / values[1] * 100, frame.percent),
    "占": lambda values, frame: _rounded(values[0] / values[1] * 100, frame.percent),
    "增": lambda values, _: "增加" if values[0] > values[1] else "减少",
    "长": lambda values, _: "增长" if values[0] > values[1] else "下降",
    "数": lambda values, _: f"{values[0]:f}",
}
