"""Asking an identity of the facts: both figures, the difference with its tolerance, the places of both sides."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.checks.engine.facts import Facts, explained, label
from generator.checks.engine.formula import Operand, Sides, missed, parse
from generator.checks.engine.rule import HINT, Breach, Found, Identity, Unverified
from generator.checks.engine.tolerance import tolerance
from generator.model.amount import ZERO

LEAST = Decimal("0.01")
"""What a tolerance given as a share always allows, in 万元 (E05)."""
SIGNS = {"＝": "不等于", "≤": "大于", "≥": "小于"}


def ask(rule: Identity, facts: Facts) -> Iterator[Found]:
    """What the identity finds, in every part of its scope."""
    formula = parse(rule.formula)
    for way, node in facts.scopes(rule.scope):
        sides = missed(formula, facts.find, node)
        if sides is None or sides.pending:
            continue
        if rule.unless and (explained(node, rule.unless) or explained(facts.tree, rule.unless)):
            continue
        found = _compare(rule, facts, label(way), sides)
        if found:
            yield found


def _compare(rule: Identity, facts: Facts, owner: str, sides: Sides) -> Found | None:
    gap, place, other = sides.gap, *sides.places
    left_name = f"{owner}{rule.left or _name(sides.formula.left)}"
    if sides.unstated:
        stated = all(amount.known for _, amount in sides.left)
        return Unverified(f"{rule.id}{left_name}", place) if stated else None
    left, right = sides.values
    share = max(_share(rule, facts) * abs(right), LEAST) if rule.share else ZERO
    if rule.share and abs(gap) <= share:
        return None
    typed = sides.typed()
    rounding = ZERO if rule.unit else tolerance(typed.values(), facts.exact)
    small = abs(gap) <= max(rounding, share)
    if small and rule.share:
        return None
    return Breach(
        message=_message(rule, facts, left_name, sides, small),
        place=place if place.line else other,
        other=other if place.line else place,
        remedy="四舍五入造成的尾差，不必改" if small else rule.remedy,
        expected=right,
        actual=left,
        severity=HINT if small else None,
        leaves=frozenset(typed),
        gap=gap,
        slack=rounding,
        label=f"{rule.id}{left_name}",
    )


def _share(rule: Identity, facts: Facts) -> Decimal:
    """The tolerance as a share: the form's own, else the rule's."""
    own = facts.settings.thresholds.get(rule.id) if rule.share else None
    return rule.share if own is None else own / 100


def _message(rule: Identity, facts: Facts, left_name: str, sides: Sides, small: bool) -> str:
    right_name = rule.right or _name(sides.formula.right)
    left, right = (_figure(rule, facts, value) for value in sides.values)
    difference = _figure(rule, facts, abs(sides.values[0] - sides.values[1]))
    if small and right_name == "0":
        return f"尾差：{left_name}为{left}，应为零或正数"
    if small:
        return f"尾差：{left_name}{left}，{right_name}{right}，相差{difference}"
    sign = SIGNS[sides.formula.sign]
    if right_name == "0":
        return f"{left_name}为{left}，{sign}零"
    return f"{left_name}{left}{sign}{right_name}{right}，相差{difference}"


def _figure(rule: Identity, facts: Facts, value: Decimal) -> str:
    return facts.money(value) if not rule.unit else f"{value.normalize():f}{rule.unit}"


def _name(side: tuple[Operand, ...]) -> str:
    """The names of a side as a message calls them."""
    words = [("－" if term.factor < 0 else "＋") + _plain(term.name) for term in side]
    return "".join(words).removeprefix("＋")


def _plain(name: str) -> str:
    head, _, tail = name.rpartition(".")
    return {"控制数": f"控制数“{tail}”", "上年填报": f"上年填报的{tail}", "上年文件": f"上年文件的{tail}"}.get(head, tail)
