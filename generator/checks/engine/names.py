"""Every name in an identity is one that the facts have: a misspelt one is an error when the rules are loaded, not silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.checks.engine.facts import Facts
from generator.checks.engine.formula import parse
from generator.checks.engine.rule import Identity, Rule
from generator.figures.nodes import Node
from generator.figures.specimen import KINDS, without_last_year
from generator.figures.view import nearest

ENTRIES: dict[str, tuple[str, ...]] = {
    "上年预算核对[]": ("上年合计", "上年基本支出", "上年项目支出"),
    "填报.三公预算[]": ("名称", "填报", "经济分类"),
    "项目核对[]": ("名称", "填报", "支出"),
    "汇总核对[]": ("名称", "部门数", "单位合计"),
}
"""Names of the entries of those lists that are empty for a department in which every field is filled."""


def resolve(rules: Iterable[Rule]) -> None:
    """Raises ValueError with the rule, the name and the nearest known one for the first name that nothing has."""
    facts = [Facts(figures, figures) for figures in map(without_last_year, KINDS)]
    for rule in rules:
        if isinstance(rule, Identity):
            for path, nodes in _asked(rule, facts):
                _resolve(rule, path, nodes)


def _asked(rule: Identity, facts: Sequence[Facts]) -> Iterator[tuple[str, list[object]]]:
    """Each name of a rule, with the parts of the specimens in which it may stand."""
    trees: list[object] = [one.tree for one in facts]
    if rule.scope:
        yield rule.scope, trees
    own = [node for one in facts for _, node in one.scopes(rule.scope)] or [dict.fromkeys(ENTRIES.get(rule.scope, ()))]
    formula = parse(rule.formula)
    for term in (*formula.left, *formula.right):
        if term.number is None:
            yield term.name, [*own, *trees]
    if rule.unless:
        yield rule.unless, [*own, *trees]


def _resolve(rule: Identity, path: str, nodes: list[object]) -> None:
    """Follow a path from any of some parts. Raises ValueError where none of them has it."""
    above = ""
    for part in path.split("."):
        name, listed = part.removesuffix("[]"), part.endswith("[]")
        within = [node for node in nodes if isinstance(node, dict)]
        nodes = [node[name] for node in within if name in node]
        if not nodes:
            raise ValueError(_message(rule, path, above, name, within))
        if listed:
            nodes = [entry for node in nodes if isinstance(node, list) for entry in node]
        above = f"{above}.{name}" if above else name


def _message(rule: Identity, path: str, above: str, name: str, within: Iterable[Node]) -> str:
    known = dict.fromkeys(key for node in within for key in node)
    owner = f"“{above}”里" if above else ""
    return f"规则{rule.id}的“{rule.formula}”：{owner}没有“{name}”（{path}）{nearest(name, known)}"
