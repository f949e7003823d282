"""The command line; commands, options, exit codes are a contract. Messages go to standard error, results to standard output."""

from generator.cli.main import main

__all__ = ["main"]
