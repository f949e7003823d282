"""The rules (勾稽关系) and what they find. A rule is written once and used by every command."""

from generator.checks.finding import Finding, Severity
from generator.checks.printed import check_printed
from generator.checks.registry import IDS
from generator.checks.run import run_checks
from generator.checks.settings import Settings, merged, read

__all__ = ["IDS", "Finding", "Settings", "Severity", "check_printed", "merged", "read", "run_checks"]
