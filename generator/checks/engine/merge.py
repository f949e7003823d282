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
from generator.checks.engine.rule import Identity, Rule, Spot
from generator.model.amount import ZERO
from generator.model.place import Place

GRAVITY = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}
MOST_CAUSES = 4
"""How many causes may add up to one difference."""
SHOWN = 4
"""How many consequences a message names."""


@dataclass(slots=True)
class Cause:
    """A spot of a rule, with what follows from the same cause. suspects: the typed figures that may be wrong."""

    rule: Rule
    severity: Severity
    spot: Spot
    suspects: frozenset[Place]
    also: list[str] = field(default_factory=list)


def merged(hits: Iterable[Cause]) -> list[Cause]:
    """The hits, each cause once; those that are no comparison as they are."""
    hits = list(hits)
    arithmetic = [h for h in hits if isinstance(h.rule, Identity) and h.severity is not Severity.HINT]
    rest = [h for h in hits if h not in arithmetic]
    causes: list[Cause] = []
    for hit in sorted(arithmetic, key=lambda h: (GRAVITY[h.severity], len(h.suspects))):
        if not _follows(hit, causes):
            causes.append(hit)
    return [*map(_told, causes), *rest]


def _follows(hit: Cause, causes: list[Cause]) -> bool:
    """Note the hit with the causes that explain it; False where none do."""
    inside = [c for c in causes if c.suspects & hit.suspects][:MOST_CAUSES]
    for signs in sorted(itertools.product((0, 1, -1), repeat=len(inside)), key=lambda s: sum(map(abs, s))):
        used = [(sign, cause) for sign, cause in zip(signs, inside, strict=True) if sign]
        if used and _explains([(sign, cause.spot) for sign, cause in used], hit):
            for _, cause in used:
                cause.also.append(hit.spot.label)
            if len(used) == 1:
                used[0][1].suspects &= hit.suspects
            return True
    return False


def _explains(causes: list[tuple[int, Spot]], hit: Cause) -> bool:
    """True where the causes' differences make up the hit's, but for rounding; where an inequality holds without them."""
    assert isinstance(hit.rule, Identity)
    rest = hit.spot.gap - sum((sign * cause.gap for sign, cause in causes), ZERO)
    slack = sum((cause.slack for _, cause in causes), hit.spot.slack)
    return {"＝": abs(rest) <= slack, "≤": rest <= slack, "≥": rest >= -slack}[parse(hit.rule.formula).sign]


def _told(hit: Cause) -> Cause:
    """The hit with its consequences in the message, pointing to the figure that all of them share."""
    if not hit.also:
        return hit
    names = [name for name in dict.fromkeys(hit.also) if name != hit.spot.label]
    if not names:
        return hit
    more = f"等{len(names)}处" if len(names) > SHOWN else ""
    spot = hit.spot
    known = {spot.place, spot.other} & hit.suspects or not hit.suspects
    other = spot.other if known else min(hit.suspects, key=lambda p: (p.file, p.line))
    message = f"{spot.message}；同一原因的还有{'、'.join(names[:SHOWN])}{more}"
    return replace(hit, spot=replace(spot, message=message, other=other))
