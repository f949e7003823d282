"""The rules (勾稽关系) and what they find. A rule is written once and used by every command."""

from generator.checks.engine.finding import Finding, Severity
from generator.checks.engine.settings import RuleSettings, merged, read
from generator.checks.registry import IDS
from generator.checks.report.printed import check_printed
from generator.checks.run import run_checks

__all__ = ["IDS", "Finding", "RuleSettings", "Severity", "check_printed", "merged", "read", "run_checks"]
