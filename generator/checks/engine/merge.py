"""One cause, one finding: comparisons that are off by the same amount over the same typed figures become one, and so does
an inequality that would hold without that amount.

The most specific comparison (the fewest figures) of the gravest severity speaks; it names the others, and the typed
figures that all of them share, where the mistake is.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from generator.checks.engine.finding import Severity
from generator.checks.engine.formula import parse
from generator.checks.engine.rule import Breach, Identity, Rule
from generator.model.amount import ZERO
from generator.model.place import Place

GRAVITY = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}
MOST_CAUSES = 4
"""How many causes may add up to one difference."""
SHOWN = 4
"""How many consequences a message names."""


@dataclass(slots=True)
class Cause:
    """A breach of a rule, with what follows from the same cause. suspects: the typed figures that may be wrong."""

    rule: Rule
    severity: Severity
    breach: Breach
    suspects: frozenset[Place]
    also: list[str] = field(default_factory=list)


def merged(found: Iterable[Cause]) -> list[Cause]:
    """What the rules found, each cause once; what is no comparison as it is."""
    found = list(found)
    arithmetic = [one for one in found if isinstance(one.rule, Identity) and one.severity is not Severity.HINT]
    rest = [one for one in found if one not in arithmetic]
    causes: list[Cause] = []
    for one in sorted(arithmetic, key=lambda one: (GRAVITY[one.severity], len(one.suspects))):
        if not _follows(one, causes):
            causes.append(one)
    return [*map(_with_consequences, causes), *rest]


def _follows(found: Cause, causes: list[Cause]) -> bool:
    """Note a breach with the causes that explain it; False where none do."""
    inside = [c for c in causes if c.suspects & found.suspects][:MOST_CAUSES]
    for signs in sorted(itertools.product((0, 1, -1), repeat=len(inside)), key=lambda s: sum(map(abs, s))):
        used = [(sign, cause) for sign, cause in zip(signs, inside, strict=True) if sign]
        if used and _explains([(sign, cause.breach) for sign, cause in used], found):
            for _, cause in used:
                cause.also.append(found.breach.label)
            if len(used) == 1:
                used[0][1].suspects &= found.suspects
            return True
    return False


def _explains(causes: list[tuple[int, Breach]], found: Cause) -> bool:
    """True where the causes' differences make up the one found, but for rounding; or an inequality holds without these."""
    assert isinstance(found.rule, Identity)
    rest = found.breach.gap - sum((sign * cause.gap for sign, cause in causes), ZERO)
    slack = sum((cause.slack for _, cause in causes), found.breach.slack)
    return {"＝": abs(rest) <= slack, "≤": rest <= slack, "≥": rest >= -slack}[parse(found.rule.formula).sign]


def _with_consequences(cause: Cause) -> Cause:
    """The cause with its consequences in the message, pointing to the figure that all of them share."""
    if not cause.also:
        return cause
    names = [name for name in dict.fromkeys(cause.also) if name != cause.breach.label]
    if not names:
        return cause
    more = f"等{len(names)}处" if len(names) > SHOWN else ""
    breach = cause.breach
    known = {breach.place, breach.other} & cause.suspects or not cause.suspects
    other = breach.other if known else min(cause.suspects, key=lambda p: (p.file, p.line))
    message = f"{breach.message}；同一原因的还有{'、'.join(names[:SHOWN])}{more}"
    return replace(cause, breach=replace(breach, message=message, other=other))
