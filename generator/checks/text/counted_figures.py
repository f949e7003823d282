"""What the data count by kinds: projects of each stage of 绩效管理, staff by kind of post, official cars by kind."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.engine import own_names as own
from generator.checks.engine.facts import Facts
from generator.model.amount import Amount, total

STAGES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "绩效目标": ("目标", "公开目标", ("绩效目标",)),
    "绩效监控": ("监控", "监控", ("绩效监控",)),
    "绩效自评": ("自评", "自评", ("绩效自评",)),
    "绩效评价": ("", "", ("绩效评价", "绩效自评")),
    "事前绩效评估": ("", "", ("事前评估",)),
}
"""Stage as the reader names it → its field in 绩效管理, in 自评.管理情况, the stages of projects that it may mean."""
MANAGED = {
    "绩效平均得分": "平均得分",
    "绩效优秀项目数": "优秀项目数",
    "绩效良好项目数": "良好项目数",
    "绩效合格项目数": "合格项目数",
    "绩效不合格项目数": "不合格项目数",
    "绩效问题数": "发现问题数",
    "已整改问题数": "已整改问题数",
    "整改中问题数": "整改中问题数",
}
"""Name of the reader → field of 绩效管理."""
KINDS = {"工勤": ("工勤",), "参公": ("参照", "参公"), "事业": ("事业",), "行政": ("行政",)}
"""Kind of post → words of its name; the first that fits holds."""
KIND_MEANS = {
    "行政": (("行政",), ("行政", "工勤"), ("行政", "参公")),
    "参公": (("参公",),),
    "事业": (("事业",), ("事业", "参公"), ("事业", "参公", "工勤")),
    "工勤": (("工勤",),),
}
"""Kind as a text says it → the kinds of the data that it may mean together."""
CAR_FIELDS = {own.BOUGHT: "bought", own.BOUGHT_FOR: "amount", own.HELD: "held"}


def counted(facts: Facts, name: str) -> Iterator[Amount | None]:
    """All figures of the data that a name of these kinds can mean."""
    if name in MANAGED:
        yield from _known([facts.figures.amount(f"绩效管理.{MANAGED[name]}")])
    elif name.removesuffix("项目数") in STAGES:
        field, managed, stages = STAGES[name.removesuffix("项目数")]
        paths = [f"绩效管理.{field}项目数", f"自评.管理情况.{managed}项目数"] if field else []
        paths += [f"绩效管理.{stage}.个数" for stage in stages] if facts.data.projects else []
        yield from _known([facts.figures.amount(path) for path in paths])
    elif name.removesuffix("金额") in STAGES:
        field, managed, _ = STAGES[name.removesuffix("金额")]
        paths = [f"绩效管理.{field}金额", f"自评.管理情况.{managed}金额"] if field else []
        yield from _known([facts.figures.amount(path) for path in paths])
    elif name.startswith(own.STAFF_KIND):
        yield from _staff(facts, name.removeprefix(own.STAFF_KIND))
    else:
        head, _, kind = name.partition("·")
        for row in facts.data.three_public.cars.kinds if facts.data.three_public and f"{head}·" in CAR_FIELDS else ():
            if str(row.kind) == kind:
                yield getattr(row, CAR_FIELDS[f"{head}·"])


def _known(amounts: list[Amount | None]) -> list[Amount]:
    return [amount for amount in amounts if amount is not None and amount.known]


def _staff(facts: Facts, kind: str) -> Iterator[Amount]:
    """Posts and staff of a kind: of its own groups, of those that a text may count with them; none where a group has no kind."""
    groups: dict[str, list[tuple[Amount, ...]]] = {}
    for group in facts.data.staff:
        found = next((one for one, words in KINDS.items() if any(word in str(group.group) for word in words)), None)
        if found is None:
            return
        groups.setdefault(found, []).append(tuple(one for one in (group.posts, group.actual) if one is not None and one.known))
    for means in KIND_MEANS.get(kind, ()):
        rows = [row for one in means for row in groups.get(one, ())]
        if kind in groups or any(one in groups for one in means):
            for column in range(max((len(row) for row in rows), default=0)):
                parts = [row[column] for row in rows if len(row) > column]
                yield total(parts, kind)
