"""The summary of a bureau: the result of each department, how often each rule found something, and the key figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from generator.batch.run import Outcome
from generator.checks import Finding, Severity
from generator.errors import Problems

PASSED = "通过"
"""Of a published report without errors."""
STATES = ("新建", "更新", "未变", "有错误", "失败", PASSED)
FIGURES = ("收支总计", "上年收支总计", "本年收入", "本年支出", "三公", "上年三公")
"""Key figures of a row, in 万元."""
CHANGES = {"收支总计同比": ("收支总计", "上年收支总计"), "三公同比": ("三公", "上年三公")}
"""Per cent by which the first is more than the second."""


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One department-year. department: its name, or the source where it could not be read; rules: (rule, severity) → count."""

    department: str
    year: int | None
    kind: str
    state: str
    counts: dict[str, int]
    rules: Counter[tuple[str, str]]
    figures: dict[str, Decimal]
    remark: str
    letter: str

    def change(self, name: str) -> Decimal | None:
        """A change in per cent; None where a figure is not known or last year's is zero."""
        return change(self.figures, name)


def change(figures: dict[str, Decimal], name: str) -> Decimal | None:
    """The change of a name of CHANGES over some figures."""
    now, before = (figures.get(part) for part in CHANGES[name])
    return (now - before) / abs(before) * 100 if now is not None and before else None


@dataclass(frozen=True, slots=True)
class Total:
    """The sums of a year and 文种 over the departments whose figure is known. changes: over those that state both years."""

    year: int
    kind: str
    departments: int
    counts: dict[str, int]
    figures: dict[str, Decimal]
    changes: dict[str, Decimal | None]


def by_severity(findings: Sequence[Finding]) -> dict[str, int]:
    """How many findings there are of each severity, all named."""
    return {str(s): sum(finding.severity is s for finding in findings) for s in Severity}


def by_rule(findings: Iterable[Finding]) -> Counter[tuple[str, str]]:
    """How many findings there are of each rule and severity."""
    return Counter((finding.rule, str(finding.severity)) for finding in findings)


def _total(year: int, kind: str, lines: list[SummaryRow]) -> Total:
    def sums(names: Iterable[str], chosen: list[SummaryRow]) -> dict[str, Decimal]:
        known = {name: [line.figures[name] for line in chosen if name in line.figures] for name in names}
        return {name: sum(values, Decimal(0)) for name, values in known.items() if values}

    counts = {str(s): sum(line.counts[str(s)] for line in lines) for s in Severity}
    changes = {
        name: change(sums(pair, [line for line in lines if all(part in line.figures for part in pair)]), name)
        for name, pair in CHANGES.items()
    }
    return Total(year, kind, len(lines), counts, sums(FIGURES, lines), changes)


@dataclass(slots=True)
class Summary:
    """Takes the outcomes of a run."""

    lines: list[SummaryRow] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        """One more department."""
        built, who = outcome.built, outcome.who
        findings = built.findings if built else []
        errors = [one for error in outcome.errors for one in (error.errors if isinstance(error, Problems) else [error])]
        figures = {name: Decimal(value) for name, value in outcome.figures.items()}
        line = SummaryRow(
            who.department if who else str(outcome.source),
            who.year if who else None,
            who.kind if who else "",
            outcome.state,
            by_severity(findings),
            by_rule(findings),
            figures,
            "；".join(one.message for one in errors[:3]) + (f"等{len(errors)}处" if len(errors) > 3 else ""),
            outcome.letter,
        )
        self.lines.append(line)

    def states(self) -> str:
        """`新建3，失败1`."""
        found = Counter(line.state for line in self.lines)
        return "，".join(f"{state}{found[state]}" for state in STATES if found[state])

    def rules(self) -> dict[str, Counter[str]]:
        """Rule → count by severity, and under 部门 the number of departments; the most frequent first."""
        table: dict[str, Counter[str]] = {}
        for line in self.lines:
            for (rule, severity), number in line.rules.items():
                table.setdefault(rule, Counter())[severity] += number
            for rule in {rule for rule, _ in line.rules}:
                table[rule]["部门"] += 1
        return dict(sorted(table.items(), key=lambda item: (-item[1]["部门"], item[0])))

    def totals(self) -> list[Total]:
        """The sums of each year and 文种, in order."""
        groups: dict[tuple[int, str], list[SummaryRow]] = {}
        for line in self.lines:
            if line.year is not None:
                groups.setdefault((line.year, line.kind), []).append(line)
        return [_total(year, kind, lines) for (year, kind), lines in sorted(groups.items())]
