"""`gongkai export`: a department-year as a workbook to fill in."""

from __future__ import annotations

import argparse

from generator.folders.export import export


def run(options: argparse.Namespace) -> int:
    """Write the workbook; the exit status."""
    status = export(options.source, options.out, packs=options.packs, force=options.force)
    print(f"{options.out}（{status}）")
    return 0
