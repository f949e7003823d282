"""The facts of published forms, as `tests/packs/provinces/*.yaml` hold them: outlines and sentence frames.

An outline: 编号, 省, 年度, 见到 (全文, 正文, 目录, 骨架 …), what its department chose (级次, 式样), 笔误 (slips of the
publication and how they read without), 没有 (parts that it had no cause to print), 在 (the part that the titles stand in),
不印 (why no pack prints it), 另说 (a remark), 标题: a title per line, two spaces deeper for each level. A line `…` says that
what stands before or after it at that level was not seen. {单位} is the department, {年} the year.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

FACTS = Path(__file__).resolve().parents[2] / "tests" / "packs" / "provinces"
KINDS = {"决算": "juesuan", "预算": "yusuan", "骨架": "juesuan", "项目自评": "xiangmu-ziping"}
"""File of facts → the kind of the packs that it is about."""
UNSEEN = "…"
FIRST_YEAR = 2020
"""Forms of earlier years are facts, but the packs do not print them."""


@dataclass(slots=True)
class Title:
    """A heading with those below it."""

    text: str
    below: list[Title] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Outline:
    """One outline. pack: the pack that has to print it."""

    id: str
    province: str
    pack: str
    year: int
    seen: str
    level: str
    styles: tuple[str, ...]
    titles: tuple[Title, ...]
    without: tuple[str, ...] = ()
    """Parts that the department had no cause to print."""
    inside: str = ""
    """The part that the titles stand in, where the publication shows no parts."""
    because: str = ""
    """Why no pack prints it, where none does."""

    @property
    def whole(self) -> bool:
        """Whether the facts are the contents page as it stands."""
        return self.seen in ("目录", "全文")


def outlines() -> Iterator[Outline]:
    """All outlines of the facts, in their order."""
    packs = yaml.safe_load((FACTS / "模板包.yaml").read_text(encoding="utf-8"))
    for name, kind in KINDS.items():
        for raw in yaml.safe_load((FACTS / f"{name}.yaml").read_text(encoding="utf-8")):
            yield _outline(raw, f"{packs[raw['省']]}-{kind}" if raw["省"] in packs else "")


def _outline(raw: Mapping[str, Any], pack: str) -> Outline:
    year = raw["年度"] if isinstance(raw["年度"], int) else 0
    because = str(raw.get("不印", "")) or ("" if year >= FIRST_YEAR else f"早于{FIRST_YEAR}年度")
    slips = raw.get("笔误", {})
    return Outline(
        raw["编号"],
        raw["省"],
        str(raw.get("模板包", pack)),
        year,
        raw["见到"],
        str(raw.get("级次", "")),
        tuple(raw.get("式样", ())),
        tuple(tree(raw["标题"], slips)),
        tuple(raw.get("没有", ())),
        str(raw.get("在", "")),
        because,
    )


def tree(text: str, slips: Mapping[str, str]) -> list[Title]:
    """The titles of a block of lines, by their indent. slips: a line → how it reads without its slip, empty to leave it out."""
    roots: list[Title] = []
    path: list[Title] = []
    for line in text.splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        said = slips.get(line.strip(), line.strip())
        if not said:
            continue
        title = Title(said)
        del path[depth:]
        (path[-1].below if path else roots).append(title)
        path.append(title)
    return roots
