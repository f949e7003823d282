"""What the index keeps of a source, as JSON: whose report it is, its findings, its key figures, what it was made from."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator.batch.worker.work import Done, Who
from generator.checks import Finding, Severity
from generator.model.place import Place


@dataclass(frozen=True, slots=True)
class Stored:
    """data and rules: the fingerprints that the findings hold for; reports: pack → path without suffix."""

    data: str
    rules: str
    who: Who
    findings: list[Finding]
    notes: list[str]
    reports: dict[str, str]
    packs: tuple[str, ...]
    inputs: tuple[Path, ...]
    figures: dict[str, str]

    @property
    def stopped(self) -> bool:
        """True where 错误 stand in the way of a final build."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)

    def to_json(self) -> str:
        """As a row keeps it."""
        raw = {name: getattr(self, name) for name in ("data", "rules", "who", "notes", "reports", "packs", "figures")}
        raw["inputs"] = [str(path) for path in self.inputs]
        raw["findings"] = [asdict(finding) for finding in self.findings]
        return json.dumps(raw, ensure_ascii=False, default=str)

    @staticmethod
    def from_json(text: str) -> Stored:
        """From a row."""
        raw = json.loads(text)
        return Stored(
            raw["data"],
            raw["rules"],
            Who(*raw["who"]),
            [_finding(one) for one in raw["findings"]],
            raw["notes"],
            raw["reports"],
            tuple(raw["packs"]),
            tuple(map(Path, raw["inputs"])),
            raw["figures"],
        )


def stored(done: Done, data: str, rules: str) -> Stored:
    """What to keep of a build."""
    assert done.built is not None
    assert done.who is not None
    notes = [] if done.built.missing else done.built.notes
    inputs = tuple(map(Path, done.inputs))
    return Stored(data, rules, done.who, done.built.findings, notes, done.built.reports, done.packs, inputs, done.figures)


def _finding(raw: dict[str, Any]) -> Finding:
    expected, actual = (None if raw[name] is None else Decimal(raw[name]) for name in ("expected", "actual"))
    place, other = (Place(*raw[name]) for name in ("place", "other"))
    return Finding(raw["rule"], Severity(raw["severity"]), raw["message"], raw["remedy"], place, other, expected, actual)
