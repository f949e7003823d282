"""A finding: rule, severity, place, both figures, remedy."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from generator.model.place import NOWHERE, Place


class Severity(StrEnum):
    """错误 stops a final build, 警告 wants a person's look, 提示 informs."""

    ERROR = "错误"
    WARNING = "警告"
    HINT = "提示"


@dataclass(frozen=True, slots=True)
class Finding:
    """expected and actual in 万元 (or counts, per cent), None where the rule has no figures; difference is actual − expected.

    place: where the actual figure was typed; other: the other side's place.
    """

    rule: str
    severity: Severity
    message: str
    remedy: str = ""
    place: Place = NOWHERE
    other: Place = NOWHERE
    expected: Decimal | None = None
    actual: Decimal | None = None
    wanted: str = ""
    """The field that is missing, as templates see it: a form that does not print it does not ask for it."""

    @property
    def difference(self) -> Decimal | None:
        """actual − expected."""
        if self.expected is None or self.actual is None:
            return None
        return self.actual - self.expected

    def as_dict(self) -> dict[str, object]:
        """As `check --json` prints it; figures as strings, absent ones as null."""
        number = {k: None if v is None else format(v, "f") for k, v in self._figures().items()}
        return {
            "rule": self.rule,
            "severity": str(self.severity),
            "message": self.message,
            "remedy": self.remedy,
            "file": self.place.file,
            "line": self.place.line,
            "column": self.place.column,
            "path": self.place.path,
            **number,
            "other": str(self.other) if self.other.file else "",
        }

    def _figures(self) -> dict[str, Decimal | None]:
        return {"expected": self.expected, "actual": self.actual, "difference": self.difference}
