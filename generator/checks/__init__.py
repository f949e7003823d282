"""The rules (勾稽关系) and what they find. A rule is written once and used by every command."""

from generator.checks.finding import Finding, Severity
from generator.checks.run import run_checks

__all__ = ["Finding", "Severity", "run_checks"]
