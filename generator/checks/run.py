"""All rules over one department-year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.checks.engine.confirm import confirmed
from generator.checks.engine.facts import Facts
from generator.checks.engine.finding import Finding, Severity
from generator.checks.engine.identities import ask
from generator.checks.engine.merge import Cause, merged
from generator.checks.engine.rule import HINT, Breach, Found, Identity, Rule, Unverified
from generator.checks.engine.settings import DEFAULT, RuleSettings
from generator.checks.registry import load_rules
from generator.figures import Figures
from generator.figures.scoring.rules import Scoring
from generator.runtime.garbage import collector_off

UNVERIFIED = "未核"
"""The rule id of what could not be compared."""


@collector_off()
def run_checks(
    figures: Figures, before: Figures | None = None, settings: RuleSettings | None = None, scoring: Scoring | None = None
) -> list[Finding]:
    """The findings, sorted by file, line and rule.

    before: last year's figures from last year's file; settings: what the forms switch off or change (`settings.py`);
    scoring: the points of the form that is filled in, the national ones where none is given.
    """
    own = settings or DEFAULT
    facts = Facts(figures, before, own, scoring or Scoring())
    causes: list[Cause] = []
    open_: list[Unverified] = []
    for rule in load_rules():
        if rule.id in own.off:
            continue
        for found in _ask(rule, facts):
            if isinstance(found, Breach):
                severity = _severity(rule, found, own)
                causes.append(Cause(rule, severity, found, found.leaves))
            else:
                open_.append(found)
    findings = [_finding(cause) for cause in merged(causes)] + list(_unverified(open_))
    unique = dict.fromkeys(confirmed(findings, figures.data))
    return sorted(unique, key=lambda f: (f.place.file, f.place.line, f.rule))


def _ask(rule: Rule, facts: Facts) -> Iterator[Found]:
    return ask(rule, facts) if isinstance(rule, Identity) else rule.find(facts)


def _severity(rule: Rule, found: Breach, settings: RuleSettings) -> Severity:
    """A form's severity replaces the rule's; rounding stays a hint."""
    if found.severity is HINT:
        return HINT
    return settings.severities.get(rule.id, found.severity or rule.severity)


def _finding(cause: Cause) -> Finding:
    breach = cause.breach
    return Finding(
        cause.rule.id,
        cause.severity,
        breach.message,
        breach.remedy or cause.rule.remedy,
        breach.place,
        breach.other,
        breach.expected,
        breach.actual,
        breach.wanted,
    )


def _unverified(open_: Iterable[Unverified]) -> Iterator[Finding]:
    """One finding for all that could not be compared."""
    open_ = list(open_)
    if open_:
        names = "、".join(dict.fromkeys(one.label for one in open_))
        message = f"{len(open_)}项因明细未载明而没有核对：{names}"
        place = next((one.place for one in open_ if one.place.line), open_[0].place)
        yield Finding(UNVERIFIED, HINT, message, "补上明细即可核对；没有明细的，以载明的数为准", place)
