"""The rules (勾稽关系) and what they find. A rule is written once and used by every command.

A new rule stands in the module of its kind; `registry.py` names them all, by the titles of docs/核对规则.md:
- two figures, as a formula: an `Identity` in `RULES` of a module of `money/` or `disclosure/`; a figure that only rules need
  is made in `compare/` and named in `engine/facts.py`;
- a slip in one line of text: a `Pattern` in `text/patterns.py`; a wrong word: a row of `text/data/confusions.csv`;
- anything else: a function over `Facts` that yields a `Breach`, as a `Check` in `RULES` of the module of its kind;
- what only a finished report shows: `report/`.
Its test is a case of tests/checks/test_mutations.py or tests/checks/text/test_sentences.py; `scripts/pages` writes the pages.
"""

from generator.checks.engine.finding import Finding, Severity
from generator.checks.engine.settings import RuleSettings, merged, read
from generator.checks.registry import IDS
from generator.checks.report.printed import check_places, check_printed
from generator.checks.run import run_checks

__all__ = ["IDS", "Finding", "RuleSettings", "Severity", "check_places", "check_printed", "merged", "read", "run_checks"]
