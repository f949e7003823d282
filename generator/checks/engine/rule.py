"""What a rule is: an identity that can be read (data), or a function over the facts. Both yield breaches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.checks.engine.finding import Severity
from generator.model.amount import ZERO
from generator.model.place import NOWHERE, Place

if TYPE_CHECKING:
    from generator.checks.engine.facts import Facts

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT


@dataclass(frozen=True, slots=True)
class Breach:
    """A breach of a rule, as the rule found it. The engine adds the rule's id and, where none is given, its severity.

    leaves and gap distinguish causes: the typed figures that were compared, by how much they are off,
    and how much of that rounding may be.
    label names the comparison where it is only a consequence of another finding.
    wanted: the name under which templates see the field that is missing, such as `文字.总计变动原因`.
    """

    message: str
    place: Place
    remedy: str = ""
    other: Place = NOWHERE
    expected: Decimal | None = None
    actual: Decimal | None = None
    severity: Severity | None = None
    leaves: frozenset[Place] = field(default=frozenset())
    gap: Decimal = ZERO
    slack: Decimal = ZERO
    label: str = ""
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class Unverified:
    """A comparison that could not be made, because an operand is 未载明."""

    label: str
    place: Place


Found = Breach | Unverified


@dataclass(frozen=True, slots=True)
class Identity:
    """An arithmetic rule: `年末 ≥ 0`, `授予小微企业 ≤ 授予中小企业`; names as in `facts.py`, ＋ and － between them.

    scope: the part of the facts it is asked of, `项目[]` for each entry of a list; empty for the whole.
    left, right: how the message calls the sides, where the names themselves do not do.
    unless: a field of the scope; a text there explains the finding away. unit: of the figures, empty for money.
    share: a tolerance as a share of the right side, beside the rounding.
    """

    id: str
    formula: str
    severity: Severity
    remedy: str
    scope: str = ""
    left: str = ""
    right: str = ""
    unless: str = ""
    unit: str = ""
    share: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Check:
    """A rule that no formula says: its name, and the function that yields what it finds."""

    id: str
    name: str
    severity: Severity
    find: Callable[[Facts], Iterator[Found]]
    remedy: str = ""
    """What the catalogue says where each breach has a remedy of its own."""
    note: str = ""


Rule = Identity | Check
