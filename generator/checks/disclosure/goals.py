"""U11: goals of projects: every project of a budget has them, and no two are the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.engine.facts import Facts
from generator.checks.engine.places import place_in
from generator.checks.engine.rule import WARNING, Breach, Check, Found, Rule
from generator.model.choices import BUDGET
from generator.model.text import Text, TextPart

COPIES = re.compile(r"^项目\[[0-9]+\]\.(?:年度目标|目标完成|实施效果|评价报告\.(?:具体目标|完成情况))$")
COPIED = ("目标", "完成", "效果", "情况")
"""How all of these end."""
LEAST = 8
"""Shorter passages may well be the same."""


def complete(facts: Facts) -> Iterator[Found]:
    """Of a budget whose projects have goals: one without 绩效目标 or indicators."""
    projects = facts.data.projects
    if facts.data.kind == BUDGET and any(project.goal.pieces for project in projects):
        for project in projects:
            given = (("绩效目标", project.goal.pieces), ("绩效指标", project.indicators))
            missing = [name for name, there in given if not there]
            if missing:
                message = f"项目“{project.name}”没有{'和'.join(missing)}"
                yield Breach(message, place_in(project.name), "每个项目都要有绩效目标表：填“年度目标”和“指标”")


def distinct(facts: Facts) -> Iterator[Found]:
    """The same goal or result twice in one project; of a year that is over, in two projects as well."""
    if facts.data.kind == BUDGET:
        for project in facts.data.projects:
            if repeated := _repeated(project.goal):
                message = f"项目“{project.name}”有两条绩效目标相同：“{repeated}”"
                yield Breach(message, place_in(project.goal), "每条写不同的目标；只有一条的只写一条")
        return
    seen: dict[str, tuple[Text, TextPart]] = {}
    for text in facts.texts:
        if not (text.place.path.endswith(COPIED) and COPIES.match(text.place.path)):
            continue
        field = text.place.path.rsplit(".", 1)[-1]
        for piece in text.pieces:
            if len(piece.text) >= LEAST:
                key = field + piece.text
                if key in seen:
                    other, first = seen[key]
                    message = f"“{field}”与另一处一字不差：“{piece.text[:20]}…”"
                    here, there = text.place._replace(line=piece.line), other.place._replace(line=first.line)
                    yield Breach(message, here, "各写各的目标和完成情况", there)
                else:
                    seen[key] = text, piece


def _repeated(text: Text) -> str:
    seen: set[str] = set()
    for piece in text.pieces:
        goal = piece.text.strip().rstrip("。；.;")
        if goal in seen:
            return goal
        seen.add(goal)
    return ""


RULES: tuple[Rule, ...] = (
    Check("U11", "预算的每个项目有绩效目标和指标", WARNING, complete, "补上目标和指标"),
    Check("U11", "各项目的目标、完成情况互不相同", WARNING, distinct, "各写各的目标和完成情况"),
)
